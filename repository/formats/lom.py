"""Learning object metadata (IEEE LOM and its IMS ancestors), as far as people see it.

Source: IEEE 1484.12.1; IMS Learning Resource Meta-Data 1.2.1. Elements are found by their local
names, because real files mix the vocabularies.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from repository.formats.text import language_tag, one_line, prose
from repository.formats.xml import attribute, child, children

_MOST_KEYWORDS = 50


@dataclass(frozen=True, slots=True)
class Lom:
    """Empty text where a value isn't stated. `language`: BCP 47. `rights`: free text."""

    title: str = ""
    description: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""


def read_lom(lom: Element | None) -> Lom:
    """The metadata in a <lom> element."""
    if lom is None:
        return Lom()
    general = child(lom, "general")
    rights = child(lom, "rights")
    title, title_language = _text(general, "title")
    description, _ = _text(general, "description")
    stated, _ = _text(rights, "description")
    return Lom(
        title=one_line(title),
        description=prose(description),
        language=_language(general) or title_language,
        keywords=_keywords(general),
        rights=prose(stated),
    )


def _text(parent: Element | None, name: str) -> tuple[str, str]:
    """The first text that says something, and its language."""
    element = None if parent is None else child(parent, name)
    if element is None:
        return "", ""
    for each in (*children(element, "langstring"), *children(element, "string")):
        if each.text and each.text.strip():
            return each.text, _tag(each)
    return element.text or "", _tag(element)


def _tag(element: Element) -> str:
    return language_tag(attribute(element, "lang") or attribute(element, "language"))


def _language(general: Element | None) -> str:
    element = None if general is None else child(general, "language")
    return "" if element is None else language_tag(element.text)


def _keywords(general: Element | None) -> tuple[str, ...]:
    if general is None:
        return ()
    words: list[str] = []
    for element in children(general, "keyword"):
        texts = (*children(element, "langstring"), *children(element, "string"))
        words.extend(one_line(each.text, 100) for each in texts)
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST_KEYWORDS]
