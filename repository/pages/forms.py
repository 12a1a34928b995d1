"""The editor's form of a package: what only the whole draft can tell stands where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages import identity
from repository.pages.draft import copied_under, over_of, read_documents
from repository.pages.layer_rows import own_parts
from repository.pages.problems import problems_in
from repository.pages.rules import Draft, Problem
from repository.pages.stream_rows import components_of_rows, duties_of_rows
from repository.pages.within_reach import PageForm
from repository.releases.models import Kind

STREAMS = ("components", "duties")
# A Level 2 is made from a core, not from nothing.
KINDS_TO_CHOOSE = (Kind.STANDALONE, Kind.LEVEL_1_CORE)

TAKEN = "a part offered by another institution was accepted into this draft."
LAYER_CHANGED = (
    "somebody replaced, added or removed a part of this layer, or moved it to another release of "
    "the core."
)


class PackagePageForm(PageForm):
    """Checks the draft as a whole, but only on the way out: publishing and submitting.

    A draft may be saved with anything missing. `problems` are the errors that were found.
    """

    problems: tuple[Problem, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # one is made from the title
        self._limit_kinds()
        self._name_choices()
        package_id = self.instance.package_id
        if package_id and identity.is_released(self.instance.package):
            for name in ("kind", "slug"):
                if name in self.fields:
                    self.fields[name].disabled = True
        if "language" in self.fields and self.instance.pk is None and self.parent_page:
            self.initial["language"] = identity.usual_language(self.parent_page)

    def _limit_kinds(self) -> None:
        field = self.fields.get("kind")
        if field is None or self.instance.kind not in KINDS_TO_CHOOSE:
            return
        field.choices = [(kind.value, kind.label) for kind in KINDS_TO_CHOOSE]

    def _name_choices(self) -> None:
        """Full names, and no institution as a partner of itself."""
        if "licence" in self.fields:
            self.fields["licence"].label_from_instance = _name_of_licence
        partners = self.fields.get("partners")
        if partners is not None:
            partners.label_from_instance = _name_of_institution
            if self.instance.package_id:
                partners.queryset = partners.queryset.exclude(pk=self.instance.package.owner_id)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_slug()
        self._check_meanwhile()
        if not self.is_deferred_validation:
            self._add_problems(cleaned)
        return cleaned

    def _check_slug(self) -> None:
        """No two packages share an address; which is free is said in place of Wagtail's words."""
        slug = str(self["slug"].value() or "") if "slug" in self.fields else ""
        if slug and identity.slug_is_taken(slug, self.instance.package_id):
            self.errors.pop("slug", None)
            self.add_error("slug", ValidationError(identity.taken_message(slug), code="SLUG-TAKEN"))

    def _check_meanwhile(self) -> None:
        """A tab from before something was decided elsewhere would undo it with its old parts.

        Asked once: the form that says so knows of the newer draft, and may be saved again.
        """
        page, data = self.instance, self.data
        loaded = str(data.get("overwrite_revision_id") or data.get("loaded_revision_id") or "")
        if not loaded.isdecimal() or page.pk is None:
            return
        before = page.revisions.filter(pk=loaded).first()
        if before is None:
            return
        said, code = (TAKEN, "DRAFT-TAKEN-MEANWHILE")
        undone = (before.content.get("taken") or {}) != (page.taken or {})
        if page.stands_on is not None:
            said, code = (LAYER_CHANGED, "DRAFT-LAYER-MEANWHILE")
            was = before.content.get("operations") or (), before.content.get("base_release")
            undone = (own_parts(was[0]), was[1]) != (own_parts(page.layer_rows), page.stands_on.pk)
        if undone:
            again = "Copy what you changed and open the page again; saving once more would undo it."
            self.add_error(None, ValidationError(f"While you wrote, {said} {again}", code=code))

    def _add_problems(self, cleaned: dict[str, Any]) -> None:
        """Errors of the whole draft; where a field itself is unreadable, those of the others."""
        found = [
            problem
            for problem in problems_in(draft_of_form(cleaned, self.instance))
            if problem.blocks
        ]
        self.problems = tuple(p for p in found if p.field not in self.errors)
        for name in STREAMS:
            of_stream = [p for p in self.problems if p.field == name]
            if of_stream:
                self.add_error(name, stream_error(of_stream))
        for problem in self.problems:
            if problem.field not in STREAMS:
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, ValidationError(problem.message, code=problem.code))


def _name_of_licence(licence: Licence) -> str:
    return f"{licence.short_name} – {licence.name}"


def _name_of_institution(institution: Institution) -> str:
    return institution.name


def draft_of_form(cleaned: dict[str, Any], page: Any) -> Draft:
    """The draft that a form would save. page: what it changes; its layer isn't in the form."""
    components = _rows(cleaned, "components")
    licence = cleaned.get("licence")
    read = components_of_rows(components)
    return Draft(
        title=cleaned.get("title") or "",
        summary=(cleaned.get("summary") or "").strip(),
        licence=licence.pk if licence else "",
        subjects=tuple(cleaned.get("subjects") or ()),
        has_cover=bool(cleaned.get("cover")),
        cover_alt=(cleaned.get("cover_alt") or "").strip(),
        effort_hours=cleaned.get("effort_hours"),
        next_review=cleaned.get("next_review"),
        duties=duties_of_rows(_rows(cleaned, "duties")),
        components=read,
        documents=read_documents(read),
        over=over_of(page),
        copied_under=copied_under(page),
    )


def _rows(cleaned: dict[str, Any], name: str) -> Any:
    value = cleaned.get(name)
    return [] if value is None else value.get_prep_value()


def stream_error(problems: Iterable[Problem]) -> StreamBlockValidationError:
    """Problems of one stream field as Wagtail's nested errors: each at its own field."""
    whole: list[ValidationError] = []
    parts: dict[int, dict[str, list[ValidationError]]] = defaultdict(lambda: defaultdict(list))
    items: dict[int, dict[int, dict[str, ValidationError]]] = defaultdict(dict)
    for problem in problems:
        error = ValidationError(problem.message, code=problem.code)
        if problem.index is None:
            whole.append(error)
        elif problem.item is not None:
            items[problem.index].setdefault(problem.item, {})[problem.part] = error
        else:
            parts[problem.index][problem.part].append(error)
    blocks = {}
    for index in sorted(parts.keys() | items.keys()):
        fields: dict[str, ValidationError] = {
            name: ValidationError(errors) if len(errors) > 1 else errors[0]
            for name, errors in parts[index].items()
        }
        if items[index]:
            fields["competencies"] = ListBlockValidationError(
                block_errors={
                    item: StructBlockValidationError(block_errors=errors)
                    for item, errors in items[index].items()
                }
            )
        blocks[index] = StructBlockValidationError(block_errors=fields)
    return StreamBlockValidationError(block_errors=blocks, non_block_errors=whole)


class PackageCopyForm(CopyForm):
    """A copy is a draft of its own: it can't be public at once, nor mirror the original."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias", "copy_subpages"):
            self.fields.pop(name, None)
        self.fields["new_title"].help_text = (
            "The copy is a new package with an address and releases of its own. It begins as a "
            "draft; the original and its releases stay as they are."
        )
        self.fields["new_slug"].initial = identity.free_slug(self.page.slug)
        self.fields["new_parent_page"].help_text = "The page of the institution that will own it."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("new_slug")
        if slug and identity.slug_is_taken(slug, None):
            error = forms.ValidationError(identity.taken_message(slug), code="SLUG-TAKEN")
            self.add_error("new_slug", error)
        return cleaned
