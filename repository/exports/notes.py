"""The notes that lie beside the files of an archive: what it is, and what one may do with it. Pure.

Plain text has one line for a paragraph and the line ends of every system that matters today.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from repository.exports.layers import base_lines, origin_words, told
from repository.exports.layout import Member
from repository.exports.source import Source
from repository.licences.catalogue import facts_of
from repository.licences.plain_words import plain_words
from repository.releases.attribution import (
    attribution_html,
    authors,
    citation,
    licence_name,
)
from repository.releases.manifest import Manifest

STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-inline-size:60rem;margin:2rem auto;"
    "padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;inline-size:100%}"
    "th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-block-end:1px solid}"
    "code{overflow-wrap:anywhere;font-size:.8em}"
)


def readme_text(source: Source, members: Sequence[Member], folder: str) -> str:
    """README.txt. folder: where the members lie, from the note."""
    manifest = source.manifest
    lines = [
        f"{_line(manifest.title)}, release {manifest.number}",
        "",
        *([_line(manifest.summary), ""] if manifest.summary else []),
        f"By: {', '.join(authors(manifest))}",
        *base_lines(manifest),
        f"Released: {source.place.released_on.isoformat()}",
        f"Licence: {licence_name(manifest.licence).short} (see LICENCE.txt)",
        f"From: {source.place.url}",
        "",
        "When you use it, name its authors: ATTRIBUTION.txt has the text to copy.",
        "manifest.json describes the whole release for machines, with the sha256 of each file.",
        "",
        "Files",
        "-----",
    ]
    for member in members:
        lines += [
            f"{folder}{member.path}",
            f"    {_line(member.component.title)}{_own_licence(member, manifest)}",
            *([f"    {words}"] if (words := origin_words(member.component, manifest)) else []),
            f"    sha256 {member.file.sha256}",
        ]
    if not members:
        lines.append("This release has no public files.")
    for title, found in told(manifest):
        lines += ["", title, "-" * len(title), *(f"- {line}" for line in found)]
    if manifest.territory:
        lines += ["", _line(manifest.territory)]
    return "\n".join(lines) + "\n"


def readme_html(source: Source, members: Sequence[Member], folder: str) -> str:
    """README.html: the same, with links that open the files where the archive was unpacked."""
    manifest = source.manifest
    title = escape(f"{_line(manifest.title)}, release {manifest.number}")
    rows = "\n".join(_row(member, manifest, folder) for member in members)
    table = (
        '<table><thead><tr><th scope="col">Part</th><th scope="col">File</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>"
    )
    stands = "".join(f"<p>{escape(line)}</p>\n" for line in base_lines(manifest))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(manifest.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(_line(manifest.summary))}</p>\n"
        f'<div lang="en">\n{stands}<h2>Name its authors</h2>\n'
        f"{attribution_html(manifest, source.place)}\n"
        '<p><a href="ATTRIBUTION.txt">All attributions</a>, <a href="LICENCE.txt">licence</a>, '
        '<a href="manifest.json">manifest</a>.</p>\n<h2>Files</h2>\n'
        f"{table if members else '<p>This release has no public files.</p>'}\n"
        f"{_lists(manifest)}"
        f"<h2>Cite</h2>\n<p>{escape(citation(manifest, source.place))}</p>\n"
        "</div>\n</main>\n</body>\n</html>\n"
    )


def _lists(manifest: Manifest) -> str:
    """What was left out and what is said beside parts, as HTML."""
    return "".join(
        f"<h2>{escape(title)}</h2>\n<ul>{''.join(f'<li>{escape(x)}</li>' for x in found)}</ul>\n"
        for title, found in told(manifest)
    )


def licence_text(manifest: Manifest) -> str:
    """LICENCE.txt: the licence in plain words, and where it is written down."""
    facts = facts_of(manifest.licence)
    if facts is None:
        return f"This package is licensed {manifest.licence}.\n"
    words = plain_words(facts.terms)
    lines = [
        f"{_line(manifest.title)}, release {manifest.number}",
        "",
        f"{facts.name} ({facts.spdx})",
        facts.summary,
    ]
    for start, sentences in (
        ("You may", words.may),
        ("You must", words.must),
        ("You may not", words.may_not),
    ):
        if sentences:
            lines += ["", f"{start}:", *(f"- {sentence}" for sentence in sentences)]
    lines += ["", "This explains the licence; the licence itself decides."]
    lines += [address for address in (facts.deed_url, facts.legalcode_url) if address]
    others = _other_licences(manifest)
    if others:
        lines += ["", "Some parts carry another licence:", *others]
    return "\n".join(lines) + "\n"


def _other_licences(manifest: Manifest) -> list[str]:
    return [
        f"- {_line(component.title)}: {licence_name(component.licence).short}"
        for component in manifest.components
        if component.licence not in ("", manifest.licence)
    ]


def _row(member: Member, manifest: Manifest, folder: str) -> str:
    part = escape(f"{_line(member.component.title)}{_own_licence(member, manifest)}")
    words = origin_words(member.component, manifest)
    part += f"<br><small>{escape(words)}</small>" if words else ""
    path = f"{folder}{member.path}"
    return (
        f'<tr><th scope="row">{part}</th><td><a href="{quote(path)}">{escape(path)}</a><br>'
        f"<code>sha256 {member.file.sha256}</code></td></tr>"
    )


def _own_licence(member: Member, manifest: Manifest) -> str:
    licence = member.component.licence
    return "" if licence in ("", manifest.licence) else f" ({licence_name(licence).short})"


def _line(text: str) -> str:
    return " ".join(text.split())
