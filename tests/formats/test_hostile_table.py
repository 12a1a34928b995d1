"""Every hostile and broken package gets the outcome, and the reason, that the table expects."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from repository.formats import Outcome, Report, inspect
from tests.formats.reference import HOSTILE, rows

pytestmark = pytest.mark.corpus

ROWS = rows(HOSTILE / "expected.csv")
SECONDS = 10  # of the processor; the slowest takes a tenth of one
MEBIBYTES = 160

# What may be the reason, in codes, for each class of the table.
REASONS: dict[str, set[str]] = {
    "not_zip": {"ZIP-NOT-A-ZIP"},
    "truncated": {"ZIP-TRUNCATED"},
    "corrupt": {"ZIP-CRC", "ZIP-EXTRA", "ZIP-DAMAGED"},
    "ambiguous": {
        "ZIP-HEADERS-DIFFER",
        "ZIP-DUPLICATE-NAME",
        "ZIP-OVERLAP",
        "ZIP-HIDDEN-DATA",
        "ZIP-TRAILING-DATA",
        "ZIP-TWO-ENDS",
        "ZIP-COUNT",
        "ZIP-ZIP64",
        "ZIP-NAME-NUL",
    },
    "multi_disk": {"ZIP-MULTI-DISK"},
    "bomb": {"ZIP-BOMB", "ZIP-TOO-LARGE", "ZIP-SIZE"},
    "unsupported_method": {"ZIP-METHOD"},
    "image_too_large": {"IMAGE-TOO-LARGE"},
    "too_many_entries": {"ZIP-TOO-MANY-FILES"},
    "path_too_long": {"ZIP-PATH-TOO-LONG"},
    "unsafe_path": {"ZIP-UNSAFE-PATH"},
    "bad_name": {
        "ZIP-NAME-ENCODING",
        "ZIP-NAME-CONTROL",
        "ZIP-NAME-DIRECTION",
        "ZIP-NAME-RESERVED",
        "ZIP-NAME-SPACE",
        "ZIP-NAME-COLON",
        "ZIP-NAME-DOT",
    },
    "name_collision": {"ZIP-NAME-COLLISION"},
    "special_file": {"ZIP-SPECIAL-FILE"},
    "forbidden_xml": {"XML-DOCTYPE", "XML-ENTITY"},
    "bad_encoding": {"XML-ENCODING"},
    "bad_manifest_xml": {
        "XML-EMPTY",
        "XML-NOT-XML",
        "XML-TOO-DEEP",
        "XML-TOO-MANY-ELEMENTS",
        "XML-TOO-MANY-ATTRIBUTES",
        "MANIFEST-ROOT",
        "MANIFEST-NAMESPACE",
    },
    "missing_manifest": {"MANIFEST-MISSING", "MANIFEST-IN-FOLDER"},
    "missing_file": {"SCORM-LAUNCH-MISSING", "SCORM-LAUNCH-CASE", "SCORM-LAUNCH-FOLDER"},
    "unsafe_href": {"HREF-UNSAFE"},
    "nothing_to_launch": {"SCORM-NOTHING-TO-LAUNCH"},
    "manifest_semantics": {"SCORM-VERSION-UNKNOWN"},
    "bad_manifest_json": {"JSON-INVALID", "JSON-NOT-AN-OBJECT"},
    "forbidden_type": {"TYPE-FORBIDDEN", "TYPE-MACROS", "TYPE-SECRET"},
    "type_mismatch": {"TYPE-MISMATCH"},
    "empty_file": {"FILE-EMPTY"},
    "empty_archive": {"ZIP-EMPTY"},
    "encrypted": {"ZIP-ENCRYPTED"},
    "too_large": {"XML-TOO-LARGE", "ZIP-TOO-LARGE"},
}


def inspected(name: str) -> Report:
    with (HOSTILE / name).open("rb") as file:
        return inspect(file, name)


@pytest.mark.skipif(not ROWS, reason="the reference packages are not beside the project")
def test_table_has_a_reason_for_every_class() -> None:
    assert {row["reason_class"] for row in ROWS} - {"ok"} == set(REASONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_inspect_hostile_package_has_expected_outcome_and_reason(row: dict[str, str]) -> None:
    report = inspected(row["file"])
    grave = {found.code for found in report.findings if found.severity != "warning"}
    if row["expect"] == "reject":
        assert report.outcome in (Outcome.REFUSED, Outcome.ERRORS)
        assert grave & REASONS[row["reason_class"]], grave
    else:
        assert report.outcome in (Outcome.CLEAN, Outcome.WARNINGS), grave


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_inspect_hostile_package_is_quick_and_small(row: dict[str, str]) -> None:
    tracemalloc.start()
    started = time.thread_time()
    inspected(row["file"])
    seconds = time.thread_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < SECONDS
    assert peak < MEBIBYTES * 1024 * 1024


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_inspect_hostile_package_says_where_and_why_in_printable_words(
    row: dict[str, str],
) -> None:
    for found in inspected(row["file"]).findings:
        assert found.message.endswith((".", ")"))
        assert "{" not in found.message.replace("{…}", "")
        assert (found.place + found.message).isprintable()
