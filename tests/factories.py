"""Data for tests: each function makes one thing, with whatever it needs, and the rest by default.

`institution()`, `user(role, of)`, `picture()`. Names count upwards, so nothing collides.
"""

from __future__ import annotations

import enum
import io
import itertools
from typing import Any

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Collection

from repository.blobs.keeper import blob_path
from repository.blobs.models import Picture, StoredDocument
from repository.blobs.services import store_blob
from repository.institutions.models import Institution
from repository.institutions.services import ensure_consortium_editors
from repository.pages.institution_service import create_institution
from repository.pages.models import InstitutionPage

PASSWORD = "only for tests"
numbers = itertools.count(1)


class Role(enum.Enum):
    MEMBER = "member without admin"
    CONTRIBUTOR = "contributor"
    PUBLISHER = "publisher"
    CONSORTIUM_EDITOR = "consortium editor"
    SUPERUSER = "superuser"


def institution_page(slug: str = "", **facts: Any) -> InstitutionPage:
    """A member with page, collection and groups."""
    slug = slug or f"college-{next(numbers)}"
    return create_institution(slug=slug, **({"name": f"The college of {slug}"} | facts))


def institution(slug: str = "", **facts: Any) -> Institution:
    """The identity of a member that has everything that belongs to it."""
    return institution_page(slug, **facts).institution


def user(role: Role = Role.MEMBER, of: Institution | None = None, name: str = "") -> User:
    """An account. of: the institution, which contributors and publishers need."""
    name = name or f"person-{next(numbers)}"
    if role is Role.SUPERUSER:
        return User.objects.create_superuser(name, f"{name}@example.org", PASSWORD)
    person = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    if role is Role.CONSORTIUM_EDITOR:
        person.groups.add(ensure_consortium_editors())
    elif role is not Role.MEMBER:
        assert of is not None, f"a {role.value} belongs to an institution"
        person.groups.add(of.publishers if role is Role.PUBLISHER else of.contributors)
    return person


def picture(
    collection: Collection | None = None, *, width: int = 40, height: int = 30, **fields: Any
) -> Picture:
    """A picture of one colour, as PNG. width, height: pixels."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    number = next(numbers)
    return Picture.objects.create(
        title=fields.pop("title", f"Picture {number}"),
        file=ImageFile(io.BytesIO(buffer.getvalue()), name=f"picture-{number}.png"),
        collection=collection or Collection.get_first_root_node(),
        **fields,
    )


def document(
    collection: Collection | None = None, *, content: bytes = b"Some text.", **fields: Any
) -> StoredDocument:
    """A document of a few bytes, uninspected."""
    blob = store_blob(content=io.BytesIO(content))
    title = fields.pop("title", f"Document {next(numbers)}")
    return StoredDocument.objects.create(
        title=title,
        file=blob_path(blob.sha256),
        blob=blob,
        file_size=len(content),
        original_name=f"{title}.txt",
        media_type="text/plain",
        collection=collection or Collection.get_first_root_node(),
        **fields,
    )
