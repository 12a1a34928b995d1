"""What can go wrong with licences."""

from __future__ import annotations


class LicenceError(Exception):
    """Base of this room's errors."""

    code = "LICENCE"


class LicenceUnknownError(LicenceError):
    """The site knows no licence of this identifier. `spdx`: as it was asked for."""

    code = "LICENCE-UNKNOWN"

    def __init__(self, spdx: str) -> None:
        self.spdx = spdx
        super().__init__(f"“{spdx[:60]}” is not a licence that packages here may carry.")
