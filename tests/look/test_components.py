"""Every component, with all its cases."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from repository.public.specimen import Case
from repository.public.specimens import specimens
from tests.look.markup import Page, inline_code

CASES = [
    pytest.param(specimen.template, case, id=f"{specimen.template}-{case.label or number}")
    for specimen in specimens()
    for number, case in enumerate(specimen.cases)
]


@pytest.mark.parametrize(("template", "case"), CASES)
def test_component_with_sample_data_is_sound(template: str, case: Case) -> None:
    html = render_to_string(f"components/{template}.html", case.props)
    page = Page(html)

    assert html.strip()
    assert "«undefined" not in html
    assert "{{" not in html
    assert "{%" not in html
    assert page.problems == []
    assert inline_code(page) == []
