"""Answering a core update: saving decisions, making the draft, declining. Never a release."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from repository.lib import clock
from repository.pages.layer_service import write_layer
from repository.pages.specialisation_page import SpecialisationPage
from repository.proposals.services import note_given_way
from repository.releases.decisions import decide
from repository.releases.models import Package, Release
from repository.releases.rebase import Choice
from repository.releases.selectors import LONG
from repository.updates.answers import (
    Answer,
    Asked,
    answers_from,
    decisions_of,
    fitting,
    still_asked,
    stored_answers,
)
from repository.updates.drafts import Core, DraftLayer, Move, move, page_of, read_layer
from repository.updates.errors import (
    AnsweredMeanwhileError,
    CoreMovedOnError,
    DeclineWithoutReasonError,
    DraftLockedError,
    DraftMovedError,
    NotToBeReopenedError,
)
from repository.updates.models import CoreUpdate, State
from repository.updates.reporting import figures

# Actions in the history of a page.
TAKEN_OVER = "headwaters.core_update.accept"
DECLINED = "headwaters.core_update.decline"
REOPENED = "headwaters.core_update.reopen"

_DONE = {State.ACCEPTED: "made the draft", State.DECLINED: "declined the update"}


def save_answers(
    *, update: CoreUpdate, turn: int, answers: Mapping[str, Answer], user: User
) -> CoreUpdate:
    """Keep answers, whole or not, beside those that are there. turn: as the person saw it.

    answers: by name of the question; one that is the same as before stays its author's. What
    doesn't fit the questions as they are now is not kept. Answers the row as it is now.

    Raises: AnsweredMeanwhileError, CoreMovedOnError, DraftMovedError.
    """
    with transaction.atomic():
        found = _locked(update, turn)
        known = answers_from(found.row.answers)
        now = clock.now().isoformat()
        for name, answer in answers.items():
            if not answer.same(known.get(name)):
                known[name] = dataclasses.replace(answer, by=name_of(user), at=now)
        kept = still_asked(found.move.asked, fitting_or_known(found.move.asked, known, answers))
        _write(found.row, answers=stored_answers(kept), **figures(found.move))
    return found.row


def fitting_or_known(
    asked: tuple[Asked, ...], known: Mapping[str, Answer], given: Mapping[str, Answer]
) -> dict[str, Answer]:
    """What was given now must fit; what is kept from before is shown where it doesn't."""
    fit = fitting(asked, known)
    return {name: answer for name, answer in known.items() if name in fit or name not in given}


def accept_update(*, update: CoreUpdate, turn: int, user: User) -> Revision:
    """Carry the answers out: the draft moves to the core's newest release, as a revision.

    Raises: AnsweredMeanwhileError, CoreMovedOnError, DraftMovedError, DraftLockedError,
    UndecidedError where answers are missing, and what `write_layer` raises where a file is gone.
    """
    with transaction.atomic():
        found = _locked(update, turn)
        row, draft = found.row, found.read.draft
        _require_unlocked(draft, user)
        answers = answers_from(row.answers)
        decisions = decisions_of(found.move.asked, answers, found.target.number)
        layer = decide(found.read.base.manifest, found.target.manifest, found.read.layer, decisions)
        write_layer(draft, layer=layer, base=found.target, user=user)
        if not draft.live:
            draft.save()
        revision: Revision = draft.save_revision(user=user, clean=False)
        # What goes on under a key of its own is still there.
        kept = {decision.key for decision in decisions if decision.choice != Choice.TAKE}
        gone = found.read.layer.own.keys() - layer.own.keys() - kept
        _note_given_way(row, gone, clock.now())
        _answer(row, State.ACCEPTED, user, **figures(found.move))
        data = {
            "from": found.read.base.number,
            "to": found.target.number,
            "decisions": [
                {"key": d.key, "code": str(d.code), "choice": str(d.choice), "reason": d.reason}
                for d in decisions
            ],
        }
        log(
            instance=draft,
            action=TAKEN_OVER,
            user=user,
            data=data,
            revision=revision,
            content_changed=True,
        )
    return revision


def decline_update(*, update: CoreUpdate, turn: int, reason: str, user: User) -> None:
    """Leave the layer where it is. Quiet until the core's next release.

    Raises: DeclineWithoutReasonError, AnsweredMeanwhileError, CoreMovedOnError, DraftMovedError.
    """
    if not reason.strip():
        raise DeclineWithoutReasonError
    with transaction.atomic():
        found = _locked(update, turn)
        _answer(found.row, State.DECLINED, user, reason=reason.strip())
        _log_step(found, DECLINED, user, reason.strip())


def reopen_update(*, update: CoreUpdate, turn: int, user: User) -> None:
    """Take an update up again that was declined, or whose draft went back to where it stood.

    Raises: NotToBeReopenedError, AnsweredMeanwhileError.
    """
    with transaction.atomic():
        row = _lock_rows(update)
        if row.turn != turn:
            raise _meanwhile(row)
        core = Core(row.to_release.package)
        read = read_layer(page_of(row.package_id), core)
        stands = core.newest() == row.to_release and read.base == row.from_release
        if not stands or row.state not in {State.DECLINED, State.ACCEPTED}:
            raise NotToBeReopenedError
        _note_given_way(row, read.layer.own.keys(), None)
        _write(row, state=State.OPEN, answered_at=None, answered_by=None, answered_by_name="")
        data = {"from": row.from_release.number, "to": row.to_release.number}
        log(instance=read.draft, action=REOPENED, user=user, data=data)


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """An update that can be answered, with everything locked that the answer depends on."""

    row: CoreUpdate
    target: Release
    read: DraftLayer
    move: Move


def _locked(update: CoreUpdate, turn: int) -> _Found:
    row = _lock_rows(update)
    core = Core(row.to_release.package)
    newest = core.newest()
    if row.state in _DONE:
        raise _meanwhile(row)
    if newest is None or newest.pk != row.to_release_id:
        raise CoreMovedOnError(newest.number if newest else "")
    read = read_layer(page_of(row.package_id), core)
    if read.base.pk != row.from_release_id:
        raise DraftMovedError(read.base.number)
    if row.state != State.OPEN or row.turn != turn:
        raise _meanwhile(row)
    return _Found(row, newest, read, move(read, newest, core))


def _lock_rows(update: CoreUpdate) -> CoreUpdate:
    """The row as it is now. Locks the core, so that nothing is released or withdrawn meanwhile,
    then the layer, so that its draft stays, then the row: always in this order."""
    Package.objects.select_for_update(of=("self",)).get(releases=update.to_release_id)
    Package.objects.select_for_update().get(pk=update.package_id)
    rows = CoreUpdate.objects.select_related("from_release", "to_release__package", "package")
    long = [f"{end}__{name}" for end in ("from_release", "to_release") for name in LONG]
    return rows.defer(*long).select_for_update(of=("self",)).get(pk=update.pk)


def _meanwhile(row: CoreUpdate) -> AnsweredMeanwhileError:
    if row.state != State.OPEN:
        done = _DONE.get(State(row.state), "answered it")
        return AnsweredMeanwhileError(done, row.answered_by_name, row.answered_at)
    by, at = last_answer(answers_from(row.answers))
    return AnsweredMeanwhileError("saved decisions", by, at)


def last_answer(answers: Mapping[str, Answer]) -> tuple[str, datetime | None]:
    """Who answered last, and when."""
    last = max(answers.values(), key=lambda answer: answer.at, default=None)
    if last is None or not last.at:
        return "", None
    return last.by, datetime.fromisoformat(last.at)


def _require_unlocked(draft: SpecialisationPage, user: User) -> None:
    lock = draft.get_lock()
    if lock is not None and lock.for_user(user):
        raise DraftLockedError("It is locked, scheduled, or with its reviewers.")


def _note_given_way(row: CoreUpdate, keys: Collection[str], at: datetime | None) -> None:
    """Those who offered a part read when their own copy went. at: None, the layer has it again."""
    note_given_way(layer=row.package, core=row.to_release.package, keys=keys, at=at)


def _answer(row: CoreUpdate, state: State, user: User, **values: object) -> None:
    said = {
        "state": state,
        "answered_at": clock.now(),
        "answered_by": user,
        "answered_by_name": name_of(user),
    }
    _write(row, **said, **values)


def _write(row: CoreUpdate, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.turn += 1
    row.save(update_fields=[*values, "turn"])


def _log_step(found: _Found, action: str, user: User, reason: str) -> None:
    data = {"from": found.read.base.number, "to": found.target.number, "reason": reason}
    log(instance=found.read.draft, action=action, user=user, data=data)


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()
