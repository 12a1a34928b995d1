"""The inspection of what comes in, with this site's limits, and its findings in words."""

from __future__ import annotations

import dataclasses
from typing import IO, BinaryIO, cast

from django.conf import settings

from repository.blobs.errors import StorageFailedError
from repository.blobs.names import ELLIPSIS, clean_name
from repository.formats import DEFAULT, Finding, Outcome, Report, Severity, inspect

TOLD_AT_ONCE = 12
NAME_SHORTENED = "UPLOAD-NAME-SHORTENED"


def inspect_upload(content: IO[bytes], name: str) -> Report:
    """What a file is and whether it is safe and whole. `content` is left at its beginning.

    The report is about the file under the name by which it is kept (`clean_name`).

    Raises: StorageFailedError where the file that came in can't be read.
    """
    limits = dataclasses.replace(DEFAULT, max_file_bytes=settings.MAX_UPLOAD_BYTES)
    kept = clean_name(name)
    try:
        report = inspect(cast(BinaryIO, content), kept, limits=limits)
        content.seek(0)
    except OSError as error:
        raise StorageFailedError.from_os_error(error) from error
    if ELLIPSIS not in kept or ELLIPSIS in name:
        return report
    message = f"The file's name was too long to be kept. It is “{kept}” now."
    told = Finding(NAME_SHORTENED, Severity.WARNING, "", message)
    return dataclasses.replace(report, findings=(*report.findings, told))


def in_words(found: Finding) -> str:
    """One finding as a line for people: where, what, and the code to ask for help with."""
    place = f"{found.place}: " if found.place else ""
    return f"{place}{found.message} ({found.code})"


def refusal(report: Report) -> list[str]:
    """Why a file is not taken, in sentences; plain text, to be escaped where it is shown."""
    if report.outcome is Outcome.REFUSED:
        lines = ["This file can't be taken, and nothing of it was kept. What was found:"]
    else:
        lines = ["This file can't be published as it is, and was not kept. What was found:"]
    told = [found for found in report.findings if found.severity is not Severity.WARNING]
    lines += [in_words(found) for found in told[:TOLD_AT_ONCE]]
    if len(told) > TOLD_AT_ONCE:
        lines.append(f"… and {len(told) - TOLD_AT_ONCE} more findings.")
    return lines
