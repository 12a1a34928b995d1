"""Where the browser is."""

from __future__ import annotations

import os
import shutil


def chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, or the first that is found; None where there is none."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None
