"""Rich text goes to the browser in the words in which it comes back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.pages.draft import description_html
from repository.pages.draft_data import RICH_TEXT
from repository.pages.rich_text import SettledRichTextArea, as_edited, settled


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


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("", ""),
        (" <p> </p> ", ""),
        (
            "<p>Two\nlines</p>\n<p>and <strong>bold</strong></p>",
            "<p>Two lines</p><p>and <b>bold</b></p>",
        ),
        ("Words alone", "<p>Words alone</p>"),
        ("<li>one</li><li>two</li>", "<p>one two</p>"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "<ul><li>one</li><li>two</li></ul>"),
        ("<h2>Too large</h2><script>alert(1)</script>", "<p>Too large</p>"),
        (
            '<p><a href="https://e.org/?a=1&amp;b=2" rel="noopener">x</a> &lt;y&gt;</p>',
            '<p><a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer">x</a> &lt;y&gt;</p>',
        ),
    ],
)
def test_text_from_elsewhere_is_kept_as_the_editor_writes_it(html: str, kept: str) -> None:
    stored = as_edited(html)
    assert description_html(stored) == kept
    editor = SettledRichTextArea(features=RICH_TEXT)
    saved = editor.value_from_datadict({"text": editor.format_value(stored)}, {}, "text")
    assert description_html(saved or "") == kept


@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(["p", "h3", "b", "i", "ul", "li", "a", "div"]),
            inner,
        ),
        max_leaves=6,
    )
)
def test_text_that_was_edited_once_stays_as_it_is(html: str) -> None:
    once = as_edited(html)
    assert description_html(as_edited(once)) == description_html(once)
