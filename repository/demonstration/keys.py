"""Keys of the demonstration: made from the names in the sources.

They are the same on every machine, and stay when a title or an order changes.
"""

from __future__ import annotations

import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demonstration.headwaters.example")


def stable_key(*names: str) -> str:
    """The same uuid for the same names, always."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))
