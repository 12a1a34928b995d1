"""What keeps a draft from being released, and what its authors should know. Pure.

Errors block publishing; warnings are told. Every problem has a code that never changes, a place in
words and a sentence that says what to do.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from repository.licences.rules import Terms, may_collect
from repository.pages.draft_data import DraftComponent, DraftDuty
from repository.pages.layer_rows import Over
from repository.releases.manifest import MEMBERS, PUBLIC

ERROR = "error"
WARNING = "warning"

# The tab of the editor on which a field stands.
TABS = {
    "title": "Content",
    "summary": "Content",
    "components": "Content",
    "duties": "Competencies",
    "effort_hours": "About",
    "subjects": "About",
    "cover": "About",
    "cover_alt": "About",
    "next_review": "About",
    "licence": "Licence & credits",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or missing.

    place: in words ("Component 3, video, “Mopping”"). field: of the form of the page. index,
    part: the block of a stream field and the field in it; item: the competency within a duty. key:
    of the component or duty.
    """

    code: str
    severity: str
    place: str
    message: str
    field: str = ""
    index: int | None = None
    part: str = ""
    item: int | None = None
    key: str = ""

    @property
    def target(self) -> str:
        """A CSS selector of the place in the editor."""
        if self.field == "layer":
            return f'[id="layer-{self.key}"]' if self.key else '[id="layer"]'
        if self.key:
            return f'[id="block-{self.key}-section"]'
        return f'[data-contentpath="{self.field}"]'

    @property
    def tab(self) -> str:
        return TABS.get(self.field, "Content")

    @property
    def blocks(self) -> bool:
        return self.severity == ERROR


@dataclasses.dataclass(frozen=True, slots=True)
class DraftDocument:
    """A working file as the rules and the manifest see it.

    finding: the first sentence of its inspection, empty where nothing was found. facts: as in the
    manifest.
    """

    name: str
    sha256: str
    size: int
    media_type: str
    outcome: str
    finding: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a draft that rules look at, read once.

    licence: SPDX identifier. documents: by primary key; one that has been deleted is missing here.
    over: what a layer stands on; its own components and duties are the draft's. copied_under: SPDX
    identifier of what a component was copied from, by the component's key.
    """

    title: str
    summary: str = ""
    licence: str = ""
    subjects: tuple[str, ...] = ()
    has_cover: bool = False
    cover_alt: str = ""
    effort_hours: Decimal | None = None
    next_review: date | None = None
    duties: tuple[DraftDuty, ...] = ()
    components: tuple[DraftComponent, ...] = ()
    documents: Mapping[int, DraftDocument] = dataclasses.field(default_factory=dict)
    over: Over | None = None
    copied_under: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def known_competencies(self) -> tuple[tuple[str, str], ...]:
        """(code, key) of every competency that components may point at; the core's come first."""
        core = self.over.base.competencies if self.over else ()
        known = [(c.code, c.key) for c in core]
        known += [(c.code, c.key) for duty in self.duties for c in duty.competencies]
        return tuple((code, key) for code, key in known if code)

    def keys_of_codes(self) -> dict[str, str]:
        """Keys of competencies by code, upper and lower case alike; of a code used twice, the
        core's."""
        keys: dict[str, str] = {}
        for code, key in self.known_competencies():
            keys.setdefault(code.casefold(), key)
        return keys

    def files_of(self, component: DraftComponent) -> list[DraftDocument]:
        """The files of a component that are still there, in order."""
        return [self.documents[pk] for pk in component.documents if pk in self.documents]


def problems_of(draft: Draft, terms: Mapping[str, Terms], today: date) -> list[Problem]:
    """All problems, errors first, each group in the order of the editor.

    terms: of every registered licence, by SPDX identifier.
    """
    found = [
        *_facts(draft, today),
        *_files(draft),
        *_duties(draft),
        *(p for i in range(len(draft.components)) for p in _component(draft, i)),
        *_licences(draft, terms),
        *_coverage(draft),
        *_hours(draft),
    ]
    return sorted((_keyed(draft, p) for p in found), key=lambda problem: not problem.blocks)


def _keyed(draft: Draft, problem: Problem) -> Problem:
    """The problem with the key of the block that it stands in."""
    if problem.index is None:
        return problem
    blocks = draft.duties if problem.field == "duties" else draft.components
    return dataclasses.replace(problem, key=blocks[problem.index].key)


def _facts(draft: Draft, today: date) -> Iterator[Problem]:
    if not draft.title.strip():
        yield Problem("TITLE-MISSING", ERROR, "Title", "Give the package a title.", "title")
    if not draft.summary:
        yield Problem(
            "SUMMARY-MISSING",
            WARNING,
            "Summary",
            "Write one or two sentences that an employer understands; they stand in every list.",
            "summary",
        )
    if not draft.subjects:
        yield Problem(
            "SUBJECTS-MISSING",
            WARNING,
            "Subjects",
            "Without a subject, nobody who browses by subject finds the package.",
            "subjects",
        )
    if draft.has_cover and not draft.cover_alt:
        yield Problem(
            "COVER-ALT-MISSING",
            ERROR,
            "Cover image",
            "Say in one sentence what the cover image shows, for people who don't see it.",
            "cover_alt",
        )
    if draft.next_review and draft.next_review < today:
        day = f"{draft.next_review.day} {draft.next_review:%B %Y}"
        message = f"The day of the next review, {day}, has passed."
        yield Problem("REVIEW-PASSED", WARNING, "Next review", message, "next_review")


def _files(draft: Draft) -> Iterator[Problem]:
    """Whether there is anything to take, and for whom. What a layer stands on has files."""
    if draft.over is not None:
        return
    if not any(draft.files_of(component) for component in draft.components):
        message = "Add at least one component with a file: without one there is nothing to take."
        yield Problem("FILES-MISSING", ERROR, "Components", message, "components")
    elif all(component.audience == MEMBERS for component in draft.components):
        message = "Every component is for members only: the public page will show none."
        yield Problem("PUBLIC-MISSING", WARNING, "Components", message, "components")


def _duties(draft: Draft) -> Iterator[Problem]:
    codes = Counter(code.casefold() for code, _ in draft.known_competencies())
    for index, duty in enumerate(draft.duties):
        if not duty.title:
            place = f"Duty {duty.code or index + 1}"
            yield Problem(
                "DUTY-TITLE-MISSING", ERROR, place, "Name the duty.", "duties", index, "title"
            )
        for item, competency in enumerate(duty.competencies):
            place = f"Duty {duty.code or index + 1}, competency {competency.code or item + 1}"
            at = ("duties", index)
            if not competency.code:
                message = "Give it a code, such as A1: components point at it by its code."
                yield Problem("CODE-MISSING", ERROR, place, message, *at, "code", item)
            elif codes[competency.code.casefold()] > 1:
                message = f"The code “{competency.code}” is used more than once. Change one."
                yield Problem("CODE-TWICE", ERROR, place, message, *at, "code", item)
            if not competency.statement:
                message = "Say what a learner can do."
                yield Problem("STATEMENT-MISSING", ERROR, place, message, *at, "statement", item)


def place_of(component: DraftComponent, index: int) -> str:
    """Where a component is, in words."""
    kind = component.type.replace("-", " ").replace("scorm", "SCORM")
    title = f", “{component.title}”" if component.title else ""
    return f"Component {index + 1}, {kind}{title}"


def _component(draft: Draft, index: int) -> Iterator[Problem]:
    component = draft.components[index]
    place = place_of(component, index)

    def problem(code: str, severity: str, message: str, part: str) -> Problem:
        return Problem(code, severity, place, message, "components", index, part)

    if not component.title:
        yield problem("COMPONENT-TITLE-MISSING", ERROR, "Give the component a title.", "title")
    if any(pk not in draft.documents for pk in component.documents):
        message = "A file of it has been deleted. Choose another, or take it out."
        yield problem("FILE-GONE", ERROR, message, "files")
    files = draft.files_of(component)
    names = Counter(file.name.casefold() for file in files)
    for file in files:
        if file.outcome == "errors":
            why = file.finding or "Open it to see what was found."
            yield problem("FILE-ERRORS", ERROR, f"{file.name} has errors: {why}", "files")
    for name in sorted(name for name, count in names.items() if count > 1):
        message = f"Two files of it are called {name}. Files of one component need names apart."
        yield problem("FILE-NAME-TWICE", ERROR, message, "files")
    if not component.documents:
        yield problem("COMPONENT-WITHOUT-FILE", WARNING, "It has no file yet.", "files")
    if _lacks_captions(files):
        message = "A video has no captions. Add a caption file (.vtt) beside it."
        yield problem("FILE-CAPTIONS", WARNING, message, "files")
    yield from _alignment(draft, index, place)


def _lacks_captions(files: list[DraftDocument]) -> bool:
    has_video = any(file.media_type.startswith("video/") for file in files)
    has_captions = any(file.name.lower().endswith((".vtt", ".srt")) for file in files)
    return has_video and not has_captions


def _alignment(draft: Draft, index: int, place: str) -> Iterator[Problem]:
    component = draft.components[index]
    known = {code.casefold(): code for code, _ in draft.known_competencies()}
    for part in ("teaches", "practises", "assesses"):
        unknown = [code for code in getattr(component, part) if code.casefold() not in known]
        if unknown:
            yield Problem(
                "CODE-UNKNOWN",
                ERROR,
                place,
                _unknown_codes(unknown, list(known.values())),
                "components",
                index,
                part,
            )


def _unknown_codes(unknown: list[str], known: list[str]) -> str:
    """The sentence for codes that no competency has. At most twelve known ones are named."""
    words = ", ".join(f"“{code}”" for code in unknown)
    verb = "is" if len(unknown) == 1 else "are"
    if not known:
        return (
            f"{words} {verb} not a competency of this package: it has none yet. "
            "Write them on the Competencies tab first."
        )
    more = ", …" if len(known) > 12 else ""
    return (
        f"{words} {verb} not among the competencies of this package. "
        f"Its codes are {', '.join(known[:12])}{more}."
    )


def _licences(draft: Draft, terms: Mapping[str, Terms]) -> Iterator[Problem]:
    whole = terms.get(draft.licence)
    if whole is None:
        message = "Choose the licence under which the package is published."
        yield Problem("LICENCE-MISSING", ERROR, "Licence", message, "licence")
        return
    if whole.members_only and any(c.audience == PUBLIC for c in draft.components):
        yield Problem(
            "LICENCE-MEMBERS-ON-PUBLIC",
            ERROR,
            "Licence",
            f"{whole.short} keeps the package among members, but some components are public. "
            "Choose another licence, or make them for members only.",
            "licence",
        )
    for index, component in enumerate(draft.components):
        if not component.licence or component.licence == draft.licence:
            continue
        yield from _part_licence(component, index, whole, terms.get(component.licence))


def _part_licence(
    component: DraftComponent, index: int, whole: Terms, part: Terms | None
) -> Iterator[Problem]:
    place = place_of(component, index)
    at = ("components", index, "licence")
    if part is None:
        message = f"The licence {component.licence} is not registered here. Choose another."
        yield Problem("LICENCE-UNKNOWN", ERROR, place, message, *at)
        return
    answer = may_collect(whole, part, for_members=component.audience == MEMBERS)
    if not answer.yes:
        yield Problem(answer.code, ERROR, place, answer.reason, *at)


def _coverage(draft: Draft) -> Iterator[Problem]:
    """Competencies that nothing teaches or assesses; one sentence for all of a kind."""
    codes = [c.code for duty in draft.duties for c in duty.competencies if c.code]
    if not codes and draft.over is not None:
        return  # a layer needn't add any
    if not codes:
        message = "Without competencies, nobody can tell what a learner can do afterwards."
        yield Problem("COMPETENCIES-MISSING", WARNING, "Competencies", message, "duties")
        return
    for part, code, word in (
        ("teaches", "ALIGN-TAUGHT", "taught"),
        ("assesses", "ALIGN-ASSESSED", "assessed"),
    ):
        used = {c.casefold() for component in draft.components for c in getattr(component, part)}
        open_ones = [c for c in codes if c.casefold() not in used]
        if open_ones:
            more = f" and {len(open_ones) - 12} more" if len(open_ones) > 12 else ""
            message = f"Not {word} by any component: {', '.join(open_ones[:12])}{more}."
            yield Problem(code, WARNING, "Competencies", message, "duties")


def _hours(draft: Draft) -> Iterator[Problem]:
    hours = [c.effort_hours for c in draft.components if c.effort_hours is not None]
    total = sum(hours, Decimal(0))
    if (
        draft.over is not None
        or draft.effort_hours is None
        or not hours
        or total == draft.effort_hours
    ):
        return
    said = f"{draft.effort_hours.normalize():f}"
    unit = "hour" if said == "1" else "hours"
    message = f"The package says {said} {unit}, its components {total.normalize():f}."
    yield Problem("EFFORT-SUM", WARNING, "Effort", message, "effort_hours")
