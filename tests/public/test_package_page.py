"""/packages/… over HTTP: what a release says, and what a withdrawn one does."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.blobs.models import Blob
from repository.releases.manifest import (
    Attribution,
    Competency,
    Contributor,
    Cover,
    InstitutionRef,
    Occupation,
)
from tests.manifests import a_component, a_duty, a_file
from tests.publications import a_release, a_withdrawal
from tests.released import a_package, an_institution, stored

pytestmark = pytest.mark.django_db

# What the page below must say.
SHOWN = (
    "Food &lt;safety&gt;",
    "<p>For <b>all</b></p>",
    "College VCC",
    '/catalogue/?subject=sante"',
    "HACCP",
    "NOC 63200",
    "Ada",
    "1.5 hours",
    "Blended",
    "March 2028",
    "We work on these lands.",
    "Practice",
    "Swab tests",
    "CC BY-NC 4.0",
    "B. Cook",
    "5 bytes",
    "/packages/food/releases/1.0.0/files/c1/c1.pdf",
    "All competencies",
)


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_package_page_says_what_the_release_says(client: Client) -> None:
    vcc = an_institution("vcc")
    a_release(
        slug="food",
        title="Food <safety>",
        description='<p>For <b>all</b></p><script>x()</script><a href="javascript:x()">y</a>',
        partners=(InstitutionRef(vcc.slug, vcc.name, vcc.short_name),),
        subjects=("Santé",),
        skills=("HACCP",),
        occupations=(Occupation("63200", "Cooks"),),
        contributors=(Contributor("Ada", "author", "vcc"),),
        effort_minutes=90,
        delivery="blended",
        next_review="2028-03-01",
        territory="We work on these lands.",
        components=(
            a_component(
                "c1",
                "Swab tests",
                section="Practice",
                teaches=("k1",),
                assesses=("k1",),
                licence="CC-BY-NC-4.0",
                attribution=Attribution(title="Swabs", author="B. Cook"),
            ),
        ),
        contents={"c1.pdf": b"%PDF-"},
    )
    markup = page(client, "/packages/food/")
    assert [text for text in SHOWN if text not in markup] == []
    assert "x()" not in markup


def test_package_page_members_only_is_nowhere(client: Client) -> None:
    secret = a_component("zebra", "Zebra key", audience="members", files=(a_file("zebra.pdf"),))
    a_release(
        slug="food", components=(a_component(), secret), contents={"zebra.pdf": b"secret bytes"}
    )
    for path in ("", "releases/1.0.0/", "releases/1.0.0/manifest.json"):
        assert "ebra" not in page(client, f"/packages/food/{path}")
    page(client, "/packages/food/releases/1.0.0/files/zebra/zebra.pdf", status=404)


def test_package_page_shows_the_newest_and_a_release_page_any(client: Client) -> None:
    package = a_package("food")
    a_release(package=package, number="1.0.0", title="Old title")
    a_release(package=package, number="1.10.0", title="New title", notes="Contact times mended.")
    assert "New title" in page(client, "/packages/food/")
    old = page(client, "/packages/food/releases/1.0.0/")
    assert "Old title" in old
    assert "Release 1.10.0 is newer" in old
    assert "Contact times mended." in old


def test_release_page_withdrawn_says_why_and_offers_nothing(client: Client) -> None:
    package = a_package("food")
    a_release(package=package, number="1.0.0", title="Old title")
    bad = a_release(package=package, number="2.0.0", contents={"c1.pdf": b"bytes"})
    a_withdrawal(bad, "The dilution is <wrong>.")
    markup = page(client, "/packages/food/releases/2.0.0/")
    assert "The dilution is &lt;wrong&gt;." in markup
    assert "/releases/2.0.0/download/" not in markup
    assert "is newer" not in markup
    assert "Old title" in page(client, "/packages/food/")


@pytest.mark.parametrize(
    "path",
    ["files/c1/c1.pdf", "files/c1/none.pdf", "cover", "download/everything/"],
)
def test_withdrawn_release_files_are_gone_with_the_reason(client: Client, path: str) -> None:
    a_withdrawal(a_release(slug="food", contents={"c1.pdf": b"bytes"}), "The dilution is wrong.")
    assert "The dilution is wrong." in page(client, f"/packages/food/releases/1.0.0/{path}", 410)


def test_package_page_all_withdrawn_is_gone_with_the_reason(client: Client) -> None:
    a_withdrawal(a_release(slug="food"), "The dilution is wrong.")
    assert "The dilution is wrong." in page(client, "/packages/food/", 410)
    page(client, "/packages/food/download/everything/", 410)


def test_manifest_json_is_the_bytes_of_the_digest(client: Client) -> None:
    release = a_release(slug="food", title="Sécurité")
    response = client.get("/packages/food/releases/1.0.0/manifest.json")
    assert hashlib.sha256(response.content).hexdigest() == release.public_sha256
    assert response.headers["Content-Type"] == "application/json"
    assert release.public_sha256 in response.headers["ETag"]
    assert "immutable" in response.headers["Cache-Control"]
    assert release.public_sha256 in page(client, "/packages/food/")


@pytest.mark.parametrize(
    "path",
    [
        "/packages/none/",
        "/packages/food/releases/9.9.9/",
        "/packages/food/releases/x/",
        "/packages/food/releases/1.0.0/files/none/c1.pdf",
        "/packages/food/releases/1.0.0/files/c1/none.pdf",
        "/packages/food/releases/1.0.0/files/c1/%00",
        "/packages/food/releases/1.0.0/files/c1/..%2F..%2Fetc%2Fpasswd",
        "/packages/food/releases/1.0.0/cover",
        "/packages/food/download/nothing/",
        "/packages/food/releases/1.0.0/download/%F0%9F%A7%BD/",
        "/p/00000000-0000-4000-8000-000000000000/",
        "/licences/none/",
        "/institutions/none/logo",
        "/sitemaps/packages-99.xml",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    a_release(slug="food", contents={"c1.pdf": b"bytes"})
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/packages/food/", "/catalogue/", "/licences/", "/robots.txt"])
def test_public_pages_take_no_other_method(client: Client, path: str) -> None:
    a_release(slug="food")
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_permanent_address_leads_to_the_package(client: Client) -> None:
    release = a_release(slug="food")
    response = client.get(f"/p/{release.package.uuid}/")
    assert (response.status_code, response.headers["Location"]) == (302, "/packages/food/")


def test_permanent_address_without_a_release_tells_nothing(client: Client) -> None:
    assert client.get(f"/p/{a_package('secret').uuid}/").status_code == 404


def test_package_page_unchanged_is_not_sent_again(client: Client) -> None:
    package = a_package("food")
    a_release(package=package, number="1.0.0")
    first = client.get("/packages/food/")
    conditions = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/packages/food/", headers=conditions).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/packages/food/", headers=since).status_code == 304
    a_release(package=package, number="1.1.0")
    assert client.get("/packages/food/", headers=conditions).status_code == 200


def test_public_pages_set_no_cookie(client: Client) -> None:
    a_release(slug="food")
    for path in ("/packages/food/", "/catalogue/", "/licences/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_cover_is_shown_and_served(client: Client) -> None:
    blob = stored(b"\x89PNG cover")
    release = a_release(
        slug="food", cover=Cover(blob.sha256, blob.size, "image/png", 800, 400, "A mop")
    )
    release.blobs.create(blob=blob, is_public=True)
    assert 'alt="A mop"' in page(client, "/packages/food/")
    response = client.get("/packages/food/releases/1.0.0/cover")
    assert response.getvalue() == b"\x89PNG cover"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_file_is_served_byte_for_byte_for_good(client: Client) -> None:
    a_release(slug="food", contents={"c1.pdf": b"0123456789"})
    path = "/packages/food/releases/1.0.0/files/c1/c1.pdf"
    response = client.get(path)
    assert response.getvalue() == b"0123456789"
    assert "immutable" in response.headers["Cache-Control"]
    part = client.get(path, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.getvalue()) == (206, b"234")


def test_file_that_is_missing_is_named_without_a_link(client: Client) -> None:
    a_release(slug="food", components=(a_component(), a_component("c2", "Second")))
    markup = page(client, "/packages/food/")
    assert markup.count("Not available now") == 2
    assert client.get("/packages/food/releases/1.0.0/files/c1/c1.pdf").status_code == 503
    assert client.get("/packages/food/download/everything/").status_code == 503


def test_file_names_alike_have_addresses_of_their_own(client: Client) -> None:
    files = (a_file("a.pdf", "one"), a_file("A.pdf", "two"), a_file("x/..\\?.pdf", "three"))
    for text in ("one", "two", "three"):
        stored(text.encode())
    release = a_release(slug="food", components=(a_component(files=files),))
    for file in files:
        release.blobs.get_or_create(
            blob=Blob.objects.get(pk=file.sha256), defaults={"is_public": True}
        )
    path = "/packages/food/releases/1.0.0/files/c1"
    for name, content in (("a.pdf", b"one"), ("A%20(2).pdf", b"two")):
        assert client.get(f"{path}/{name}").getvalue() == content
    assert f"{path}/A%20(2).pdf" in page(client, "/packages/food/")


@pytest.mark.parametrize("path", ["/packages/food/", "/packages/food/releases/1.0.0/"])
def test_package_page_statements_are_as_many_for_many_components_and_releases(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    package = a_package("food")
    a_release(package=package, number="1.0.0")
    with django_assert_num_queries(8):
        client.get(path)
    competencies = tuple(Competency(f"k{n}", f"K{n}", f"Do {n}") for n in range(40))
    components = tuple(a_component(f"c{n}", f"Part {n}", teaches=("k1",)) for n in range(40))
    for number in range(1, 8):
        a_release(
            package=package,
            number=f"1.{number}.0",
            duties=(a_duty(competencies=competencies),),
            components=components,
        )
    with django_assert_num_queries(8):
        client.get(path)


def test_package_page_rendered_once_is_the_same_when_kept(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release = a_release(slug="food", title="First title")
    first = client.get("/packages/food/")
    with django_assert_num_queries(8):
        assert client.get("/packages/food/").content == first.content
    a_withdrawal(release, "Wrong.")
    assert client.get("/packages/food/").status_code == 410
