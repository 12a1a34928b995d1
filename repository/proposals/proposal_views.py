"""The admin's screens of one proposal: answering it, its words, what is said about it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from repository.blobs.errors import BlobError
from repository.pages.draft import minutes
from repository.pages.release_views import editor_address
from repository.pages.taking import hours
from repository.proposals.acceptance import newest_draft, place_in_draft
from repository.proposals.conversation import say, speaks_for_the_core
from repository.proposals.detail import detail_of
from repository.proposals.errors import ProposalError
from repository.proposals.forms import AnswerForm, ConfirmForm, MessageForm, WordsForm
from repository.proposals.models import Proposal, State
from repository.proposals.rules import Words
from repository.proposals.selectors import days_since, last_hop, may_answer, may_read, may_withdraw
from repository.proposals.services import accept_proposal, decline_proposal, withdraw_proposal


class _OneProposal(WagtailAdminTemplateMixin):
    """A screen of one proposal, for both sides. Who else may come, `may_come` says."""

    header_icon = "upload"
    proposal: Proposal
    request: HttpRequest
    last_label = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        proposals = Proposal.objects.select_related(
            "core__owner", "release__package__owner", "release__stands_on__base", "released_in"
        )
        self.proposal = get_object_or_404(proposals, pk=kwargs["pk"])
        if not self.may_come(cast("User", request.user)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def may_come(self, user: User) -> bool:
        return may_read(user, self.proposal)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.proposal.title}
        found = [{"url": reverse("proposals"), "label": "Proposals"}, here]
        if self.last_label:
            here["url"] = reverse("proposal", args=[self.proposal.pk])
            found.append({"url": "", "label": self.last_label})
        return found

    @property
    def user(self) -> User:
        return cast("User", self.request.user)  # Wagtail lets nobody else come here

    def told(self, error: Exception) -> HttpResponse:
        """Back to the proposal, with what went wrong."""
        messages.error(self.request, str(error))
        return redirect("proposal", self.proposal.pk)

    def accepted(self) -> HttpResponse:
        text = f"“{self.proposal.title}” is in the draft now. Look at it, then publish."
        button = messages.button(editor_address(self.proposal.core), "Edit the draft")
        messages.success(self.request, text, buttons=[button])
        return redirect("proposals")


class ProposalView(_OneProposal, FormView[AnswerForm]):
    """One proposal. Who leads the core answers it; who offered it reads."""

    template_name = "proposals/proposal.html"
    form_class = AnswerForm
    page_title = "Proposal"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = may_answer(self.user, self.proposal)
        is_open = self.proposal.state == State.OPEN
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "proposal": self.proposal,
            "detail": detail_of(self.proposal, answers=answers),
            "answers": answers and is_open,
            "withdraws": is_open and may_withdraw(self.user, self.proposal),
            "editor": editor_address(self.proposal.core) if answers else "",
            "days": days_since(self.proposal.offered_at),
            **_conversation(self.proposal, self.user),
        }

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        if not may_answer(self.user, self.proposal):
            raise PermissionDenied
        try:
            if form.cleaned_data["answer"] == AnswerForm.ACCEPT:
                accept_proposal(proposal=self.proposal, user=self.user)
                return self.accepted()
            decline_proposal(
                proposal=self.proposal,
                reason=form.cleaned_data["reason"],
                kind=form.cleaned_data["kind"],
                user=self.user,
            )
        except (ProposalError, BlobError) as error:
            return self.told(error)
        messages.success(self.request, "Declined. The institution is told, with your reason.")
        return redirect("proposals")


def _conversation(proposal: Proposal, user: User) -> dict[str, Any]:
    said = list(proposal.messages.all())
    is_open = proposal.state == State.OPEN
    asks = is_open and speaks_for_the_core(proposal, user)
    hop = last_hop(proposal)
    return {
        "said": said,
        "asks": asks,
        "asked": is_open and bool(said) and said[-1].by_core,
        "other": hop.get("institution_name", "") if asks else proposal.core.owner.name,
        "message_form": MessageForm(asks=asks) if is_open else None,
    }


class MessageView(_OneProposal, FormView[MessageForm]):
    """Ask the other side, or answer it. Both read it on the proposal."""

    template_name = "proposals/message.html"
    form_class = MessageForm
    page_title = "Question"
    last_label = "Question"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"asks": speaks_for_the_core(self.proposal, self.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        conversation = _conversation(self.proposal, self.user)
        return context | {"proposal": self.proposal, **conversation}

    def form_valid(self, form: MessageForm) -> HttpResponse:
        try:
            message = say(proposal=self.proposal, text=form.cleaned_data["text"], user=self.user)
        except ProposalError as error:
            return self.told(error)
        told = "Asked" if message.by_core else "Sent"
        messages.success(self.request, f"{told}. The other side hears of it by e-mail.")
        return redirect("proposal", self.proposal.pk)


class AcceptView(_OneProposal, FormView[WordsForm]):
    """Accept an offered part in other words. For those who answer it."""

    template_name = "proposals/accept.html"
    form_class = WordsForm
    page_title = "Accept with changes"
    last_label = "Accept with changes"

    def may_come(self, user: User) -> bool:
        return may_answer(user, self.proposal)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.proposal.state != State.OPEN:
            return redirect("proposal", self.proposal.pk)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        draft = newest_draft(self.proposal.core)
        if draft is None:
            return {}
        part = place_in_draft(self.proposal, draft).part
        return {
            "title": part.title,
            "description": part.description,
            "effort_hours": hours(part.effort_minutes),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        detail = detail_of(self.proposal, answers=True)
        return context | {"proposal": self.proposal, "detail": detail}

    def form_valid(self, form: WordsForm) -> HttpResponse:
        said = form.cleaned_data
        words = Words(said["title"], said["description"], minutes(said["effort_hours"]))
        try:
            accept_proposal(proposal=self.proposal, user=self.user, words=words)
        except (ProposalError, BlobError) as error:
            return self.told(error)
        return self.accepted()


class WithdrawView(_OneProposal, FormView[ConfirmForm]):
    """Take an offer back. For those who offered it."""

    template_name = "proposals/withdraw.html"
    form_class = ConfirmForm
    page_title = "Take the offer back"
    last_label = "Take it back"

    def may_come(self, user: User) -> bool:
        return may_withdraw(user, self.proposal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        is_open = self.proposal.state == State.OPEN
        return context | {"proposal": self.proposal, "is_open": is_open}

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        try:
            withdraw_proposal(proposal=self.proposal, user=self.user)
        except ProposalError as error:
            return self.told(error)
        messages.success(self.request, "Taken back. Your own package keeps the part.")
        return redirect("proposal", self.proposal.pk)
