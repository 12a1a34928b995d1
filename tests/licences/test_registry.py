from __future__ import annotations

import pytest
from license_expression import get_spdx_licensing

from repository.licences.catalogue import CATALOGUE, MEMBERS, Facts, facts_of
from repository.licences.errors import LicenceUnknownError
from repository.licences.models import Licence
from repository.licences.selectors import (
    all_terms,
    find_licence,
    licence_by_slug,
    licence_terms,
    licences,
)

pytestmark = pytest.mark.django_db


def test_registry_holds_the_nine_licences_in_order() -> None:
    assert [licence.spdx for licence in licences()] == [facts.spdx for facts in CATALOGUE]
    assert len(CATALOGUE) == 9


@pytest.mark.parametrize("facts", CATALOGUE, ids=lambda facts: facts.slug)
def test_registry_agrees_with_the_catalogue(facts: Facts) -> None:
    licence = Licence.objects.get(spdx=facts.spdx)
    assert licence_terms(facts.spdx) == facts.terms
    assert (licence.name, licence.slug, licence.deed_url, licence.legalcode_url) == (
        facts.name,
        facts.slug,
        facts.deed_url,
        facts.legalcode_url,
    )
    assert licence.summary == facts.summary


@pytest.mark.parametrize("facts", CATALOGUE, ids=lambda facts: facts.slug)
def test_registry_identifiers_are_in_the_spdx_list_or_are_references(facts: Facts) -> None:
    if facts.spdx == MEMBERS:
        assert facts.spdx.startswith("LicenseRef-")
    else:
        found = get_spdx_licensing().validate(facts.spdx)
        assert (found.errors, found.normalized_expression) == ([], facts.spdx)


def test_find_licence_is_blind_to_case() -> None:
    licence = find_licence("cc-by-sa-4.0")
    assert licence is not None
    assert licence.spdx == "CC-BY-SA-4.0"


def test_licence_by_slug_finds_the_short_form() -> None:
    licence = licence_by_slug("cc-by-nc")
    assert licence is not None
    assert licence.spdx == "CC-BY-NC-4.0"


def test_licence_terms_of_an_unknown_licence_is_refused_by_name() -> None:
    with pytest.raises(LicenceUnknownError, match="WTFPL") as caught:
        licence_terms("WTFPL")
    assert caught.value.code == "LICENCE-UNKNOWN"


def test_all_terms_takes_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(all_terms()) == 9


def test_facts_of_an_unknown_licence_is_none() -> None:
    assert facts_of("GPL-3.0-only") is None
