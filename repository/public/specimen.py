"""What a specimen is: a component with cases of its props, for the styleguide and the tests."""

from __future__ import annotations

import dataclasses
from typing import Any

Context = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """A component with certain props. `label`: what is special about them."""

    label: str
    props: Context


@dataclasses.dataclass(frozen=True, slots=True)
class Specimen:
    """A component with its cases. `template`: below templates/components. `tag`: what wraps it."""

    template: str
    cases: tuple[Case, ...]
    tag: str = "div"
    wrapper_class: str = ""


def one(template: str, label: str = "", **props: Any) -> Specimen:
    return Specimen(template, (Case(label, props),))


def listed(template: str, wrapper_class: str, *cases: Case) -> Specimen:
    return Specimen(template, cases, tag="ul", wrapper_class=wrapper_class)
