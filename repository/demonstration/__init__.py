"""The demonstration content: readable sources, pure builders, and the loader."""

from __future__ import annotations
