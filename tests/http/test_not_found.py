"""What somebody sees at an address that leads nowhere."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

PLAIN = "repository.http.middleware.PlainNotFoundMiddleware"


@pytest.mark.parametrize("address", ["/nothing/here/", "/packages/nothing/"])
def test_address_without_page_on_a_developers_machine_gets_the_page_of_visitors(
    client: Client, settings: LazySettings, address: str
) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, PLAIN]
    answer = client.get(address)
    assert answer.status_code == 404
    assert "This page isn’t here" in answer.content.decode()


def test_address_without_screen_in_the_admin_leads_to_the_dashboard(client: Client) -> None:
    client.force_login(factories.user(factories.Role.CONSORTIUM_EDITOR))
    answer = client.get("/admin/nothing/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Go to the dashboard" in html
    assert "Wagtail admin" not in html


def test_person_who_is_signed_in_isnt_asked_to_sign_in_again(client: Client) -> None:
    client.force_login(factories.user(factories.Role.MEMBER))
    html = client.get("/admin/").content.decode()
    assert "Your account may not open this" in html
