"""The admin's small pages of a layer, one for each thing that is done to one of its parts.

Each asks what must be asked, calls `layer_service`, and goes back to the place in the editor. What
the core's policy forbids is answered with the sentence why, and nothing is changed.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.institutions.selectors import is_contributor
from repository.pages import layer_service
from repository.pages.errors import LayerRefusedError
from repository.pages.layer_forms import (
    AddForm,
    ConfirmForm,
    MoveForm,
    NoteForm,
    OmitForm,
    ReplaceForm,
    ReplacementReasonForm,
    omission_said,
)
from repository.pages.layer_lines import INHERITED, OMITTED, LayerLine
from repository.pages.layer_state import hours_text, lines_of, type_words
from repository.pages.specialisation_page import SpecialisationPage
from repository.releases.layer import Omit, Operation, Replace, refusal
from repository.releases.manifest import LEVEL_1_CORE
from repository.releases.models import Package


class LayerView(WagtailAdminTemplateMixin):
    """Of one specialisation: `draft` is its newest draft. For whoever may write it."""

    header_icon = "list-ul"
    draft: SpecialisationPage
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        packages = Package.objects.select_related("owner")
        package = get_object_or_404(packages, pk=kwargs["package_id"])
        if not is_contributor(request.user, package.owner):
            raise PermissionDenied
        page = get_object_or_404(SpecialisationPage, package=package)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.draft = page.get_latest_revision_as_object()
        try:
            self.prepare()
            return cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))
        except LayerRefusedError as error:
            messages.error(request, str(error))
            return redirect(self.back())

    def prepare(self) -> None:
        """What must hold before anything is shown. Raises: LayerRefusedError, Http404."""

    def back(self) -> str:
        """The place in the editor from which somebody came here."""
        return editor_address(self.draft)

    def get_page_subtitle(self) -> str:
        return str(self.draft.title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("packages:index"), "label": "Packages"},
            {"url": editor_address(self.draft), "label": str(self.draft.title)},
            {"url": "", "label": str(self.get_page_title())},
        ]


class LayerActionView(LayerView, FormView[forms.Form]):
    """Something that is done to the draft.

    lead: what follows from it. submit: words of the button. done: what is said afterwards.
    """

    template_name = "pages/layer_action.html"
    form_class: type[forms.Form] = ConfirmForm
    lead: ClassVar[str] = ""
    submit: ClassVar[str] = "Save"
    done: ClassVar[str] = "Saved in the draft."

    def prepare(self) -> None:
        if self.draft.permissions_for_user(self.request.user).page_locked():
            said = "The draft is locked, so nothing can be changed in it now."
            raise LayerRefusedError("LAYER-PAGE-LOCKED", said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = {"lead": self.lead, "submit": self.submit, "back": self.back()}
        return context | words | {"line": None}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        place = self.act(form.cleaned_data, cast("User", self.request.user))
        messages.success(self.request, self.done)
        return redirect(place)

    def act(self, said: dict[str, Any], user: User) -> str:
        """Do it; answers where to go on.

        Raises: LayerRefusedError.
        """
        raise NotImplementedError


class PartActionView(LayerActionView):
    """Something that is done to one part. name: of the action, as in `layer_lines.ACTIONS`."""

    name: ClassVar[str]
    heading: ClassVar[str]
    line: LayerLine
    lines: tuple[LayerLine, ...]

    def prepare(self) -> None:
        key = self.kwargs["key"]
        lines = lines_of(self.draft)
        found = [line for line in lines if line.key == key]
        if not found:
            raise Http404
        self.lines, self.line = lines, found[0]
        super().prepare()
        if self.name not in self.line.may:
            raise self._refusal()

    def _refusal(self) -> LayerRefusedError:
        """Why this isn't among what may be done: the core's policy, or what was done before."""
        part, binds = self.line.part, self.draft.base_release.manifest.kind == LEVEL_1_CORE
        operations: dict[str, Operation] = {
            "replace": Replace(part.key, part),
            "omit": Omit(part.key, ""),
        }
        if self.name in operations and self.line.state == INHERITED and binds:
            return LayerRefusedError("LAYER-POLICY", refusal(part, operations[self.name]))
        said = f"This can’t be done to “{part.title}” as it is now. Load the page again."
        return LayerRefusedError("LAYER-STATE", said)

    def back(self) -> str:
        line = getattr(self, "line", None)
        return editor_address(self.draft, f"layer-{line.key}" if line else "")

    def get_page_title(self) -> str:
        return self.heading.format(title=self.line.part.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label, icon = type_words(self.line.part)
        about = {
            "line": self.line,
            "type": label,
            "icon": icon,
            "hours": hours_text(self.line.part.effort_minutes),
        }
        return super().get_context_data(**kwargs) | about


class ReplaceView(PartActionView):
    name, heading = "replace", "Replace “{title}”"
    form_class = ReplaceForm
    header_icon = "resubmit"
    lead = (
        "Your component takes its place. Whatever only this part teaches or assesses, yours must "
        "teach or assess too: a specialisation contains its whole core."
    )
    submit = "Replace it and edit mine"
    done = "Your component stands in its place. Write it here."

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.line.part.title}

    def act(self, said: dict[str, Any], user: User) -> str:
        key = layer_service.replace_component(
            page=self.draft,
            target=self.line.key,
            reason=said["reason"],
            copy=said["start"] == "copy",
            title=said["title"],
            user=user,
        )
        return block_address(self.draft, key)


class OmitView(PartActionView):
    name, heading = "omit", "Leave out “{title}”"
    form_class = OmitForm
    header_icon = "cross"
    lead = (
        "It disappears from your package and stays out, also when the core changes it. The report "
        "of each core update says when it did."
    )
    submit = "Leave it out"
    done = "It is left out of your draft."

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.omit_component(
            page=self.draft, target=self.line.key, reason=said["reason"], user=user
        )
        return self.back()


class AddView(PartActionView):
    name, heading = "add", "Add a component after “{title}”"
    form_class = AddForm
    header_icon = "plus"
    lead = "It is yours alone. When the core changes, it stays where it is."
    submit = "Add and edit it"
    done = "Your component is added. Write it here."

    def act(self, said: dict[str, Any], user: User) -> str:
        return add_after(self.draft, self.line.key, said, user)


class AddFirstView(LayerActionView):
    form_class = AddForm
    header_icon = "plus"
    page_title = "Add a component at the beginning"
    lead, submit, done = AddView.lead, AddView.submit, AddView.done

    def act(self, said: dict[str, Any], user: User) -> str:
        return add_after(self.draft, "", said, user)


class NoteView(PartActionView):
    name, heading = "note", "Note on “{title}”"
    form_class = NoteForm
    header_icon = "comment-add"
    submit = "Save the note"
    done = "The note is saved in the draft."

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.line.note}

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.annotate_component(
            page=self.draft, target=self.line.key, note=said["note"], user=user
        )
        return self.back()


class RestoreView(PartActionView):
    name, heading = "restore", "Back to the core’s instead of “{title}”"
    header_icon = "rotate"
    lead = (
        "The core’s own component stands there again. What you wrote in its place leaves the "
        "draft; the history of the page keeps it."
    )
    submit = "Back to the core’s"
    done = "The core’s component stands there again."

    def get_page_title(self) -> str:
        if self.line.state == OMITTED:
            return f"Take “{self.line.part.title}” in again"
        return super().get_page_title()

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.restore_component(page=self.draft, target=self.line.key, user=user)
        return self.back()


class ReasonView(PartActionView):
    name, heading = "reason", "Why “{title}”?"
    header_icon = "openquote"
    submit = "Save the reason"
    done = "The reason is saved in the draft."

    def get_form_class(self) -> type[forms.Form]:
        return OmitForm if self.line.state == OMITTED else ReplacementReasonForm

    def get_initial(self) -> dict[str, Any]:
        reason = self.line.reason
        return omission_said(reason) if self.line.state == OMITTED else {"reason": reason}

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.explain_operation(
            page=self.draft, target=self.line.key, reason=said["reason"], user=user
        )
        return self.back()


class MoveView(PartActionView):
    name, heading = "move", "Move “{title}”"
    form_class = MoveForm
    header_icon = "order"
    lead = "What you added after it goes along."
    submit = "Move it"
    done = "It stands there now."

    def get_initial(self) -> dict[str, Any]:
        return {"after": self.line.after}

    def get_form_kwargs(self) -> dict[str, Any]:
        along = layer_service.standing_after(self.draft, self.line.key)
        places = [
            (line.key, line.part.title)
            for line in self.lines
            if line.has_place and line.key not in along
        ]
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"places": places}

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.move_component(
            page=self.draft, key=self.line.key, after=said["after"], user=user
        )
        return self.back()


class RemoveView(PartActionView):
    name, heading = "remove", "Remove “{title}”"
    header_icon = "bin"
    lead = (
        "It leaves the draft; the history of the page keeps it. Releases that have it stay as they "
        "are. What you added after it stands in its place."
    )
    submit = "Remove it"
    done = "Your component is removed from the draft."

    def act(self, said: dict[str, Any], user: User) -> str:
        layer_service.remove_component(page=self.draft, key=self.line.key, user=user)
        return editor_address(self.draft, "layer")


def add_after(draft: SpecialisationPage, after: str, said: dict[str, Any], user: User) -> str:
    key = layer_service.add_component(
        page=draft, after=after, type=said["type"], title=said["title"], user=user
    )
    return block_address(draft, key)


def editor_address(page: SpecialisationPage, place: str = "") -> str:
    """The editor of a specialisation, at a place where one is named."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return f"{address}#{place}" if place else address


def block_address(page: SpecialisationPage, key: str) -> str:
    """An own component in the editor."""
    return editor_address(page, f"block-{key}-section")


PART_ACTIONS: tuple[type[PartActionView], ...] = (
    ReplaceView,
    OmitView,
    AddView,
    NoteView,
    RestoreView,
    ReasonView,
    MoveView,
    RemoveView,
)
