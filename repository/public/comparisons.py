"""Two releases to compare: read in a few statements, and shown as `CompareDetail`."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence

from django.utils import timezone

from repository.public import addresses
from repository.public.addresses import CORE
from repository.public.compare_cards import Choice, CompareDetail, Side
from repository.public.compare_lines import change_groups
from repository.public.family_lines import count_word, stream_card
from repository.public.layer_cards import NoticeLine
from repository.public.notices import by, day
from repository.public.origins import base_word
from repository.public.records import History, Standing, history_of
from repository.releases.manifest import LEVEL_1_CORE, PUBLIC, from_json
from repository.releases.models import Release, ReleaseBase
from repository.releases.numbering import RAISED, Reason
from repository.releases.version import Version
from search.layers import LayerRow, layers_over

REASONS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """A release on one side, with the releases of its package. text: its public manifest."""

    history: History
    standing: Standing
    text: str
    digest: str
    reasons: tuple[Reason, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """before: of the same package, or what `after` stands on. layers: over the package.

    base_number: of the release that `after` stands on, empty where it stands on none.
    """

    before: Compared
    after: Compared
    layers: tuple[LayerRow, ...]
    base_number: str = ""

    @property
    def with_base(self) -> bool:
        return self.before.history.slug != self.after.history.slug

    @property
    def state(self) -> object:
        """Everything that the page is made of, without the texts: their digests stand for them."""
        return (
            [(side.history, side.standing.id, side.digest) for side in (self.before, self.after)],
            self.layers,
            self.base_number,
        )


def pair_of(history: History, before: str, after: str) -> Pair | None:
    """Two releases by number; `before` may be the word core. None where one of them isn't there.

    Four statements, and one more against the core.
    """
    standing = history.numbered(after)
    if standing is None:
        return None
    base = (
        ReleaseBase.objects.filter(release=standing.id)
        .values_list("base__package__slug", "base__number")
        .first()
    )
    other: History | None = history
    if before == CORE:
        other = history_of(base[0]) if base else None
        before = base[1] if base else before
    earlier = other.numbered(before) if other else None
    if other is None or earlier is None:
        return None
    read = _texts({earlier.id, standing.id})
    return Pair(
        before=Compared(other, earlier, *read[earlier.id]),
        after=Compared(history, standing, *read[standing.id]),
        layers=tuple(layers_over(history.slug)),
        base_number=base[1] if base else "",
    )


def _texts(releases: Iterable[int]) -> dict[int, tuple[str, str, tuple[Reason, ...]]]:
    """Public texts, digests and public reasons by primary key. One statement."""
    rows = Release.objects.filter(pk__in=releases).values_list(
        "pk", "public_text", "public_sha256", "reasons"
    )
    return {pk: (text, digest, _public(reasons)) for pk, text, digest, reasons in rows}


def _public(reasons: list[dict[str, str]]) -> tuple[Reason, ...]:
    found = (Reason(**values) for values in reasons)
    return tuple(reason for reason in found if reason.audience == PUBLIC)


def compare_detail(pair: Pair) -> CompareDetail:
    """The page of two releases. Pure, and not quick: every text is compared word by word."""
    old, new = (from_json(json.loads(side.text)) for side in (pair.before, pair.after))
    history, standing = pair.after.history, pair.after.standing
    url = addresses.release_url(history.slug, standing.number)
    groups = change_groups(old, new, url, with_base=pair.with_base)
    released = day(timezone.localdate(standing.released_at))
    is_core = new.kind == LEVEL_1_CORE
    why_title, why_intro, why = ("", "", []) if pair.with_base else _why(pair)
    return CompareDetail(
        slug=history.slug,
        title=new.title,
        language=new.language,
        url=addresses.package_url(history.slug),
        heading=_heading(pair, base_word(new)),
        lede=f"Release {standing.number}: {released}, by {new.owner.name}.",
        before=_side(pair.before, f"{base_word(new)} " if pair.with_base else ""),
        after=_side(pair.after),
        from_choices=_from_choices(pair),
        to_choices=_choices(history, standing.number),
        action=addresses.choose_comparison_url(history.slug),
        notices=_notices(pair),
        groups=groups,
        why_title=why_title,
        why_intro=why_intro,
        why=why,
        streams_title=_streams_title(len(pair.layers)) if is_core else "",
        streams=[stream_card(layer, history, "core") for layer in pair.layers] if is_core else (),
        same="" if groups else _same(pair),
    )


def _heading(pair: Pair, word: str) -> str:
    before, after = pair.before.standing.number, pair.after.standing.number
    if pair.with_base:
        return f"What release {after} makes of {word} release {before}"
    if pair.before.standing == pair.after.standing:
        return f"Release {after}, compared with itself"
    return f"What changed from {before} to {after}"


def _same(pair: Pair) -> str:
    if pair.before.standing == pair.after.standing:
        if len(pair.after.history.releases) == 1:
            return "It is the only release so far, so nothing differs."
        return "This is the same release twice: nothing differs."
    return "Nothing that everybody may see differs between these two releases."


def _side(compared: Compared, word: str = "") -> Side:
    number = compared.standing.number
    return Side(
        number=number,
        label=f"{word}{number}",
        url=addresses.release_url(compared.history.slug, number),
        withdrawn=compared.standing.reason if compared.standing.is_withdrawn else "",
    )


def _choices(history: History, chosen: str) -> list[Choice]:
    return [
        Choice(
            r.number, f"{r.number}, withdrawn" if r.is_withdrawn else r.number, r.number == chosen
        )
        for r in history.releases
    ]


def _from_choices(pair: Pair) -> list[Choice]:
    chosen = "" if pair.with_base else pair.before.standing.number
    choices = _choices(pair.after.history, chosen)
    if pair.base_number:
        core = Choice(CORE, f"What it stands on, {pair.base_number}", pair.with_base)
        choices.insert(0, core)
    return choices


def _notices(pair: Pair) -> list[NoticeLine]:
    found = []
    for compared in dict.fromkeys((pair.before, pair.after)):
        if compared.standing.is_withdrawn:
            title = f"Release {compared.standing.number} has been withdrawn"
            found.append(NoticeLine("danger", title, compared.standing.reason))
    for release in _between(pair):
        title = f"Urgent: take over release {release.number} {by(release)}"
        found.append(NoticeLine("danger", title, release.urgent_because))
    return found


def _between(pair: Pair) -> Sequence[Standing]:
    """The urgent releases on the way from the one to the other, the newer one among them."""
    if pair.with_base:
        return ()
    releases = pair.after.history.releases
    start, end = releases.index(pair.after.standing), releases.index(pair.before.standing)
    return [release for release in releases[start:end] if release.is_urgent]


def _why(pair: Pair) -> tuple[str, str, list[str]]:
    """Why the newer release has its number: a title, what rises, and the sentences of the reasons.

    A number is given against the highest one before it, withdrawn or not.
    """
    history, standing = pair.after.history, pair.after.standing
    below = history.releases[history.releases.index(standing) + 1 :]
    title = f"Why {standing.number}"
    if not below:
        return title, "It is the first release.", []
    said = [f"{reason.sentence}." for reason in pair.after.reasons]
    if len(said) > REASONS:
        said = [*said[:REASONS], f"And {len(said) - REASONS} more."]
    intro = _rise(below[0].number, standing.number, pair.after.reasons)
    if below[0] != pair.before.standing:
        intro = f"Compared with {below[0].number}, the release before it. {intro}"
    return title, intro, said


def _rise(before: str, after: str, reasons: Iterable[Reason]) -> str:
    old, new = Version.parse(before), Version.parse(after)
    which = "first" if new.major > old.major else "middle" if new.minor > old.minor else "last"
    if any(reason.code == RAISED for reason in reasons):
        return f"The publisher let the {which} number rise."
    return {
        "first": "The first number rises: not all that was promised before still holds.",
        "middle": "The middle number rises: something was added, and what was promised holds.",
        "last": "The last number rises: nothing was added, and what was promised holds.",
    }[which]


def _streams_title(count: int) -> str:
    if not count:
        return ""
    return (
        f"{count_word(count).capitalize()} stream{'s rest' if count > 1 else ' rests'} on this core"
    )
