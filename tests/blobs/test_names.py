from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repository.blobs.names import (
    LONGEST_NAME,
    LONGEST_NAME_BYTES,
    NAMELESS,
    ascii_name,
    clean_name,
    content_disposition,
)

HEADER = re.compile(
    r"""(attachment|inline);\ filename="([^"\\\r\n]*)"(?:;\ filename\*=UTF-8''([!-~]*))?""",
    re.VERBOSE,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("syllabus.pdf", "syllabus.pdf"),
        ("Plan de leçon – unité 3.docx", "Plan de leçon – unité 3.docx"),
        ("清掃計画.docx", "清掃計画.docx"),
        ("خطة الدرس.pdf", "خطة الدرس.pdf"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ("ᐃᓄᒃᑎᑐᑦ.pdf", "ᐃᓄᒃᑎᑐᑦ.pdf"),
        ("e\u0301tude.txt", "étude.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\module.zip", "module.zip"),
        ("folder/", "folder"),
        ("two\r\nlines.txt", "two lines.txt"),
        ("a\x00b.txt", "ab.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("lone\udcff.txt", "lone?.txt"),
        ("  spaced   out .txt", "spaced out .txt"),
        ("", NAMELESS),
        ("/", NAMELESS),
        ("..", NAMELESS),
        (" . ", NAMELESS),
        ("\u200b\u200d", NAMELESS),
        (".htaccess", ".htaccess"),
    ],
)
def test_clean_name(name: str, expected: str) -> None:
    assert clean_name(name) == expected


@pytest.mark.parametrize(
    "name", ["n" * 5000 + ".zip", "語" * 5000 + ".zip", "😀" * 1250 + ".zip", "n." + "z" * 5000]
)
def test_clean_name_of_5000_characters_is_cut_to_what_disks_hold(name: str) -> None:
    short = clean_name(name)

    assert len(short) <= LONGEST_NAME
    assert len(short.encode()) <= LONGEST_NAME_BYTES
    assert "…" in short
    assert short.endswith(".zip") == name.endswith(".zip")


@given(st.text())
@example("\ud800")
@example("a/b\\c")
def test_clean_name_of_anything_is_one_line_for_people_and_disks(name: str) -> None:
    clean = clean_name(name)

    assert clean == clean_name(clean)
    assert clean.strip()
    assert len(clean) <= LONGEST_NAME
    assert len(clean.encode()) <= LONGEST_NAME_BYTES
    assert not {"/", "\\", "\0", "\n", "\r"} & set(clean)
    assert all(unicodedata.category(sign) not in {"Cc", "Cs"} for sign in clean)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leçon.docx", "lecon.docx"),
        ('quote".txt', "quote_.txt"),
        ("100%.txt", "100_.txt"),
        ("清掃.docx", "file.docx"),
        ("plain name.pdf", "plain name.pdf"),
    ],
)
def test_ascii_name_keeps_what_it_can(name: str, expected: str) -> None:
    assert ascii_name(name) == expected


@given(st.text(min_size=1), st.booleans())
@example("'; filename=evil.exe", False)
@example("a\"; filename*=UTF-8''evil.exe", False)
@example("naïve – 語😀.zip", True)
def test_content_disposition_gives_back_the_name(name: str, inline: bool) -> None:
    header = content_disposition(name, inline=inline)

    found = HEADER.fullmatch(header)
    assert found is not None
    assert header.isascii()
    assert found[1] == ("inline" if inline else "attachment")
    assert (unquote(found[3]) if found[3] else found[2]) == clean_name(name)
