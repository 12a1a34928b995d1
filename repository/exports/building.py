"""One build of an archive at a time, on this machine.

A first download takes seconds, and many may come at once: each would read the same files and
write as much again. The lock is the system's own: it goes with the process that holds it, however
that ends, and nothing is left to be cleared.
"""

from __future__ import annotations

import contextlib
import fcntl
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# Files to lock. Archives that share one wait for each other; so many are built at once at most.
PLACES = 16


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until nobody else on this machine is inside under this name. Not to be nested."""
    folder = Path(settings.DATA_DIR) / "building"
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    place = folder / str(zlib.crc32(name.encode()) % PLACES)
    with place.open("wb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
