"""Pictures: decoded within limits, and made ready for the public without what cameras write in.

The same picture and width give the same bytes, so that they are one blob however often a release
needs them.
"""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import SourceImageIOError

from repository.blobs.errors import PictureUnreadableError
from repository.blobs.models import Picture
from repository.blobs.services import store_blob

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SAVING: dict[str, dict[str, bool | int]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture for the public, as bytes. Width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """A picture that is a blob. Size in bytes, width and height in pixels."""

    sha256: str
    size: int
    media_type: str
    width: int
    height: int


def store_published_picture(*, picture: Picture, max_width: int) -> PublishedPicture:
    """Make a picture ready for the public and store it as a blob.

    max_width: pixels; a narrower picture keeps its width. It is turned the right way up, its
    colours become those of the web, and everything else that the file says (place, camera, author)
    is left out.

    Raises: PictureUnreadableError, BlobDamagedError, StorageFailedError.
    """
    try:
        with picture.open_file() as opened:
            rendered = render_picture(opened, max_width=max_width)
    except (OSError, SourceImageIOError) as error:
        raise PictureUnreadableError(str(error)) from error
    blob = store_blob(content=io.BytesIO(rendered.data))
    return PublishedPicture(
        blob.sha256, blob.size, rendered.media_type, rendered.width, rendered.height
    )


def render_picture(source: IO[bytes], *, max_width: int) -> Rendered:
    """The first frame, as JPEG, PNG or WebP. Raises: PictureUnreadableError."""
    with decoding(), Image.open(source, formats=FORMATS) as opened:
        check_pixels(opened)
        image = _for_the_web(opened)
        if image.width > max_width:
            height = max(1, round(image.height * max_width / image.width))
            image = image.resize((max_width, height), Image.Resampling.LANCZOS)
        kind = opened.format if opened.format in MEDIA_TYPES else "PNG"
        image.info.clear()
        out = io.BytesIO()
        image.save(out, format=kind, **SAVING[kind])
    return Rendered(out.getvalue(), MEDIA_TYPES[kind], image.width, image.height)


def check_picture(source: IO[bytes]) -> None:
    """Decode a picture whole, so that a broken one is known before anybody keeps it.

    Raises: PictureUnreadableError.
    """
    with decoding(), Image.open(source, formats=FORMATS) as opened:
        check_pixels(opened)
        opened.load()


def check_pixels(image: Image.Image) -> None:
    """Look at the size that the header says, before anything is decoded.

    Raises: PictureUnreadableError.
    """
    pixels = image.width * image.height * getattr(image, "n_frames", 1)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise PictureUnreadableError(f"{pixels} pixels", too_large=True)


@contextlib.contextmanager
def decoding() -> Iterator[None]:
    """What a decoder may throw at a broken or hostile file, as one error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is thrown away
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except PictureUnreadableError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureUnreadableError(str(error), too_large=True) from error
    except (
        OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError,
        OverflowError, struct.error,
    ) as error:  # fmt: skip
        raise PictureUnreadableError(str(error) or type(error).__name__) from error


def _for_the_web(opened: Image.Image) -> Image.Image:
    image = ImageOps.exif_transpose(opened)
    image = _in_srgb(image)
    if opened.format == "JPEG":
        return image.convert("RGB")
    transparent = "A" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as every screen shows them, where the file says which space they are in."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = image.mode if image.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, own, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that doesn't fit its picture says nothing
    return turned if turned is not None else image
