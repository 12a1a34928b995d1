"""Keys of paging: where a page of the list ends, so that the next begins there.

A key names the last row itself and not its position: a package published meanwhile shifts nothing.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
from datetime import datetime

NEWEST = "newest"
TITLE = "title"
SORTS = (NEWEST, TITLE)

# No key of ours is longer: a folded title has at most 300 characters, of at most 4 bytes.
MAX_KEY = 2000
MAX_NUMBER = 2**63 - 1


class KeyDamagedError(ValueError):
    """The text isn't a key that this site has given out."""

    code = "CATALOGUE-KEY"


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """A row's place in a sort. value: the moment of release as ISO 8601, or the folded title.

    package: primary key, which settles the order of equal values. position: rows before it when the
    key was made, for saying "21 to 40"; nothing is found by it.
    """

    sort: str
    value: str
    package: int
    position: int = 0

    @property
    def moment(self) -> datetime:
        """The value of a key of the sort by newest."""
        return datetime.fromisoformat(self.value)


def encode_key(key: Key) -> str:
    """The key as text that needs no escaping in an address."""
    plain = json.dumps([key.sort, key.value, key.package, key.position], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode_key(text: str) -> Key:
    """The key that a text holds.

    Raises: KeyDamagedError.
    """
    try:
        return _checked(_decoded(text))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as error:
        raise KeyDamagedError(text[:60]) from error


def _decoded(text: str) -> object:
    if len(text) > MAX_KEY:
        raise ValueError("longer than any key")
    padded = text + "=" * (-len(text) % 4)
    value: object = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    return value


def _checked(value: object) -> Key:
    match value:
        case [str(sort), str(text), int(package), int(position)]:
            key = Key(sort, text, package, position)
        case _:
            raise ValueError("not a key")
    if sort not in SORTS or "\0" in text:
        raise ValueError("no place in a sort")
    if not 0 <= package <= MAX_NUMBER or not 0 <= position <= MAX_NUMBER:
        raise ValueError("no number of a row")
    if sort == NEWEST and key.moment.tzinfo is None:
        raise ValueError("a moment of no time zone")
    key.value.encode()  # a lone surrogate is no text that a database takes
    return key
