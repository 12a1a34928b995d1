"""What can go wrong with the pages of institutions and packages."""

from __future__ import annotations


class PageError(Exception):
    """Base of this room's errors. `code` is stable; the text is for people."""

    code = "PAGE"


class NoInstitutionAboveError(PageError):
    """A package page stands under something else than an institution's page."""

    code = "PAGE-NO-INSTITUTION"

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"“{title}” has no institution's page above it, so nobody would own it.")


class UnknownFieldError(PageError):
    """A draft was given a field that packages don't have. `names`: of the fields."""

    code = "DRAFT-UNKNOWN-FIELD"

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(f"A package has no field {', '.join(names)}.")


class UnknownLicenceError(PageError):
    """A draft was given a licence that isn't registered. `spdx`: its identifier."""

    code = "DRAFT-UNKNOWN-LICENCE"

    def __init__(self, spdx: str) -> None:
        self.spdx = spdx
        super().__init__(f"The licence {spdx} is not registered on this site.")


class ReleasesStayError(PageError):
    """A page with releases can't be unpublished: a release is withdrawn, with a reason."""

    code = "PAGE-RELEASES-STAY"

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"“{title}” has been released, and a release stays. Withdraw the release instead, "
            "and say why."
        )


class OtherInstitutionError(PageError):
    """A package page can't move below another institution: that is a change of the lead."""

    code = "PAGE-OTHER-INSTITUTION"

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"“{title}” can't move to another institution. When another institution takes over "
            "the lead, the consortium changes it, so that address, releases and adopters stay."
        )


class LayerRefusedError(PageError):
    """Something that a layer may not do. `code`: why, stable; the text says it to the person."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class NotToBeSpecialisedError(PageError):
    """A package on which nothing can be built. `code`: why, stable."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class LeadRefusedError(PageError):
    """A change of lead that can't be made. `code`: why, stable; the text says it to the person."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)
