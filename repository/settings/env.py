"""The environment, read once, typed. Everything that differs between machines stands here.

`read_environment` reports every missing or unreadable variable in one message, by name.
Development gives defaults for all of them; production has no default secret.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent.parent

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


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

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        if value.strip().lower() in TRUE:
            return True
        if value.strip().lower() not in FALSE:
            self.problems.append(f"{name} is {value!r}; it must be yes or no.")
        return False

    def number(self, name: str, default: int) -> int:
        value = self.values.get(name, "").strip()
        if not value:
            return default
        if not value.isdecimal():
            self.problems.append(f"{name} is {value!r}; it must be a whole number.")
            return default
        return int(value)

    def origin(self, name: str, default: str | None = None) -> str:
        value = self.text(name, default)
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path):
            self.problems.append(f"{name} is {value!r}; it must look like https://example.org.")
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


def read_environment(values: Mapping[str, str], *, development: bool) -> Environment:
    """Read all variables.

    development: gives defaults to the variables that production must set.

    Raises: EnvironmentIncompleteError, with one sentence for each missing or unreadable variable.
    """
    reader = Reader(values)
    port = reader.number("PORT", 8000)

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
        allowed_hosts=tuple(
            host.strip() for host in reader.text("ALLOWED_HOSTS", hosts).split(",") if host.strip()
        ),
        database_url=reader.text("DATABASE_URL", ""),
        data_dir=data_dir,
        static_dir=Path(reader.text("STATIC_DIR", str(data_dir / "static"))),
        s3=reader.s3(),
        background_tasks=reader.flag("BACKGROUND_TASKS", default=not development),
        max_upload_bytes=reader.number("MAX_UPLOAD_MB", 1024) * 1024 * 1024,
        email_url=reader.text("EMAIL_URL", "console:" if development else ""),
        email_from=reader.text("EMAIL_FROM", f"no-reply@{urlsplit(main_origin).hostname}"),
        trusted_proxies=reader.number("TRUSTED_PROXIES", 0),
        demonstration=reader.flag("DEMONSTRATION", default=development),
        log_level=reader.text("LOG_LEVEL", "INFO"),
    )
    if reader.problems:
        raise EnvironmentIncompleteError(reader.problems)
    return environment
