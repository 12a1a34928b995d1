"""The layer's list by itself, for an editor whose draft was saved without loading the page."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from repository.pages.layer_state import layer_state
from repository.pages.layer_views import LayerView


class LayerListView(LayerView, TemplateView):
    """What the editor shows of the layer, as the newest draft has it; each piece with its id."""

    template_name = "pages/layer_list.html"

    def get_page_title(self) -> str:
        return "Your layer over the core"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"layer": layer_state(self.draft, self.request.user), "page": self.draft}
