"""Main and content origin are told apart by host name, and neither does the other's work."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.test.client import RequestFactory

from repository.http.checks import check_origins, require_separate_origins
from repository.http.middleware import UploadLimitMiddleware


@pytest.mark.parametrize(
    ("main", "content", "cookie_domain", "expected"),
    [
        ("https://a.example", "https://files.example", None, []),
        ("http://127.0.0.1:8000", "http://content.localhost:8000", None, []),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001", None, ["headwaters.E001"]),
        ("https://a.example", "https://a.example", None, ["headwaters.E001"]),
        ("https://a.example", "https://content.a.example", None, ["headwaters.W001"]),
        (
            "https://www.example.org",
            "https://content.example.org",
            ".example.org",
            ["headwaters.E002"],
        ),
    ],
)
def test_origins_sharing_a_host_or_a_cookie_are_refused(
    main: str, content: str, cookie_domain: str | None, expected: list[str]
) -> None:
    with override_settings(
        MAIN_ORIGIN=main, CONTENT_ORIGIN=content, SESSION_COOKIE_DOMAIN=cookie_domain
    ):
        assert [problem.id for problem in check_origins()] == expected


@pytest.mark.parametrize(
    "host",
    ["content.localhost", "abc.content.localhost", "Content.Localhost", "content.localhost.:8000"],
)
@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/login/", "/healthz", "/catalogue/"])
def test_content_host_serves_no_page_of_the_site(client: Client, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 404
    assert not response.cookies


def test_an_upload_that_says_it_is_too_large_is_refused_before_it_is_read() -> None:
    def never(request: object) -> object:
        raise AssertionError("The request should not have come this far.")

    with override_settings(MAX_UPLOAD_BYTES=10, DATA_UPLOAD_MAX_MEMORY_SIZE=5):
        request = RequestFactory().post("/", CONTENT_LENGTH="16")
        response = UploadLimitMiddleware(never)(request)  # type: ignore[arg-type]
    assert response.status_code == 413


@pytest.mark.django_db
def test_health_names_what_is_ready(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ready", "blobs": "ready"})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_answers_whoever_asks_by_address(client: Client, path: str) -> None:
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200
        assert client.get("/catalogue/", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_server_does_not_start_where_origins_share_a_host() -> None:
    with (
        override_settings(MAIN_ORIGIN="https://a.org", CONTENT_ORIGIN="https://a.org:1"),
        pytest.raises(ImproperlyConfigured, match=r"share the host a\.org"),
    ):
        require_separate_origins()
    require_separate_origins()


def test_a_public_answer_carries_a_strict_policy(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
