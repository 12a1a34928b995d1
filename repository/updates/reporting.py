"""Reporting to every layer what a release of its core means for it.

Can be run again at any time, and by several processes at once: a layer whose report is there
already gets the same one again, and nobody is told of it twice.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from repository.lib import clock
from repository.pages.specialisation_page import SpecialisationPage
from repository.releases.differences import component_changes
from repository.releases.layer import Layer
from repository.releases.manifest import Component
from repository.releases.models import Package, Release
from repository.releases.rebase import Outcome
from repository.releases.rebase import State as Fate
from repository.releases.step import Step
from repository.updates.answers import Answer, answers_from, still_asked, stored_answers
from repository.updates.drafts import Core, Move, base_of_draft, move, page_of, read_layer
from repository.updates.mails import Post
from repository.updates.models import CoreUpdate, State

logger = logging.getLogger(__name__)

# (how many are done, of how many, address of the layer that was)
Progress = Callable[[int, int, str], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """A layer that couldn't be reported. layer: its address."""

    layer: str
    error: str


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """What a run found. core: address of the core; number: the release reported, or empty.

    layers: how many stand on the core. clean, with_decisions: how many of them wait with which
    kind of report. quiet: on the release already, or declined. told: mails sent. overtaken: the
    core moved on meanwhile, and the rest is left to the run of its newer release.
    """

    core: str
    number: str
    layers: int = 0
    clean: int = 0
    with_decisions: int = 0
    quiet: int = 0
    told: int = 0
    overtaken: bool = False
    failed: tuple[Failure, ...] = ()


class _OvertakenError(Exception):
    """The core's newest standing release isn't the one of this run any more."""


def report_release(release: Release, progress: Progress | None = None) -> Run:
    """Report a release to the layers of its package. Where it isn't the newest that stands, that
    one is reported: it is what a layer would move to."""
    return report_core(release.package, progress)


def report_core(package: Package, progress: Progress | None = None) -> Run:
    """Report the newest standing release of a package to every layer on another one.

    A layer that fails is named and logged, and doesn't stop the others.
    """
    core = Core(package)
    target = core.newest()
    layers = list(_layers(package))
    counts: dict[str, int] = {}
    failed: list[Failure] = []
    overtaken, told = False, 0
    with Post() as post:
        for done, (layer, slug) in enumerate(layers, start=1):
            try:
                update = _report_layer(layer, core, target)
                told += update is not None and post.tell(update)
            except _OvertakenError:
                overtaken = True
                break
            except Exception as error:
                logger.exception("The layer %s could not be reported.", slug)
                failed.append(Failure(slug, f"{type(error).__name__}: {error}"))
            else:
                counts[_kind(update)] = counts.get(_kind(update), 0) + 1
            if progress is not None:
                progress(done, len(layers), slug)
    return Run(
        package.slug,
        target.number if target else "",
        len(layers),
        **counts,
        told=told,
        overtaken=overtaken,
        failed=tuple(failed),
    )


def _kind(update: CoreUpdate | None) -> str:
    if update is None:
        return "quiet"
    return "clean" if update.is_clean else "with_decisions"


def _layers(package: Package) -> list[tuple[int, str]]:
    """Every package whose page is a layer over this one, with its address."""
    pages = SpecialisationPage.objects.filter(base_release__package=package).order_by("pk")
    return list(pages.values_list("package_id", "package__slug"))


def report_layer(layer: int, package: Package) -> CoreUpdate | None:
    """Report one layer over a package, for somebody who waits for it; tells nobody.

    layer: primary key. Answers its open update as it is now; None where nothing is to be asked.
    """
    core = Core(package)
    try:
        return _report_layer(layer, core, core.newest())
    except _OvertakenError:
        return None


@transaction.atomic
def _report_layer(layer: int, core: Core, target: Release | None) -> CoreUpdate | None:
    """The open update of a layer, written anew; None where nothing is to be asked.

    Queues behind whoever changes the draft, and behind another run.
    """
    Package.objects.select_for_update().get(pk=layer)
    if core.newest() != target:
        raise _OvertakenError
    page = page_of(layer)
    waiting = CoreUpdate.objects.filter(package=layer, state=State.OPEN).first()
    base = core.release(base_of_draft(page))
    if target is None or base == target:
        _supersede(waiting)
        return None
    row = CoreUpdate.objects.filter(package=layer, from_release=base, to_release=target).first()
    if row is not None and stays_declined(row, base):
        _supersede(waiting)
        return None
    moved = move(read_layer(page, core), target, core)
    before: dict[str, Answer] = {}
    for earlier in (row, waiting):
        before |= answers_from(earlier.answers) if earlier else {}
    if waiting is not None and waiting != row:
        _supersede(waiting)
    row = row or CoreUpdate(package_id=layer, from_release=base, to_release=target)
    return _written(row, moved, before)


def stays_declined(update: CoreUpdate, base: Release) -> bool:
    """It was declined, and nothing has happened since that would make it another question."""
    if update.state != State.DECLINED:
        return False
    withdrawn_since = (
        base.is_withdrawn
        and update.answered_at is not None
        and base.withdrawal.withdrawn_at > update.answered_at
    )
    return not withdrawn_since


def _supersede(update: CoreUpdate | None) -> None:
    if update is not None:
        update.state = State.SUPERSEDED
        update.turn += 1
        update.save(update_fields=["state", "turn"])


def _written(row: CoreUpdate, moved: Move, answers: Mapping[str, Answer]) -> CoreUpdate:
    values = figures(moved) | {
        "state": State.OPEN,
        "answers": stored_answers(still_asked(moved.asked, answers)),
    }
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row.state == State.SUPERSEDED:
        row.told_at = None  # of what came between, people have been told since
    for name, value in values.items():
        setattr(row, name, value)
    row.turn += 1
    row.reported_at = clock.now()
    row.answered_at, row.answered_by, row.answered_by_name, row.reason = None, None, "", ""
    row.save()
    return row


def figures(moved: Move) -> dict[str, Any]:
    """What a row keeps of a report. Outcomes that are unchanged are counted, not listed."""
    report = moved.report
    yours = yours_of(moved.layer)
    otherwise = in_other_words(moved)
    fates = [outcome.state for outcome in report.outcomes]
    return {
        "nature": str(report.nature),
        "taken_over": fates.count(Fate.TAKEN_OVER),
        "kept": fates.count(Fate.KEPT_LOCAL),
        "unchanged": fates.count(Fate.UNCHANGED),
        "to_decide": sum(len(outcome.questions) for outcome in report.outcomes),
        "report": [
            _line(o, yours.get(o.key, ""), moved.step) | otherwise.get(o.key, {})
            for o in report.outcomes
            if o.state != Fate.UNCHANGED
        ],
    }


# What the layer does with a part, as a line of a report says it.
LEFT_OUT, REPLACED, NOTED, ADDED = "left out", "replaced", "noted", "added"


def yours_of(layer: Layer) -> dict[str, str]:
    """What the layer does with each part that it does something with."""
    does = dict.fromkeys(layer.notes, NOTED) | dict.fromkeys(layer.replaces, REPLACED)
    does |= dict.fromkeys(layer.omits, LEFT_OUT)
    return does | {add.component.key: ADDED for add in layer.adds}


# What differs where a layer's own copy gives way to the same part in other words.
WORDS = ("title", "description", "effort_minutes")


def in_other_words(moved: Move) -> dict[str, dict[str, Any]]:
    """What a report says more of parts that the core took over with changes of its editors.

    By key; `own`, `core`: the words that differ, as the layer has them and as the core has them.
    """
    own, agreed = moved.layer.own, {known.accepted.key for known in moved.layer.agreed}
    gone = [o.key for o in moved.report.outcomes if o.state == Fate.TAKEN_OVER and o.key in own]
    return {key: _differing(own[key], moved.step.new[key]) for key in gone if key in agreed}


def _differing(own: Component, core: Component) -> dict[str, Any]:
    changed = [name for name in WORDS if getattr(own, name) != getattr(core, name)]
    if not changed:
        return {}
    return {
        "changed": changed,
        "own": {name: getattr(own, name) for name in changed},
        "core": {name: getattr(core, name) for name in changed},
    }


def _changed(key: str, step: Step) -> list[str]:
    """Names of the fields that the core changed, where it had the part before and still has it."""
    if not step.changed(key):
        return []
    return sorted(component_changes(step.old[key], step.new[key]))


def _line(outcome: Outcome, yours: str, step: Step) -> dict[str, Any]:
    return {
        "yours": yours,
        "changed": _changed(outcome.key, step) if outcome.subject == "component" else [],
        "subject": outcome.subject,
        "key": outcome.key,
        "title": outcome.title,
        "state": str(outcome.state),
        "reason": outcome.reason,
        "nature": str(outcome.nature),
        "questions": [
            {
                "code": str(question.code),
                "sentence": question.sentence,
                "choices": [str(choice) for choice in question.choices],
            }
            for question in outcome.questions
        ],
    }
