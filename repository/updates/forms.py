"""Forms of the decision screen and of marking a release urgent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from repository.releases.merging import MergedPart
from repository.releases.rebase import Choice
from repository.updates.answers import CORES, FILES, YOURS, Answer, Asked
from repository.updates.choices import options_of


class _Typed(forms.CharField):
    """Text that is measured as the browser measures it: a line's end is one character, not two.

    Else somebody who was let type that much would be refused, and lose what they wrote.
    """

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.replace("\r\n", "\n"))


class AnswerForm(forms.Form):
    """The answer to one question. Not choosing anything is allowed: people decide as they go.

    asked, seen: which question, and what its two sides were when the page was made.
    """

    asked = forms.CharField(widget=forms.HiddenInput, max_length=500)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    choice = forms.ChoiceField(required=False, choices=[(str(c), str(c)) for c in Choice])
    reason = _Typed(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    title = forms.CharField(required=False, max_length=300)
    description = _Typed(
        required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    whose = forms.ChoiceField(required=False, choices=[(name, name) for name in FILES])

    def answer(self) -> Answer | None:
        """The answer that was chosen, None where none was."""
        said = self.cleaned_data
        if not said["choice"]:
            return None
        merges = said["choice"] == Choice.MERGE
        return Answer(
            choice=Choice(said["choice"]),
            reason=said["reason"].strip(),
            title=said["title"].strip() if merges else "",
            description=said["description"].strip() if merges else "",
            files=(said["whose"] or YOURS) if merges else YOURS,
            seen=said["seen"],
        )


def form_of(
    asked: Asked, index: int, answer: Answer | None, begun: MergedPart | None
) -> AnswerForm:
    """The form of a question with what was answered.

    begun: what a merge begins with, where the question offers one.
    """
    values: dict[str, Any] = {
        "asked": asked.name,
        "seen": asked.seen,
        "title": begun.title.text if begun else "",
        "description": begun.description.text if begun else "",
        "whose": CORES if begun and begun.cores_files else YOURS,
    }
    if answer is not None:
        values |= {"reason": answer.reason}
        if asked.fits(answer):
            values["choice"] = str(answer.choice)
        if answer.choice == Choice.MERGE:
            values |= {
                "title": answer.title,
                "description": answer.description,
                "whose": answer.files,
            }
    form = AnswerForm(initial=values, prefix=f"q{index}")
    options = options_of(asked.question)
    form.fields["choice"].choices = [(o.value, o.label) for o in options]  # type: ignore[attr-defined]  # a ChoiceField
    return form


def posted_forms(data: Mapping[str, Any], limit: int = 2000) -> list[AnswerForm]:
    """The forms that a page sent back, as many as it held."""
    count = 0
    while count < limit and f"q{count + 1}-asked" in data:
        count += 1
    return [AnswerForm(data, prefix=f"q{number}") for number in range(1, count + 1)]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why you decline it",
        help_text="Kept in the record of both packages; the core’s editors read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class UrgencyForm(forms.Form):
    """By when, and why."""

    take_over_by = forms.DateField(
        label="Take over by",
        help_text="The day from which nobody should teach with an older release.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label="Why",
        help_text=(
            "A sentence or two, for safety or law. It is public, and every institution with a "
            "specialisation reads it by e-mail."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def clean_take_over_by(self) -> date:
        day: date = self.cleaned_data["take_over_by"]
        if day < timezone.localdate():
            raise forms.ValidationError("Choose today or a later day.", code="URGENCY-PAST")
        return day
