"""Sample layers: a Level 2 and an adaptation, a core with few and many of them, two releases."""

from __future__ import annotations

import dataclasses
from datetime import date

from repository.public import samples, samples_large
from repository.public.cards import PackageDetail, SectionLines
from repository.public.compare_cards import Choice, CompareDetail, Side
from repository.public.compare_lines import change_groups
from repository.public.family_lines import count_word, stream_card
from repository.public.layer_cards import (
    DutyCount,
    HopLine,
    LayerLines,
    LeadLine,
    NoteLine,
    NoticeLine,
    OfferLine,
    Origin,
    ProofLines,
    StreamCard,
    StreamList,
)
from repository.public.matrix_cards import CoreFamily
from repository.public.matrix_lines import matrix_of, outline_of
from repository.public.records import History, Standing
from repository.public.watershed import Watershed, watershed_of
from repository.releases.manifest import (
    Competency,
    Component,
    Duty,
    File,
    InstitutionRef,
    Manifest,
    Omission,
)
from search.layers import LayerRow

CORE = Origin("core", "Core")
OWN = Origin("own", "VIU’s own")
REPLACED = Origin("replaced", "VIU’s own, replaces core")
LEFT_OUT = Origin("omitted", "Left out")
LEGEND = (
    (CORE, "the same everywhere"),
    (OWN, "added"),
    (REPLACED, "in place of a part"),
    (LEFT_OUT, "with a reason"),
)
PROOF = ProofLines(
    "Contains all 31 competencies of Level 1, release 2.1.0",
    ("Compared key by key with the core’s manifest on the day of release.", "All are taught."),
    samples.DIGEST,
    31,
    2,
    "VIU",
)
HOPS = (
    HopLine(samples.MANY_SCRIPTS, "2.1.0", samples.VCC.name, "CC BY-SA 4.0", "/p/1/"),
    HopLine("Health-care facilities", "1.3.0", samples.VIU.name, "", "/p/2/"),
)
NOTED = dataclasses.replace(
    samples.LESSON,
    origin=CORE,
    notes=(NoteLine("Use the hospital’s own product list.\n\nIt is on the ward.", "VIU"),),
    hops=HOPS,
)
ADDED = dataclasses.replace(samples.LONG_COMPONENT, origin=OWN)
IN_PLACE = dataclasses.replace(
    samples.COMPONENT, origin=REPLACED, in_place_of="Module 2: Choosing chemicals"
)
OMITTED = dataclasses.replace(
    samples.BARE_COMPONENT,
    anchor="left-out-p",
    title="Poster: Sorting waste in an office",
    type_label="Learning resource of the core",
    origin=LEFT_OUT,
    omitted_because=f"Hospitals sort waste by other rules. {samples.LONG_WORD}",
)
NOTICES = (
    NoticeLine("caution", "A newer core release exists: 2.2.0", "", "/c/", "See what changed"),
    NoticeLine("danger", "Urgent: a newer core release should be taken over", samples.LONG_WORD),
)
LAYER = LayerLines(
    is_level_2=True,
    introduction="Building service worker, Level 2, by",
    base_title="Building service worker, Level 1",
    base_language="en-CA",
    base_number="2.1.0",
    over="core release 2.1.0",
    url="/packages/building-service-worker-1/releases/2.1.0/",
    package_url="/packages/building-service-worker-1/",
    compare_url="/packages/health/compare/core..1.3.0/",
    hours="92 hours: 60 core, 32 own",
    legend=LEGEND,
    proof=PROOF,
    span="A–G",
    base_origin=CORE,
    base_duties=[DutyCount(d.code, d.title, len(d.competencies)) for d in samples.DUTIES],
    base_count=3,
)


def _streams(count: int, added: tuple[str, ...] | None) -> list[StreamCard]:
    names = ("Health-care facilities", "Hotels", samples.LONG_TITLE, samples.MANY_SCRIPTS)
    states = (
        ("Core update waiting", "caution"),
        ("On the newest core", "good"),
        ("Two core releases behind", "danger"),
    )
    return [
        StreamCard(
            names[n % 4],
            "en-CA",
            "/s/",
            samples.VIU.name,
            "1.3.0",
            "Over core 2.1.0",
            state,
            tone,
            added,
        )
        for n, (state, tone) in ((n, states[n % 3]) for n in range(count))
    ]


STREAMS = _streams(4, ("Clean a patient room", "Clean an isolation room", "Move sharps", "Audit"))
BRIEF = _streams(3, None)
LEVEL_2 = dataclasses.replace(
    samples.PACKAGE,
    slug="health",
    title="Health-care facilities",
    kind="level-2-specialisation",
    kind_label="Level 2 specialisation",
    layer=LAYER,
    notices=NOTICES,
    duties=[
        dataclasses.replace(samples.DUTIES[1], code="H", origin=OWN),
        *(dataclasses.replace(duty, origin=CORE) for duty in samples.DUTIES),
    ],
    sections=(
        SectionLines("1. Safety and planning", (NOTED, IN_PLACE)),
        SectionLines("", (ADDED, OMITTED)),
    ),
    alignment=None,
    offer=OfferLine("Adapt this package", "Members change what they need.", "/admin/", "Adapt it"),
)
ADAPTED = dataclasses.replace(
    LEVEL_2,
    kind="standalone",
    kind_label="Standalone package",
    title=samples.LONG_TITLE,
    layer=dataclasses.replace(
        LAYER,
        is_level_2=False,
        introduction="Adapted by",
        base_title=samples.MANY_SCRIPTS,
        base_language="fr-CA",
        proof=None,
        url="",
        package_url="",
        compare_url="",
    ),
    offer=OfferLine("Not to be adapted", "CC BY-ND permits no changes."),
)
LED = LeadLine(samples.VIU.name, samples.VIU.url, date(2026, 5, 3), f"by {samples.VCC.name}")
CORE_PACKAGE: PackageDetail = dataclasses.replace(
    samples_large.USUAL,
    lead=LED,
    notices=NOTICES[1:],
    streams=StreamList("Specialisations", "Three stand on it.", BRIEF, "/s/", "See all three"),
    offer=OfferLine("Specialise this package", "Members add.", "/admin/", "Specialise it"),
    releases=[
        dataclasses.replace(
            samples.NEWER,
            urgent="Urgent, take over by 1 December 2026",
            urgent_because="Contact times were wrong.",
            changes_url="/packages/x/compare/2.1.0..2.2.0/",
        ),
        *samples.RELEASES[1:],
    ],
)

# Manifests


def _duty(letter: str, title: str, count: int, start: int = 1) -> Duty:
    return Duty(
        letter,
        letter,
        title,
        tuple(
            Competency(f"{letter}{n}", f"{letter}{n}", f"{title}, task number {n}")
            for n in range(start, start + count)
        ),
    )


def _ref(number: int) -> InstitutionRef:
    return InstitutionRef(f"i{number}", f"Institution number {number + 1}", f"I{number + 1}")


def core_manifest(number: str, more: int = 0, partners: int = 8) -> Manifest:
    """A core. more: competencies of its last duty that other releases don't have."""
    return Manifest(
        package="c",
        kind="level-1-core",
        title="Building service worker, Level 1",
        number=number,
        owner=_ref(0),
        partners=tuple(_ref(n) for n in range(1, partners)),
        licence="CC-BY-SA-4.0",
        duties=(
            _duty("A", "Work safely", 5),
            _duty("B", "Plan and communicate", 4),
            _duty("G", "Control infection", 3 + more),
        ),
    )


OLD, NEW = core_manifest("2.1.0"), core_manifest("2.2.0", more=1)
HISTORY = History(
    "building-service-worker-1",
    "c",
    (Standing(2, "2.2.0", samples.AUTUMN, ""), Standing(1, "2.1.0", samples.SPRING, "")),
)


def layer_rows(streams: int, institutions: int) -> list[LayerRow]:
    return [
        LayerRow(
            slug=f"s{n}",
            title=("Health-care facilities", "Hotels", "Schools", samples.LONG_TITLE)[n % 4],
            language="en-CA",
            kind="level-2-specialisation",
            release=n,
            number="1.0.0",
            released_at=samples.SPRING,
            institution=f"i{n % institutions}",
            institution_name=f"Institution number {n % institutions + 1}",
            institution_short=f"I{n % institutions + 1}",
            base_number=("2.1.0", "2.2.0")[n % 2],
            competency_count=n,
        )
        for n in range(streams)
    ]


def family(streams: int, institutions: int) -> CoreFamily:
    """The page of a core with so many streams of so many institutions."""
    layers = layer_rows(streams, institutions)
    newest = dataclasses.replace(NEW, partners=tuple(_ref(n) for n in range(1, institutions)))
    cores = {"2.1.0": OLD, "2.2.0": newest}
    shared = Competency("x", "X1", "Clean up blood and body fluids")
    outlines = []
    for layer in layers:
        own = _duty(f"S{layer.release}", f"Work in place {layer.release}", 4)
        own = dataclasses.replace(own, competencies=(*own.competencies, shared))
        core = cores[layer.base_number]
        effective = dataclasses.replace(core, duties=(*core.duties, own))
        outlines.append(outline_of(layer, effective, core))
    return CoreFamily(
        slug="building-service-worker-1",
        title=NEW.title,
        language="en-CA",
        url="/packages/building-service-worker-1/",
        kind="level-1-core",
        kind_label="Level 1 core",
        number="2.2.0",
        heading=f"One core, {count_word(institutions)} institutions",
        lede="What is the same everywhere, and what each institution adds.",
        matrix=matrix_of(newest, cores, outlines),
        streams_title="The streams",
        streams=[
            stream_card(o.layer, HISTORY, "core", [c.statement for c in o.added]) for o in outlines
        ],
    )


def watershed(streams: int) -> Watershed | None:
    """A function, since addresses can't be made while they are loaded; this file may be then."""
    return watershed_of("building-service-worker-1", NEW.title, layer_rows(streams, streams))


def _part(key: str, title: str, description: str = "", digest: str = "a") -> Component:
    name = f"{key} {samples.MANY_SCRIPTS}.pdf"
    file = File(name, digest * 64, 24_000_000, "application/pdf")
    return Component(key, "lesson-plan", title, description, licence="CC-BY-4.0", files=(file,))


BEFORE = dataclasses.replace(
    OLD,
    summary="Eight colleges agreed on it.",
    components=(
        _part("l1", "Lesson 1"),
        _part("l2", "Lesson 2"),
        _part("l4", "Lesson 4", "Leave it for five minutes. Rinse if there is time."),
        _part("p", "Poster: Hand washing"),
    ),
)
AFTER = dataclasses.replace(
    NEW,
    summary=f"Nine colleges agreed on it. {samples.LONG_WORD}",
    components=(
        _part("l2", "Lesson 2"),
        _part("l1", "Lesson 1"),
        _part("l4", "Lesson 4", "Leave it for ten minutes. Rinse every surface.", "b"),
        _part("m5", samples.LONG_TITLE),
    ),
    omissions=(Omission("p", "Poster: Hand washing", "learning-resource", "", "Out of date"),),
)
COMPARISON = CompareDetail(
    slug="building-service-worker-1",
    title=NEW.title,
    language="en-CA",
    url="/packages/building-service-worker-1/",
    heading="What changed from 2.1.0 to 2.2.0",
    lede="Release 2.2.0: 16 November 2026, by Vancouver Island University.",
    before=Side("2.1.0", "2.1.0", "/2.1.0/"),
    after=Side("2.2.0", "2.2.0", "/2.2.0/", "A table was wrong."),
    from_choices=(Choice("2.2.0", "2.2.0, withdrawn", False), Choice("2.1.0", "2.1.0", True)),
    to_choices=(Choice("2.2.0", "2.2.0, withdrawn", True), Choice("2.1.0", "2.1.0", False)),
    action="/packages/building-service-worker-1/compare/",
    notices=NOTICES,
    groups=change_groups(BEFORE, AFTER, "/packages/building-service-worker-1/releases/2.2.0/"),
    why_title="Why 2.2.0",
    why_intro="The middle number rises: something was added, and what was promised holds.",
    why=(f"“{samples.LONG_TITLE}” was added.",),
    streams_title="Four streams rest on this core",
    streams=STREAMS,
)
SAME = dataclasses.replace(
    COMPARISON, groups=(), notices=(), streams=(), why_title="", same="Nothing differs."
)
