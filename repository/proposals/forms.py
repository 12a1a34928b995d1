"""The forms of the screens of proposals."""

from __future__ import annotations

from typing import Any

from django import forms


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
    reason = forms.CharField(
        label="Reason for declining",
        help_text="The institution that offered it reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("answer") == self.DECLINE and not values.get("reason", "").strip():
            self.add_error("reason", "Say in a sentence why you decline.")
        return values
