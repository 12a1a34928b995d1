"""The table of `addresses.py`, continued: specialisations."""

from __future__ import annotations

from tests.permissions.signs import NONE, OWN, OWN_READS, Row

EDITOR = "/admin/pages/{layer}/"
LAYER = "/admin/packages/{layer_package}/layer/"

LAYERS = [
    # Whoever may write drafts builds on what anybody has released.
    Row("specialise", "/admin/specialise/{package_slug}/", "s-++++ ++", "s-++++ ++"),
    Row("specialise", "/admin/specialise/cleaning-of-ours/", "s-++++", "s-++++"),
    # A specialisation is made from a package, never from nothing.
    Row(
        "wagtailadmin_pages:add",
        "/admin/pages/add/repository/specialisationpage/{page}/",
        NONE,
        NONE,
    ),
    Row("wagtailadmin_pages:edit", EDITOR + "edit/", OWN, OWN),
    Row("wagtailadmin_pages:copy", EDITOR + "copy/", OWN, OWN),
    Row("wagtailadmin_pages:history", EDITOR + "history/", OWN, OWN_READS),
    Row("wagtailadmin_pages:view_draft", EDITOR + "view_draft/", OWN, OWN),
    Row("layer_add_first", LAYER + "add/", OWN, OWN),
    Row("layer_list", LAYER + "list/", OWN, OWN_READS),
    Row("layer_compare", LAYER + "compare/", OWN, OWN_READS),
    Row("layer_replace", LAYER + "c3/replace/", OWN, OWN),
    Row("layer_omit", LAYER + "c3/omit/", OWN, OWN),
    Row("layer_add", LAYER + "c3/add/", OWN, OWN),
    Row("layer_note", LAYER + "c1/note/", OWN, OWN),
    Row("layer_restore", LAYER + "c4/restore/", OWN, OWN),
    Row("layer_reason", LAYER + "c4/reason/", OWN, OWN),
    Row("layer_move", LAYER + "{layer_part}/move/", OWN, OWN),
    Row("layer_remove", LAYER + "{layer_part}/remove/", OWN, OWN),
    # What the policy forbids sends back with a sentence; what isn't there isn't found.
    Row("layer_replace", LAYER + "c1/replace/", OWN, OWN),
    Row("layer_replace", LAYER + "nothing/replace/", NONE, NONE),
    # A package that stands on nothing has no layer.
    Row("layer_compare", "/admin/packages/{package}/layer/compare/", NONE, NONE),
    Row("layer_list", "/admin/packages/{package}/layer/list/", NONE, NONE),
]
