"""Wagtail's screens of a package page, where the domain says more than Wagtail does."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet

from repository.pages import identity
from repository.pages.errors import OtherInstitutionError, ReleasesStayError
from repository.pages.layer_panels import EffectivePackagePanel, ProofPanel
from repository.pages.middleware import problem_list
from repository.pages.package_page import PackagePage
from repository.pages.specialisation_page import SpecialisationPage
from repository.releases.models import Kind
from repository.releases.selectors import newest_release


class ReleasingMixin:
    """Creating and editing: publishing is one transaction, and the message tells the number."""

    page: Any
    request: HttpRequest
    releases_before: int = 0

    def get_side_panels(self) -> Any:
        """Wagtail's, but for its checks: it runs them inside a preview that holds Wagtail's bar.

        Ours doesn't, and the panel would say "Issues found 0" of pages that nobody checked.
        """
        panels = super().get_side_panels()  # type: ignore[misc]  # Wagtail's view
        panels[:] = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        return panels

    def publish_action(self) -> HttpResponse:
        package = self.page.package if self.page.package_id else None
        self.releases_before = package.releases.count() if package else 0
        # The draft is saved, released and told of, or nothing is.
        with transaction.atomic():
            response: HttpResponse = super().publish_action()  # type: ignore[misc]  # Wagtail's view
        return response

    def run_hook(self, name: str, *args: Any, **kwargs: Any) -> HttpResponse | None:
        response: HttpResponse | None = super().run_hook(name, *args, **kwargs)  # type: ignore[misc]  # Wagtail's view
        if response is None and name == "after_publish_page":
            return self.tell_of_release()
        return response

    def tell_of_release(self) -> HttpResponse | None:
        """What was released, in place of Wagtail's message; None for one that is scheduled."""
        page = self.page
        if page.go_live_at and page.go_live_at > timezone.now():
            return None
        release = newest_release(page.package)
        address = page.package.get_absolute_url()
        view = messages.button(address, "View the public page", new_window=False)
        if page.package.releases.count() == self.releases_before:
            number = release.number if release else ""
            text = f"Nothing has changed since {number}, so there is no new release."
            messages.warning(self.request, text, buttons=[view])
        elif release:
            text = format_html(
                "“{}” is released as {}. Everybody finds it at {}",
                page.title,
                release.number,
                self.request.build_absolute_uri(address),
            )
            buttons = [view]
            if page.package.kind == Kind.LEVEL_1_CORE:
                urgent = reverse("mark_urgent", args=[page.package_id, release.number])
                buttons.append(messages.button(urgent, "Mark it urgent", new_window=False))
            messages.success(self.request, text, buttons=buttons)
        back: HttpResponse = self.redirect_and_remain()  # type: ignore[attr-defined]  # Wagtail's view
        return back

    def form_invalid(self, form: Any) -> HttpResponse:
        problems = [(problem.place, problem.message) for problem in form.problems]
        if problems and not self.expects_json_response:  # type: ignore[attr-defined]  # Wagtail's view
            messages.error(self.request, problem_list(problems))
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # Wagtail's view
        return response


class PackageCreateView(ReleasingMixin, CreateView):
    """A new package."""


class PackageEditView(ReleasingMixin, EditView):
    """The editor of a package."""


class SpecialisationEditView(PackageEditView):
    """The editor of a specialisation, with the effective package and the proof beside it."""

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        if not self.expects_json_response:
            for panel in (EffectivePackagePanel, ProofPanel):
                panels.append(panel(self.page, self.request))
        return panels


class PackageCopyView(CopyView):
    """A copy is a package of its own."""


class PackageUnpublishView(UnpublishView):
    """A page that has releases isn't taken down; who wants that is led to withdrawing one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: PackagePage = self.object
        may_publish = page.permissions_for_user(request.user).can_publish()
        if may_publish and identity.is_released(page.package):
            messages.error(request, str(ReleasesStayError(page.title)))
            return redirect(releases_address(page))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class PackageDeleteView(DeleteView):
    """Deleting the page says what stays: the package, its releases, its public page."""

    template_name = "pages/confirm_delete_package.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        release = newest_release(self.page.package)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"release": release, "package": self.page.package}


class StayingMixin:
    """A package page stands below its institution; another lead is not a move."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Past Wagtail's own, which says only that it isn't allowed.
        View.setup(cast(View, self), request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(PackagePage, pk=kwargs["page_to_move_id"])
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        messages.error(request, str(OtherInstitutionError(page.title)))
        return redirect("wagtailadmin_pages:edit", page.pk)


class PackageMoveView(StayingMixin, MoveChooseDestinationView):
    pass


class PackageMoveConfirmView(StayingMixin, MoveConfirmView):
    pass


def releases_address(page: PackagePage) -> str:
    """The screen of a package's releases."""
    return reverse("package_releases", args=[page.package_id])


class PackagePageViewSet(PageViewSet):
    """Wagtail's screens for package pages."""

    model = PackagePage
    name = "package_page"
    add_view_class = PackageCreateView
    edit_view_class = PackageEditView
    copy_view_class = PackageCopyView
    delete_view_class = PackageDeleteView
    unpublish_view_class = PackageUnpublishView
    move_view_class = PackageMoveView
    move_confirm_view_class = PackageMoveConfirmView


class SpecialisationPageViewSet(PackagePageViewSet):
    """The same for specialisations; one is made from a package (`specialise_view`)."""

    model = SpecialisationPage
    name = "specialisation_page"
    edit_view_class = SpecialisationEditView
