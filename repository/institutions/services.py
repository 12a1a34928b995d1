"""The identity of an institution with its collection and groups.

An institution is created with its page by `repository.pages.institution_service`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Collection, Page

from repository.institutions import grants
from repository.institutions.errors import InstitutionInvalidError
from repository.institutions.models import Institution
from repository.institutions.rules import (
    CONSORTIUM_EDITORS,
    CONSORTIUM_GRANT,
    GRANTS,
    EmailDomains,
    Role,
    group_name,
    read_email_domains,
    read_ror,
)
from repository.institutions.selectors import short_name_is_free


@transaction.atomic
def create_identity(
    *,
    slug: str,
    name: str,
    short_name: str,
    region: str = "",
    website: str = "",
    ror: str = "",
    email_domains: Iterable[str] = (),
    joined_on: datetime.date | None = None,
) -> Institution:
    """The identity, its collection and its two groups with what they may do with files.

    Raises: InstitutionInvalidError, with every problem by the name of its argument.
    """
    domains = read_email_domains(email_domains)
    institution = Institution(
        slug=slug.strip().lower(),
        name=name.strip(),
        short_name=short_name.strip(),
        region=region.strip(),
        website=website.strip(),
        ror=ror if (full := read_ror(ror)) is None else full,
        email_domains=list(domains.domains),
        joined_on=joined_on,
    )
    _check(institution, domains)
    institution.collection = Collection.get_first_root_node().add_child(name=institution.name[:255])
    institution.contributors = _group(institution, Role.CONTRIBUTOR)
    institution.publishers = _group(institution, Role.PUBLISHER)
    institution.save()
    ensure_file_permissions(institution)
    return institution


def _check(institution: Institution, domains: EmailDomains) -> None:
    problems: dict[str, list[str]] = {}
    try:
        institution.full_clean(exclude=["collection", "contributors", "publishers"])
    except ValidationError as error:
        problems = dict(error.message_dict)
    general = problems.pop("__all__", [])
    if general:  # the one rule over a whole row is that of short names
        problems["short_name"] = general
    if domains.problems:
        problems["email_domains"] = list(domains.problems)
    for role in Role:
        name = group_name(institution.short_name, role)
        if "short_name" not in problems and Group.objects.filter(name=name).exists():
            problems["short_name"] = [f"There is a group “{name}” already."]
    if problems:
        raise InstitutionInvalidError(problems)


def _group(institution: Institution, role: Role) -> Group:
    return Group.objects.create(name=group_name(institution.short_name, role))


def groups_of(institution: Institution) -> dict[Role, Group]:
    """The two groups of an institution."""
    return {Role.CONTRIBUTOR: institution.contributors, Role.PUBLISHER: institution.publishers}


def ensure_file_permissions(institution: Institution) -> None:
    """Sets what both groups may do with files and in the admin, exactly as the rules say."""
    for role, group in groups_of(institution).items():
        grants.set_everywhere(group, GRANTS[role])
        grants.set_on_collection(group, institution.collection, GRANTS[role])


def consortium_editors() -> Group:
    """The group that looks after all institutions. It comes with the site's first pages."""
    return Group.objects.get_or_create(name=CONSORTIUM_EDITORS)[0]


@transaction.atomic
def ensure_consortium_editors() -> Group:
    """Sets what they may do: every page, every file, no accounts."""
    group = consortium_editors()
    grants.set_everywhere(group, CONSORTIUM_GRANT)
    grants.set_on_collection(group, Collection.get_first_root_node(), CONSORTIUM_GRANT)
    grants.set_on_page(group, Page.get_first_root_node(), CONSORTIUM_GRANT)
    return group


@transaction.atomic
def update_facts(
    *,
    institution: Institution,
    name: str,
    short_name: str,
    region: str,
    website: str,
    ror: str,
    email_domains: Iterable[str],
) -> Institution:
    """Take over what the institution's page says; collection and groups follow the names.

    A short name that another institution has meanwhile is not taken over.

    Raises: InstitutionInvalidError.
    """
    domains = read_email_domains(email_domains)
    institution.name = name
    if short_name_is_free(short_name, institution):
        institution.short_name = short_name
    institution.region = region
    institution.website = website
    institution.ror = ror
    institution.email_domains = list(domains.domains)
    try:
        institution.full_clean()
    except ValidationError as error:
        raise InstitutionInvalidError(error.message_dict) from error
    institution.save()
    _rename(institution)
    return institution


def _rename(institution: Institution) -> None:
    collection = institution.collection
    if collection.name != institution.name:
        collection.name = institution.name
        collection.save(update_fields=["name"])
    for role, group in groups_of(institution).items():
        wanted = group_name(institution.short_name, role)
        taken = Group.objects.filter(name=wanted).exclude(pk=group.pk).exists()
        if group.name != wanted and not taken:
            group.name = wanted
            group.save(update_fields=["name"])
