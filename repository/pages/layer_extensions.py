"""What other rooms add to the editor of a layer: notices above it, actions on its own parts.

Registered while the site starts, beside hooks and signals: `register_notice(notices_of_updates)`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import User

if TYPE_CHECKING:
    from repository.pages.specialisation_page import SpecialisationPage

INFO, WARNING, CRITICAL = "info", "warning", "critical"
LEVELS = (INFO, WARNING, CRITICAL)


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """A sentence or two above the layer. level: info, warning or critical. link: an address."""

    level: str
    heading: str
    text: str
    link: str = ""
    link_text: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"{self.level!r} is none of {', '.join(LEVELS)}.")


@dataclasses.dataclass(frozen=True, slots=True)
class PartAction:
    """A link beside an own part. icon: name of one of the admin's icons."""

    label: str
    url: str
    icon: str


# (the draft as the editor shows it, who looks at it)
NoticeSource = Callable[["SpecialisationPage", User], Iterable[Notice]]
# The key is the one that the own part has in the released package: a replacement's is the core's.
PartActionSource = Callable[["SpecialisationPage", str, User], PartAction | None]

_notices: list[NoticeSource] = []
_part_actions: list[PartActionSource] = []


def register_notice(source: NoticeSource) -> None:
    """Have something stand above the layer. Asked once for each time the editor is shown."""
    _notices.append(source)


def register_part_action(source: PartActionSource) -> None:
    """Have a link stand beside own parts; None for a part that has none.

    Asked for every own part: a source that needs the database asks it once for a page, and keeps
    the answer on the page it is given.
    """
    _part_actions.append(source)


def notices_for(page: SpecialisationPage, user: User) -> list[Notice]:
    """All notices, the critical ones first, each level in the order of registration."""
    found = [notice for source in _notices for notice in source(page, user)]
    return sorted(found, key=lambda notice: -LEVELS.index(notice.level))


def part_actions_for(page: SpecialisationPage, key: str, user: User) -> list[PartAction]:
    """The actions of one own part, in the order of registration."""
    found = (source(page, key, user) for source in _part_actions)
    return [action for action in found if action is not None]
