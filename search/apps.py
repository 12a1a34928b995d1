"""The catalogue's index follows the releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from repository.releases.models import Release


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from repository.releases.signals import released, withdrawn  # the app registry is ready now

        released.connect(_index, dispatch_uid="search.released")
        withdrawn.connect(_index, dispatch_uid="search.withdrawn")


def _index(*, release: Release, **_: object) -> None:
    """In the sender's transaction: release and index entry appear together or not at all."""
    from search.indexing import index_release  # models can't be imported before the registry

    index_release(release)
