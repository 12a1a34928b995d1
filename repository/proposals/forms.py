"""The forms of the screens of proposals."""

from __future__ import annotations

from typing import Any

from django import forms

from repository.pages.layer_forms import ConfirmForm
from repository.proposals.models import DeclinedFor

__all__ = ["AnswerForm", "ConfirmForm", "MessageForm", "OfferForm", "WordsForm"]


class OfferForm(forms.Form):
    comment = forms.CharField(
        label="Why everybody should have it",
        help_text="What was wrong or missing, what you saw with learners.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )


class AnswerForm(forms.Form):
    """Accept, or decline with a reason. The buttons say which."""

    ACCEPT, DECLINE = "accept", "decline"

    answer = forms.ChoiceField(
        choices=[(ACCEPT, "Accept"), (DECLINE, "Decline")], widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        label="Why",
        choices=[("", "Another reason"), *DeclinedFor.choices],
        required=False,
    )
    reason = forms.CharField(
        label="What they will read",
        help_text="In a sentence or two: what is in the way, and what would be welcome.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("answer") == self.DECLINE and not values.get("reason", "").strip():
            self.add_error("reason", "Say in a sentence why you decline.")
        return values


class WordsForm(forms.Form):
    """The offered part in the words of the core's editors."""

    title = forms.CharField(label="Title", max_length=300)
    description = forms.CharField(
        label="Description",
        help_text="What learners do, and what they can do afterwards.",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    effort_hours = forms.DecimalField(
        label="Hours of work",
        help_text="Of a typical learner. 1.5 is one hour and a half.",
        min_value=0,
        max_value=2000,
        decimal_places=2,
        required=False,
    )

    def clean_description(self) -> str:
        """With the ends of lines that drafts have; browsers send others."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")


class MessageForm(forms.Form):
    """asks: whether it is a question of the core's editors, or an answer to them."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = (
            "Your question" if asks else "What you say to the core’s editors"
        )
