"""Two institutions with something of everything, and people of every role.

Whatever the other institution keeps to itself has SECRET in its name: no answer to people of the
first one may hold that word.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Page,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from repository.blobs.models import Picture, StoredDocument
from repository.institutions.models import Institution
from repository.pages.draft_data import DraftComponent
from repository.pages.layer_service import add_component, omit_component
from repository.pages.models import InstitutionIndexPage, PackagePage, SpecialisationPage
from repository.pages.services import create_package_draft, update_package_draft
from repository.proposals.models import Proposal
from repository.releases.manifest import MEMBERS, to_json
from repository.releases.models import Package
from repository.updates.models import CoreUpdate
from repository.updates.reporting import report_core
from tests import factories
from tests.factories import Role
from tests.layered import a_core_release, a_layer, next_core_release

SECRET = "Quetzalcoatlus"
PUBLIC_KEY = "6f1b1b0e-0000-4000-8000-000000000001"
MEMBERS_KEY = "6f1b1b0e-0000-4000-8000-000000000002"


@dataclasses.dataclass(frozen=True)
class Belongings:
    """What one institution has.

    draft: was never published, and waits in a workflow. released: has release 1.0.0 with a
    component for everybody, one for members only, and changes since. layer: over a core of its own
    (`tests.layered`), c4 left out and one part added, whose key is layer_part. word: what its names
    begin with.
    """

    word: str
    institution: Institution
    page: Page
    draft: PackagePage
    released: PackagePage
    layer: SpecialisationPage
    layer_part: str
    revision: Revision
    document: StoredDocument
    picture: Picture
    workflow_state: WorkflowState
    task_state: TaskState
    session: EditingSession
    uploaded: UploadedFile
    proposal: Proposal
    core: Package
    core_update: CoreUpdate


@dataclasses.dataclass(frozen=True)
class World:
    own: Belongings
    other: Belongings
    people: dict[str, User]
    redirect: Redirect
    site: Site
    index: InstitutionIndexPage
    page_restriction: PageViewRestriction


def belongings(slug: str, word: str) -> Belongings:
    """An institution with a draft, files, history, a workflow under way and somebody editing."""
    page = factories.institution_page(slug, name=f"The {slug} institution")
    institution = page.institution
    author = factories.user(Role.CONTRIBUTOR, institution, name=f"author-of-{slug}")
    page.logo = factories.picture(institution.collection, title=f"{word} logo")
    page.save_revision().publish()
    page.title = f"{word} new name"
    page.save_revision(user=author, log_action=True)
    draft = create_package_draft(
        institution=institution,
        title=f"{word} package plankton",
        kind="standalone",
        user=author,
        fields={"summary": f"{word} summary"},
    )
    released = a_released_page(institution, word)
    layer, part = a_layer_of(slug, word)
    draft = PackagePage.objects.get(pk=draft.pk)
    draft.locked, draft.locked_by, draft.locked_at = True, author, timezone.now()
    draft.save()
    document = factories.document(institution.collection, title=f"{word} document plankton")
    picture = factories.picture(institution.collection, title=f"{word} picture plankton")
    log(instance=document, action="wagtail.edit", user=author)
    log(instance=picture, action="wagtail.edit", user=author)
    workflow_state = draft.get_workflow().start(draft, author)
    return Belongings(
        word=word,
        institution=institution,
        page=page,
        draft=draft,
        released=released,
        layer=layer,
        layer_part=part,
        revision=draft.latest_revision,
        document=document,
        picture=picture,
        workflow_state=workflow_state,
        task_state=workflow_state.current_task_state,
        session=EditingSession.objects.create(
            user=author,
            content_type=ContentType.objects.get_for_model(PackagePage),
            object_id=str(draft.pk),
            last_seen_at=timezone.now(),
        ),
        uploaded=UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(StoredDocument),
            file="nowhere",
            uploaded_by_user=author,
        ),
        proposal=a_proposal(released, word),
        core=(update := an_update(institution, word)).to_release.package,
        core_update=update,
    )


def an_update(institution: Institution, word: str) -> CoreUpdate:
    """A core of an institution that moved, and the report to a layer of its own."""
    first = a_core_release(f"core-of-{institution.slug}", institution.slug)
    layer = a_layer(first, institution.slug, f"{word} layer plankton")
    next_core_release(first, title="Cleaning, the second")
    report_core(first.package)
    return CoreUpdate.objects.get(package=layer.package_id)


def a_proposal(page: PackagePage, word: str) -> Proposal:
    """A part offered to the released package, by the same institution, not answered yet."""
    release = page.package.releases.get()
    part = to_json(release.manifest)["components"][0]
    return Proposal.objects.create(
        core=page.package,
        release=release,
        key=part["key"],
        title=f"{word} offer plankton",
        replaces=True,
        component=part,
        comment=f"{word} comment",
        offered_at=timezone.now(),
    )


def a_released_page(institution: Institution, word: str) -> PackagePage:
    """A page whose release the public reads, with a draft of the next one."""
    public = factories.document(institution.collection, title="lesson")
    members = factories.document(
        institution.collection, title=f"{word} key", content=b"42", kind="document"
    )
    page = create_package_draft(
        institution=institution,
        title=f"Released {institution.slug}",
        kind="standalone",
        slug=f"released-{institution.slug}",
        fields={
            "summary": "For everybody.",
            "licence": "CC-BY-4.0",
            "components": [
                DraftComponent(PUBLIC_KEY, "lesson-plan", "Lesson", documents=(public.pk,)),
                DraftComponent(
                    MEMBERS_KEY,
                    "assessment",
                    f"{word} answers",
                    audience=MEMBERS,
                    documents=(members.pk,),
                ),
            ],
        },
    )
    page.save_revision().publish()
    page = PackagePage.objects.get(pk=page.pk)
    update_package_draft(page=page, fields={"title": f"{word} next title plankton"})
    return PackagePage.objects.get(pk=page.pk)


def a_layer_of(slug: str, word: str) -> tuple[SpecialisationPage, str]:
    """A draft of a specialisation, and the key of its own part."""
    core = a_core_release(f"cleaning-of-{slug}", owner=slug)
    page = a_layer(core, owner=slug, title=f"{word} layer plankton")
    omit_component(page=page, target="c4", reason=f"{word} reason")
    part = add_component(page=page, after="c1", type="video", title=f"{word} part plankton")
    return SpecialisationPage.objects.get(pk=page.pk), part


def people(own: Institution) -> dict[str, User]:
    """One person of every role; contributor and publisher belong to the first institution."""
    return {role.value: factories.user(role, own) for role in Role}


def make_world() -> World:
    own, other = belongings("ours", "Ordinary"), belongings("theirs", SECRET)
    return World(
        own=own,
        other=other,
        people=people(own.institution),
        redirect=Redirect.objects.create(old_path="/old", redirect_link="/new"),
        site=Site.objects.get(is_default_site=True),
        index=InstitutionIndexPage.objects.get(),
        page_restriction=PageViewRestriction.objects.create(
            page=other.page, restriction_type="password", password="x"
        ),
    )


def holds_secret(content: Iterable[bytes]) -> bool:
    return SECRET.lower().encode() in b"".join(content).lower()
