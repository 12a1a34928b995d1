"""The loader: everything once, people's own work never."""

from __future__ import annotations

import dataclasses
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django import Settings

from home.models import HomePage
from repository.blobs.keeper import blob_path
from repository.blobs.models import Picture, StoredDocument
from repository.blobs.services import open_blob
from repository.demonstration import shapes
from repository.demonstration.load import is_wanted, load_demonstration
from repository.demonstration.releasing import mend_files
from repository.institutions.models import Institution
from repository.institutions.selectors import is_consortium_editor, is_contributor, is_publisher
from repository.lib.clock import now
from repository.pages.institution_service import create_institution
from repository.pages.models import InstitutionIndexPage, PackagePage
from repository.pages.problems import draft_problems
from repository.pages.services import update_package_draft
from repository.releases.models import Package, Release

pytestmark = pytest.mark.django_db
PASSWORD = "a password of the tests"
CORE = "building-service-worker-level-1"
KEPT_PARTS = {"lesson-14", "module-7", "video-cloth", "test-3", "answer-key"}


@pytest.fixture
def small(content: shapes.DemoContent, index_page: InstitutionIndexPage) -> shapes.DemoContent:
    """Three institutions, two packages, no layer; the core with five of its components only."""
    packages = [
        p for p in content.packages if p.slug in (CORE, "ipm104-executing-and-closing-projects")
    ]
    core = next(p for p in packages if p.slug == CORE)
    few = tuple(part for part in core.components if part.name in KEPT_PARTS)
    return dataclasses.replace(
        content,
        institutions=tuple(i for i in content.institutions if i.slug in ("viu", "oc", "oeru")),
        packages=tuple(
            dataclasses.replace(p, components=few) if p.slug == CORE else p for p in packages
        ),
        layers=(),
    )


def load(content: shapes.DemoContent) -> tuple[int, int, int, int]:
    loaded = load_demonstration(content=content, password=PASSWORD)
    return loaded.institutions, loaded.accounts, loaded.packages, loaded.releases


def rows() -> tuple[int, ...]:
    models = (Institution, User, Package, Release, StoredDocument, Picture, PackagePage)
    return tuple(model._default_manager.count() for model in models)


def test_load_makes_everything_once(small: shapes.DemoContent) -> None:
    assert load(small) == (3, 7, 2, 3)
    before = rows()
    assert load(small) == (0, 0, 0, 0)
    assert rows() == before


def test_load_features_the_core_and_leaves_what_editors_chose(small: shapes.DemoContent) -> None:
    load(small)
    page = HomePage.objects.get()
    assert page.featured is not None
    assert page.featured.slug == CORE
    other = Package.objects.exclude(slug=CORE).get()
    HomePage.objects.update(featured=other)
    load(small)
    assert HomePage.objects.get().featured == other


def test_loaded_core_has_its_history(small: shapes.DemoContent) -> None:
    load(small)
    first, second = Release.objects.filter(package__slug=CORE).order_by("released_at")
    assert (first.number, second.number) == ("1.0.0", "1.1.0")
    titles = {component.title for component in second.public_manifest.components}
    new = titles - {component.title for component in first.public_manifest.components}
    assert new == {"Module 7: The chain of infection", "Video: One cloth, eight faces"}
    assert second.released_by_name == "Maria Santos"
    assert second.released_at < now() - timedelta(days=30)
    assert {partner.slug for partner in second.public_manifest.partners} == {"oc"}


def test_loaded_key_is_for_members_only(small: shapes.DemoContent) -> None:
    load(small)
    newest = Release.objects.filter(package__slug=CORE).latest("released_at")
    assert "Answer key" not in newest.public_text
    assert "Answer key" in newest.manifest_text


def test_loaded_bytes_are_those_of_the_builders(small: shapes.DemoContent) -> None:
    load(small)
    newest = Release.objects.filter(package__slug=CORE).latest("released_at")
    stored = {file.name: file.sha256 for file in newest.manifest.files}
    core = next(p for p in small.packages if p.slug == CORE)
    for component in core.components:
        for file in component.files:
            with open_blob(stored[file.name]) as opened:
                assert opened.read() == file.make()


def test_accounts_have_their_roles_and_no_more(small: shapes.DemoContent) -> None:
    load(small)
    viu, oc = (Institution.objects.get(slug=slug) for slug in ("viu", "oc"))
    people = {user.username: user for user in User.objects.all()}
    assert people["admin"].is_superuser
    assert is_consortium_editor(people["editor"])
    assert is_publisher(people["viu-publisher"], viu)
    assert not is_publisher(people["viu-publisher"], oc)
    assert is_contributor(people["oc-contributor"], oc)
    assert not is_publisher(people["oc-contributor"], oc)
    assert not people["oc-instructor"].groups.exists()
    assert people["oc-instructor"].check_password(PASSWORD)
    assert "bcit-publisher" not in people


def test_accounts_without_a_password_let_nobody_in(small: shapes.DemoContent) -> None:
    load_demonstration(content=small, password=None)
    assert not any(user.has_usable_password() for user in User.objects.exclude(username=""))


def test_load_leaves_what_people_changed(small: shapes.DemoContent) -> None:
    load(small)
    page = PackagePage.objects.get(slug=CORE)
    update_package_draft(page=page, fields={"summary": "Our own words."})
    User.objects.filter(username="editor").update(first_name="Somebody")
    assert load(small) == (0, 0, 0, 0)
    draft = PackagePage.objects.get(slug=CORE).get_latest_revision_as_object()
    assert draft.summary == "Our own words."
    assert User.objects.get(username="editor").first_name == "Somebody"


def test_load_goes_on_where_it_was_broken_off(small: shapes.DemoContent) -> None:
    load(dataclasses.replace(small, packages=small.packages[:1]))
    assert is_wanted()
    assert load(small)[2] == 1


def test_load_puts_lost_bytes_back(small: shapes.DemoContent) -> None:
    load(small)
    core = next(p for p in small.packages if p.slug == CORE)
    newest = Release.objects.filter(package__slug=CORE).latest("released_at")
    lost = next(file for file in newest.manifest.files if file.name.endswith(".mp4"))
    storages["blobs"].delete(blob_path(lost.sha256))
    assert mend_files(core) == 1
    with open_blob(lost.sha256) as opened:
        assert len(opened.read()) == lost.size
    assert mend_files(core) == 0


def test_site_of_somebody_else_is_not_wanted(index_page: InstitutionIndexPage) -> None:
    assert is_wanted()
    create_institution(slug="elsewhere", name="Elsewhere College")
    assert not is_wanted()


@pytest.mark.parametrize("development", [True, False])
def test_passwords_are_told_in_development_only(
    index_page: InstitutionIndexPage, settings: Settings, development: bool
) -> None:
    create_institution(slug="elsewhere", name="Elsewhere College")
    settings.DEVELOPMENT = development
    out = io.StringIO()
    call_command("load_demo", "--if-empty", stdout=out)
    assert ("water-runs-downhill" in out.getvalue()) is development
    assert not Package.objects.exists()


@pytest.mark.slow
def test_whole_content_loads_without_a_problem(index_page: InstitutionIndexPage) -> None:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert "21 institutions, 22 packages with 25 releases and 13 accounts made" in out.getvalue()
    pages = [page.specific for page in PackagePage.objects.all()]
    assert [(p.slug, draft_problems(p)) for p in pages if draft_problems(p)] == []
    assert all(page.live for page in pages)
    again = io.StringIO()
    call_command("load_demo", stdout=again)
    assert "0 institutions, 0 packages with 0 releases and 0 accounts made" in again.getvalue()
    assert not is_wanted()
