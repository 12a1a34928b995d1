"""A process that dies while a page is published: page, release and catalogue move together."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.institutions.models import Institution
from repository.pages.services import publish_package
from tests.pages.conftest import MakeDraft
from tests.publishers import run_publishers


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_publish_of_a_page_killed_at_every_statement_leaves_the_old_or_the_new_state(
    viu: Institution, make_draft: MakeDraft, tmp_path: Path
) -> None:
    page = make_draft(viu)
    publish_package(page=page)

    lines = run_publishers("kill-page", page.package.slug, tmp_path)

    assert lines[-1]["survived"]
    old = [line for line in lines if line["unchanged"]]
    new = [line for line in lines if not line["unchanged"]]
    assert lines == old + new
    assert len(old) > 30
    # The draft keeps its title until it is released, then it gets the next attempt's.
    titles = (
        ["Food safety"] * len(old)
        + ["Attempt 1"]
        + [f"Attempt {line['attempt']}" for line in new[1:]]
    )
    assert [line["found"]["title"] for line in lines] == titles
    for line in lines:
        found = line["found"]
        assert found["page"] == found["title"]
        assert found["catalogue"] == found["number"]
        assert found["whole"]
        assert found["blobs"]
        assert line["added"].get("repository_release", 0) == (line in new)
