"""A web page of its own from Markdown: one file, its style and its drawings inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from repository.demonstration.errors import DemoContentError
from repository.demonstration.sources import Source, html

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 1rem; font: 1.0625rem/1.55 system-ui, sans-serif;
  background: light-dark(#ffffff, #0d161a); color: light-dark(#141f24, #e9efee); }
h1, h2, h3 { font-family: Palatino, "Palatino Linotype", Georgia, serif; line-height: 1.2;
  color: light-dark(#0a4e67, #82c1d8); }
a { color: light-dark(#0d6482, #82c1d8); }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid light-dark(#b6c3c3, #3a4a4d); padding: .45rem .6rem; text-align: left;
  vertical-align: top; }
img { max-width: 100%; height: auto; }
blockquote { margin: 1rem 0; padding: .5rem 1rem; border-left: .375rem solid #bb8042; }
footer { margin-top: 2rem; border-top: 1px solid; padding-top: .5rem; font-size: .8125rem; }
"""
DRAWING = re.compile(r'src="([^":]+\.svg)"')


def build_page(source: Source, drawings: Mapping[str, bytes], *, footer: str) -> bytes:
    """The bytes of the page.

    Raises: DemoContentError where a drawing is missing.
    """

    def inlined(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in drawings:
            raise DemoContentError(source.place, f"there is no drawing {name!r}")
        return f'src="data:image/svg+xml,{quote(drawings[name])}"'

    body = DRAWING.sub(inlined, html(source.body, shift=1))
    title = escape(source.text("title"))
    return f"""<!DOCTYPE html>
<html lang="{source.text("language", "en-CA")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
<footer>{escape(footer)}</footer>
</body>
</html>
""".encode()
