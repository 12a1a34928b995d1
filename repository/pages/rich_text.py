"""Rich text in the editor, given to the browser in the very words in which it comes back.

Wagtail saves a draft by itself as soon as a form differs from what it was two seconds after the
page began. On a large package, or a slow machine, its rich text editor starts later than that, and
writes the same text down in another way: opening a package would make a draft that nobody wrote.
"""

from __future__ import annotations

import json
from typing import Any

import nh3
from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from repository.pages.draft import description_html
from repository.pages.draft_data import RICH_TEXT

# The order in which draft.js writes the members of a block.
BLOCK = ("key", "text", "type", "depth", "inlineStyleRanges", "entityRanges", "data")
# What Wagtail's reader of content states ends in where it is none.
UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


def settled(content: str) -> str:
    """Content state (JSON of draft.js) as its editor would write it.

    Source: draft-js 0.10, RawDraftContentState; Draftail gives null for a text without words.
    """
    state: dict[str, Any] | None = json.loads(content)
    if not state or not any(block["text"] for block in state["blocks"]):
        return "null"
    blocks = [
        {name: {"data": {}, **block}[name] for name in BLOCK if name in {"data": {}, **block}}
        for block in state["blocks"]
    ]
    entities = {
        key: {name: entity[name] for name in ("type", "mutability", "data")}
        for key, entity in state["entityMap"].items()
    }
    return json.dumps(
        {"blocks": blocks, "entityMap": entities}, ensure_ascii=False, separators=(",", ":")
    )


def as_edited(html: str) -> str:
    """HTML from elsewhere as the editor would store it, so that opening and saving it changes no
    letter: else the next release would tell of a new description that nobody wrote.

    Of HTML that the editor can't read, such as items outside of a list, the words are kept.
    """
    try:
        return _through_editor(description_html(html))
    except (AssertionError, *UNREADABLE):
        return _through_editor(nh3.clean(html.replace("<", " <"), tags=set()))


def _through_editor(html: str) -> str:
    if not html.strip():
        return ""
    converter = ContentstateConverter(features=RICH_TEXT)
    content = settled(converter.from_database_format(html))
    return "" if content == "null" else str(converter.to_database_format(content))


class SettledRichTextArea(DraftailRichTextArea):
    """Wagtail's rich text editor; opening it changes nothing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Raises: BadRequest for what no editor has written."""
        try:
            return super().value_from_datadict(data, files, name)
        except UNREADABLE as error:
            raise BadRequest(f"The text of {name} can't be read.") from error

    def format_value(self, value: Any) -> str:
        return settled(super().format_value(value))
