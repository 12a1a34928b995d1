"""What the test client's answers are, and what they told the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.contrib.messages import get_messages

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

# A response as the test client gives it: with the request and the template's context.
Answer: TypeAlias = "_MonkeyPatchedWSGIResponse"


def said(answer: Answer) -> str:
    """All messages to the person, as one text."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))
