"""An editor's tab that was open while a part was accepted doesn't undo it without a word."""

from __future__ import annotations

import pytest
from django.test import Client

from repository.pages.models import PackagePage
from repository.proposals.services import accept_proposal
from tests.factories import Role, user
from tests.offered import a_core, an_offer, college
from tests.pages.forms import package_form

pytestmark = pytest.mark.django_db


def test_form_from_before_the_acceptance_is_told_once() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    client = Client()
    client.force_login(user(Role.CONTRIBUTOR, college("viu")))
    loaded = PackagePage.objects.get(pk=page.pk).latest_revision_id
    accept_proposal(proposal=proposal)
    newest = PackagePage.objects.get(pk=page.pk).latest_revision_id
    form = package_form(title="Cleaning", kind="level-1-core", slug="cleaning-1")
    address = f"/admin/pages/{page.pk}/edit/"
    text = client.post(address, form | {"loaded_revision_id": str(loaded)}).content.decode()
    assert "was accepted into this draft" in text
    assert PackagePage.objects.get(pk=page.pk).latest_revision_id == newest
    client.post(address, form | {"loaded_revision_id": str(newest)})
    assert PackagePage.objects.get(pk=page.pk).latest_revision_id != newest
