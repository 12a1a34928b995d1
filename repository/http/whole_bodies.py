"""A request whose body breaks off is an error, and not a shorter body.

Servers hand on what came before a connection was lost as if it were all. Django then takes the
first half of a form for the form: a draft would be saved without the parts that did not come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BodyBrokenOffError(OSError):
    """Django answers it as it answers any connection that was lost: nothing of the body is used."""


class WholeBody:
    """The input of a request that says how long it is."""

    def __init__(self, inner: Any, length: int) -> None:
        self.inner = inner
        self.missing = length

    def read(self, size: int = -1) -> bytes:
        return self._counted(self.inner.read(size), size)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self.inner.readline(size), size)

    def _counted(self, data: bytes, size: int) -> bytes:
        """Raises: BodyBrokenOffError at an end that comes too early."""
        self.missing -= len(data)
        if not data and size != 0 and self.missing > 0:
            raise BodyBrokenOffError(f"{self.missing} bytes of the request did not come.")
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def whole_bodies(application: Application) -> Application:
    """A WSGI application that is given whole bodies, or errors."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdecimal() and len(length) < 19:
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return guarded
