"""Rich text goes to the browser in the words in which it comes back."""

from __future__ import annotations

import json

import pytest

from repository.pages.rich_text import SettledRichTextArea, settled


def widget(value: str) -> str:
    return SettledRichTextArea(features=["bold", "link", "h3", "ul"]).format_value(value)


def test_settled_text_is_written_as_the_editor_writes_it() -> None:
    content = json.loads(widget('<p data-block-key="a1b2c">Été <b>fort</b></p>'))
    again = widget('<p data-block-key="a1b2c">Été <b>fort</b></p>')
    assert list(content["blocks"][0]) == [
        "key",
        "text",
        "type",
        "depth",
        "inlineStyleRanges",
        "entityRanges",
        "data",
    ]
    assert again == json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    assert '"text":"Été fort"' in again


@pytest.mark.parametrize("value", ["", "<p></p>", '<p data-block-key="a1b2c"></p>'])
def test_settled_nothing_is_null(value: str) -> None:
    assert widget(value) == "null"


def test_settled_keeps_links_and_their_data() -> None:
    content = json.loads(widget('<p data-block-key="a1b2c"><a href="https://e.org/">x</a></p>'))
    assert content["entityMap"]["0"] == {
        "type": "LINK",
        "mutability": "MUTABLE",
        "data": {"url": "https://e.org/"},
    }


def test_settled_is_settled() -> None:
    once = widget('<h3 data-block-key="a1b2c">Title</h3><p data-block-key="x9y8z">Text</p>')
    assert settled(once) == once
    assert settled("null") == "null"
