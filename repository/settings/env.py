"""The environment, read once, typed. Everything that differs between machines stands here.

`read_environment` reports every missing or unreadable variable in one message, by name.
Development gives defaults for all of them; production has no default secret.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from repository.settings.databases import DatabaseUrlError, database_from_url

PROJECT = Path(__file__).resolve().parent.parent.parent

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "console")


class EnvironmentIncompleteError(Exception):
    """The environment can't be used. `problems`: one sentence for each variable."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The environment is not complete:\n  " + "\n  ".join(problems))


@dataclasses.dataclass(frozen=True, slots=True)
class S3:
    """An S3-compatible store. `endpoint` empty: the provider's own address."""

    bucket: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str


@dataclasses.dataclass(frozen=True, slots=True)
class Environment:
    """The settings that a machine decides. Sizes in bytes, origins with scheme and without path."""

    secret_key: str
    site_name: str
    main_origin: str
    content_origin: str
    allowed_hosts: tuple[str, ...]
    database_url: str
    data_dir: Path
    static_dir: Path
    s3: S3 | None
    background_tasks: bool
    max_upload_bytes: int
    email_url: str
    email_from: str
    trusted_proxies: int
    demonstration: bool
    log_level: str

    @property
    def main_host(self) -> str:
        return urlsplit(self.main_origin).hostname or ""

    @property
    def content_host(self) -> str:
        return urlsplit(self.content_origin).hostname or ""


class Reader:
    """Takes values out of a mapping and gathers what is wrong with them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.problems.append(f"{name} is not set, and has no default here.")
            return ""
        return default

    def names(self, name: str, default: str | None = None) -> tuple[str, ...]:
        """A list, its members separated by commas."""
        members = (member.strip() for member in self.text(name, default).split(","))
        return tuple(member for member in members if member)

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        if value.strip().lower() in TRUE:
            return True
        if value.strip().lower() not in FALSE:
            self.problems.append(f"{name} is {value!r}; it must be yes or no.")
        return False

    def number(self, name: str, default: int, least: int = 0) -> int:
        value = self.values.get(name, "").strip()
        if not value:
            return default
        if not value.isdecimal() or len(value) > 9 or int(value) < least:
            what = f"a whole number from {least}" if least else "a whole number"
            self.problems.append(f"{name} is {value[:40]!r}; it must be {what}.")
            return default
        return int(value)

    def one_of(self, name: str, known: tuple[str, ...], default: str) -> str:
        value = self.text(name, default).upper()
        if value not in known:
            self.problems.append(f"{name} is {value!r}; it must be one of {', '.join(known)}.")
        return value

    def origin(self, name: str, default: str | None = None) -> str:
        value = self.text(name, default)
        if not value:
            return value
        parts = _split(value)
        if parts is None or parts.scheme not in {"http", "https"} or parts.path:
            self.problems.append(f"{name} is {value!r}; it must look like https://example.org.")
        return value

    def mail(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value and value != "console:":
            parts = _split(value)
            if parts is None or parts.scheme not in MAIL_SCHEMES:
                # The address may hold a password, so it isn't shown.
                self.problems.append(f"{name} must look like smtp+tls://user:password@host:587.")
        return value

    def database(self, name: str, data_dir: Path) -> str:
        value = self.text(name, "")
        try:
            database_from_url(value, data_dir)
        except DatabaseUrlError as error:
            self.problems.append(str(error))
        return value

    def s3(self) -> S3 | None:
        if not self.values.get("S3_BUCKET", "").strip():
            return None
        return S3(
            bucket=self.text("S3_BUCKET"),
            endpoint=self.text("S3_ENDPOINT", ""),
            region=self.text("S3_REGION", ""),
            access_key=self.text("S3_ACCESS_KEY"),
            secret_key=self.text("S3_SECRET_KEY"),
        )


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host; None where a part of it can't be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read only when it is asked for
    except ValueError:
        return None
    return parts if parts.hostname else None


def _host_of(url: str) -> str:
    parts = _split(url)
    return (parts.hostname or "") if parts else ""


def _problems_of_hosts(environment: Environment) -> list[str]:
    main = environment.main_host
    if _answers_to(main, environment.allowed_hosts):
        return []
    return [f"ALLOWED_HOSTS does not hold {main}, the host of MAIN_ORIGIN."]


def _answers_to(host: str, allowed: tuple[str, ...]) -> bool:
    """Whether Django would answer to a host. Source: the setting ALLOWED_HOSTS."""
    names = [name.lower() for name in allowed]
    inside = (name for name in names if name.startswith("."))
    return "*" in names or host in names or any(f".{host}".endswith(name) for name in inside)


def read_environment(values: Mapping[str, str], *, development: bool) -> Environment:
    """Read all variables.

    development: gives defaults to the variables that production must set.

    Raises: EnvironmentIncompleteError, with one sentence for each missing or unreadable variable.
    """
    reader = Reader(values)
    port = reader.number("PORT", 8000, least=1)

    def own(default: str) -> str | None:
        return default if development else None

    main_origin = reader.origin("MAIN_ORIGIN", own(f"http://127.0.0.1:{port}"))
    data_dir = Path(reader.text("DATA_DIR", str(PROJECT / "var")))
    hosts = "127.0.0.1,localhost,.localhost,testserver" if development else None
    environment = Environment(
        secret_key=reader.text("SECRET_KEY", own("development only, of no use elsewhere")),
        site_name=reader.text("SITE_NAME", "Headwaters"),
        main_origin=main_origin,
        content_origin=reader.origin("CONTENT_ORIGIN", own(f"http://content.localhost:{port}")),
        allowed_hosts=reader.names("ALLOWED_HOSTS", hosts),
        database_url=reader.database("DATABASE_URL", data_dir),
        data_dir=data_dir,
        static_dir=Path(reader.text("STATIC_DIR", str(data_dir / "static"))),
        s3=reader.s3(),
        background_tasks=reader.flag("BACKGROUND_TASKS", default=not development),
        max_upload_bytes=reader.number("MAX_UPLOAD_MB", 1024, least=1) * 1024 * 1024,
        email_url=reader.mail("EMAIL_URL", "console:" if development else ""),
        email_from=reader.text("EMAIL_FROM", f"no-reply@{_host_of(main_origin)}"),
        trusted_proxies=reader.number("TRUSTED_PROXIES", 0),
        demonstration=reader.flag("DEMONSTRATION", default=development),
        log_level=reader.one_of("LOG_LEVEL", LOG_LEVELS, "INFO"),
    )
    if not reader.problems:
        reader.problems += _problems_of_hosts(environment)
    if reader.problems:
        raise EnvironmentIncompleteError(reader.problems)
    return environment
