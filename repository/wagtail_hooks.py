"""What the rooms add to Wagtail's admin: Wagtail looks for this module."""

from __future__ import annotations

from repository.pages import wagtail_hooks  # noqa: F401
