"""The content is read once: it is frozen."""

from __future__ import annotations

import pytest

from repository.demonstration.content import load_content
from repository.demonstration.shapes import DemoContent, DemoPackage


@pytest.fixture(scope="session")
def content() -> DemoContent:
    return load_content()


@pytest.fixture(scope="session")
def building_service_worker(content: DemoContent) -> DemoPackage:
    return next(p for p in content.packages if p.slug == "building-service-worker-level-1")
