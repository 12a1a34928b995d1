"""What commands take as words: text that can be read, looked up and stored."""

from __future__ import annotations

from argparse import ArgumentTypeError


def text(value: str) -> str:
    """An argument that isn't the path of a file.

    Bytes that aren't UTF-8 come from the shell as lone surrogates, which no database takes.

    Raises: ArgumentTypeError.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        shown = value.encode(errors="backslashreplace").decode()
        raise ArgumentTypeError(f"{shown} can't be read: it is not UTF-8") from error
    return value
