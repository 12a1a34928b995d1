"""What can go wrong with bytes. Every error carries data and a stable code."""

from __future__ import annotations

import errno
from typing import ClassVar

from repository.formats import Report


class BlobError(Exception):
    """The base of this room's errors."""

    code: ClassVar[str] = "BLOB"


class BlobMissingError(BlobError):
    """The storage has no such bytes. `sha256`: which."""

    code = "BLOB-MISSING"

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"The storage has no bytes for {sha256}.")


class UploadError(BlobError):
    """A file was not stored. The text is a sentence for the person who sent it."""

    code = "UPLOAD"


class BlobDamagedError(UploadError):
    """What was read back isn't what was written. `sha256`: of the bytes that came in."""

    code = "BLOB-DAMAGED"

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(
            "The storage did not keep the file as it came in, so it was not taken. "
            f"Please send it again. ({self.code})"
        )


class StorageFailedError(UploadError):
    """The storage refused. `reason`: its own words, for the log; `full`: no room was left."""

    code = "BLOB-NOT-STORED"
    FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

    def __init__(self, reason: str, *, full: bool = False) -> None:
        self.reason = reason
        self.full = full
        why = "the storage is full" if full else "the storage does not answer"
        super().__init__(
            f"The file could not be stored, because {why}. Nothing of it was kept. "
            f"Please tell the people who run this site, and send it again later. ({self.code})"
        )

    @classmethod
    def from_os_error(cls, error: OSError) -> StorageFailedError:
        return cls(str(error), full=error.errno in cls.FULL)


class UploadRefusedError(UploadError):
    """The inspection refused the file: nothing was stored. `report` holds the findings."""

    code = "UPLOAD-REFUSED"

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"{report.file or 'The file'} was refused. ({self.code})")


class PictureUnreadableError(BlobError):
    """A picture can't be decoded, or has more pixels than a picture may have.

    `reason`: the decoder's own words, for the log; they may hold the file's name.
    """

    code = "PICTURE-UNREADABLE"

    def __init__(self, reason: str, *, too_large: bool = False) -> None:
        self.reason = reason
        self.too_large = too_large
        what = "has more pixels than a picture may have" if too_large else "can't be read"
        super().__init__(f"The picture {what}. ({self.code})")
