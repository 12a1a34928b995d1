"""How many statements an address takes: `python -m benchmarks.statements PATH…`, JSON out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django


def main() -> None:
    django.setup()
    from django.conf import settings  # Django is set up only now
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    counts = {}
    for path in sys.argv[1:]:
        client.get(path)
        seen: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any, seen: list[str] = seen) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        response.close()
        counts[path] = len(seen)
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    main()
