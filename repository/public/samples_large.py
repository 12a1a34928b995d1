"""Sample packages as large as they come, and as foreign: built, because nobody could write them."""

from __future__ import annotations

import dataclasses

from repository.public.cards import (
    AlignmentColumn,
    AlignmentDuty,
    AlignmentRow,
    AlignmentTable,
    CompetencyLine,
    DutyLines,
    PackageDetail,
    SectionLines,
)
from repository.public.samples import COMPONENT, LONG_TITLE, MANY_SCRIPTS, PACKAGE, PUBLIC_DOMAIN

TYPES = (
    ("lesson-plan", "Lesson plan", "L"),
    ("scorm-module", "SCORM module", "M"),
    ("assessment", "Assessment", "A"),
    ("video", "Video", "V"),
)


def alignment(columns: int, duties: int, rows: int) -> AlignmentTable:
    """A table in which each component serves two or three of the competencies."""
    total = duties * rows

    def cell(column: int, row: int) -> str:
        return ("T", "P", "TP", "A")[column % 4] if (row - column * 3) % total < 2 + row % 2 else ""

    return AlignmentTable(
        [
            AlignmentColumn(f"{TYPES[n % 4][2]}{n + 1}", f"{TYPES[n % 4][1]} {n + 1}", f"part-{n}")
            for n in range(columns)
        ],
        [
            AlignmentDuty(
                chr(65 + duty),
                f"Duty number {duty + 1}",
                [
                    AlignmentRow(
                        f"{chr(65 + duty)}{row + 1}",
                        "Explain how micro-organisms spread and what stops them",
                        [cell(column, duty * rows + row) for column in range(columns)],
                    )
                    for row in range(rows)
                ],
            )
            for duty in range(duties)
        ],
    )


def package(components: int, duties: int, rows: int) -> PackageDetail:
    """A package of so many components in sections of ten, so many duties with so many rows."""
    parts = [
        dataclasses.replace(
            COMPONENT,
            key=f"c{n}",
            anchor=f"part-{n}",
            type=TYPES[n % 4][0],
            type_label=TYPES[n % 4][1],
            title=f"{TYPES[n % 4][1]} {n + 1}",
        )
        for n in range(components)
    ]
    table = alignment(components, duties, rows)
    return dataclasses.replace(
        PACKAGE,
        sections=[
            SectionLines(f"Section {start // 10 + 1}", parts[start : start + 10])
            for start in range(0, components, 10)
        ],
        duties=[
            DutyLines(
                duty.code,
                duty.title,
                [CompetencyLine(row.code, row.statement, "", 2, 1) for row in duty.rows],
            )
            for duty in table.duties
        ],
        alignment=table,
    )


USUAL = package(14, 7, 5)
WIDE = package(40, 4, 5)
HUGE = package(200, 12, 9)
FRENCH = dataclasses.replace(
    USUAL,
    kind="level-2-specialisation",
    kind_label="Level 2 specialisation",
    title="Salubrité des aliments : l’essentiel",
    summary="Reconnaître les dangers et les maîtriser.",
    language="fr-CA",
    language_label="French (Canada)",
)
STRANGE = dataclasses.replace(
    PACKAGE,
    title=LONG_TITLE,
    summary=MANY_SCRIPTS,
    licence=PUBLIC_DOMAIN,
    language="ar",
    language_label="Arabic",
    skills=(MANY_SCRIPTS, LONG_TITLE),
)
