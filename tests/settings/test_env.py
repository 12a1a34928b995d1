"""The environment is read once, typed, and fails by name."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
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
        ("MAIN_ORIGIN", "https://curriculum.example.org:port"),
        ("MAX_UPLOAD_MB", "0"),
        ("PORT", "9" * 5000),
        ("LOG_LEVEL", "loud"),
        ("EMAIL_URL", "smpt://mail.example.org"),
        ("EMAIL_URL", "smtp://mail.example.org:port"),
        ("EMAIL_URL", "mail.example.org"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://user:secret@host:port/name"),
        ("DATABASE_URL", "postgresql://host"),
        ("ALLOWED_HOSTS", "www.example.org"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment(PRODUCTION | {name: value}, development=False)
    assert [problem.split(" ", 1)[0] for problem in caught.value.problems] == [name]


@pytest.mark.parametrize("hosts", ["*", ".example.org", "x.org,Curriculum.Example.Org"])
def test_hosts_that_hold_the_main_one_are_enough(hosts: str) -> None:
    read_environment(PRODUCTION | {"ALLOWED_HOSTS": hosts}, development=False)


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL"])
def test_a_password_is_not_told(name: str) -> None:
    with pytest.raises(EnvironmentIncompleteError) as caught:
        read_environment(PRODUCTION | {name: "x://user:secret@host:port/n"}, development=False)
    assert "secret" not in str(caught.value)


def test_a_command_without_its_environment_says_so_without_a_traceback() -> None:
    environment = {"PATH": os.environ["PATH"]}
    environment["DJANGO_SETTINGS_MODULE"] = "repository.settings.production"
    ended = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        check=False,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert "SECRET_KEY is not set" in ended.stderr
    assert "Traceback" not in ended.stderr


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
    served = (PROJECT / "gunicorn.conf.py").read_text()
    names |= set(re.findall(r"(?:_number|environ\.get)\(\"([A-Z0-9_]+)\"", served))
    assert {"SECRET_KEY", "S3_BUCKET", "PORT", "WEB_PROCESSES", "BIND"} <= names
    example = (PROJECT / ".env.example").read_text()
    readme = (PROJECT / "README.md").read_text()
    assert [name for name in sorted(names) if f"\n{name}=" not in "\n" + example] == []
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []


def test_every_command_stands_in_the_readme() -> None:
    commands = (PROJECT / "repository" / "management" / "commands").glob("[a-z]*.py")
    readme = (PROJECT / "README.md").read_text()
    missing = [path.stem for path in sorted(commands) if f"`{path.stem}" not in readme]
    assert [name for name in missing if f"manage.py {name}" not in readme] == []


@pytest.mark.parametrize("value", ["many", "0", "-1", "1" * 50])
def test_gunicorn_names_a_number_that_it_cannot_use(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_PROCESSES", value)
    with pytest.raises(SystemExit, match=r"WEB_PROCESSES is .* a whole number from 1"):
        runpy.run_path(str(PROJECT / "gunicorn.conf.py"))


def test_gunicorn_takes_an_empty_number_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_THREADS", "")
    assert runpy.run_path(str(PROJECT / "gunicorn.conf.py"))["threads"] == 4
