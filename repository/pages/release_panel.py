"""The panel of the Release tab: where the package is, and what its next release would be."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.panels import Panel


class ReleasePanel(Panel):
    """Shows; changes nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/release.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/release-panel.js"])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # Inline import: the state reads models, which are built from panels.
            from repository.pages.release_state import release_state

            context: dict[str, Any] = super().get_context_data(parent_context)
            state = release_state(self.instance, self.request.user)
            return context | {"state": state, "package": self.instance}
