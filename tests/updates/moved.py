"""A core that moved under a layer, for tests of reports and answers."""

from __future__ import annotations

from typing import Any

from repository.pages.layer_service import replace_component
from repository.pages.models import SpecialisationPage
from repository.releases.models import Release
from repository.updates.answers import Asked
from repository.updates.drafts import Core, move, page_of, read_layer
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from tests.layered import a_layer, next_core_release
from tests.manifests import a_component, a_file

# The adaptable one, as the second release has it.
CHANGED = {"description": "Ask for help above 16 kg.", "files": (a_file("lifting-v2.pdf"),)}


def changed_lifting(**changes: Any) -> Any:
    return a_component("c2", "Lifting and carrying", **({"teaches": ("k1",)} | CHANGED | changes))


def a_layer_with_a_replacement(
    core: Release, owner: str = "oc", **changes: Any
) -> SpecialisationPage:
    """A layer that replaced what `changed_lifting` changes: one question."""
    page = a_layer(core, owner, **changes)
    replace_component(page=page, target="c2", reason="We lift patients.")
    return page


def reported(core: Release) -> None:
    report_core(core.package)


def update_of(page: SpecialisationPage) -> CoreUpdate:
    """The newest update of a layer."""
    found = CoreUpdate.objects.filter(package=page.package_id).order_by("pk").last()
    assert found is not None
    return found


def an_open_question(core: Release, owner: str = "oc") -> tuple[SpecialisationPage, CoreUpdate]:
    """A layer that waits for one decision, after the core's second release."""
    page = a_layer_with_a_replacement(core, owner)
    reported(next_core_release(core, changed_lifting()))
    return page, update_of(page)


def question_of(update: CoreUpdate) -> Asked:
    """The one question of an update, as its screen would ask it."""
    core = Core(update.to_release.package)
    read = read_layer(page_of(update.package_id), core)
    (asked,) = move(read, core.release(update.to_release_id), core).asked
    return asked
