"""The environment is read once, typed, and fails by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repository.settings.env import PROJECT, EnvironmentIncompleteError, read_environment

PRODUCTION = {
    "SECRET_KEY": "a secret",
    "MAIN_ORIGIN": "https://curriculum.example.org",
    "CONTENT_ORIGIN": "https://content.example.net",
    "ALLOWED_HOSTS": "curriculum.example.org, www.example.org",
}


def test_development_needs_nothing() -> None:
    environment = read_environment({}, development=True)
    assert environment.main_origin == "http://127.0.0.1:8000"
    assert environment.content_origin == "http://content.localhost:8000"
    assert environment.background_tasks is False
    assert environment.demonstration is True


def test_development_port_moves_both_origins() -> None:
    environment = read_environment({"PORT": "9001"}, development=True)
    assert environment.main_origin.endswith(":9001")
    assert environment.content_origin.endswith(":9001")


def test_production_complete_is_typed() -> None:
    environment = read_environment(
        PRODUCTION | {"MAX_UPLOAD_MB": "5", "DATA_DIR": "/srv/data"}, development=False
    )
    assert environment.allowed_hosts == ("curriculum.example.org", "www.example.org")
    assert environment.max_upload_bytes == 5 * 1024 * 1024
    assert environment.data_dir == Path("/srv/data")
    assert environment.static_dir == Path("/srv/data/static")
    assert environment.background_tasks is True
    assert environment.demonstration is False
    assert environment.s3 is None


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_without_a_variable_fails_by_its_name(name: str) -> None:
    values = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment(values, development=False)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(f"{name} ")


def test_production_empty_names_every_variable_at_once() -> None:
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment({}, development=False)
    named = {problem.split(" ", 1)[0] for problem in caught.value.problems}
    assert named == set(PRODUCTION)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIN_ORIGIN", "curriculum.example.org"),
        ("MAIN_ORIGIN", "https://example.org/path"),
        ("CONTENT_ORIGIN", "ftp://example.org"),
        ("MAX_UPLOAD_MB", "many"),
        ("BACKGROUND_TASKS", "perhaps"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment(PRODUCTION | {name: value}, development=False)
    assert [problem.split(" ", 1)[0] for problem in caught.value.problems] == [name]


def test_a_bucket_needs_its_keys() -> None:
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment(PRODUCTION | {"S3_BUCKET": "curriculum"}, development=False)
    assert {problem.split(" ", 1)[0] for problem in caught.value.problems} == {
        "S3_ACCESS_KEY",
        "S3_SECRET_KEY",
    }


def test_every_variable_stands_in_the_example_and_in_the_readme() -> None:
    source = (PROJECT / "repository" / "settings" / "env.py").read_text()
    names = set(re.findall(r"reader\.\w+\(\s*\"([A-Z0-9_]+)\"", source))
    names |= set(re.findall(r"self\.text\(\"([A-Z0-9_]+)\"", source))
    assert {"SECRET_KEY", "S3_BUCKET", "PORT"} <= names
    example = (PROJECT / ".env.example").read_text()
    readme = (PROJECT / "README.md").read_text()
    assert [name for name in sorted(names) if f"\n{name}=" not in "\n" + example] == []
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []
