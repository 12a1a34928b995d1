"""What the roles may do, and what an institution may be called. Pure: plain values in and out."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterable

CONSORTIUM_EDITORS = "Consortium editors"

# (app label, model, codename) of Django's permissions.
Permission = tuple[str, str, str]

ADMIN_ACCESS: Permission = ("wagtailadmin", "admin", "access_admin")


def _page(*actions: str) -> frozenset[Permission]:
    return frozenset(("wagtailcore", "page", f"{action}_page") for action in actions)


def _files() -> frozenset[Permission]:
    return frozenset(
        (app, model, f"{action}_{model}")
        for app, model in (("wagtaildocs", "document"), ("wagtailimages", "image"))
        for action in ("add", "change", "choose")
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Grant:
    """What a group may do.

    pages: on the institution's page and all below it. files: in the institution's collection.
    everywhere: wherever they are.
    """

    pages: frozenset[Permission]
    files: frozenset[Permission]
    everywhere: frozenset[Permission] = frozenset({ADMIN_ACCESS})


class Role(enum.Enum):
    CONTRIBUTOR = "contributors"
    PUBLISHER = "publishers"


GRANTS = {
    Role.CONTRIBUTOR: Grant(pages=_page("add", "change"), files=_files()),
    Role.PUBLISHER: Grant(
        pages=_page("add", "change", "publish", "lock", "unlock"), files=_files()
    ),
}
# For consortium editors the page is the root of all pages, the collection the root of all files.
CONSORTIUM_GRANT = GRANTS[Role.PUBLISHER]


def group_name(short_name: str, role: Role) -> str:
    """The name of one of the two groups of an institution, at most 150 characters."""
    return f"{short_name} {role.value}"


LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"\A(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])\Z")
# Anybody can have an address there, so it says nothing about where a person works.
EVERYBODYS_DOMAINS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "outlook.com",
        "proton.me",
        "shaw.ca",
        "telus.net",
        "yahoo.ca",
        "yahoo.com",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class EmailDomains:
    """domains: lower case, each once, in the order given. problems: sentences."""

    domains: tuple[str, ...]
    problems: tuple[str, ...]


def read_email_domains(values: Iterable[str]) -> EmailDomains:
    """E-mail domains as people write them: "@viu.ca, VIU.ca" is one domain, viu.ca.

    Each value may hold several, separated by commas or space.
    """
    domains: list[str] = []
    problems: list[str] = []
    for word in re.split(r"[\s,;]+", " ".join(values)):
        domain = word.strip().removeprefix("@").rstrip(".").lower()
        if not domain or domain in domains:
            continue
        if len(domain) > 253 or not DOMAIN.match(domain):
            problems.append(
                f"“{word[:60]}” is not an e-mail domain; it looks like viu.ca, "
                "the part of an address after the @."
            )
        elif domain in EVERYBODYS_DOMAINS:
            problems.append(
                f"Anybody can have an address at {domain}, so it can’t tell who works for you."
            )
        else:
            domains.append(domain)
    return EmailDomains(tuple(domains), tuple(problems))


ROR_ADDRESS = "https://ror.org/"
ROR_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def read_ror(text: str) -> str | None:
    """A ROR identifier in its full form, from any form that people paste; None if it isn't one.

    The last two digits are a checksum over the seven signs before them, so a slip of the keyboard
    is found. Empty text stays empty.

    Source: ROR, "ROR identifier pattern", https://ror.readme.io/docs/ror-identifier-pattern;
    checksum by ISO 7064, mod 97-10, of the number in Crockford's base 32.
    """
    word = text.strip().lower().rstrip("/")
    if not word:
        return ""
    for beginning in ("https://", "http://", "www.", "ror.org/"):
        word = word.removeprefix(beginning)
    if len(word) != 9 or word[0] != "0" or not word[7:].isdecimal():
        return None
    number = 0
    for sign in word[:7]:
        if sign not in ROR_ALPHABET:
            return None
        number = number * 32 + ROR_ALPHABET.index(sign)
    if f"{98 - number * 100 % 97:02d}" != word[7:]:
        return None
    return ROR_ADDRESS + word
