#!/usr/bin/env python
"""Django's command line, for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repository.settings.development")
    from django.core.management import execute_from_command_line

    from repository.settings.env import EnvironmentIncompleteError

    try:
        execute_from_command_line(sys.argv)
    except EnvironmentIncompleteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
