"""The manifest's words as people read them."""

from __future__ import annotations

import pytest

from repository.public import labels
from repository.releases import manifest as manifests
from repository.releases import wording
from repository.releases.wording import size_label
from tests.manifests import a_file


def test_labels_every_word_of_the_manifest_has_one() -> None:
    assert set(labels.KINDS) == set(manifests.KINDS)
    assert set(wording.COMPONENT_TYPES) == set(manifests.COMPONENT_TYPES)
    assert set(labels.EFFORTS) == set(manifests.COMPONENT_TYPES)


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("en-CA", "English (Canada)"),
        ("fr-CA", "French (Canada)"),
        ("fr", "French"),
        ("pt-br", "Portuguese (br)"),
        ("crk", "crk"),
        ("", ""),
    ],
)
def test_language_label(tag: str, label: str) -> None:
    assert labels.language_label(tag) == label


@pytest.mark.parametrize(
    ("minutes", "label"), [(0, ""), (-5, ""), (60, "1"), (90, "1.5"), (3600, "60"), (20, "0.33")]
)
def test_hours_label(minutes: int, label: str) -> None:
    assert labels.hours_label(minutes) == label


@pytest.mark.parametrize(
    ("size", "label"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (310_400, "310 kB"),
        (999_900, "1.0 MB"),
        (6_240_000, "6.2 MB"),
        (38_000_000, "38 MB"),
        (1_500_000_000, "1.5 GB"),
    ],
)
def test_size_label(size: int, label: str) -> None:
    assert size_label(size).replace("\N{NO-BREAK SPACE}", " ") == label


@pytest.mark.parametrize(
    ("name", "facts", "label"),
    [
        ("module.zip", (("kind", "scorm"), ("version", "1.2")), "SCORM 1.2"),
        ("module.zip", (("kind", "scorm"),), "SCORM"),
        ("plan.DOCX", (("kind", "document"),), "Word"),
        ("data.zip", (), "Zip archive"),
        ("strange.xyz", (), "XYZ"),
        ("nameless", (), "File"),
    ],
)
def test_format_label(name: str, facts: tuple[tuple[str, str], ...], label: str) -> None:
    assert labels.format_label(a_file(name, facts=facts)) == label


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ((), ""),
        ((("pages", "44"),), "44 pages"),
        ((("pages", "1"),), "1 page"),
        ((("pages", "many"),), ""),
        ((("seconds", "372"),), "6 min"),
        ((("seconds", "20"),), "20 s"),
        ((("height", "720"), ("seconds", "60"), ("width", "1280")), "1 min, 1280 × 720"),
    ],
)
def test_facts_label(facts: tuple[tuple[str, str], ...], label: str) -> None:
    shown = labels.facts_label(a_file(facts=facts))
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == label
