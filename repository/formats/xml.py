"""The one reader of XML from uploads.

No document type, no entities, no inclusions, no network; limits on size, depth, elements and
attributes. Bytes go in, so that a byte order mark and the encoding that the document states count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import DefusedXMLParser

from repository.formats.archive import Archive, first_within
from repository.formats.codes import Severity
from repository.formats.errors import FormatError, XmlRefusedError
from repository.formats.findings import Finding, finding
from repository.formats.limits import DEFAULT, Limits
from repository.formats.signatures import plain_bytes
from repository.formats.text import megabytes
from repository.formats.zip_members import Entry

XINCLUDE = "{http://www.w3.org/2001/XInclude}"
_BOMS = ((b"\xef\xbb\xbf", "UTF-8"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_VALUE = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")
_TAG = re.compile(rb"\A(?:[^\"'>]+|\"[^\"]*\"|'[^']*')*+>")
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_DECLARED = re.compile(rb"\A<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """A document that was looked at. `namespaces`: every namespace that it declares.

    root is None where it can't be read. It is there beside a refused finding where the document
    can be identified, and may then be used to say what it is, and for nothing else.
    """

    root: Element | None
    namespaces: frozenset[str]
    findings: tuple[Finding, ...]


class _LimitError(Exception):
    def __init__(self, code: str, limit: int) -> None:
        self.code = code
        self.limit = limit
        super().__init__(code)


class _Builder(TreeBuilder):
    """Builds the tree and stops where a limit is passed."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._depth = 0
        self._elements = 0
        self.namespaces: set[str] = set()

    def start_ns(self, prefix: str, uri: str) -> None:
        self.namespaces.add(uri)

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.max_xml_depth:
            raise _LimitError("XML-TOO-DEEP", self._limits.max_xml_depth)
        if self._elements > self._limits.max_xml_elements:
            raise _LimitError("XML-TOO-MANY-ELEMENTS", self._limits.max_xml_elements)
        if tag.startswith(XINCLUDE):
            raise _LimitError("XML-XINCLUDE", 0)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(data: bytes, place: str = "", limits: Limits = DEFAULT) -> Element:
    """The root of a document. place: the file's name, for the findings.

    Raises: XmlRefusedError.
    """
    document = examine_xml(data, place, limits)
    if document.root is None or document.findings:
        raise XmlRefusedError(document.findings)
    return document.root


def examine_xml(data: bytes, place: str = "", limits: Limits = DEFAULT) -> XmlDocument:
    """As `parse_xml`, but with what is wrong as findings; raises nothing."""
    if not data.strip():
        return _failed(finding("XML-EMPTY", place))
    if len(data) > limits.max_xml_bytes:
        size, limit = megabytes(len(data)), megabytes(limits.max_xml_bytes)
        return _failed(finding("XML-TOO-LARGE", place, size=size, limit=limit))
    try:
        _count(data, limits)
        return _parsed(data, limits, forbid_dtd=True)
    except DTDForbidden:
        return _with_doctype(data, place, limits)
    except _LimitError as error:
        return _failed(finding(error.code, place, limit=error.limit))
    except (ParseError, ValueError, LookupError, UnicodeError) as error:
        return _failed(_unreadable(data, place, error))


def examine_member(archive: Archive, name: str, limits: Limits = DEFAULT) -> XmlDocument:
    """As `examine_xml`, for a member of an archive."""
    entry = archive.get(name)
    if entry is not None and entry.size > limits.max_xml_bytes:
        size, limit = megabytes(entry.size), megabytes(limits.max_xml_bytes)
        return _failed(finding("XML-TOO-LARGE", name, size=size, limit=limit))
    try:
        data = archive.read(name, limits.max_xml_bytes)
    except FormatError as error:
        return XmlDocument(None, frozenset(), error.findings)
    return examine_xml(data, name, limits)


def examine_members(
    archive: Archive, entries: Iterable[Entry], limits: Limits = DEFAULT
) -> Iterator[tuple[Entry, XmlDocument]]:
    """As `examine_member` for several, until they are more than a package may make us read."""
    left = limits.max_package_elements
    for entry in first_within(entries, limits.max_package_text):
        try:
            data = archive.read(entry.name, limits.max_xml_bytes)
        except FormatError as error:
            yield entry, XmlDocument(None, frozenset(), error.findings)
            continue
        left -= data.count(b"<")  # twice the elements or fewer
        if left < 0:
            return
        yield entry, examine_xml(data, entry.name, limits)


def root_name(head: bytes) -> str:
    """The local name of the root element by the beginning of a document, without parsing it."""
    found = _ROOT.search(plain_bytes(head))
    return found.group(1).decode("ascii", "replace") if found else ""


def _parsed(data: bytes, limits: Limits, *, forbid_dtd: bool) -> XmlDocument:
    builder = _Builder(limits)
    parser = DefusedXMLParser(
        target=builder, forbid_dtd=forbid_dtd, forbid_entities=True, forbid_external=True
    )
    _limit_attributes(parser, limits.max_xml_attributes)
    # All at once: expat is slow on long tokens that arrive in pieces.
    parser.feed(data)
    return XmlDocument(parser.close(), frozenset(builder.namespaces), ())


def _count(data: bytes, limits: Limits) -> None:
    """Stop at once where there is far too much; exact counting takes a parser seconds.

    Only looks at what is ASCII compatible; the builder counts the rest.
    """
    if data.count(b"<") > 3 * limits.max_xml_elements:  # two for each element, and comments
        raise _LimitError("XML-TOO-MANY-ELEMENTS", limits.max_xml_elements)
    most = limits.max_xml_attributes
    for tag in data.split(b"<"):
        # No attribute can hold a "<", so that each piece is one tag and the text after it.
        if tag.count(b"=") > most and tag[:1] not in b"!?" and _attributes(tag) > most:
            raise _LimitError("XML-TOO-MANY-ATTRIBUTES", most)


def _attributes(tag: bytes) -> int:
    inside = _TAG.match(tag)
    return 0 if inside is None else len(_VALUE.findall(inside.group()))


def _limit_attributes(parser: DefusedXMLParser, most: int) -> None:
    """Count attributes before they are made into names, which is what costs time."""
    expat = parser.parser
    start: Any = expat.StartElementHandler

    def counted(tag: str, attributes: list[str]) -> None:
        if len(attributes) > 2 * most:
            raise _LimitError("XML-TOO-MANY-ATTRIBUTES", most)
        start(tag, attributes)

    expat.StartElementHandler = counted


def _with_doctype(data: bytes, place: str, limits: Limits) -> XmlDocument:
    """Refused anyway; read once more, still without entities, so that people hear what it is."""
    refused = finding("XML-DOCTYPE", place)
    try:
        document = _parsed(data, limits, forbid_dtd=False)
    except (EntitiesForbidden, ExternalReferenceForbidden):
        return _failed(finding("XML-ENTITY", place))
    except (_LimitError, ParseError, ValueError, LookupError, UnicodeError):
        return _failed(refused)
    return XmlDocument(document.root, document.namespaces, (refused,))


def _failed(found: Finding) -> XmlDocument:
    return XmlDocument(None, frozenset(), (found,))


def _unreadable(data: bytes, place: str, error: Exception) -> Finding:
    encoding = stated_encoding(data)
    if encoding == "UTF-8" and not plain_bytes(data[:64]).lstrip().startswith(b"<"):
        return finding("XML-NOT-XML", place, reason="it doesn't begin as XML does")
    mislabelled = not isinstance(error, ParseError) or "encoding" in str(error)
    if mislabelled or not _decodes(data, encoding):
        return finding("XML-ENCODING", place, encoding=encoding)
    line, column = error.position if isinstance(error, ParseError) else (0, 0)
    reason = str(error).split(":", 1)[0]
    where = f"{place}, line {line}, column {column}" if place else f"line {line}, column {column}"
    return finding("XML-NOT-XML", where, reason=reason)


def stated_encoding(data: bytes) -> str:
    """The encoding that a document states by byte order mark or declaration; UTF-8 otherwise."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARED.match(data)
    return declared.group(1).decode("ascii") if declared else "UTF-8"


def _decodes(data: bytes, encoding: str) -> bool:
    if b"\0" in data[:4]:
        encoding = "UTF-16"
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return "\0" not in text


def local_name(tag: object) -> str:
    """A tag or attribute name without its namespace; empty for comments and instructions."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def namespace_of(tag: object) -> str:
    """The namespace of a tag or attribute name; empty where it has none."""
    return tag[1:].split("}", 1)[0] if isinstance(tag, str) and tag.startswith("{") else ""


def child(element: Element, name: str) -> Element | None:
    """The first child of this local name, whatever its namespace."""
    return next((each for each in element if local_name(each.tag) == name), None)


def children(element: Element, name: str) -> list[Element]:
    """The children of this local name, whatever their namespace."""
    return [each for each in element if local_name(each.tag) == name]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, case ignored; empty where it is absent."""
    for key, value in element.attrib.items():
        if local_name(key).lower() == name.lower():
            return value
    return ""


def is_refused(document: XmlDocument) -> bool:
    return any(found.severity == Severity.REFUSED for found in document.findings)
