"""What the public pages of institutions show beside their own fields: packages, counts.

The public room registers it: it lies above this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repository.pages.institution_page import InstitutionIndexPage, InstitutionPage

InstitutionContext = Callable[["InstitutionPage"], dict[str, Any]]
ListContext = Callable[["InstitutionIndexPage"], dict[str, Any]]

_institution: list[InstitutionContext] = []
_list: list[ListContext] = []


def register_institution_contexts(institution: InstitutionContext, index: ListContext) -> None:
    """Name what gives the page of an institution, and that of all, their context."""
    _institution[:] = [institution]
    _list[:] = [index]


def context_of_institution(page: InstitutionPage) -> dict[str, Any]:
    return _institution[0](page) if _institution else {}


def context_of_list(page: InstitutionIndexPage) -> dict[str, Any]:
    return _list[0](page) if _list else {}
