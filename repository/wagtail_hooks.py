"""What the rooms add to Wagtail's admin: Wagtail looks for this module."""

from __future__ import annotations

from repository.blobs import wagtail_hooks as blobs  # noqa: F401
from repository.licences import wagtail_hooks as licences  # noqa: F401
from repository.pages import institution_hooks, lead_hooks  # noqa: F401
from repository.pages import wagtail_hooks as pages  # noqa: F401
from repository.proposals import wagtail_hooks as proposals  # noqa: F401
from repository.updates import wagtail_hooks as updates  # noqa: F401
