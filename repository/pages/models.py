"""The Wagtail side: pages of institutions and packages. Drafts live here, releases don't."""

from __future__ import annotations

from repository.pages.institution_page import InstitutionIndexPage, InstitutionPage
from repository.pages.package_page import PackagePage
from repository.pages.package_parts import (
    CreditStatus,
    Delivery,
    Facilitation,
    PackageOccupation,
    ReleaseLevel,
    Skill,
    TaggedSkill,
    TaggedSubject,
)
from repository.pages.specialisation_page import SpecialisationPage

__all__ = [
    "CreditStatus",
    "Delivery",
    "Facilitation",
    "InstitutionIndexPage",
    "InstitutionPage",
    "PackageOccupation",
    "PackagePage",
    "ReleaseLevel",
    "Skill",
    "SpecialisationPage",
    "TaggedSkill",
    "TaggedSubject",
]
