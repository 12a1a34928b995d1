"""The editor of a specialisation: the tabs of a package, with the layer between its fields."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.side_panels import BaseSidePanel

from repository.pages.package_panels import editor_tabs


class _OfLayer(Panel):
    """Shows what the draft's layer does; changes nothing."""

    class BoundPanel(Panel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # Inline import: the state reads models, which are built from panels.
            from repository.pages.layer_state import state_for

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"layer": state_for(self.request, self.instance)}


class LayerPanel(_OfLayer):
    """The core's parts in order, with own ones in their place and what may be done to each."""

    class BoundPanel(_OfLayer.BoundPanel):
        template_name = "pages/panels/layer.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/layer-editor.js"])

        def get_comparison(self) -> list[type]:
            """Of two revisions: the rows of the layer are no fields, and told here."""
            # Inline import: it reads models, which are built from panels.
            from repository.pages.layer_history import BaseComparison, LayerComparison

            return [BaseComparison, LayerComparison]


class CoreDutiesPanel(_OfLayer):
    """The core's duties and competencies, to read."""

    class BoundPanel(_OfLayer.BoundPanel):
        template_name = "pages/panels/core_duties.html"


class _LayerSidePanel(BaseSidePanel):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        # Inline import: as above.
        from repository.pages.layer_state import state_for

        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"layer": state_for(self.request, self.object)}


class EffectivePackagePanel(_LayerSidePanel):
    """The list as the public will see it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Toggle effective package"
        icon_name = "list-ol"

    name = "effective"
    title = "Effective package"
    template_name = "pages/side_panels/effective.html"
    order = 210


class ProofPanel(_LayerSidePanel):
    """Whether the specialisation still contains its core."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Toggle harmonisation proof"
        icon_name = "success"

    name = "proof"
    title = "Harmonisation proof"
    template_name = "pages/side_panels/proof.html"
    order = 220


def specialisation_tabs() -> TabbedInterface:
    """The whole editor. The kind isn't in it: it follows from what the layer stands on."""
    return editor_tabs(_content(), _competencies())


def _content() -> list[Any]:
    return [
        TitleFieldPanel(
            "title",
            placeholder="Title",
            help_text=(
                "It tells learners which specialisation it is: “Building Service Worker in food "
                "plants”."
            ),
        ),
        FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 3})),
        LayerPanel(heading="Your layer over the core", icon="list-ul"),
        FieldPanel(
            "components",
            heading="Your own components",
            help_text=(
                "What you added and what replaces a part of the core: write them here. Where they "
                "stand is decided above, and so is which part of the core they replace."
            ),
        ),
        CommentPanel(),
    ]


def _competencies() -> list[Any]:
    return [
        CoreDutiesPanel(heading="The core’s duties and competencies", icon="lock"),
        HelpPanel(
            template="pages/panels/competencies_help.html", heading="What competencies are for"
        ),
        FieldPanel(
            "duties",
            heading="Your own duties and their competencies",
            help_text=(
                "What your learners can do beyond the core. They stand after the core’s duties; "
                "your components may point at the core’s codes and at these."
            ),
        ),
    ]
