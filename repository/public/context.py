"""What every public page may say without asking for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name, and whether it is a demonstration."""
    return {
        "site_name": settings.SITE_NAME,
        "demonstration": settings.DEMONSTRATION,
        "styleguide": settings.DEBUG,
        "main_origin": settings.MAIN_ORIGIN,
    }
