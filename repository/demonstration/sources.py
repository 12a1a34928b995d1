"""Reading the readable sources: front matter, sections, questions, Markdown.

A source is Markdown with a YAML head between two lines of three hyphens. Questions are written so
that an instructor can edit them in any text editor:

    ? Which of these is corrosive? @D1
    + A toilet-bowl descaler
    - A neutral floor cleaner
    > Descalers are strong acids.

`?` the question (`@` the competency that it checks, may be left out), `+` a right answer, `-` a
wrong one, `>` why. More than one right answer makes a question with check boxes.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import markdown
import yaml

from repository.demonstration.errors import DemoContentError

HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.S)
CODE = re.compile(r"\s@([A-Z]\d+)\s*$")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    text: str
    right: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One question. `code`: the competency that it checks, empty where none is named."""

    text: str
    answers: tuple[Answer, ...]
    why: str = ""
    code: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one answer is right."""
        return sum(answer.right for answer in self.answers) > 1


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """What stands under one first-level heading: Markdown, or questions."""

    title: str
    body: str
    questions: tuple[Question, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A read source. `head`: the YAML values as they are. `place`: what to call it in a message."""

    place: str
    head: dict[str, Any]
    sections: tuple[Section, ...]
    body: str

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def text(self, name: str, default: str | None = None) -> str:
        """A value of the head as text.

        Raises: DemoContentError where it is missing and there is no default.
        """
        value = self.head.get(name, default)
        if value is None:
            raise DemoContentError(self.place, f"{name} is missing from the head")
        return str(value)


def read_source(text: str, place: str) -> Source:
    """Take a source apart.

    Raises: DemoContentError where the head can't be read or a question has no right answer.
    """
    found = HEAD.match(text)
    head = yaml.safe_load(found.group(1)) if found else {}
    if not isinstance(head, dict):
        raise DemoContentError(place, "the head is not a list of names and values")
    body = text[found.end() :] if found else text
    sections = _sections(body, place) or [_section(str(head.get("title", "")), body, place)]
    return Source(place, head, tuple(sections), body.strip() + "\n")


def _sections(body: str, place: str) -> list[Section]:
    parts = re.split(r"^# +(.+)$", body, flags=re.M)
    return [
        _section(title.strip(), content, place)
        for title, content in zip(parts[1::2], parts[2::2], strict=True)
    ]


def _section(title: str, content: str, place: str) -> Section:
    prose = re.split(r"^\? ", content, maxsplit=1, flags=re.M)[0].strip()
    return Section(title, prose, read_questions(content, f"{place}, {title}"))


def read_questions(text: str, place: str) -> tuple[Question, ...]:
    """The questions of a text, in order.

    Raises: DemoContentError for a question without a right or without a wrong answer.
    """
    questions: list[Question] = []
    for block in re.split(r"^\? ", text, flags=re.M)[1:]:
        first, *rest = block.strip().splitlines()
        code = CODE.search(first)
        answers = tuple(
            Answer(line[2:].strip(), line.startswith("+ "))
            for line in rest
            if line.startswith(("+ ", "- "))
        )
        if {answer.right for answer in answers} != {True, False}:
            raise DemoContentError(place, f"{first!r} needs a right and a wrong answer")
        why = " ".join(line[2:].strip() for line in rest if line.startswith("> "))
        name = code.group(1) if code else ""
        questions.append(Question(CODE.sub("", first).strip(), answers, why, name))
    return tuple(questions)


def pictures(text: str) -> tuple[str, ...]:
    """Addresses of the pictures that a Markdown text shows, each once, in order."""
    return tuple(dict.fromkeys(match.group(2) for match in PICTURE.finditer(text)))


def html(text: str, *, shift: int = 0) -> str:
    """Markdown as HTML. shift: by how many levels its headings go down."""
    if shift:
        text = re.sub(r"^(#+) ", lambda match: "#" * shift + match.group(0), text, flags=re.M)
    return markdown.markdown(
        text, extensions=["tables", "sane_lists", "def_list"], output_format="html"
    )


def inline_html(text: str) -> str:
    """One line of Markdown as HTML without a paragraph round it."""
    return html(text).removeprefix("<p>").removesuffix("</p>")
