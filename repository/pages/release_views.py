"""The admin's screens of a package's releases: the list, and withdrawing one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from repository.institutions.selectors import is_consortium_editor, is_contributor, is_publisher
from repository.pages.package_page import PackagePage
from repository.pages.publishing import WITHDRAWN
from repository.releases.errors import AlreadyWithdrawnError
from repository.releases.models import Package, Release
from repository.releases.selectors import package_releases, release_line
from repository.releases.services import withdraw_release


class PackageReleasesView(WagtailAdminTemplateMixin, TemplateView):
    """All releases of a package. For whoever may write its drafts."""

    template_name = "pages/releases.html"
    page_title = "Releases"
    header_icon = "tick-inverse"
    package: Package

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        packages = Package.objects.select_related("owner")
        self.package = get_object_or_404(packages, pk=kwargs["package_id"])
        if not is_contributor(request.user, self.package.owner):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return title_of(self.package)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.package)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "package": self.package,
            "editor": editor_address(self.package),
            "releases": release_line(self.package),
            "may_withdraw": is_publisher(self.request.user, self.package.owner),
            "may_change_lead": is_consortium_editor(self.request.user),
        }


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="Why should it not be used any more?",
        help_text=(
            "The reason is public: it stands where the release stood. Say what is wrong and what "
            "to use instead."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class WithdrawReleaseView(WagtailAdminTemplateMixin, FormView[WithdrawalForm]):
    """Ask for the reason, and withdraw. For publishers of the package's institution."""

    template_name = "pages/withdraw_release.html"
    form_class = WithdrawalForm
    header_icon = "warning"
    release: Release

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        packages = Package.objects.select_related("owner")
        package = get_object_or_404(packages, pk=kwargs["package_id"])
        if not is_publisher(request.user, package.owner):
            raise PermissionDenied
        self.release = get_object_or_404(package_releases(package), number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"Withdraw release {self.release.number}"

    def get_page_subtitle(self) -> str:
        return title_of(self.release.package)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": f"Withdraw {self.release.number}"}
        return [*breadcrumbs(self.release.package), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        back = reverse("package_releases", args=[self.release.package_id])
        return context | {"release": self.release, "back": back}

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        release, reason = self.release, form.cleaned_data["reason"]
        user = cast("User", self.request.user)  # Wagtail lets nobody else come here
        try:
            withdraw_release(release=release, reason=reason, user=user)
        except AlreadyWithdrawnError as error:
            messages.warning(self.request, str(error))
        else:
            text = f"Release {release.number} is withdrawn. Its address says so, and why."
            messages.success(self.request, text)
            _log(release, reason, user)
        return redirect("package_releases", release.package_id)


def _log(release: Release, reason: str, user: User) -> None:
    """A line in the history of the page, if there still is one."""
    page = PackagePage.objects.filter(package=release.package_id).first()
    if page is not None:
        data = {"number": release.number, "reason": reason}
        log(instance=page, action=WITHDRAWN, user=user, data=data)


def title_of(package: Package) -> str:
    """The title that people know: of the draft's page, or of the newest release."""
    page = PackagePage.objects.filter(package=package).only("title").first()
    if page is not None:
        return str(page.title)
    newest = package_releases(package).first()
    return newest.manifest.title if newest else package.slug


def breadcrumbs(package: Package) -> list[dict[str, str]]:
    """Packages, this package, its releases."""
    releases = reverse("package_releases", args=[package.pk])
    return [
        {"url": reverse("packages:index"), "label": "Packages"},
        {"url": editor_address(package) or releases, "label": title_of(package)},
        {"url": releases, "label": "Releases"},
    ]


def editor_address(package: Package) -> str:
    """The editor of the package's draft, empty where the page has been deleted."""
    page = PackagePage.objects.filter(package=package).only("pk").first()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
