"""The admin's screens of proposals: the lists, and the form to offer a part.

Those of one proposal are in `proposal_views`.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.institutions.selectors import is_contributor
from repository.pages.release_views import editor_address, title_of
from repository.proposals.detail import title_of_core
from repository.proposals.errors import NotToBeOfferedError, ProposalError
from repository.proposals.forms import OfferForm
from repository.proposals.rules import followed, is_own, local_words, part_of
from repository.proposals.selectors import proposals_for
from repository.proposals.services import offer_component, to_offer
from repository.releases.attribution import licence_name
from repository.releases.layer import REPLACED
from repository.releases.models import Package, Release
from repository.releases.selectors import newest_release


class ProposalsView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for the person's institutions, and what they offered."""

    template_name = "proposals/list.html"
    page_title = "Proposals"
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": "", "label": "Proposals"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"lists": proposals_for(cast("User", self.request.user))}


class OfferView(WagtailAdminTemplateMixin, FormView[OfferForm]):
    """Offer a part of a layer's newest release. For whoever may write the layer's drafts."""

    template_name = "proposals/offer.html"
    form_class = OfferForm
    page_title = "Offer to the core"
    header_icon = "upload"
    package: Package
    release: Release | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        packages = Package.objects.select_related("owner")
        self.package = get_object_or_404(packages, pk=kwargs["package_id"])
        if not is_contributor(request.user, self.package.owner):
            raise PermissionDenied
        self.release = newest_release(self.package)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return title_of(self.package)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("packages:index"), "label": "Packages"},
            {"url": editor_address(self.package), "label": title_of(self.package)},
            {"url": "", "label": "Offer to the core"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        release, key = self.release, self.kwargs["key"]
        context |= {"package": self.package, "release": release, "refusal": "", "part": None}
        context["editor"] = editor_address(self.package)
        if release is None:
            return context | {
                "refusal": "Release your package first: only what is released can be offered."
            }
        part = part_of(release.manifest, key)
        try:
            to_offer(release, key)
        except NotToBeOfferedError as error:
            own = part if is_own(part) else None
            return context | {"refusal": str(error), "part": own}
        base = release.stands_on.base
        after = part_of(base.manifest, followed(release.manifest, key))
        replaced = part_of(base.manifest, key)
        return context | {
            "part": part,
            "local": local_words(part, self.names_of_ours()) if part else (),
            "replaces": part is not None and part.origin == REPLACED,
            "replaced_title": replaced.title if replaced else "",
            "after_title": after.title if after else "",
            "licence": licence_name(part.licence).short if part else "",
            "core_title": title_of_core(base.package),
        }

    def names_of_ours(self) -> list[str]:
        """What an editor elsewhere would stumble over in a part that is for everybody."""
        owner = self.package.owner
        return [owner.name, owner.short_name, owner.region]

    def form_valid(self, form: OfferForm) -> HttpResponse:
        user = cast("User", self.request.user)
        comment = form.cleaned_data["comment"]
        try:
            if self.release is None:
                raise NotToBeOfferedError("OFFER-NO-RELEASE", "Release your package first.")
            proposal = offer_component(
                release=self.release, key=self.kwargs["key"], comment=comment, user=user
            )
        except ProposalError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, "Offered. You hear of the answer by e-mail.")
        return redirect("proposal", proposal.pk)
