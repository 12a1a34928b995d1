"""The forms of files and pictures: for one, for several at once, in a chooser, for a change.

What an inspection refuses is an error of the form, with the findings in words; nothing of it is
stored. What it finds in error is so too, unless the sender asks to keep the file as it is, as a
draft that can't be published (ADR 4). Bytes are stored as the last step of the validation, when
everything else is right, because a full disk must be a message too.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from repository.blobs.errors import PictureUnreadableError, UploadError
from repository.blobs.inspection import inspect_upload, refusal
from repository.blobs.models import Blob, StoredDocument
from repository.blobs.names import shorten
from repository.blobs.pictures import check_picture
from repository.blobs.services import LONGEST_TITLE, describe_document, store_blob
from repository.blobs.uploads import FailedUpload
from repository.formats import Outcome, Report
from repository.lib.clock import now

AGAIN = "The file was not kept, because of what is said below. Please choose it again."


class UploadFormMixin:
    """What the forms of files and of pictures have in common.

    Wagtail keeps an upload aside, unseen and under its own name, where a field other than the file
    is wrong. So a title from a long file name is shortened, and any other error is also one of the
    file: nothing is ever put aside.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = self.fields.get("title")  # type: ignore[attr-defined]  # of the form
        if title is not None:
            title.validators = [
                each for each in title.validators if not isinstance(each, MaxLengthValidator)
            ]

    def clean_title(self) -> str:
        return shorten(self.cleaned_data["title"], LONGEST_TITLE)  # type: ignore[attr-defined]

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]  # of the form
        if "file" not in self.fields and self.instance._state.adding:  # type: ignore[attr-defined]
            raise ValidationError("Please upload the file again.")
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of the form
        upload = self.cleaned_data.get("file")  # type: ignore[attr-defined]
        if not isinstance(upload, UploadedFile):
            return
        if self.errors:  # type: ignore[attr-defined]
            self.add_error("file", AGAIN)  # type: ignore[attr-defined]
        else:
            self.store(upload)

    def store(self, upload: UploadedFile[bytes]) -> None:
        """Keep a file that everything is right with."""


class DocumentForm(UploadFormMixin, BaseDocumentForm):
    """A document: inspected before it is kept, and kept as a blob."""

    instance: StoredDocument
    report: Report | None = None

    keep = forms.BooleanField(
        required=False,
        label="Keep it with its errors",
        help_text=(
            "The file is kept as a draft, and can't be published until what was found is mended. "
            "Choose it again above."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound or "file" not in self.fields:
            del self.fields["keep"]
        if "file" in self.fields:
            self.fields["file"].allow_empty_file = True  # the inspection has better words for it
            self.fields["file"].error_messages["file_too_large"] += " (FILE-TOO-LARGE)"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        if isinstance(upload, FailedUpload):
            raise ValidationError(str(upload.failure), code=upload.failure.code)
        try:
            self.report = inspect_upload(upload, upload.name or "")
        except UploadError as error:
            raise ValidationError(str(error), code=error.code) from error
        # The field is cleaned after this one, as it stands below it.
        keep = self.fields["keep"].widget.value_from_datadict(
            self.data, self.files, self.add_prefix("keep")
        )
        if self.report.outcome is Outcome.REFUSED or (self.has_errors and not keep):
            raise ValidationError([ValidationError(line) for line in refusal(self.report)])
        return upload

    @property
    def has_errors(self) -> bool:
        """Whether the file can be kept, but not published."""
        return self.report is not None and self.report.outcome is Outcome.ERRORS

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.has_errors:
            # Offered only where there is something to decide.
            self.fields.pop("keep", None)
        if "file" in self.errors:
            # The screen goes on showing the file that there is.
            self.instance.file = self.original_file

    def store(self, upload: UploadedFile[bytes]) -> None:
        try:
            blob = store_blob(content=upload)
        except UploadError as error:
            self.add_error("file", ValidationError(str(error), code=error.code))
            return
        self.replaced = self.instance.blob_id
        assert self.report is not None  # noqa: S101 - clean_file came first
        describe_document(self.instance, blob=blob, report=self.report, name=upload.name or "")

    def save(self, commit: bool = True) -> StoredDocument:
        document: StoredDocument = super().save(commit=commit)
        replaced = getattr(self, "replaced", None)
        if replaced and replaced != document.blob_id:
            # It may have been a mistake: what was replaced stays for another grace period.
            Blob.objects.filter(pk=replaced).update(seen_at=now())
        return document


class PictureField(WagtailImageField):
    """A picture that was decoded whole before anybody keeps it."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, FailedUpload):
            raise ValidationError(str(data.failure), code=data.failure.code)
        if isinstance(data, UploadedFile) and data.size:
            self.check_image_file_size(data)
            try:
                check_picture(data)
            except PictureUnreadableError as error:
                key = "file_too_many_pixels" if error.too_large else "invalid_image"
                raise ValidationError(self._words(key), code=key) from error
            data.seek(0)
        return super().to_python(data)

    def _words(self, key: str) -> str:
        if key == "file_too_many_pixels":
            return (
                "This picture has too many pixels. At most "
                f"{self.max_image_pixels // 1_000_000} million can be taken: make it smaller."
            )
        return (
            "This picture can't be read: it is damaged, or not a picture of a kind that is taken "
            f"here ({self.supported_formats_text}). Save it again as PNG or JPEG."
        )


class PictureForm(UploadFormMixin, BaseImageForm):
    """A picture of the admin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = self.fields.get("file")
        if plain is not None:
            self.fields["file"] = PictureField(
                label=plain.label,
                required=plain.required,
                widget=plain.widget,
                max_length=plain.max_length,
            )
