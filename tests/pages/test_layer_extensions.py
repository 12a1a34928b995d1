"""What other rooms add to the editor of a layer."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import sentinel

import pytest

from repository.pages import layer_extensions
from repository.pages.layer_extensions import (
    CRITICAL,
    INFO,
    WARNING,
    Notice,
    PartAction,
    notices_for,
    part_actions_for,
    register_notice,
    register_part_action,
)

PAGE, USER = sentinel.page, sentinel.user


@pytest.fixture(autouse=True)
def _empty_registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(layer_extensions, "_notices", [])
    monkeypatch.setattr(layer_extensions, "_part_actions", [])
    yield


def notice(level: str, heading: str) -> Notice:
    return Notice(level, heading, "Some words.")


def test_notices_without_a_source_are_none() -> None:
    assert notices_for(PAGE, USER) == []


def test_notices_of_several_sources_stand_by_level_then_registration() -> None:
    register_notice(lambda page, user: [notice(INFO, "first"), notice(CRITICAL, "second")])
    register_notice(lambda page, user: [notice(WARNING, "third"), notice(CRITICAL, "fourth")])
    assert [n.heading for n in notices_for(PAGE, USER)] == ["second", "fourth", "third", "first"]


def test_notice_source_is_given_page_and_person() -> None:
    asked: list[object] = []

    def ask(page: object, user: object) -> list[Notice]:
        asked.append((page, user))
        return []

    register_notice(ask)
    notices_for(PAGE, USER)
    assert asked == [(PAGE, USER)]


def test_notice_of_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="urgent"):
        notice("urgent", "A word that is no level")


def test_part_actions_leave_out_sources_that_have_none_for_a_part() -> None:
    offer = PartAction("Offer to the core", "/offer/", "upload")
    register_part_action(lambda page, key, user: offer if key == "c2" else None)
    assert part_actions_for(PAGE, "c2", USER) == [offer]
    assert part_actions_for(PAGE, "c3", USER) == []


def test_part_actions_stand_in_the_order_of_registration() -> None:
    first, second = (PartAction(word, "/", "edit") for word in ("First", "Second"))
    register_part_action(lambda page, key, user: first)
    register_part_action(lambda page, key, user: second)
    assert part_actions_for(PAGE, "c2", USER) == [first, second]
