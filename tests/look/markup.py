"""What can be said of a page's markup without a browser."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
LABELLED = {"input", "select", "textarea"}
Attributes = dict[str, str]


@dataclasses.dataclass
class Element:
    name: str
    attributes: Attributes
    text: str = ""


class Page(HTMLParser):
    """The elements of a page in order, and what is wrong with their nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.problems: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.problems += [f"<{element.name}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        for name, times in Counter(name for name, _ in attrs).items():
            if times > 1:
                self.problems.append(f"<{tag}> has {name} {times} times")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].name != tag:
            inside = self._open[-1].name if self._open else "nothing"
            self.problems.append(f"</{tag}> inside {inside}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]


def inline_code(page: Page) -> list[str]:
    """What the content security policy would refuse."""
    found = [f"<style> in the page: {style.text[:40]}" for style in page.all("style")]
    found += [
        f"a script without a file: {script.text[:40]}"
        for script in page.all("script")
        if not script.attributes.get("src")
    ]
    for element in page.elements:
        found += [
            f"<{element.name} {name}>"
            for name, value in element.attributes.items()
            if name == "style" or name.startswith("on") or value.startswith("javascript:")
        ]
    return found


def foreign_requests(page: Page) -> list[str]:
    """What a browser would fetch from another site by showing the page."""
    return [
        value
        for element in page.elements
        for name, value in element.attributes.items()
        if re.match(r"(https?:)?//", value)
        and (name in {"src", "srcset", "poster"} or (name == "href" and element.name == "use"))
    ]


def heading_jumps(page: Page) -> list[str]:
    """Headings that skip a level, and a first one that isn't h1."""
    levels = [int(heading.name[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    return [
        f"h{after} follows {f'h{before}' if before else 'nothing'}"
        for before, after in zip([0, *levels], levels, strict=False)
        if after > before + 1
    ]


def repeated_ids(page: Page) -> list[str]:
    ids = Counter(e.attributes["id"] for e in page.elements if "id" in e.attributes)
    return [name for name, times in ids.items() if times > 1]


def dangling(page: Page) -> list[str]:
    """References to an id that isn't on the page."""
    ids = {element.attributes.get("id") for element in page.elements}
    wanted: list[str] = []
    for element in page.elements:
        href = element.attributes.get("href", "")
        if element.name == "a" and href.startswith("#") and len(href) > 1:
            wanted.append(href[1:])
        for name in ("aria-labelledby", "aria-describedby", "for", "form", "data-copy"):
            wanted += element.attributes.get(name, "").split()
    return [name for name in wanted if name not in ids]


def unlabelled(page: Page) -> list[str]:
    """Fields without a name of their own: no label around or for them, and no aria-label."""
    named = {label.attributes.get("for") for label in page.all("label")}
    radio_labels = page.all("label")
    bare = [
        element
        for element in page.all(*LABELLED)
        if element.attributes.get("type") != "hidden"
        and "aria-label" not in element.attributes
        and element.attributes.get("id") not in named - {None}
    ]
    wrapped = sum("for" not in label.attributes for label in radio_labels)
    return [str(element.attributes) for element in bare] if len(bare) > wrapped else []
