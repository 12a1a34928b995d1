"""Which packages the benchmarks ask for: `python -m benchmarks.samples`, JSON out."""

from __future__ import annotations

import json
import sys

import django

HOW_MANY = 40


def main() -> None:
    django.setup()
    from search.models import Entry  # models can't be imported before

    total = Entry.objects.count()
    step = max(total // HOW_MANY, 1)
    rows = list(Entry.objects.order_by("pk").values_list("package__slug", "number"))[::step]
    packages = [f"/packages/{slug}/" for slug, _ in rows[:HOW_MANY]]
    releases = [f"/packages/{slug}/releases/{number}/" for slug, number in rows[:HOW_MANY]]
    sys.stdout.write(json.dumps({"total": total, "packages": packages, "releases": releases}))


if __name__ == "__main__":
    main()
