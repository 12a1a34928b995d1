from __future__ import annotations

import pytest

from repository.institutions.rules import (
    CONSORTIUM_GRANT,
    GRANTS,
    Grant,
    Role,
    read_email_domains,
    read_ror,
)


def codenames(grant: Grant) -> tuple[set[str], set[str], set[str]]:
    pages, files, everywhere = (
        {codename for _, _, codename in part}
        for part in (grant.pages, grant.files, grant.everywhere)
    )
    return pages, files, everywhere


FILES = {
    "add_document",
    "change_document",
    "choose_document",
    "add_image",
    "change_image",
    "choose_image",
}


@pytest.mark.parametrize(
    ("grant", "pages"),
    [
        (GRANTS[Role.CONTRIBUTOR], {"add_page", "change_page"}),
        (
            GRANTS[Role.PUBLISHER],
            {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
        ),
        (
            CONSORTIUM_GRANT,
            {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
        ),
    ],
)
def test_grant_of_a_role_is_exactly_this(grant: Grant, pages: set[str]) -> None:
    assert codenames(grant) == (pages, FILES, {"access_admin"})


@pytest.mark.parametrize(
    ("given", "domains"),
    [
        ([""], ()),
        (["viu.ca"], ("viu.ca",)),
        (["@VIU.ca, mail.viu.ca  viu.ca"], ("viu.ca", "mail.viu.ca")),
        (["viu.ca.", "vcc.ca;bcit.ca"], ("viu.ca", "vcc.ca", "bcit.ca")),
        (["xn--qubec-csa.ca"], ("xn--qubec-csa.ca",)),
    ],
)
def test_read_email_domains_tidies_what_people_write(
    given: list[str], domains: tuple[str, ...]
) -> None:
    assert read_email_domains(given).domains == domains
    assert read_email_domains(given).problems == ()


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("someone@viu.ca", "after the @"),
        ("viu", "not an e-mail domain"),
        ("-viu.ca", "not an e-mail domain"),
        ("viu..ca", "not an e-mail domain"),
        ("192.168.1.1", "not an e-mail domain"),
        ("https://viu.ca", "not an e-mail domain"),
        ("a" * 64 + ".ca", "not an e-mail domain"),
        ("gmail.com", "Anybody can have an address"),
    ],
)
def test_read_email_domains_names_what_is_none(given: str, part: str) -> None:
    found = read_email_domains([given])
    assert found.domains == ()
    assert len(found.problems) == 1
    assert part in found.problems[0]


@pytest.mark.parametrize(
    "given",
    [
        "https://ror.org/03yrm5c26",
        "http://ror.org/03yrm5c26/",
        "ror.org/03YRM5C26",
        " 03yrm5c26 ",
    ],
)
def test_read_ror_takes_every_form_that_people_paste(given: str) -> None:
    assert read_ror(given) == "https://ror.org/03yrm5c26"


@pytest.mark.parametrize(
    "given",
    [
        "https://ror.org/03yrm5c27",
        "03yrm5d26",
        "13yrm5c26",
        "03yrm5c2",
        "03yrm5c260",
        "03yrmuc26",
        "https://viu.ca",
    ],
)
def test_read_ror_refuses_what_has_another_checksum_or_form(given: str) -> None:
    assert read_ror(given) is None


def test_read_ror_of_nothing_is_nothing() -> None:
    assert read_ror("  ") == ""
