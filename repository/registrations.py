"""What is connected at start-up: system checks, signal receivers, references to blobs.

Imported once, by `RepositoryConfig.ready`.
"""

from __future__ import annotations

from repository.http import checks  # noqa: F401
from repository.pages import institution_signals  # noqa: F401
