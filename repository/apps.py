"""The one app of the repository: one label, one migration history, many rooms."""

from __future__ import annotations

from django.apps import AppConfig


class RepositoryConfig(AppConfig):
    name = "repository"
    verbose_name = "Repository"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registrations: each names a word that an upper room gives to a lower one.
        from repository import registrations  # noqa: F401 - models must be loaded first
