"""Small files that all made-up packages share. Pure: the same bytes on every machine."""

from __future__ import annotations

import dataclasses
import hashlib

PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]/Resources<<>>>>endobj\n"
    "% sheet {number}\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
TEXT = "Sheet {number}. " + "Read it before the session, and bring your questions. " * 20 + "\n"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nSheet {number}: look at the label first.\n"
TABLE = "step,minutes\nprepare,{number}\nwork,30\nclean up,10\n"


@dataclasses.dataclass(frozen=True, slots=True)
class SharedFile:
    """A file and what its name ends with."""

    content: bytes
    ending: str
    media_type: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


KINDS = (
    (PDF, ".pdf", "application/pdf", (("kind", "document"), ("pages", "1"))),
    (TEXT, ".txt", "text/plain", (("kind", "document"),)),
    (CAPTIONS, ".vtt", "text/vtt", (("kind", "document"),)),
    (TABLE, ".csv", "text/csv", (("kind", "document"),)),
)
COUNT = 40


def shared_files() -> list[SharedFile]:
    """Forty files of four kinds."""
    files = []
    for number in range(COUNT):
        text, ending, media_type, facts = KINDS[number % len(KINDS)]
        content = text.replace("{number}", str(number + 1)).encode()
        files.append(SharedFile(content, ending, media_type, facts))
    return files
