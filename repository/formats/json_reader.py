"""The one reader of JSON from uploads: limited in size, safe with any nesting and numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from repository.formats.archive import Archive
from repository.formats.errors import FormatError
from repository.formats.findings import Finding, finding
from repository.formats.limits import DEFAULT, Limits
from repository.formats.text import megabytes


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """value is None where the text can't be read, and then there is a finding."""

    value: Any
    findings: tuple[Finding, ...] = ()


def examine_json(data: bytes, place: str = "", limits: Limits = DEFAULT) -> JsonDocument:
    """What a JSON text holds. Raises nothing."""
    if len(data) > limits.max_json_bytes:
        size, limit = megabytes(len(data)), megabytes(limits.max_json_bytes)
        return JsonDocument(None, (finding("JSON-TOO-LARGE", place, size=size, limit=limit),))
    try:
        return JsonDocument(json.loads(data))
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, line {error.lineno}, column {error.colno}"
    except RecursionError:
        reason = "it is nested too deep"
    except UnicodeDecodeError:
        reason = "it is not in UTF-8"
    except ValueError:
        reason = "it holds a number of thousands of digits"
    return JsonDocument(None, (finding("JSON-INVALID", place, reason=reason),))


def examine_object(archive: Archive, name: str, limits: Limits = DEFAULT) -> JsonDocument:
    """A member that must be a JSON object; value is a dict or None."""
    try:
        data = archive.read(name, limits.max_json_bytes)
    except FormatError as error:
        return JsonDocument(None, error.findings)
    document = examine_json(data, name, limits)
    if document.findings or isinstance(document.value, dict):
        return document
    return JsonDocument(None, (finding("JSON-NOT-AN-OBJECT", name),))
