"""Where this room's screens take the place of Wagtail's own."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks

from repository.blobs.admin_views import (
    AddDocumentsView,
    AddPicturesView,
    DocumentIndexView,
    OwnDocumentsAPIViewSet,
    OwnPicturesAPIViewSet,
)


@hooks.register("register_admin_urls", order=-1)
def file_screens() -> list[URLPattern]:
    """In front of Wagtail's, at the same addresses; names are reversed to Wagtail's patterns."""
    return [
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
        path("documents/multiple/add/", AddDocumentsView.as_view()),
        path("images/multiple/add/", AddPicturesView.as_view()),
    ]


@hooks.register("construct_admin_api", order=1)
def own_files_only(router: Any) -> None:
    """After Wagtail's, in their place."""
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)
    router.register_endpoint("images", OwnPicturesAPIViewSet)
