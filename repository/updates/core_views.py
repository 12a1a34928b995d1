"""The screens of a core's editors: marking a release urgent, and who has it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from repository.institutions.selectors import is_contributor, is_publisher
from repository.pages.package_page import PackagePage
from repository.pages.release_views import breadcrumbs, editor_address, title_of
from repository.pages.specialisation_page import SpecialisationPage
from repository.releases.models import Kind, Package, Release, Urgency
from repository.releases.selectors import package_releases
from repository.releases.services import mark_urgent
from repository.updates.forecast import forecast_of
from repository.updates.forms import UrgencyForm
from repository.updates.uptake import uptake_of
from repository.updates.urgency import urgent_of

MARKED_URGENT = "headwaters.release.urgent"


class MarkUrgentView(WagtailAdminTemplateMixin, FormView[UrgencyForm]):
    """By when and why; the last word holds. For publishers of the core’s institution."""

    template_name = "updates/mark_urgent.html"
    form_class = UrgencyForm
    header_icon = "warning"
    release: Release

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        package = core_or_404(kwargs["package_id"])
        if not is_publisher(request.user, package.owner):
            raise PermissionDenied
        self.release = get_object_or_404(package_releases(package), number=kwargs["number"])
        if self.release.is_withdrawn:
            said = f"Release {self.release.number} is withdrawn: nobody should take it over."
            messages.error(request, said)
            return redirect("package_releases", package.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"Mark {self.release.number} urgent"

    def get_page_subtitle(self) -> str:
        return title_of(self.release.package)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*breadcrumbs(self.release.package), {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        urgency = Urgency.objects.filter(release=self.release).first()
        if urgency is None:
            return {}
        return {"take_over_by": urgency.take_over_by, "why": urgency.why}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        urgency = Urgency.objects.filter(release=self.release).first()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "release": self.release,
            "urgent": urgent_of(urgency) if urgency else None,
            "back": reverse("package_releases", args=[self.release.package_id]),
            "layers": SpecialisationPage.objects.filter(
                base_release__package=self.release.package_id
            ).count(),
        }

    def form_valid(self, form: UrgencyForm) -> HttpResponse:
        release, user = self.release, cast("User", self.request.user)
        day, why = form.cleaned_data["take_over_by"], form.cleaned_data["why"]
        mark_urgent(release=release, take_over_by=day, why=why, user=user)
        _log(release, day.isoformat(), why, user)
        text = f"{release.number} is urgent, by {day:%-d %B %Y}. The layers over it are told."
        messages.success(self.request, text)
        return redirect("uptake", release.package_id)


def _log(release: Release, day: str, why: str, user: User) -> None:
    """A line in the history of the core's page, if there still is one."""
    page = PackagePage.objects.filter(package=release.package_id).first()
    if page is not None:
        data = {"number": release.number, "by": day, "reason": why}
        log(instance=page, action=MARKED_URGENT, user=user, data=data)


class _CoreView(WagtailAdminTemplateMixin, TemplateView):
    """A screen about the layers over a core, for the people of the core's institution."""

    header_icon = "group"
    core: Package

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.core = core_or_404(kwargs["package_id"])
        if not is_contributor(request.user, self.core.owner):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return title_of(self.core)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*breadcrumbs(self.core), {"url": "", "label": self.page_title}]


class UptakeView(_CoreView):
    """Every layer over a core: on which release, and what its people answered."""

    template_name = "updates/uptake.html"
    page_title = "Who has it"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "core": self.core,
            "uptake": uptake_of(self.core),
            "may_mark": is_publisher(self.request.user, self.core.owner),
        }


class ForecastView(_CoreView):
    """What releasing the draft of a core would mean for the layers over it."""

    template_name = "updates/forecast.html"
    page_title = "Who will be told"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"forecast": forecast_of(self.core), "editor": editor_address(self.core)}


def core_or_404(pk: int) -> Package:
    """A package that layers stand on: a core. Raises: Http404."""
    package = Package.objects.select_related("owner").filter(pk=pk).first()
    if package is None or package.kind != Kind.LEVEL_1_CORE:
        raise Http404
    return package
