"""Pictures of the admin on S3, at addresses of this site: the store's own would ask nobody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class GuardedS3Storage(S3Storage):  # type: ignore[misc]  # the library has no types
    """S3, whose files are reached through `repository.blobs.views.picture_file` only."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return settings.MEDIA_URL + str(filepath_to_uri(name)).lstrip("/")
