"""`manage.py load_demo`: the demonstration content; again: repairs, duplicates nothing."""

from __future__ import annotations

import contextlib
import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from repository.blobs.errors import UploadError
from repository.demonstration.content import load_content, read_accounts, read_institutions
from repository.demonstration.load import is_wanted, load_demonstration

# Known to everybody who has read this, so used on a developer's own machine only.
DEVELOPMENT_PASSWORD = "water-runs-downhill"  # noqa: S105


@contextlib.contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Only warnings of these loggers: they write two lines for every page that is saved."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Command(BaseCommand):
    help = "Loads the demonstration content. Run again, it repairs and duplicates nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="only into a site without institutions, or where an earlier run was broken off",
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if not if_empty or is_wanted():
            self._load()
        if settings.DEVELOPMENT:
            self._tell_accounts()

    def _load(self) -> None:
        began = time.monotonic()
        with quiet("django_tasks", "wagtail"):
            try:
                loaded = load_demonstration(
                    content=load_content(),
                    password=DEVELOPMENT_PASSWORD if settings.DEVELOPMENT else None,
                    say=lambda line: self.stdout.write(f"  {line}"),
                )
            except UploadError as error:
                raise CommandError(f"{error.code}: {error}") from error
        self.stdout.write(
            f"Demonstration content: {loaded.institutions} institutions, {loaded.packages} "
            f"packages with {loaded.releases} releases and {loaded.accounts} accounts made, "
            f"{loaded.mended} files put back, in {time.monotonic() - began:.0f} s."
        )
        if loaded.accounts and not settings.DEVELOPMENT:
            self.stdout.write(
                "The accounts have no password: set one with `manage.py changepassword NAME`."
            )

    def _tell_accounts(self) -> None:
        self.stdout.write(f"\nSite:  {settings.MAIN_ORIGIN}/\nAdmin: {settings.MAIN_ORIGIN}/admin/")
        self.stdout.write("Accounts of the demonstration, unless somebody has changed them:")
        slugs = {institution.slug for institution in read_institutions()}
        for account in read_accounts(slugs):
            role = account.role.replace("-", " ")
            place = f" of {account.institution}" if account.institution else ""
            self.stdout.write(f"  {account.username:<18} {DEVELOPMENT_PASSWORD}   {role}{place}")
