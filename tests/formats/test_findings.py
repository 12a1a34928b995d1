"""Findings, their codes and the report."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

import repository.formats
from repository.formats import CODES, TABLE, Code, Finding, Outcome, Report, Severity, finding
from repository.formats.findings import SHOWN_OF_A_CODE, facts_of, shorten

ROOM = Path(repository.formats.__file__).parent
GUIDE = ROOM.parent.parent / "docs/guide/findings.md"


def sources() -> str:
    files = [path for path in ROOM.rglob("*.py") if path.name != "codes.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("code", TABLE, ids=lambda code: code.code)
def test_code_is_used_and_its_sentence_is_a_sentence(code: Code) -> None:
    assert f'"{code.code}"' in sources()
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", code.code)
    assert code.sentence[0].isupper() or code.sentence[0] in "“{"
    assert code.sentence.endswith((".", ")."))


def test_every_code_in_the_source_is_in_the_table() -> None:
    used = re.findall(r"(?:finding|refuse)\(\s*\"([A-Z0-9-]+)\"", sources())
    assert set(used) <= set(CODES)


def test_every_code_is_in_the_guide_with_its_severity() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for code in TABLE:
        assert f"| `{code.code}` | {code.severity} |" in guide


def test_guide_lists_no_code_that_is_gone() -> None:
    listed = re.findall(r"^\| `([A-Z0-9-]+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed) == set(CODES)


def test_codes_are_distinct() -> None:
    assert len(CODES) == len(TABLE)


def test_sentences_name_only_words_that_findings_give() -> None:
    words = {name for code in TABLE for _, name, _, _ in string.Formatter().parse(code.sentence)}
    source = sources()
    for word in words - {None}:
        assert f"{word}=" in source or f'"{word}":' in source, word


def test_finding_makes_words_of_the_upload_printable() -> None:
    found = finding("HREF-UNSAFE", "a\u202eb\n.html", href="x\0y" * 900, where="out")
    assert found.place == "a\\u202eb\\u000a.html"
    assert found.message.isprintable()
    assert len(found.message) < 900


def test_finding_with_braces_in_its_words_is_left_alone() -> None:
    assert "{href}" in finding("HREF-ABSOLUTE", "", href="{href}").message


OUTCOMES = [
    ((), Outcome.CLEAN),
    (("ZIP-JUNK",), Outcome.WARNINGS),
    (("ZIP-JUNK", "XML-EMPTY"), Outcome.ERRORS),
    (("XML-EMPTY", "ZIP-EMPTY", "ZIP-JUNK"), Outcome.REFUSED),
]


def plain(code: str, place: str = "") -> Finding:
    return Finding(code, CODES[code].severity, place, "…")


@pytest.mark.parametrize(("codes", "outcome"), OUTCOMES)
def test_report_outcome_is_that_of_the_worst_finding(
    codes: tuple[str, ...], outcome: Outcome
) -> None:
    report = Report(file="a", kind="document", findings=tuple(plain(code) for code in codes))
    assert report.outcome == outcome


def test_shorten_puts_the_worst_first_and_drops_repetitions() -> None:
    findings = [plain("ZIP-JUNK"), plain("ZIP-EMPTY"), plain("XML-EMPTY"), plain("ZIP-JUNK")]
    shortened = shorten(findings)
    assert [found.code for found in shortened] == ["ZIP-EMPTY", "XML-EMPTY", "ZIP-JUNK"]


def test_shorten_counts_what_it_leaves_out() -> None:
    shortened = shorten(plain("ZIP-NAME-COLON", str(number)) for number in range(100))
    assert len(shortened) == SHOWN_OF_A_CODE + 1
    assert shortened[-1].message == "… and 80 more of the same kind."
    assert shortened[-1].severity == Severity.ERROR


def test_report_to_json_has_the_keys_that_scripts_rely_on() -> None:
    report = Report(
        file="a.zip",
        kind="scorm",
        version="1.2",
        title="Title",
        language="en",
        items=3,
        scos=2,
        findings=(plain("ZIP-JUNK", "x"),),
        facts=facts_of({"title": "Title", "items": 3, "pages": 0, "width": ""}),
        media_type="application/zip",
    )
    value = json.loads(json.dumps(report.to_json()))
    assert list(value)[:9] == [
        "file",
        "kind",
        "version",
        "title",
        "language",
        "items",
        "scos",
        "outcome",
        "findings",
    ]
    assert value["outcome"] == "warnings"
    assert value["findings"] == [
        {"code": "ZIP-JUNK", "severity": "warning", "place": "x", "message": "…"}
    ]
    assert value["facts"] == {"items": "3", "title": "Title"}
