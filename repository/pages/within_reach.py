"""What a posted form of a page may name: files, pictures and pages that its writer reaches.

Wagtail's choosers offer only those, but whatever key comes back is taken, shown with its title, and
would be published. A key of something else is taken out before anything is made of the form, so
that nothing of it is shown, previewed or saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from repository.blobs.models import Picture, StoredDocument
from repository.institutions.access import explorable_pages, files_within_reach
from repository.institutions.selectors import Person

PICTURES = ("cover", "logo")
FILE = re.compile(r"\Acomponents-\d+-value-files-\d+-value\Z")
CODE = "NOT-YOURS"
NOT_YOURS = {
    Picture: "The picture that was chosen belongs to another institution, so it was taken out. "
    "Upload it, or choose one of your own.",
    StoredDocument: "A file that was chosen belongs to another institution, so it was taken out. "
    "Upload it, or choose one of your own.",
}
# Longer ones are keys of nothing.
LONGEST_KEY = 18


class PageForm(WagtailAdminPageForm):
    """A form of a page: what belongs to others is taken out, and the form says so."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        self.taken_out: list[tuple[str, type[Model]]] = []
        user = kwargs.get("for_user")
        if data is not None and user is not None and not user.is_superuser:
            data = data.copy()
            self.taken_out = take_out_foreign(data, user, kwargs.get("instance"))
            take_out_links(data, user)
        super().__init__(data, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, model in dict.fromkeys(self.taken_out):
            field = name if name in PICTURES and name in self.fields else None
            self.add_error(field, ValidationError(NOT_YOURS[model], code=CODE))
        return cleaned


def take_out_foreign(data: Any, user: Person, page: Page | None) -> list[tuple[str, type[Model]]]:
    """Empty what names a file or picture of others; fields of the form, and of what kind each was.

    What the draft holds already stays: somebody who reaches it has put it there.
    """
    named = {name: model for name in data if (model := _model_of(name)) and data[name]}
    taken_out = []
    for model in set(named.values()):
        names = [name for name, its in named.items() if its is model]
        keys = {data[name] for name in names}
        allowed = _reached(user, model, keys) | _held(page, model)
        for name in names:
            if data[name] not in allowed:
                data[name] = ""
                taken_out.append((name.partition("-")[0], model))
    return sorted(taken_out, key=lambda found: found[0])


def _model_of(name: str) -> type[Model] | None:
    if name in PICTURES:
        return Picture
    return StoredDocument if FILE.match(name) else None


def _reached(user: Person, model: type[Model], keys: Iterable[str]) -> set[str]:
    wanted = {int(key) for key in keys if _is_key(key)}
    found = files_within_reach(user, model).filter(pk__in=wanted)
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


def _held(page: Any, model: type[Model]) -> set[str]:
    """Keys of the files or pictures in a draft as it is."""
    if page is None or page.pk is None:
        return set()
    if model is Picture:
        return {str(getattr(page, f"{name}_id", None)) for name in PICTURES}
    components = getattr(page, "components", None) or ()
    return {
        str(file.pk)
        for component in components
        for file in component.value.get("files", ())
        if file is not None
    }


def take_out_links(data: Any, user: Person) -> None:
    """Links of rich text to pages that neither the public nor this person can see lose the page."""
    texts = {name: state for name in data if (state := _content_state(data[name]))}
    keys = {str(link["id"]) for state in texts.values() for link in _links(state)}
    if not keys:
        return
    wanted = {int(key) for key in keys if _is_key(key)}
    named = Page.objects.filter(pk__in=wanted)
    own = explorable_pages(user).filter(pk__in=wanted)
    seen = set(named.live().values_list("pk", flat=True)) | set(own.values_list("pk", flat=True))
    allowed = {str(pk) for pk in seen}
    for name, state in texts.items():
        foreign = [link for link in _links(state) if str(link["id"]) not in allowed]
        for link in foreign:
            link.clear()
            link["url"] = ""
        if foreign:
            data[name] = json.dumps(state)


def _content_state(text: object) -> Mapping[str, Any] | None:
    """What the editor of rich text posts (JSON of draft.js), read; None for anything else."""
    if not isinstance(text, str) or not text.startswith("{") or '"entityMap"' not in text:
        return None
    try:
        state = json.loads(text)
    except ValueError:
        return None
    return state if isinstance(state, dict) and isinstance(state.get("entityMap"), dict) else None


def _links(state: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of what the text links to or holds, where it names a key."""
    for entity in state["entityMap"].values():
        data = entity.get("data") if isinstance(entity, dict) else None
        if isinstance(data, dict) and data.get("id"):
            yield data
