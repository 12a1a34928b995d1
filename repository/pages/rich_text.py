"""Rich text in the editor, given to the browser in the very words in which it comes back.

Wagtail saves a draft by itself as soon as a form differs from what it was two seconds after the
page began. On a large package, or a slow machine, its rich text editor starts later than that, and
writes the same text down in another way: opening a package would make a draft that nobody wrote.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea

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
