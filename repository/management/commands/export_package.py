"""The archive that the site serves, as a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.blobs.errors import BlobMissingError, StorageFailedError
from repository.blobs.services import open_blob
from repository.exports.errors import ExportError
from repository.exports.registry import EXPORTERS
from repository.exports.services import Archive, build_archive
from repository.management.arguments import text
from repository.releases.models import Release
from repository.releases.selectors import newest_public_release, release_by


class Command(BaseCommand):
    help = "Write the archive of a release, the newest one where no number is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=text, metavar="SLUG[@VERSION]")
        parser.add_argument(
            "--format", required=True, help=f"one of: {', '.join(sorted(EXPORTERS))}"
        )
        parser.add_argument(
            "--output", required=True, metavar="PATH", help="a file, or a folder to put it in"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        release = _release(options["package"])
        try:
            archive = build_archive(release, options["format"])
            path = _write(archive, Path(options["output"]))
        except (ExportError, BlobMissingError, StorageFailedError) as error:
            raise CommandError(f"{error.code}: {error}") from error
        except OSError as error:
            raise CommandError(f"{options['output']} can't be written: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"{path}: {archive.size} bytes, sha256 {archive.sha256}")


def _release(wanted: str) -> Release:
    slug, _, number = wanted.partition("@")
    release = release_by(slug, number) if number else newest_public_release(slug)
    if release is None:
        raise CommandError(f"There is no release {wanted}.")
    if hasattr(release, "withdrawal"):
        reason = release.withdrawal.reason
        raise CommandError(f"{wanted} was withdrawn and is not given out: {reason}")
    return release


def _write(archive: Archive, output: Path) -> Path:
    """The whole file, or none: what was there stays until all bytes are written."""
    path = output / archive.name if output.is_dir() else output
    if path.exists() and not path.is_file():
        raise CommandError(f"{output} is no file: name one, or a folder to put it in.")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(descriptor, "wb") as target, open_blob(archive.sha256) as source:
            shutil.copyfileobj(source, target, 1024 * 1024)
            target.flush()
            os.fsync(target.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return path
