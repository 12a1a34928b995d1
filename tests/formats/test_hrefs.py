"""Addresses in manifests: what they name, and which are never followed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.formats import open_archive
from repository.formats.hrefs import Address, MemberIndex, quoted, resolve
from tests.formats.raw_zip import zip_of

INSIDE = [
    ("index.html", (), "index.html", ""),
    (" index.html\n", (), "index.html", ""),
    ("a/b.html?x=1#y", (), "a/b.html", "?x=1#y"),
    ("a/b.html#x?y", (), "a/b.html", "#x?y"),
    ("./a/./b.html", (), "a/b.html", ""),
    ("a/../b.html", (), "b.html", ""),
    ("a%20b.html", (), "a b.html", ""),
    ("%C3%BC.html", (), "ü.html", ""),
    ("ü.html", (), "ü.html", ""),
    ("a.html", ("content/",), "content/a.html", ""),
    ("a.html", ("content/", "unit1/"), "content/unit1/a.html", ""),
    ("../a.html", ("content/unit1/",), "content/a.html", ""),
    ("a.html", ("content/index.html",), "content/a.html", ""),
    ("a\\b.html", (), "a/b.html", ""),
    ("a.html?x=../../y", (), "a.html", "?x=../../y"),
    ("content/", (), "content/", ""),
    ("?x=1", ("a.html",), "", "?x=1"),
]


@pytest.mark.parametrize(("href", "bases", "path", "suffix"), INSIDE)
def test_resolve_address_in_the_package(
    href: str, bases: tuple[str, ...], path: str, suffix: str
) -> None:
    address = resolve(href, bases).address
    assert address is not None
    assert (address.path, address.suffix, address.external) == (path, suffix, "")


UNSAFE = [
    ("../a.html", ()),
    ("a/../../b", ()),
    ("..", ()),
    ("..\\..\\x", ()),
    ("%2e%2e/x", ()),
    ("%2E%2E%2Fx", ()),
    ("%2e%2e%5cx", ()),
    ("a/%2e%2e/%2e%2e/b", ()),
    ("a.html", ("../",)),
    ("../../a", ("content/",)),
    ("//evil.example/x", ()),
    ("\\\\evil.example\\x", ()),
    ("javascript:alert(1)", ()),
    ("JavaScript:alert(1)", ()),
    ("java\tscript:alert(1)", ()),
    ("java\nscript:alert(1)", ()),
    ("data:text/html,x", ()),
    ("vbscript:x", ()),
    ("file:///etc/passwd", ()),
    ("C:\\x", ()),
    ("a%00.html", ()),
    ("a%0d%0aSet-Cookie.html", ()),
    ("a.html", ("javascript:x/",)),
]


@pytest.mark.parametrize(("href", "bases"), UNSAFE)
def test_resolve_refuses_what_leads_elsewhere(href: str, bases: tuple[str, ...]) -> None:
    resolved = resolve(href, bases, "imsmanifest.xml")
    assert resolved.address is None
    assert [found.code for found in resolved.findings] == ["HREF-UNSAFE"]
    assert resolved.findings[0].place == "imsmanifest.xml"


@pytest.mark.parametrize("href", ["/index.html", "/", "\\index.html"])
def test_resolve_of_an_address_from_the_root_is_an_error(href: str) -> None:
    resolved = resolve(href)
    assert resolved.address is None
    assert resolved.findings[-1].code == "HREF-ABSOLUTE"


@pytest.mark.parametrize(
    ("href", "bases", "external"),
    [
        ("https://example.org/a?b", (), "https://example.org/a?b"),
        ("a.html", ("http://example.org/course/",), "http://example.org/course/a.html"),
    ],
)
def test_resolve_tells_what_is_on_the_web(href: str, bases: tuple[str, ...], external: str) -> None:
    assert resolve(href, bases).address == Address(external=external)


@settings(max_examples=400, deadline=None)
@given(href=st.text(st.sampled_from("./\\%25eEcCa:?#\t\0ü "), max_size=20))
def test_resolve_never_leads_out_of_the_package(href: str) -> None:
    address = resolve(href, ("base/",)).address
    if address is not None and not address.external:
        for path in (address.path, address.literal):
            assert ".." not in path.split("/")
            assert not path.startswith("/")
            assert "\0" not in path


@pytest.fixture(scope="module")
def index() -> MemberIndex:
    names = ["index.html", "a/b c.html", "a/100%25.html", "Größe.html"]
    return MemberIndex(open_archive(io.BytesIO(zip_of(dict.fromkeys(names, b"x")))))


FOUND = [
    ("index.html", "index.html", ""),
    ("a/b%20c.html", "a/b c.html", ""),
    ("a/100%25.html", "a/100%25.html", ""),
    ("a/100%2525.html", "a/100%25.html", ""),
    ("Index.HTML", "index.html", "case"),
    ("Gro\u0308\u00dfe.html", "Größe.html", "case"),
    ("a", "a", "folder"),
    ("a/", "a/", "folder"),
    ("./", "", "folder"),
    ("gone.html", "gone.html", "missing"),
    ("index.html/x", "index.html/x", "missing"),
]


@pytest.mark.parametrize(("href", "name", "problem"), FOUND)
def test_member_index_finds_a_member_or_says_why_not(
    index: MemberIndex, href: str, name: str, problem: str
) -> None:
    address = resolve(href).address
    assert address is not None
    match = index.find(address)
    assert (match.name, match.problem) == (name, problem)


def test_quoted_name_resolves_to_the_name() -> None:
    name = "Größe/a b#c?d%20e&f.html"
    address = resolve(quoted(name)).address
    assert address is not None
    assert address.path == name
