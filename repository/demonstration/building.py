"""From the name of a source to the file that people download.

`syllabus.md` becomes `syllabus.docx`, `x.module.md` and `x.quiz.md` become zips, `x.page.md` a web
page, `x.note.md` stays Markdown without its head, everything else is taken as it is. A key is made
from the quizzes of the folder: `answers.key.md` with `quizzes: [a, b]` in its head. A source in a
folder of its own (`2025/syllabus.md`) is an earlier state: it is made under the same name.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from repository.demonstration.docx_builder import build_docx
from repository.demonstration.errors import DemoContentError
from repository.demonstration.page_builder import build_page
from repository.demonstration.qti_builder import build_assessment
from repository.demonstration.scorm_builder import build_module
from repository.demonstration.shapes import DemoFile
from repository.demonstration.sources import Question, Source, read_source

LICENCE_WORDS = {
    "CC0-1.0": "CC0 1.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-NC-4.0": "CC BY-NC 4.0",
    "LicenseRef-Consortium": "for member institutions",
}
FOOTERS = {
    "en": "{title} · {licence} · Illustrative content of a demonstration",
    "fr": "{title} · {licence} · Contenu illustratif d'une démonstration",
}


@functools.cache
def shared_drawings(folder: Path) -> dict[str, bytes]:
    """Every drawing that modules may show, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.svg"))}


def file_of(folder: Path, name: str, licence: str, drawings: Mapping[str, bytes]) -> DemoFile:
    """The file that is made from a source of this name.

    Raises: DemoContentError where there is no such source.
    """
    path = folder / name
    if not path.is_file():
        raise DemoContentError(f"{folder.name}/{name}", "there is no such source")
    words = LICENCE_WORDS.get(licence, licence)
    name = path.name
    for suffix, (ending, make) in KINDS.items():
        if name.endswith(suffix):
            return DemoFile(
                name.removesuffix(suffix) + ending,
                functools.partial(_made, make, path, words, drawings),
            )
    return DemoFile(name, path.read_bytes)


Maker = Callable[[Source, Path, str, Mapping[str, bytes]], bytes]


def _made(make: Maker, path: Path, licence: str, drawings: Mapping[str, bytes]) -> bytes:
    source = read_source(path.read_text("utf-8"), f"{path.parent.name}/{path.name}")
    return make(source, path.parent, licence, drawings)


def _footer(source: Source, licence: str) -> str:
    language = source.text("language", "en-CA").split("-")[0]
    return FOOTERS[language].format(title=source.text("title"), licence=licence)


def _document(source: Source, _folder: Path, licence: str, _drawings: Mapping[str, bytes]) -> bytes:
    return build_docx(source, footer=_footer(source, licence))


def _module(source: Source, _folder: Path, licence: str, drawings: Mapping[str, bytes]) -> bytes:
    return build_module(source, drawings, licence=licence)


def _quiz(source: Source, _folder: Path, _licence: str, _drawings: Mapping[str, bytes]) -> bytes:
    return build_assessment(source)


def _page(source: Source, _folder: Path, licence: str, drawings: Mapping[str, bytes]) -> bytes:
    return build_page(source, drawings, footer=_footer(source, licence))


def _note(source: Source, _folder: Path, licence: str, _drawings: Mapping[str, bytes]) -> bytes:
    return f"# {source.text('title')}\n\n{source.body}\n{_footer(source, licence)}\n".encode()


def _key(source: Source, folder: Path, licence: str, _drawings: Mapping[str, bytes]) -> bytes:
    parts = [source.body]
    for name in source.head.get("quizzes", ()):
        path = folder / f"{name}.quiz.md"
        quiz = read_source(path.read_text("utf-8"), path.name)
        parts.append(f"# {quiz.text('title')}\n")
        parts += [_answered(number, each) for number, each in enumerate(quiz.questions, 1)]
    whole = Source(source.place, source.head, (), "\n".join(parts))
    return build_docx(whole, footer=_footer(source, licence))


def _answered(number: int, question: Question) -> str:
    code = f" ({question.code})" if question.code else ""
    right = "; ".join(answer.text for answer in question.answers if answer.right)
    return f"**{number}. {question.text}**{code}\n\nAnswer: {right}\n\n*{question.why}*\n"


KINDS: dict[str, tuple[str, Maker]] = {
    ".module.md": (".zip", _module),
    ".quiz.md": (".qti.zip", _quiz),
    ".key.md": (".docx", _key),
    ".page.md": (".html", _page),
    ".note.md": (".md", _note),
    ".md": (".docx", _document),
}
