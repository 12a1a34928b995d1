"""A visitor finds a package, reads it, and takes exactly what was published."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import pytest
from django.test import Client

from repository.blobs.services import store_blob
from repository.pages.institution_service import create_institution
from repository.releases.manifest import InstitutionRef
from repository.releases.models import Package, Release
from repository.releases.services import publish_release, withdraw_release
from tests.manifests import a_component, a_file, a_manifest

pytestmark = pytest.mark.django_db

MODULE = b"PK module of several pages" * 1000


def a_published_package() -> Release:
    """By the services that the editor uses."""
    page = create_institution(slug="selkirk", name="Selkirk College", short_name="Selkirk")
    package = Package.objects.create(
        slug="building-maintenance", owner=page.institution, kind="standalone"
    )
    sha256 = store_blob(content=io.BytesIO(MODULE)).sha256
    answers = store_blob(content=io.BytesIO(b"the answers")).sha256
    release = publish_release(
        package=package,
        manifest=a_manifest(
            package=str(package.uuid),
            kind="standalone",
            title="Building maintenance: plumbing",
            owner=InstitutionRef("selkirk", "Selkirk College", "Selkirk"),
            components=(
                a_component(
                    "m1",
                    "Soldered joints",
                    type="scorm-module",
                    files=(a_file("joints.zip", sha256=sha256, size=len(MODULE)),),
                ),
                a_component(
                    "k1",
                    "Answer key",
                    audience="members",
                    files=(a_file("answers.pdf", sha256=answers, size=11),),
                ),
            ),
        ),
    )
    assert release is not None
    return release


def links(markup: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', markup)


def test_visitor_finds_reads_and_downloads_what_was_published(client: Client) -> None:
    a_published_package()
    home = client.get("/").content.decode()
    assert "Building maintenance: plumbing" in home
    found = client.get("/catalogue/", {"q": "soldered"}).content.decode()
    address = next(link for link in links(found) if link.startswith("/packages/"))

    page = client.get(address).content.decode()
    assert "Answer key" not in page
    assert "Selkirk College" in page
    file = next(link for link in links(page) if link.endswith("/joints.zip"))
    assert client.get(file).getvalue() == MODULE

    whole = next(link for link in links(page) if link.endswith("/download/everything/"))
    archive = zipfile.ZipFile(io.BytesIO(client.get(whole).getvalue()))
    module = next(name for name in archive.namelist() if name.endswith(".zip"))
    assert hashlib.sha256(archive.read(module)).digest() == hashlib.sha256(MODULE).digest()
    manifest = next(link for link in links(page) if link.endswith("/manifest.json"))
    described = json.loads(client.get(manifest).content)
    assert [component["title"] for component in described["components"]] == ["Soldered joints"]


def test_visitor_follows_institution_and_licence(client: Client) -> None:
    a_published_package()
    members = client.get("/institutions/").content.decode()
    assert "/institutions/selkirk/" in links(members)
    institution = client.get("/institutions/selkirk/").content.decode()
    assert "/packages/building-maintenance/" in links(institution)
    licence = client.get("/licences/CC-BY-SA-4.0/").content.decode()
    assert "/packages/building-maintenance/" in links(licence)
    assert client.get("/licences/cc-by-sa-4.0/").headers["Location"] == "/licences/CC-BY-SA-4.0/"


def test_visitor_of_a_withdrawn_release_is_told_why_everywhere(client: Client) -> None:
    release = a_published_package()
    archive = client.get("/packages/building-maintenance/download/everything/")
    assert archive.getvalue().startswith(b"PK")
    withdraw_release(release=release, reason="A joint leaks.", user=None)
    assert client.get("/catalogue/", {"q": "soldered"}).content.decode().count("/packages/") == 0
    for path in ("", "download/everything/", "releases/1.0.0/files/m1/joints.zip"):
        response = client.get(f"/packages/building-maintenance/{path}")
        assert response.status_code == 410
        assert b"A joint leaks." in response.content
    assert b"A joint leaks." in client.get("/packages/building-maintenance/releases/1.0.0/").content
    assert client.get("/packages/building-maintenance/releases/1.0.0/manifest.json").content


def test_crawler_finds_every_public_page_and_no_draft(client: Client) -> None:
    a_published_package()
    Package.objects.create(slug="draft-only", owner=Package.objects.get().owner, kind="standalone")
    index = client.get("/sitemap.xml").content.decode()
    maps = re.findall(r"<loc>([^<]+)</loc>", index)
    places = [
        place
        for address in maps
        for place in re.findall(
            r"<loc>([^<]+)</loc>",
            client.get(re.sub(r"^https?://[^/]+", "", address)).content.decode(),
        )
    ]
    paths = {re.sub(r"^https?://[^/]+", "", place) for place in places}
    assert {
        "/",
        "/catalogue/",
        "/institutions/selkirk/",
        "/packages/building-maintenance/",
    } <= paths
    assert not any("draft-only" in path for path in paths)
    for path in paths:
        assert client.get(path).status_code == 200, path
    assert "Sitemap: " in client.get("/robots.txt").content.decode()
