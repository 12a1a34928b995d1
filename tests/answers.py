"""What the test client's answers are, what they told the person, and what follows a commit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.messages import get_messages

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

# A response as the test client gives it: with the request and the template's context.
Answer: TypeAlias = "_MonkeyPatchedWSGIResponse"
# pytest-django's fixture that runs, or keeps, what was to happen after the commit.
Callbacks = Callable[..., AbstractContextManager[list[object]]]


def said(answer: Answer) -> str:
    """All messages to the person, as one text."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))
