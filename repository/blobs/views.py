"""Working files and pictures: for those who may use them, and not there for anybody else."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from repository.blobs.keeper import keeper_of
from repository.blobs.models import Picture, PictureRendition, StoredDocument
from repository.blobs.serving import PRIVATE, Source, blob_response, send

USES = ["add", "change", "choose"]
PICTURE_TYPES = {
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
AVATARS = "avatar_images/"
# The name of a picture's file is made anew with each file, so a browser may keep what it got.
KEPT = "private, max-age=3600"


@require_safe
def document_file(request: HttpRequest, document_id: str, name: str) -> HttpResponseBase:
    """A document's file. 404, as if it weren't there, for whoever may not use it."""
    if len(document_id) > 18:
        raise Http404
    document = get_object_or_404(
        StoredDocument.objects.select_related("collection"), pk=int(document_id)
    )
    if not may_use(request.user, document) or document.filename != name:
        raise Http404
    return blob_response(
        request,
        document.blob_id,
        document.filename,
        document.media_type,
        inline=True,
        cache=PRIVATE,
    )


@require_safe
def picture_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the admin, or one of its smaller versions, or the face of a person.

    404, as if it weren't there, for whoever may not use it. What the public sees are blobs.
    """
    media_type = PICTURE_TYPES.get(PurePosixPath(path).suffix.lower())
    if media_type is None or "\0" in path or not _may_see(request.user, path):
        raise Http404
    keeper = keeper_of(storages["default"])
    try:
        size = keeper.size(path)
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    etag = hashlib.sha256(f"{path} {size}".encode()).hexdigest()[:32]
    source = Source(keeper, path, size, f'"{etag}"')
    name = PurePosixPath(path).name
    return send(request, source, name, media_type, inline=True, cache=KEPT)


def may_use(user: AbstractBaseUser | AnonymousUser, thing: StoredDocument | Picture) -> bool:
    """Whether somebody has any permission in the collection of a document or picture."""
    if not user.is_authenticated or not user.is_active:
        return False
    policy = policy_registry.get_by_type(type(thing))
    return bool(policy.user_has_any_permission_for_instance(user, USES, thing))


def _may_see(user: AbstractBaseUser | AnonymousUser, path: str) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    if path.startswith(AVATARS):
        return bool(UserProfile.objects.filter(avatar=path).exists())
    pictures = Picture.objects.select_related("collection")
    picture = pictures.filter(file=path).first()
    if picture is None:
        renditions = PictureRendition.objects.filter(file=path).values("image")
        picture = pictures.filter(pk__in=renditions).first()
    return picture is not None and may_use(user, picture)
