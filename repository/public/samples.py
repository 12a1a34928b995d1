"""Sample data of the styleguide and of the tests: what is usual, what is empty, what is too much.

Invented, but for the names of institutions; nothing here is stored or read from anywhere.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from repository.public.cards import (
    AlignmentColumn,
    AlignmentDuty,
    AlignmentRow,
    AlignmentTable,
    Combination,
    CompetencyLine,
    ComponentLines,
    ContributorLine,
    Count,
    DownloadLine,
    DutyLines,
    EffortShare,
    Fact,
    FileLine,
    InstitutionLine,
    LicenceCount,
    LicenceWords,
    Link,
    OccupationLine,
    PackageDetail,
    ReleaseLine,
    SectionLines,
    Withdrawn,
    WithdrawnRelease,
)
from repository.public.list_cards import (
    Chip,
    Facet,
    FacetOption,
    InstitutionCard,
    InstitutionDetail,
    PackageCard,
    SortOption,
)

SPRING = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
DIGEST = "9b1f4c3ad0e86f27b5c1908de4f3a67210cc5be94d18f7023a96cd41e07a52d3"

LONG_TITLE = (
    "Working safely, planning the shift, caring for tools, choosing chemicals, cleaning carpets, "
    "hard floors, glass, stairs and walls, keeping food areas and washrooms fit for use, and "
    "controlling infection in buildings of every kind, for people who are new to the work and for "
    "those who have done it for years"
)
MANY_SCRIPTS = "Sécurité 安全 بەخێربێن ᐃᓄᒃᑎᑐᑦ Secwepemctsín <b>&amp;"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3

# Institutions and licences

VIU = InstitutionLine("Vancouver Island University", "VIU", "/institutions/viu/", is_lead=True)
OC = InstitutionLine("Okanagan College", "OC", "/institutions/oc/")
VCC = InstitutionLine("Vancouver Community College", "VCC", "/institutions/vcc/")

SHARE_ALIKE = LicenceWords(
    spdx="CC-BY-SA-4.0",
    name="Creative Commons Attribution-ShareAlike 4.0 International",
    short="CC BY-SA 4.0",
    url="/licences/CC-BY-SA-4.0/",
    deed_url="https://creativecommons.org/licenses/by-sa/4.0/",
    legalcode_url="https://creativecommons.org/licenses/by-sa/4.0/legalcode",
    icon="cc-by-sa",
    summary="Use it and change it freely; name us; pass on what you make under the same terms.",
    may=("teach with it, print it, post it", "change it, translate it", "charge a course fee"),
    must=("name the authors and the licence", "say what you changed", "share alike"),
    may_not=("add terms that forbid what this allows",),
)
PUBLIC_DOMAIN = LicenceWords(
    spdx="CC0-1.0",
    name="Creative Commons Zero 1.0 Universal",
    short="CC0 1.0",
    url="/licences/CC0-1.0/",
    deed_url="",
    legalcode_url="",
    icon="cc-0",
    summary="No rights reserved.",
    may=("do everything",),
    must=(),
    may_not=(),
)
COMBINATIONS = (
    Combination("CC BY 4.0", "Yes", "It asks for no more than this licence does."),
    Combination("CC BY-NC 4.0", "No", "It forbids commercial use, which share alike must allow."),
)
LICENCES = (LicenceCount(SHARE_ALIKE, 9), LicenceCount(PUBLIC_DOMAIN, 1))
COUNTS = (
    Count("packages, all openly licensed", 1128),
    Count("institutions that publish", 19),
    Count("lesson plans, modules and other parts", 14305),
)

# Cards

CARD = PackageCard(
    slug="building-service-worker-1",
    url="/packages/building-service-worker-1/",
    kind="level-1-core",
    kind_label="Level 1 core",
    title="Building service worker, Level 1",
    summary="The shared core for people who clean and look after buildings.",
    institution_name=VIU.name,
    institution_url=VIU.url,
    partner_count=7,
    effort_hours="60",
    delivery_label="Blended",
    licence_short="CC BY-SA 4.0",
    licence_url=SHARE_ALIKE.url,
    number="2.1.0",
    released_at=SPRING,
    language="en-CA",
    language_label="English (Canada)",
    match="Found in the competencies",
)
STREAM_CARD = dataclasses.replace(
    CARD,
    slug="health-care-facilities",
    url="/packages/health-care-facilities/",
    kind="level-2-specialisation",
    kind_label="Level 2 specialisation",
    title="Health-care facilities",
    over="“Building service worker, Level 1”, release 2.1.0",
    partner_count=0,
    match="",
)
FRENCH_CARD = dataclasses.replace(
    CARD,
    slug="salubrite",
    url="/packages/salubrite/",
    kind="standalone",
    kind_label="Standalone package",
    title="Salubrité des aliments : l’essentiel",
    summary="Reconnaître les dangers et les maîtriser, du quai de réception à l’assiette.",
    language="fr-CA",
    language_label="French (Canada)",
    partner_count=1,
    match="",
)
LONG_CARD = dataclasses.replace(
    FRENCH_CARD,
    slug="long",
    url="/packages/long/",
    title=LONG_TITLE,
    summary=f"{LONG_WORD} {MANY_SCRIPTS}",
    language="en-CA",
    effort_hours="",
    delivery_label="",
)
CARDS = (CARD, STREAM_CARD, FRENCH_CARD, LONG_CARD)

# The catalogue

FACETS = (
    Facet(
        "kind",
        "Kind",
        (
            FacetOption("level-1-core", "Level 1 core", 4),
            FacetOption("level-2-specialisation", "Level 2 specialisation", 7, selected=True),
            FacetOption("standalone", "Standalone", 0),
        ),
    ),
    Facet(
        "institution",
        "Institution",
        (FacetOption("viu", VIU.name, 6), FacetOption("oc", OC.name, 4)),
        (FacetOption("vcc", VCC.name, 2), FacetOption("long", MANY_SCRIPTS, 1)),
    ),
)
CHIPS = (Chip("Level 2 specialisation", "/catalogue/?q=infection"),)
SORTS = (SortOption("relevance", "Best match", selected=True), SortOption("newest", "Newest"))

# A package


def _file(name: str, label: str, size: str, facts: str = "") -> FileLine:
    return FileLine(
        name=name,
        url=f"/packages/building-service-worker-1/files/{DIGEST[:12]}/",
        size_label=size,
        format_label=label,
        media_type="application/octet-stream",
        sha256=DIGEST,
        facts_label=facts,
    )


COMPONENT = ComponentLines(
    key="m2",
    anchor="part-m2",
    type="scorm-module",
    type_label="SCORM module",
    title="Module 2: Choosing chemicals by pH",
    description="Four screens and a quiz.\n\nRuns in any LMS.",
    effort_hours="1.5",
    policy="adaptable",
    policy_label="May be replaced",
    licence_note="CC BY 4.0, unlike the rest of the package",
    attribution_text="“pH scale” by R. Example, CC BY 4.0, https://example.org/ph",
    files=(_file("choosing-chemicals.zip", "SCORM 1.2", "24 MB", "5 pages"),),
    teaches=("D1", "D2"),
    assesses=("D1",),
)
LESSON = ComponentLines(
    key="l4",
    anchor="part-l4",
    type="lesson-plan",
    type_label="Lesson plan",
    title="Lesson plan 4: Choosing chemicals",
    files=(
        _file("lesson-4.docx", "Word", "410 kB"),
        dataclasses.replace(_file("lesson-4.pdf", "PDF", "1 MB", "12 pages"), missing=True),
    ),
    practises=("D1",),
)
BARE_COMPONENT = ComponentLines(
    key="b", anchor="part-b", type="syllabus", type_label="Syllabus", title="Syllabus"
)
LONG_COMPONENT = dataclasses.replace(
    COMPONENT,
    anchor="part-long",
    title=LONG_WORD,
    files=(_file(f"{MANY_SCRIPTS} {LONG_WORD}.zip", "SCORM 2004", "1.1 GB"),),
)
SECTIONS = (
    SectionLines("1. Chemicals", (LESSON, COMPONENT)),
    SectionLines("", (BARE_COMPONENT, LONG_COMPONENT)),
)
DUTIES = (
    DutyLines(
        "D",
        "Choose chemicals",
        (
            CompetencyLine("D1", "Match a product to soil and surface by its pH", "", 2, 1),
            CompetencyLine("D2", "Dilute a concentrate to the stated ratio", "Level 1", 1, 0),
        ),
    ),
    DutyLines("G", "Control infection", (CompetencyLine("G1", LONG_TITLE, "", 1, 1),)),
)
ALIGNMENT = AlignmentTable(
    (
        AlignmentColumn("L1", "Lesson plan 4: Choosing chemicals", "part-l4"),
        AlignmentColumn("M1", "Module 2: Choosing chemicals by pH", "part-m2"),
    ),
    (
        AlignmentDuty(
            "D",
            "Choose chemicals",
            (
                AlignmentRow("D1", "Match a product to soil and surface by its pH", ("P", "TA")),
                AlignmentRow("D2", "Dilute a concentrate to the stated ratio", ("", "T")),
            ),
        ),
        AlignmentDuty("G", "Control infection", (AlignmentRow("G1", LONG_TITLE, ("", "")),)),
    ),
)
NEWER = ReleaseLine(
    "2.2.0",
    "/packages/building-service-worker-1/",
    AUTUMN,
    "Contact times of three disinfectants corrected.",
)
RELEASES = (
    NEWER,
    ReleaseLine("2.1.0", "/packages/x/releases/2.1.0/", SPRING, "Observed assessment.", True),
    ReleaseLine("1.0.0", "/packages/x/releases/1.0.0/", SPRING, "", withdrawn=True),
)
EVERYTHING = DownloadLine(
    "everything",
    "Download everything",
    "Licence and attribution are inside.",
    "/packages/building-service-worker-1/download/everything/",
    "341 MB",
)
PACKAGE = PackageDetail(
    slug="building-service-worker-1",
    uuid="6f1c2a90-0000-4000-8000-000000000001",
    permanent_url="/p/6f1c2a90-0000-4000-8000-000000000001/",
    title="Building service worker, Level 1",
    kind="level-1-core",
    kind_label="Level 1 core",
    number="2.1.0",
    is_newest=True,
    released_at=SPRING,
    summary="The shared core for people who clean and look after buildings.",
    description_html="<p>Eight colleges agreed on it.</p><ul><li>Runs in any LMS</li></ul>",
    owner=VIU,
    partners=(OC, VCC),
    language="en-CA",
    language_label="English (Canada)",
    licence=SHARE_ALIKE,
    manifest_url="/packages/building-service-worker-1/releases/2.1.0/manifest.json",
    digest=DIGEST,
    institution_url=VIU.url,
    attribution_text="Building service worker, Level 1, by VIU and others, CC BY-SA 4.0",
    attribution_html='<a href="/p/6f1c2a90/">Building service worker, Level 1</a>, CC BY-SA 4.0',
    citation="Vancouver Island University (2026). Building service worker, Level 1.",
    facts=(
        Fact("Effort", "60 hours", "over 6 to 10 weeks"),
        Fact("Delivery", "Blended"),
        Fact("Facilitation", "Lightly facilitated"),
        Fact("Language", "English (Canada)"),
    ),
    efforts=(
        EffortShare("online", 1440),
        EffortShare("in person", 1800),
        EffortShare("assessment", 360),
    ),
    effort_hours="60",
    for_whom="People who want to work in building care.\n\nNo experience is needed.",
    prerequisites="English at Canadian Language Benchmark 4.",
    subjects=(Link("Building care", "/catalogue/?subject=building-care"),),
    skills=("cleaning", "infection control"),
    occupations=(OccupationLine("65310", "Light duty cleaners"),),
    credit_status="Not for credit",
    funder="An illustrative fund",
    acknowledgement="Thanks to the instructors who tried it.",
    territory="Made on the territory of the Snuneymuxw First Nation.",
    next_review=date(2028, 3, 1),
    contributors=(
        ContributorLine("A. Example", "Writer", VIU.name),
        ContributorLine(MANY_SCRIPTS),
    ),
    duties=DUTIES,
    sections=SECTIONS,
    alignment=ALIGNMENT,
    downloads=(EVERYTHING, DownloadLine("manifest", "Manifest", "JSON", "/m/", "12 kB")),
    releases=RELEASES,
)
BARE_PACKAGE = dataclasses.replace(
    PackageDetail(
        **{
            field.name: getattr(PACKAGE, field.name)
            for field in dataclasses.fields(PackageDetail)
            if field.default is dataclasses.MISSING
        }
    ),
    kind="standalone",
    kind_label="Standalone package",
    summary="",
    description_html="",
    releases=(RELEASES[1],),
)

# Institutions

INSTITUTION = InstitutionDetail(
    name=VIU.name,
    short_name="VIU",
    about_html="<p>A teaching university on Vancouver Island.</p>",
    website="https://www.viu.ca/",
    region="Vancouver Island",
    ror_url="https://ror.org/033wcvv61",
    contact_name="Coordinator of shared curriculum",
    contact_email="curriculum@example.org",
    joined=date(2024, 6, 4),
    logo_url="",
    logo_alt="",
    territory="The institution’s own acknowledgement, in its own words.",
    counts=(Count("packages published", 6), Count("parts to teach with", 88)),
)
INSTITUTIONS = (
    InstitutionCard(VIU.name, "VIU", VIU.url, "Vancouver Island", "", 6, "A teaching university."),
    InstitutionCard(OC.name, "OC", OC.url, "Okanagan", "", 1, ""),
    InstitutionCard(LONG_WORD, "L", "/institutions/l/", "", "", 0, MANY_SCRIPTS),
)
WITHDRAWN = Withdrawn("A table of contact times was wrong.", AUTUMN)
WITHDRAWN_RELEASE = WithdrawnRelease(
    slug=PACKAGE.slug,
    url="/packages/building-service-worker-1/",
    title=PACKAGE.title,
    number="1.0.0",
    language="en-CA",
    withdrawn=WITHDRAWN,
    owner=VIU,
    newest=NEWER,
)
