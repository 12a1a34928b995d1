"""A SCORM module from one readable source: pages, a scored quiz, a manifest, one zip.

The head of the source gives `title`, `summary`, `scorm` (1.2 or 2004), `language`, `minutes`,
`mastery` (percent) and, where the quiz is to be launched on its own, `split: true`. Every
first-level heading begins a page; the one that holds questions is the quiz. Pictures are named as
`![what they show](name.svg)`; a page is linked as `[text](#its-title-in-small-letters)`.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

import yaml

from repository.demonstration.archive_writer import write_archive
from repository.demonstration.errors import DemoContentError
from repository.demonstration.scorm_manifest import (
    SCORM_1_2,
    SCORM_2004,
    Description,
    Sco,
    build_manifest,
)
from repository.demonstration.sources import (
    Question,
    Section,
    Source,
    html,
    inline_html,
    pictures,
)

RUNTIME = Path(__file__).parent / "module_runtime"
SHARED = ("module.css", "module.js")
PICTURE_PARAGRAPH = re.compile(r'<p><img alt="([^"]*)" src="([^"]+)"(?: title="([^"]*)")?></p>')


def build_module(source: Source, drawings: Mapping[str, bytes], *, licence: str = "") -> bytes:
    """The zip of a module.

    drawings: name → SVG bytes, at least those that the source shows.

    Raises: DemoContentError where a drawing or a value of the head is missing.
    """
    edition = source.text("scorm")
    if edition not in (SCORM_1_2, SCORM_2004):
        raise DemoContentError(source.place, f"scorm is {edition!r}, not 1.2 or 2004")
    members = {name: (RUNTIME / name).read_bytes() for name in SHARED}
    scos = []
    for file_name, title, sections in _launched(source):
        shown = _drawings_of(source, sections, drawings)
        members[file_name] = _page(source, title, sections, licence).encode()
        members.update({f"pictures/{name}": drawings[name] for name in shown})
        scos.append(
            Sco(
                identifier=file_name.removesuffix(".html").upper(),
                title=title,
                files=(file_name, *SHARED, *(f"pictures/{name}" for name in shown)),
                scored=any(section.questions for section in sections),
            )
        )
    members["imsmanifest.xml"] = build_manifest(edition, _description(source, licence), scos)
    return write_archive(members, first="imsmanifest.xml")


def _launched(source: Source) -> list[tuple[str, str, Sequence[Section]]]:
    """(file name, title, sections) of each SCO."""
    if not source.head.get("split"):
        return [("index.html", source.text("title"), source.sections)]
    pages = [section for section in source.sections if not section.questions]
    quiz = [section for section in source.sections if section.questions]
    return [("index.html", source.text("title"), pages), ("quiz.html", quiz[0].title, quiz)]


def _description(source: Source, licence: str) -> Description:
    return Description(
        identifier=slug(source.text("title")).upper(),
        title=source.text("title"),
        summary=source.text("summary"),
        language=source.text("language", "en-CA"),
        licence=licence,
        minutes=int(source.text("minutes")),
        mastery=int(source.text("mastery", "80")),
    )


def _drawings_of(
    source: Source, sections: Sequence[Section], drawings: Mapping[str, bytes]
) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for section in sections for name in pictures(section.body)))
    for name in names:
        if name not in drawings:
            raise DemoContentError(source.place, f"there is no drawing {name!r}")
    return names


def slug(text: str) -> str:
    """Small letters, digits and hyphens: the address of a page."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@functools.cache
def _all_labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = yaml.safe_load((RUNTIME / "labels.yaml").read_text("utf-8"))
    return labels


def _page(source: Source, title: str, sections: Sequence[Section], licence: str) -> str:
    language = source.text("language", "en-CA")
    labels = _all_labels()[language.split("-")[0]]
    contents = "\n".join(
        f'<li><a href="#{slug(section.title)}">{escape(section.title)}</a></li>'
        for section in sections
    )
    about = f"{labels['licence']} {licence}. " if licence else ""
    return Template((RUNTIME / "page.html").read_text("utf-8")).substitute(
        language=language,
        title=escape(title),
        scorm=source.text("scorm"),
        mastery=source.text("mastery", "80"),
        labels=escape(json.dumps(labels, ensure_ascii=False, sort_keys=True)),
        skip=labels["skip"],
        contents_title=labels["contents"],
        contents=contents,
        pages="\n".join(_section(section, labels) for section in sections),
        about=about + labels["illustrative"],
    )


def _section(section: Section, labels: Mapping[str, str]) -> str:
    body = _prose(section.body)
    if section.questions:
        body += "\n" + _quiz(section.questions, labels)
    name = slug(section.title)
    return (
        f'<section class="page" id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{escape(section.title)}</h2>\n{body}\n</section>'
    )


def _prose(text: str) -> str:
    """Markdown as the HTML of a page: pictures become figures, wide tables scroll."""
    markup = html(text, shift=1)
    markup = PICTURE_PARAGRAPH.sub(_figure, markup)
    return markup.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def _figure(match: re.Match[str]) -> str:
    alternative, name, caption = match.groups()
    shown = f'<img src="pictures/{name}" alt="{alternative}">'
    return (
        f"<figure>{shown}"
        + (f"<figcaption>{caption}</figcaption>" if caption else "")
        + "</figure>"
    )


def _quiz(questions: Sequence[Question], labels: Mapping[str, str]) -> str:
    asked = "\n".join(
        _question(number, question, labels) for number, question in enumerate(questions, 1)
    )
    return f"""<form class="quiz">
{asked}
<p class="result" role="status"></p>
<p><button type="submit" hidden>{labels["check"]}</button></p>
</form>"""


def _question(number: int, question: Question, labels: Mapping[str, str]) -> str:
    kind = "checkbox" if question.several else "radio"
    hint = labels["choose_all"] if question.several else labels["choose_one"]
    answers = "\n".join(
        f'<label class="answer"><input type="{kind}" name="q{number}" value="{place}"'
        f"{' data-right' if answer.right else ''}><span>{inline_html(answer.text)}</span></label>"
        for place, answer in enumerate(question.answers, 1)
    )
    right = "; ".join(inline_html(answer.text) for answer in question.answers if answer.right)
    return f"""<fieldset class="question">
<legend>{number}. {inline_html(question.text)}</legend>
<p class="hint">{hint}</p>
{answers}
<div class="verdict" hidden></div>
<details class="why"><summary>{labels["why"]}</summary>
<p>{labels["answer"]} {right}</p><p class="reason">{inline_html(question.why)}</p></details>
</fieldset>"""
