"""The admin's screens of core updates: the list, and the screen on which one is decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.institutions.selectors import is_contributor, is_publisher
from repository.pages.layer_state import LayerState, layer_state
from repository.releases.decisions import UndecidedError
from repository.updates.answers import Answer
from repository.updates.drafts import page_of
from repository.updates.errors import (
    AnsweredMeanwhileError,
    CoreMovedOnError,
    DraftMovedError,
    NotToBeReopenedError,
    UpdateError,
)
from repository.updates.forms import AnswerForm, DeclineForm, posted_forms
from repository.updates.models import CoreUpdate, State
from repository.updates.reporting import report_layer
from repository.updates.screen import (
    Screen,
    Situation,
    layer_release,
    live_screen,
    said_in_words,
    stored_screen,
    with_posted,
)
from repository.updates.selectors import (
    answered_updates,
    followed_by,
    titled_updates,
    update_lines,
    urgency_on_the_way,
    waiting_updates,
)
from repository.updates.services import (
    accept_update,
    decline_update,
    reopen_update,
    save_answers,
)
from repository.updates.uptake import institutions_that_have

SHOWN = 50
CONFLICT = 409


class CoreUpdatesView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for a decision, and what was answered."""

    template_name = "updates/list.html"
    page_title = "Core updates"
    header_icon = "resubmit"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": "", "label": "Core updates"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        answered = self.request.GET.get("show") == "answered"
        waiting, past = waiting_updates(user), answered_updates(user)
        pages = Paginator(past if answered else waiting, SHOWN)
        counts = {True: past.count(), False: waiting.count()}
        page = pages.get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "answered": answered,
            "page": page,
            "lines": update_lines(page.object_list),
            "waiting_count": counts[False],
            "answered_count": counts[True],
        }


class CoreUpdateView(WagtailAdminTemplateMixin, TemplateView):
    """One update: look, decide, make the draft or decline.

    Contributors of the layer's institution save decisions; its publishers answer.
    """

    template_name = "updates/update.html"
    header_icon = "resubmit"
    update: CoreUpdate
    may_answer: bool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = titled_updates().defer(None).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.update = found
        owner = found.package.owner
        if not is_contributor(request.user, owner):
            raise PermissionDenied
        self.may_answer = is_publisher(request.user, owner)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return "Core update"

    def get_page_subtitle(self) -> str:
        return self.update.layer_title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.update.layer_title}
        return [{"url": reverse("core_updates"), "label": "Core updates"}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        update = self.update
        screen, situation = self.shown()
        urgent = urgency_on_the_way(update)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        core = update.to_release.package
        return context | {
            "update": update,
            "screen": screen,
            "situation": situation,
            "urgent": urgent,
            "uptake": institutions_that_have(core, urgent.release) if urgent else None,
            "layer_release": layer_release(update),
            "may_answer": self.may_answer,
            "follows": followed_by(update) if update.state != State.OPEN else None,
            "decline_form": kwargs.get("decline_form") or DeclineForm(prefix="decline"),
            "conflict": kwargs.get("conflict"),
            "unsaved": kwargs.get("unsaved", ()),
            "made": self.made(),
        }

    def made(self) -> LayerState | None:
        """The layer of the draft that was made, while it stands there still."""
        if self.update.state != State.ACCEPTED:
            return None
        draft = page_of(self.update.package_id).get_latest_revision_as_object()
        if draft.base_release_id != self.update.to_release_id:
            return None
        return layer_state(draft, self.request.user)

    def shown(self) -> tuple[Screen | None, Situation | None]:
        if self.update.state == State.OPEN:
            return live_screen(self.update)
        return stored_screen(self.update), None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        act = request.POST.get("act", "save")
        if act not in {"save", "accept", "decline", "reopen"}:
            return HttpResponse(status=400)
        if act != "save" and not self.may_answer:
            raise PermissionDenied
        turn = request.POST.get("turn", "")
        if not (turn.isdecimal() and len(turn) < 10):
            return HttpResponse(status=400)
        user = cast("User", request.user)
        try:
            return cast(HttpResponseBase, getattr(self, act)(user, int(turn)))
        except (CoreMovedOnError, DraftMovedError) as error:
            return self.lead_on(error, user)
        except (AnsweredMeanwhileError, NotToBeReopenedError) as error:
            return self.tell_conflict(error)
        except UpdateError as error:
            messages.error(request, str(error))
            return self.back()

    def save(self, user: User, turn: int) -> HttpResponseBase:
        forms = posted_forms(self.request.POST)
        if not all(form.is_valid() for form in forms):
            return self.tell_invalid(forms)
        self.update = save_answers(
            update=self.update, turn=turn, answers=answers_in(forms), user=user
        )
        messages.success(self.request, "Saved. Nothing of yours changes before the draft is made.")
        return self.back()

    def accept(self, user: User, turn: int) -> HttpResponseBase:
        forms = posted_forms(self.request.POST)
        if not all(form.is_valid() for form in forms):
            return self.tell_invalid(forms)
        given = answers_in(forms)
        update = self.update
        if given:
            turn = save_answers(update=update, turn=turn, answers=given, user=user).turn
        try:
            revision = accept_update(update=update, turn=turn, user=user)
        except UndecidedError as error:
            text = "Not yet: " + " ".join(problem.message for problem in error.problems[:3])
            messages.error(self.request, text)
            return self.back()
        number = update.to_release.number
        editor = reverse("wagtailadmin_pages:edit", args=[revision.object_id])
        text = f"The draft of “{update.layer_title}” stands on {number} now. Nothing is released."
        button = messages.button(editor, "Open the draft", new_window=False)
        messages.success(self.request, text, buttons=[button])
        return self.back()

    def decline(self, user: User, turn: int) -> HttpResponseBase:
        form = DeclineForm(self.request.POST, prefix="decline")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(decline_form=form), status=422)
        reason = form.cleaned_data["reason"]
        decline_update(update=self.update, turn=turn, reason=reason, user=user)
        text = "Declined. It stays quiet until the core’s next release."
        messages.success(self.request, text)
        return self.back()

    def reopen(self, user: User, turn: int) -> HttpResponseBase:
        reopen_update(update=self.update, turn=turn, user=user)
        messages.success(self.request, "Taken up again.")
        return self.back()

    def back(self) -> HttpResponseBase:
        return redirect("core_update", self.update.pk)

    def lead_on(self, error: UpdateError, user: User) -> HttpResponseBase:
        """The core or the draft moved: on to the report that counts, with the answers that fit."""
        follows = report_layer(self.update.package_id, self.update.to_release.package)
        if follows is None or follows.pk == self.update.pk:
            messages.error(self.request, f"{error} Nothing was changed.")
            return self.back()
        given = answers_in(form for form in posted_forms(self.request.POST) if form.is_valid())
        if given:
            follows = save_answers(update=follows, turn=follows.turn, answers=given, user=user)
        kept = len(follows.answers)
        text = (
            f"{error} This is the report to {follows.to_release.number}. "
            f"{kept} answer{'' if kept == 1 else 's'} kept."
        )
        messages.warning(self.request, text)
        return redirect("core_update", follows.pk)

    def tell_conflict(self, error: UpdateError) -> HttpResponseBase:
        """Somebody was first: theirs are shown, and what this person had chosen beside them."""
        self.update = titled_updates().defer(None).get(pk=self.update.pk)
        mine = answers_in(form for form in posted_forms(self.request.POST) if form.is_valid())
        unsaved = said_in_words(self.update, mine)
        context = self.get_context_data(conflict=error, unsaved=unsaved)
        return self.render_to_response(context, status=CONFLICT)

    def tell_invalid(self, forms: list[AnswerForm]) -> HttpResponseBase:
        """What was posted, with what is wrong at its question; nothing is saved."""
        problems = [str(text) for form in forms for found in form.errors.values() for text in found]
        messages.error(self.request, "Not saved. " + " ".join(problems))
        context = self.get_context_data()
        if context["screen"] is None:
            return self.back()
        context["screen"] = with_posted(context["screen"], forms)
        return self.render_to_response(context, status=422)


def answers_in(forms: Iterable[AnswerForm]) -> dict[str, Answer]:
    """What was chosen, by name of the question."""
    found = ((form.cleaned_data["asked"], form.answer()) for form in forms)
    return {name: answer for name, answer in found if answer is not None}
