"""What keeps a draft page from being released: the rules, over what the page holds now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from repository.licences.rules import Terms
from repository.licences.selectors import all_terms
from repository.pages.draft import read_draft
from repository.pages.layer_rules import layer_problems_of
from repository.pages.rules import Draft, Problem, problems_of
from repository.releases.errors import NotReleasableError

if TYPE_CHECKING:
    from repository.pages.package_page import PackagePage


def draft_problems(page: PackagePage) -> list[Problem]:
    """All problems of a draft, errors first; errors keep it from being released."""
    return problems_in(read_draft(page))


def problems_in(draft: Draft, terms: Mapping[str, Terms] | None = None) -> list[Problem]:
    """The same, where the draft has been read already. terms: of all licences, where known."""
    terms = all_terms() if terms is None else terms
    found = problems_of(draft, terms, timezone.localdate())
    found += layer_problems_of(draft, terms)
    return sorted(found, key=lambda problem: not problem.blocks)


def require_releasable(draft: Draft) -> None:
    """Raises: NotReleasableError, with every error of the draft."""
    errors = [(p.code, p.place, p.message) for p in problems_in(draft) if p.blocks]
    if errors:
        raise NotReleasableError(errors)
