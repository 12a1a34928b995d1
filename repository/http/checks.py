"""System checks: the site doesn't start with origins that would run uploaded content as itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured


@register()
def check_origins(**kwargs: Any) -> list[CheckMessage]:
    """Main and content origin must not share a host: cookies don't tell ports apart."""
    main = urlsplit(settings.MAIN_ORIGIN).hostname or ""
    content = urlsplit(settings.CONTENT_ORIGIN).hostname or ""
    problems: list[CheckMessage] = []
    if main == content:
        problems.append(
            Error(
                f"MAIN_ORIGIN and CONTENT_ORIGIN share the host {content}.",
                hint="Give uploaded content a host of its own, such as content.example.net.",
                id="headwaters.E001",
            )
        )
    elif main.endswith("." + content) or content.endswith("." + main):
        problems.append(
            Warning(
                f"MAIN_ORIGIN and CONTENT_ORIGIN lie in one domain ({main}, {content}).",
                hint="A domain of its own keeps uploads from setting cookies for the site.",
                id="headwaters.W001",
            )
        )
    domain = (settings.SESSION_COOKIE_DOMAIN or "").lstrip(".")
    if domain and (content == domain or content.endswith("." + domain)):
        problems.append(
            Error(
                f"SESSION_COOKIE_DOMAIN {domain} covers CONTENT_ORIGIN.",
                hint="Leave SESSION_COOKIE_DOMAIN unset: cookies belong to the main host only.",
                id="headwaters.E002",
            )
        )
    return problems


def require_separate_origins() -> None:
    """Raises: ImproperlyConfigured where uploaded content would run as the site itself."""
    errors = [problem for problem in check_origins() if problem.is_serious()]
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))
