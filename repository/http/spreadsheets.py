"""Tables that people of the admin take away as CSV: a title in them is never a formula.

Anybody who may write a draft chooses its title, and spreadsheet programs run what begins like a
formula. Wagtail sees to that in its XLSX, and not in its CSV (8.0.1).
Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA = ("=", "+", "-", "@", "\t", "\r")

as_wagtail_does = SpreadsheetExportMixin.preprocess_field_value


def without_formula(text: str) -> str:
    """Text as text, whatever a spreadsheet would take it for."""
    return f"'{text}" if text.startswith(FORMULA) else text


def harmless(self: Any, field: str, value: Any, export_format: str) -> Any:
    """What stands in one field of a table that is taken away."""
    found = as_wagtail_does(self, field, value, export_format)
    if export_format == SpreadsheetExportMixin.FORMAT_CSV and not isinstance(found, int | float):
        return without_formula(str(found)) if found is not None else found
    return found


def install() -> None:
    """Wagtail has no setting for this; every table asks this one method."""
    SpreadsheetExportMixin.preprocess_field_value = harmless
