"""SCORM 1.2 and SCORM 2004, 2nd to 4th edition: what a package holds and what it starts."""

from __future__ import annotations

from repository.formats.scorm.model import Item, Organization, ScormPackage
from repository.formats.scorm.package import read_scorm

__all__ = ["Item", "Organization", "ScormPackage", "read_scorm"]
