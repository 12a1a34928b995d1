"""Tables that are taken away as CSV hold no formula of somebody's."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from repository.http.spreadsheets import without_formula
from repository.pages.services import create_package_draft
from tests import factories
from tests.factories import Role


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Food safety", "Food safety"),
        ("", ""),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
    ],
)
def test_without_formula(text: str, cell: str) -> None:
    assert without_formula(text) == cell


@pytest.mark.django_db
@pytest.mark.parametrize("report", ["site_history", "aging_pages"])
def test_title_that_is_a_formula_is_text_in_a_report(client: Client, report: str) -> None:
    institution = factories.institution()
    create_package_draft(institution=institution, title="=1+cmd|x", kind="standalone")
    client.force_login(factories.user(Role.PUBLISHER, institution))
    address = reverse(f"wagtailadmin_reports:{report}")
    answer = client.get(address, {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]
    assert report != "site_history" or "'=1+cmd|x" in cells
