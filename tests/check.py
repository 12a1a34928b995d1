"""`make check`: everything that can be said of the code without running its tests.

Runs all checks and reports all failures, rather than stopping at the first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
TEST = {"DJANGO_SETTINGS_MODULE": "repository.settings.test"}
# What production must be given; the values are of no use but for this check.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "repository.settings.production",
    "SECRET_KEY": "only-to-see-whether-the-settings-hold-" + "0123456789abcdefghijklmnopqrstuv",
    "MAIN_ORIGIN": "https://headwaters.example",
    "CONTENT_ORIGIN": "https://content.headwaters-files.example",
    "ALLOWED_HOSTS": "headwaters.example",
}
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("ruff", [str(BIN / "ruff"), "check", "."], {}),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "."], {}),
    ("mypy", [str(BIN / "mypy")], {}),
    ("import-linter", [str(BIN / "lint-imports")], {}),
    ("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], TEST),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]
AUDIT = [
    str(BIN / "pip-audit"),
    *("--requirement", "requirements.txt", "--require-hashes", "--disable-pip"),
    *("--progress-spinner", "off", "--format", "json"),
]


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    result = subprocess.run(
        command, env=os.environ | environment, text=True, capture_output=True, check=False
    )
    good = result.returncode == 0
    sys.stdout.write(f"{'ok    ' if good else 'FAILED'} {name}\n")
    if not good:
        sys.stdout.write(result.stdout + result.stderr)
    sys.stdout.flush()
    return good


def audit() -> bool:
    """Known vulnerabilities of the dependencies. Where no advisories were reached: a remark."""
    result = subprocess.run(AUDIT, text=True, capture_output=True, check=False)
    try:
        dependencies = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (result.stderr.strip().splitlines() or ["no answer"])[-1]
        sys.stdout.write(f"SKIPPED dependency audit: no advisories were reached ({last})\n")
        return True
    audited = [each for each in dependencies if "skip_reason" not in each]
    vulnerable = [each for each in audited if each["vulns"]]
    for each in vulnerable:
        names = ", ".join(vulnerability["id"] for vulnerability in each["vulns"])
        sys.stdout.write(f"       {each['name']} {each['version']}: {names}\n")
    word = "FAILED" if vulnerable else "ok    " if audited else "SKIPPED"
    sys.stdout.write(f"{word} dependency audit: {len(audited)} of {len(dependencies)} looked up\n")
    return not vulnerable


def main() -> int:
    results = [passes(*check) for check in CHECKS]
    results.append(audit())
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
