"""The ways in which a release can be taken, as its page offers them."""

from __future__ import annotations

from repository.exports.registry import EXPORTERS
from repository.public.addresses import download_url
from repository.public.cards import DownloadLine
from repository.public.records import Record
from repository.releases.wording import size_label


def download_lines(record: Record) -> list[DownloadLine]:
    """One line for each format; none where the release has no files.

    The size is that of the files: what comes beside them is too small to be seen in it.
    """
    files = record.manifest.files
    if not files:
        return []
    size = size_label(sum(file.size for file in files))
    return [
        DownloadLine(
            format=exporter.name,
            label=exporter.label,
            note=exporter.note,
            url=download_url(record.history.slug, record.standing.number, exporter.name),
            size_label=size,
        )
        for exporter in EXPORTERS.values()
    ]
