"""What is asked before something is done to a part of a layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from repository.pages.blocks import ComponentsBlock
from repository.pages.stream_rows import component_type

REASON_LENGTH = 500
NOTE_LENGTH = 2000
BEGINNING = "At the beginning"
# Why people leave parts out, in the words that the public reads before their sentence.
OMISSIONS = (
    "Not done at our sites",
    "Taught in another course of ours",
    "Replaced by local rules",
)
OTHER = "Other"


def _sentence(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReplaceForm(forms.Form):
    start = forms.ChoiceField(
        label="Start from",
        choices=[
            ("copy", "A copy of the core’s component, with its files"),
            ("empty", "An empty component with its competencies, for files of yours"),
        ],
        initial="copy",
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label="Title",
        required=False,
        max_length=300,
        help_text="Left empty, it is called as the core’s.",
    )
    reason = _sentence(
        "Why your own?",
        "Public, beside your component. You are reminded of it when the core changes its own.",
    )


class OmitForm(forms.Form):
    """Cleaned, `reason` is one text: the kind of reason, unless it is another one, and the
    sentence."""

    kind = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose a reason"), *((name, name) for name in (*OMISSIONS, OTHER))],
    )
    reason = _sentence(
        "In a sentence",
        "Public, beside the component’s name. The core’s editors read it when they plan the next "
        "release.",
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") in OMISSIONS and said.get("reason"):
            said["reason"] = f"{said['kind']}: {said['reason']}"
        return said


def omission_said(reason: str) -> dict[str, str]:
    """A stored reason as the form asks for it."""
    kind, colon, sentence = reason.partition(": ")
    if colon and kind in OMISSIONS:
        return {"kind": kind, "reason": sentence}
    return {"kind": OTHER, "reason": reason}


class ReplacementReasonForm(forms.Form):
    reason = _sentence("Why your own?", "Public, beside your component.")


class AddForm(forms.Form):
    title = forms.CharField(label="Title", max_length=300)
    type = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["type"])
        choice.choices = [
            (component_type(name), block.meta.label)
            for name, block in ComponentsBlock.base_blocks.items()
        ]


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Public, beside the component and marked as yours. The component itself is untouched, "
            "so locked ones may have notes, too. Left empty, the note goes."
        ),
    )


class MoveForm(forms.Form):
    """places: (key, title) of every part after which it may stand."""

    after = forms.ChoiceField(label="Stand after", required=False)

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["after"])
        choice.choices = [("", BEGINNING), *places]


class ConfirmForm(forms.Form):
    """Nothing to fill in."""
