"""The one reader of XML: what it takes, what it refuses, that it always answers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.formats import Limits, Severity, XmlRefusedError, parse_xml
from repository.formats.xml import examine_xml, stated_encoding

LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
REFUSED = {
    "document type": (b"<!DOCTYPE a><a/>", "XML-DOCTYPE"),
    "external document type": (b'<!DOCTYPE a SYSTEM "http://x/y.dtd"><a/>', "XML-DOCTYPE"),
    "public document type": (b'<!DOCTYPE a PUBLIC "-//x" "y.dtd"><a/>', "XML-DOCTYPE"),
    "inner element declarations": (b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "XML-DOCTYPE"),
    "entities": (LAUGHS, "XML-ENTITY"),
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "XML-ENTITY",
    ),
    "parameter entity": (b'<!DOCTYPE a [<!ENTITY % b SYSTEM "x"> %b;]><a/>', "XML-ENTITY"),
    "unparsed entity": (
        b'<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY b SYSTEM "x" NDATA n>]><a/>',
        "XML-ENTITY",
    ),
    "document type and broken": (b"<!DOCTYPE a><a>", "XML-DOCTYPE"),
    "inclusion": (
        b'<a><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="x"/></a>',
        "XML-XINCLUDE",
    ),
    "too deep": (b"<a>" * 300 + b"</a>" * 300, "XML-TOO-DEEP"),
    "very deep": (b"<a>" * 200_000, "XML-TOO-DEEP"),
    "too many attributes": (
        b"<a " + b" ".join(b'b%d=""' % n for n in range(300)) + b"/>",
        "XML-TOO-MANY-ATTRIBUTES",
    ),
    "too large": (b"<a>" + b" " * 10 * 1024 * 1024 + b"</a>", "XML-TOO-LARGE"),
}
BROKEN = {
    "empty": (b"", "XML-EMPTY"),
    "blank": (b" \n\t ", "XML-EMPTY"),
    "text": (b"hello", "XML-NOT-XML"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "XML-NOT-XML"),
    "not closed": (b"<a><b></a>", "XML-NOT-XML"),
    "two roots": (b"<a/><b/>", "XML-NOT-XML"),
    "undeclared entity": (b"<a>&nbsp;</a>", "XML-NOT-XML"),
    "undeclared prefix": (b"<x:a/>", "XML-NOT-XML"),
    "control character": (b"<a>\x01</a>", "XML-NOT-XML"),
    "Latin-1 as UTF-8": (b'<?xml version="1.0" encoding="UTF-8"?><a>caf\xe9</a>', "XML-ENCODING"),
    "Latin-1, nothing stated": (b"<a>caf\xe9</a>", "XML-ENCODING"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "XML-ENCODING"),
    "encoding of several bytes": (
        b'<?xml version="1.0" encoding="shift_jis"?><a/>',
        "XML-ENCODING",
    ),
    "UTF-8 as UTF-16": (b'<?xml version="1.0" encoding="UTF-16"?><a/>', "XML-ENCODING"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_parse_xml_refuses_what_is_dangerous(data: bytes, code: str) -> None:
    with pytest.raises(XmlRefusedError) as refused:
        parse_xml(data, "a.xml")
    assert [(f.code, f.severity) for f in refused.value.findings] == [(code, Severity.REFUSED)]


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_parse_xml_says_what_is_broken(data: bytes, code: str) -> None:
    with pytest.raises(XmlRefusedError) as refused:
        parse_xml(data, "a.xml")
    assert [(f.code, f.severity) for f in refused.value.findings] == [(code, Severity.ERROR)]


TEXT = "Größe"
ENCODED = {
    "UTF-8": f"<a>{TEXT}</a>".encode(),
    "UTF-8 with mark": f"<a>{TEXT}</a>".encode("utf-8-sig"),
    "UTF-16 with mark": f"<a>{TEXT}</a>".encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + f"<a>{TEXT}</a>".encode("utf-16-be"),
    "Latin-1": f'<?xml version="1.0" encoding="ISO-8859-1"?><a>{TEXT}</a>'.encode("latin-1"),
    "Windows": f'<?xml version="1.0" encoding="windows-1252"?><a>{TEXT}</a>'.encode("cp1252"),
    "DOS": f'<?xml version="1.0" encoding="cp850"?><a>{TEXT}</a>'.encode("cp850"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_parse_xml_reads_the_stated_encoding(data: bytes) -> None:
    assert parse_xml(data).text == TEXT


def test_parse_xml_names_line_and_column() -> None:
    with pytest.raises(XmlRefusedError) as refused:
        parse_xml(b"<a>\n  <b>\n</a>", "course.xml")
    assert refused.value.findings[0].place == "course.xml, line 3, column 2"


def test_parse_xml_keeps_comments_instructions_and_character_data_harmless() -> None:
    root = parse_xml(b"<?xml-stylesheet href='x'?><a><!-- c --><![CDATA[<b>]]><?p i?></a>")
    assert (root.tag, root.text) == ("a", "<b>")


def test_examine_xml_still_identifies_a_document_with_a_harmless_document_type() -> None:
    document = examine_xml(b'<!DOCTYPE a SYSTEM "a.dtd"><a title="x"/>')
    assert document.root is not None
    assert document.root.get("title") == "x"
    assert [found.code for found in document.findings] == ["XML-DOCTYPE"]


def test_examine_xml_never_gives_a_tree_where_entities_are_declared() -> None:
    assert examine_xml(LAUGHS).root is None


def test_examine_xml_lists_declared_namespaces_even_where_unused() -> None:
    document = examine_xml(b'<a xmlns="urn:a" xmlns:b="urn:b"/>')
    assert document.namespaces == {"urn:a", "urn:b"}


def test_parse_xml_keeps_to_other_limits() -> None:
    limits = Limits(max_xml_elements=2)
    assert parse_xml(b"<a><b/></a>", "", limits).tag == "a"
    with pytest.raises(XmlRefusedError) as refused:
        parse_xml(b"<a><b/><c/></a>", "", limits)
    assert refused.value.findings[0].code == "XML-TOO-MANY-ELEMENTS"


@pytest.mark.parametrize(
    "data",
    [
        b"<a " + b" ".join(b'b%d=""' % n for n in range(700_000)) + b"/>",
        b"<a>" + b"<b/>" * 2_000_000 + b"</a>",
        b"<a b='" + b"x" * 9_000_000 + b"'/>",
        b"<!--" + b"-x" * 4_000_000 + b"--><a/>",
        b"<a>" + b"&#65;" * 1_900_000 + b"</a>",
    ],
    ids=["attributes", "elements", "long value", "long comment", "references"],
)
def test_examine_xml_of_the_largest_size_takes_seconds_at_most(data: bytes) -> None:
    started = time.thread_time()
    examine_xml(data)
    assert time.thread_time() - started < 10


def test_stated_encoding_prefers_the_byte_order_mark() -> None:
    assert stated_encoding(b'\xef\xbb\xbf<?xml version="1.0" encoding="latin-1"?>') == "UTF-8"
    assert stated_encoding(b"<?xml version='1.0' encoding='latin-1'?>") == "latin-1"
    assert stated_encoding(b"<a/>") == "UTF-8"


FRAGMENTS = st.lists(
    st.sampled_from(
        b"<a> </a> <!DOCTYPE:a:[ ]> <!ENTITY:b:'c'> &b; \xef\xbb\xbf \xff\xfe <?xml:version='1.0' "
        b":encoding='utf-7' ?> \0 \xe9 <![CDATA[ ]]> xmlns:x='y' <x:b /> &#0; &#x10FFFF;".split()
    ),
    max_size=12,
).map(lambda pieces: b"".join(pieces).replace(b":", b" ", 2))


@settings(max_examples=400, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), FRAGMENTS))
def test_examine_xml_of_any_bytes_answers_a_tree_or_a_finding(data: bytes) -> None:
    document = examine_xml(data, "any.xml")
    assert document.root is not None or document.findings
