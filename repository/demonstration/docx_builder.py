"""Word documents from Markdown: real headings, lists and table heads, the language set.

Deterministic: fixed dates in the properties, and the parts stored again by `archive_writer`.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import lxml.html
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml.html import HtmlElement

from repository.demonstration.archive_writer import write_archive
from repository.demonstration.sources import Source, html

STAMP = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
INK = RGBColor(0x0A, 0x4E, 0x67)
KEPT_STYLES = {
    *("Normal", "Default Paragraph Font", "No List", "Normal Table", "Table Grid"),
    *("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"),
    *("List Bullet", "List Bullet 2", "List Number", "List Number 2", "Quote"),
}
DROPPED_PARTS = ("stylesWithEffects", "customXml", "webSettings", "fontTable", "thumbnail")
HEADINGS = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3"}
BOLD = {"strong", "b"}
ITALIC = {"em", "i"}


def build_docx(source: Source, *, footer: str = "") -> bytes:
    """The document of a source. The head gives `title` and may give `subtitle` and `language`."""
    document = docx.Document(io.BytesIO(_template()))
    _set_properties(document, source)
    document.add_paragraph(source.text("title"), style="Title")
    if source.head.get("subtitle"):
        document.add_paragraph(source.text("subtitle"), style="Subtitle")
    root = lxml.html.fragment_fromstring(html(source.body), create_parent="div")
    for element in root:
        _add_block(document, element)
    document.sections[0].footer.paragraphs[0].text = footer
    return _repacked(document)


def _set_properties(document: Document, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.text("title")
    properties.author = source.text("author", "Headwaters demonstration")
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = source.text("language", "en-CA")
    properties.created = properties.modified = STAMP.replace(tzinfo=None)
    properties.revision = 1
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), properties.language)


@functools.cache
def _template() -> bytes:
    """python-docx's own template with the few styles that are used, in the site's ink."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.element.getparent().remove(style.element)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if any(name in relation.reltype for name in DROPPED_PARTS):
                part.rels.pop(key)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        font = document.styles[name].font
        font.color.rgb = INK
        font.name = "Calibri"
    document.styles["Title"].font.size = Pt(24)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Footer"].font.size = Pt(8)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_block(document: Document, element: HtmlElement) -> None:
    tag = str(element.tag)
    if tag in HEADINGS:
        _add_runs(document.add_paragraph(style=HEADINGS[tag]), element)
    elif tag == "p":
        _add_runs(document.add_paragraph(), element)
    elif tag in ("ul", "ol"):
        _add_list(document, element, 1)
    elif tag == "blockquote":
        for paragraph in element.iter("p"):
            _add_runs(document.add_paragraph(style="Quote"), paragraph)
    elif tag == "table":
        _add_table(document, element)
    elif tag == "pre":
        for line in element.text_content().rstrip().splitlines():
            document.add_paragraph().add_run(line).font.name = "Consolas"
    elif tag == "hr":
        document.add_page_break()
    else:
        raise ValueError(f"A document can't hold <{tag}>.")


def _add_list(document: Document, element: HtmlElement, depth: int) -> None:
    style = "List Bullet" if element.tag == "ul" else "List Number"
    style += " 2" if depth > 1 else ""
    numbering = _restarted(document, style) if element.tag == "ol" else None
    for item in element:
        paragraph = document.add_paragraph(style=style)
        if numbering is not None:
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_numId().val = numbering
            number.get_or_add_ilvl().val = 0
        _add_runs(paragraph, item)
        for inner in item:
            if inner.tag in ("ul", "ol"):
                _add_list(document, inner, depth + 1)


def _restarted(document: Document, style: str) -> int:
    """The number of a new list that counts from one again."""
    numbering = document.part.numbering_part.element
    own = document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(own).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _add_table(document: Document, element: HtmlElement) -> None:
    rows = [list(row) for row in element.iter("tr")]
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, content in zip(row.cells, cells, strict=True):
            _add_runs(cell.paragraphs[0], content, bold=content.tag == "th")
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    document.add_paragraph()


def _add_runs(paragraph: object, element: HtmlElement, *, bold: bool = False) -> None:
    for text, is_bold, is_italic in _runs(element, bold, italic=False):
        run = paragraph.add_run(text)  # type: ignore[attr-defined]  # python-docx has no types
        run.bold = is_bold or None
        run.italic = is_italic or None


def _runs(element: HtmlElement, bold: bool, *, italic: bool) -> Iterator[tuple[str, bool, bool]]:
    """(text, bold, italic) of an element, without the lists in it."""
    if element.text and element.text.strip("\n"):
        yield element.text.strip("\n").replace("\n", " "), bold, italic
    for child in element:
        if child.tag == "br":
            yield "\n", bold, italic
        elif child.tag not in ("ul", "ol"):
            yield from _runs(child, bold or child.tag in BOLD, italic=italic or child.tag in ITALIC)
        if child.tail and child.tail.strip("\n"):
            yield child.tail.strip("\n").replace("\n", " "), bold, italic


def _repacked(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return write_archive(members, first="[Content_Types].xml")
