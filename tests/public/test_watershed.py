"""The drawing of a core and the streams that it feeds."""

from __future__ import annotations

import pytest

from repository.public.samples_layers import layer_rows
from repository.public.watershed import MOST, own_name, watershed_of

CORE = "Building service worker, Level 1"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Building service worker, Level 2: health-care facilities", "Health-care facilities"),
        ("Building service worker, Level 2 - hotels", "Hotels"),
        ("Building service worker in food plants", "In food plants"),
        ("Building service worker, Level 1, OC", "OC"),
        ("Building service worker, Level 1", "Building service worker, Level 1"),
        ("Cleaning a school", "Cleaning a school"),
        ("Building 3", "Building 3"),
    ],
)
def test_own_name_leaves_out_what_the_core_says_already(title: str, name: str) -> None:
    assert own_name(title, CORE) == name


def test_core_without_layers_has_no_watershed() -> None:
    assert watershed_of("core", CORE, []) is None


def test_each_stream_ends_in_the_middle_of_its_own_column() -> None:
    watershed = watershed_of("core", CORE, layer_rows(4, 4))
    assert watershed is not None
    assert [mouth.course.split()[-2] for mouth in watershed.mouths] == ["150", "450", "750", "1050"]
    assert watershed.mouths[0].more == "over core\N{NO-BREAK SPACE}2.1.0"
    assert watershed.mouths[1].more == "1 competency added, core\N{NO-BREAK SPACE}2.2.0"
    assert watershed.caption.startswith("One core, “Building service worker, Level 1”, feeds four")


def test_more_streams_than_there_is_room_for_are_counted_in_the_link() -> None:
    watershed = watershed_of("core", CORE, layer_rows(7, 7))
    assert watershed is not None
    assert len(watershed.mouths) == MOST
    assert watershed.link_text == "See what all seven add"
    assert watershed.has_long_names
