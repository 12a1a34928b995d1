"""What the admin answers to people who may not: 403, where Wagtail sends them elsewhere.

Wagtail turns every refusal into a redirect to its dashboard with a message, and sends people
without access to its login screen, where they have been already. A refusal is a 403 here, for
people, scripts and logs alike; only somebody who isn't signed in is asked to sign in.
"""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin import auth

ask_to_sign_in = auth.reject_request


def refuse(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def sign_in_or_refuse(request: HttpRequest) -> HttpResponseBase:
    """Raises: PermissionDenied for somebody who is signed in."""
    if request.user.is_anonymous:
        answer: HttpResponseBase = ask_to_sign_in(request)
        return answer
    raise PermissionDenied


def install() -> None:
    """Wagtail has no setting for this; its decorators look both functions up when they refuse."""
    auth.permission_denied = refuse
    auth.reject_request = sign_in_or_refuse
