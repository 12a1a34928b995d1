from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pytest_django import Settings
from wagtail.models import UploadedFile

from repository.blobs.errors import PictureUnreadableError
from repository.blobs.models import Picture
from repository.blobs.pictures import check_picture, render_picture, store_published_picture
from repository.blobs.services import open_blob
from repository.institutions.models import Institution
from tests import factories
from tests.factories import Role

GPS = "Nanaimo"


def picture_bytes(
    kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> bytes:
    image = Image.new(mode, size, 120 if mode in {"L", "P"} else "teal")
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_exif() -> bytes:
    """A JPEG of 60 × 40 that says where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90°
    exif[0x010E] = GPS
    exif[0x013B] = "the author"
    return picture_bytes("JPEG", exif=exif, comment=b"the author")


def rendered(data: bytes, max_width: int = 1000) -> Image.Image:
    return Image.open(io.BytesIO(render_picture(io.BytesIO(data), max_width=max_width).data))


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("WEBP", "RGB", "image/webp"),
        ("GIF", "P", "image/png"),
    ],
)
def test_render_picture_of_every_kind_has_a_kind_for_the_web(
    kind: str, mode: str, media_type: str
) -> None:
    found = render_picture(io.BytesIO(picture_bytes(kind, mode=mode)), max_width=1000)

    assert (found.media_type, found.width, found.height) == (media_type, 60, 40)
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (60, 40)


def test_render_picture_wider_than_asked_is_scaled_and_narrower_is_not() -> None:
    data = picture_bytes(size=(600, 300))

    assert rendered(data, max_width=150).size == (150, 75)
    assert rendered(data, max_width=5000).size == (600, 300)
    assert rendered(picture_bytes(size=(2000, 1)), max_width=10).size == (10, 1)


def test_render_picture_is_turned_upright_and_says_nothing_of_its_origin() -> None:
    data = with_exif()
    assert GPS.encode() in data

    found = render_picture(io.BytesIO(data), max_width=1000)

    assert (found.width, found.height) == (40, 60)
    for sign in (GPS.encode(), b"the author", b"Exif"):
        assert sign not in found.data


def test_render_picture_takes_texts_and_profiles_out() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "the author")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture_bytes("PNG", pnginfo=texts, icc_profile=profile)

    found = render_picture(io.BytesIO(data), max_width=1000)

    assert b"the author" not in found.data
    assert b"iCCP" not in found.data


def test_render_picture_with_a_profile_that_is_none_is_rendered_all_the_same() -> None:
    assert rendered(picture_bytes("PNG", icc_profile=b"no profile")).size == (60, 40)


def test_render_picture_keeps_what_shows_through() -> None:
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")

    assert rendered(out.getvalue()).getpixel((0, 0)) == (255, 0, 0, 0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_render_picture_again_gives_the_same_bytes(kind: str) -> None:
    data = picture_bytes(kind, size=(300, 200))

    assert render_picture(io.BytesIO(data), max_width=100) == render_picture(
        io.BytesIO(data), max_width=100
    )


def flood() -> bytes:
    """A PNG of few bytes that says it has 50,000 × 50,000 pixels."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def many_frames() -> bytes:
    frames = [Image.new("RGB", (200, 200), (number, 0, 99)) for number in range(40)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def truncated() -> bytes:
    return picture_bytes("JPEG", size=(400, 300))[:700]


BROKEN: dict[str, Callable[[], bytes]] = {
    "flood.png": flood,
    "truncated.jpg": truncated,
    "text.png": lambda: b"<script>alert(1)</script>",
    "html.png": lambda: b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "garbage.gif": lambda: b"GIF89a" + b"\xff" * 50,
    "garbage.webp": lambda: b"RIFF\x10\0\0\0WEBPVP8 " + b"\xff" * 10,
    "script.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "tiff.png": lambda: picture_bytes("TIFF"),
    "<img src=x onerror=alert(1)>.png": lambda: b"\x89PNG\r\n\x1a\n",
    "empty.png": lambda: b"",
    "noextension": lambda: picture_bytes("PNG"),
    "picture.jpg": lambda: picture_bytes("PNG"),
}
broken = pytest.mark.parametrize("name", sorted(BROKEN))


@pytest.mark.parametrize("name", ["flood.png", "truncated.jpg", "html.png", "garbage.webp"])
def test_check_picture_that_is_broken_is_unreadable(name: str) -> None:
    with pytest.raises(PictureUnreadableError):
        check_picture(io.BytesIO(BROKEN[name]()))
    with pytest.raises(PictureUnreadableError):
        render_picture(io.BytesIO(BROKEN[name]()), max_width=100)


def test_check_picture_counts_the_pixels_of_all_frames(settings: Settings) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000

    with pytest.raises(PictureUnreadableError) as caught:
        check_picture(io.BytesIO(many_frames()))
    assert caught.value.too_large


@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["PNG", "JPEG", "WEBP", "GIF"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20),
    st.floats(0.1, 1),
)
def test_check_picture_of_any_damage_answers_or_is_unreadable(
    kind: str, changes: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(picture_bytes(kind))
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    try:
        check_picture(io.BytesIO(bytes(data[: max(1, int(len(data) * kept))])))
    except PictureUnreadableError as error:
        assert error.reason or error.too_large


@pytest.fixture
def college(db: None, blob_folder: Path, tmp_path: Path, settings: Settings) -> Institution:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return factories.institution("viu")


def test_store_published_picture_is_a_blob(college: Institution) -> None:
    picture = factories.picture(college.collection, width=400, height=200)

    first = store_published_picture(picture=picture, max_width=100)
    second = store_published_picture(picture=picture, max_width=100)

    assert first == second
    assert (first.width, first.height, first.media_type) == (100, 50, "image/png")
    with open_blob(first.sha256) as opened:
        assert len(opened.read()) == first.size


@pytest.mark.parametrize("gone", [True, False])
def test_store_published_picture_that_is_broken_says_so(college: Institution, gone: bool) -> None:
    picture = factories.picture(college.collection)
    path = Path(picture.file.path)
    if gone:
        path.unlink()
    else:
        path.write_bytes(b"no picture")

    with pytest.raises(PictureUnreadableError):
        store_published_picture(picture=Picture.objects.get(pk=picture.pk), max_width=100)


@pytest.fixture
def contributor(client: Client, college: Institution) -> Client:
    client.force_login(factories.user(Role.CONTRIBUTOR, college))
    return client


def left_behind(settings: Settings) -> list[str]:
    return sorted(str(path) for path in Path(settings.DATA_DIR).rglob("*") if path.is_file())


@broken
@pytest.mark.parametrize("way", ["wagtailimages:add", "wagtailimages_chooser:create"])
def test_upload_of_a_broken_picture_alone_is_a_message(
    contributor: Client, settings: Settings, name: str, way: str
) -> None:
    sent = SimpleUploadedFile(name, BROKEN[name](), "image/png")
    prefix = "image-chooser-upload-" if "chooser" in way else ""

    response = contributor.post(reverse(way), {f"{prefix}title": "x", f"{prefix}file": sent})

    assert response.status_code == 200
    assert "error-message" in response.content.decode().replace("\\u002D", "-")
    assert "<img src=x" not in response.content.decode()
    assert not Picture.objects.exists()
    assert left_behind(settings) == []


@broken
@pytest.mark.parametrize("memory", [10, 1_000_000])
def test_upload_of_several_broken_pictures_is_a_message(
    contributor: Client, settings: Settings, name: str, memory: int
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    sent = SimpleUploadedFile(name, BROKEN[name](), "image/png")

    response = contributor.post(reverse("wagtailimages:add_multiple"), {"files[]": sent})

    answer = response.json()
    assert answer["success"] is False
    assert len(answer["error_message"]) > 20
    assert "<img" not in answer["error_message"]
    assert Picture.objects.count() == UploadedFile.objects.count() == 0
    assert left_behind(settings) == []


def test_upload_of_a_picture_to_the_collection_of_another_is_refused(
    contributor: Client, college: Institution, settings: Settings
) -> None:
    other = factories.institution("vcc")
    college.collection.add_child(name="second")
    sent = SimpleUploadedFile("a.png", picture_bytes(), "image/png")

    response = contributor.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": sent, "title": "x", "collection": other.collection.pk},
    )

    assert response.json()["success"] is False
    assert Picture.objects.count() == UploadedFile.objects.count() == 0
    assert left_behind(settings) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_upload_of_a_picture_is_taken(contributor: Client, college: Institution, kind: str) -> None:
    name = "сад и лес " * 40 + "." + kind.lower()
    sent = SimpleUploadedFile(name, picture_bytes(kind), "text/html")

    response = contributor.post(
        reverse("wagtailimages:add_multiple"), {"files[]": sent, "title": "t" * 400}
    )

    assert response.json()["success"] is True
    picture = Picture.objects.get()
    assert picture.collection == college.collection
    assert (picture.width, picture.height) == (60, 40)
    assert picture.title.endswith("…")


def test_picture_replaced_by_a_broken_one_stays(contributor: Client, college: Institution) -> None:
    picture = factories.picture(college.collection)

    response = contributor.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "x", "file": SimpleUploadedFile("a.png", flood(), "image/png")},
    )

    assert response.status_code == 200
    assert "too many pixels" in response.content.decode()
    assert Picture.objects.get().file.name == picture.file.name


@pytest.mark.parametrize("name", ["edit", "delete", "image_usage", "url_generator", "preview"])
def test_screens_of_a_picture_are_closed_to_other_institutions(
    client: Client, college: Institution, name: str
) -> None:
    picture = factories.picture(college.collection, title="secret picture")
    client.force_login(factories.user(Role.PUBLISHER, factories.institution("vcc")))
    more = ["width-100"] if name == "preview" else []

    response = client.get(reverse(f"wagtailimages:{name}", args=[picture.pk, *more]))

    assert response.status_code in {302, 403, 404}
    assert "secret" not in response.content.decode()


def test_picture_on_s3_has_an_address_of_this_site(
    college: Institution, s3_server: str, settings: Settings, admin_client: Client
) -> None:
    import boto3  # a client of the test's own

    client = boto3.client(
        "s3", endpoint_url=s3_server, region_name="us-east-1",
        aws_access_key_id="tests", aws_secret_access_key="tests",
    )  # fmt: skip
    client.create_bucket(Bucket="pictures")
    client.close()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "repository.blobs.s3_media.GuardedS3Storage",
            "OPTIONS": {
                "bucket_name": "pictures", "endpoint_url": s3_server, "region_name": "us-east-1",
                "access_key": "tests", "secret_key": "tests", "addressing_style": "path",
                "location": "media", "file_overwrite": False,
            },
        }
    }  # fmt: skip
    picture = Picture.objects.create(
        title="On S3", file=ImageFile(io.BytesIO(picture_bytes()), "a.png")
    )

    assert picture.file.url == f"/media/{picture.file.name}"
    response = admin_client.get(picture.file.url)
    assert response.status_code == 200
    assert response.getvalue() == picture_bytes()
    assert store_published_picture(picture=picture, max_width=30).width == 30
