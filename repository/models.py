"""All models of the app, gathered from their rooms: Django looks for them here."""

from repository.blobs.models import Blob, Picture, PictureRendition, StoredDocument
from repository.exports.models import Archive
from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages.models import (
    InstitutionIndexPage,
    InstitutionPage,
    PackageOccupation,
    PackagePage,
    Skill,
    SpecialisationPage,
    TaggedSkill,
    TaggedSubject,
)
from repository.proposals.models import Proposal, ProposalMessage
from repository.releases.models import (
    LeadChange,
    Package,
    Release,
    ReleaseBase,
    ReleaseBlob,
    Urgency,
    Withdrawal,
)
from repository.updates.models import CoreUpdate

__all__ = [
    "Archive",
    "Blob",
    "CoreUpdate",
    "Institution",
    "InstitutionIndexPage",
    "InstitutionPage",
    "LeadChange",
    "Licence",
    "Package",
    "PackageOccupation",
    "PackagePage",
    "Picture",
    "PictureRendition",
    "Proposal",
    "ProposalMessage",
    "Release",
    "ReleaseBase",
    "ReleaseBlob",
    "Skill",
    "SpecialisationPage",
    "StoredDocument",
    "TaggedSkill",
    "TaggedSubject",
    "Urgency",
    "Withdrawal",
]
