"""The table of `addresses.py`, continued: files, bulk actions, reports, settings, accounts."""

from __future__ import annotations

from tests.permissions.addresses import (
    ADMIN,
    API,
    CHOOSERS,
    EXPLORER,
    HISTORY,
    PAGES,
    RELEASED,
    SITE,
)
from tests.permissions.addresses_layers import LAYERS
from tests.permissions.signs import (
    ABOVE_ALL,
    ACCOUNTS,
    ACCOUNTS_READ,
    COORDINATORS,
    COORDINATORS_READ,
    NOBODY,
    NONE,
    OWN,
    OWN_READS,
    PUBLIC,
    STAFF,
    STAFF_READS,
    SUPERUSERS,
    SUPERUSERS_READ,
    Row,
)

DOCUMENTS = [
    # In front of Wagtail's, at the same addresses.
    Row("documents/", "/admin/documents/?q=plankton", STAFF, STAFF_READS),
    Row("documents/results/", "/admin/documents/results/?q=plankton", STAFF, STAFF_READS),
    Row("documents/multiple/add/", "/admin/documents/multiple/add/", STAFF, STAFF),
    Row("images/multiple/add/", "/admin/images/multiple/add/", STAFF, STAFF),
    Row("wagtaildocs:index", "/admin/documents/", STAFF, STAFF_READS),
    Row("wagtaildocs:index_results", "/admin/documents/results/?q=plankton", STAFF, STAFF_READS),
    Row("wagtaildocs:add", "/admin/documents/add/", STAFF, STAFF),
    Row("wagtaildocs:edit", "/admin/documents/edit/{document}/", OWN, OWN),
    Row("wagtaildocs:delete", "/admin/documents/delete/{document}/", OWN, OWN),
    Row("wagtaildocs:document_usage", "/admin/documents/usage/{document}/", OWN, OWN_READS),
    Row("wagtaildocs:add_multiple", "/admin/documents/multiple/add/", STAFF, STAFF),
    Row("wagtaildocs:edit_multiple", "/admin/documents/multiple/{document}/", OWN_READS, OWN),
    Row(
        "wagtaildocs:delete_multiple",
        "/admin/documents/multiple/{document}/delete/",
        OWN_READS,
        OWN,
    ),
    # An upload that waits is its uploader's alone; here, somebody else's.
    Row(
        "wagtaildocs:create_multiple_from_uploaded_document",
        "/admin/documents/multiple/create_from_uploaded_document/{uploaded}/",
        "s-.... ..",
        NONE,
    ),
    Row(
        "wagtaildocs:delete_upload_multiple",
        "/admin/documents/multiple/delete_upload/{uploaded}/",
        "s-.... ..",
        NONE,
    ),
]

IMAGES = [
    Row("wagtailimages:index", "/admin/images/", STAFF, STAFF_READS),
    Row("wagtailimages:index_results", "/admin/images/results/?q=plankton", STAFF, STAFF_READS),
    Row("wagtailimages:add", "/admin/images/add/", STAFF, STAFF),
    Row("wagtailimages:edit", "/admin/images/{picture}/", OWN, OWN),
    Row("wagtailimages:delete", "/admin/images/{picture}/delete/", OWN, OWN),
    Row("wagtailimages:image_usage", "/admin/images/usage/{picture}/", OWN, OWN_READS),
    Row("wagtailimages:preview", "/admin/images/{picture}/preview/width-20/", OWN, OWN),
    # Addresses of pictures of any size are switched off.
    Row("wagtailimages:url_generator", "/admin/images/{picture}/generate_url/", NONE, OWN_READS),
    Row(
        "wagtailimages:url_generator_output",
        "/admin/images/{picture}/generate_url/output/",
        NONE,
        OWN_READS,
    ),
    Row("wagtailimages:add_multiple", "/admin/images/multiple/add/", STAFF, STAFF),
    Row("wagtailimages:edit_multiple", "/admin/images/multiple/{picture}/", OWN_READS, OWN),
    Row(
        "wagtailimages:delete_multiple", "/admin/images/multiple/{picture}/delete/", OWN_READS, OWN
    ),
    Row(
        "wagtailimages:create_multiple_from_uploaded_image",
        "/admin/images/multiple/create_from_uploaded_image/{uploaded}/",
        "s-.... ..",
        NONE,
    ),
    Row(
        "wagtailimages:delete_upload_multiple",
        "/admin/images/multiple/delete_upload/{uploaded}/",
        "s-.... ..",
        NONE,
    ),
]

BULK = "/admin/bulk/"
BULK_ACTIONS = [
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/delete/?id={draft}", OWN, OWN),
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/publish/?id={draft}", OWN, OWN),
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/unpublish/?id={page}", OWN, OWN),
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/move/?id={draft}", OWN, OWN),
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/delete/?id=all&childOf={page}", OWN, OWN),
    Row(
        "wagtail_bulk_action",
        BULK + "wagtailcore/page/delete/?id=all&childOf={index}",
        STAFF,
        STAFF,
    ),
    # Every page of the site: a bad request, from anybody.
    Row("wagtail_bulk_action", BULK + "wagtailcore/page/delete/?id=all", PUBLIC, PUBLIC),
    Row("wagtail_bulk_action", BULK + "repository/storeddocument/delete/?id={document}", OWN, OWN),
    Row(
        "wagtail_bulk_action", BULK + "repository/storeddocument/add_tags/?id={document}", OWN, OWN
    ),
    Row(
        "wagtail_bulk_action",
        BULK + "repository/storeddocument/add_to_collection/?id={document}",
        OWN,
        OWN,
    ),
    Row("wagtail_bulk_action", BULK + "repository/storeddocument/delete/?id=all", STAFF, STAFF),
    Row("wagtail_bulk_action", BULK + "repository/picture/delete/?id={picture}", OWN, OWN),
    Row("wagtail_bulk_action", BULK + "repository/picture/delete/?id=all", STAFF, STAFF),
    Row("wagtail_bulk_action", BULK + "auth/user/delete/?id={person}", ACCOUNTS, ACCOUNTS),
]

REPORT = "/admin/reports/"
REPORTS = [
    Row("wagtailadmin_reports:locked_pages", REPORT + "locked/", "s--+++", "s--..."),
    Row(
        "wagtailadmin_reports:locked_pages_results", REPORT + "locked/results/", "s--+++", "s--..."
    ),
    *(
        Row(f"wagtailadmin_reports:{name}{end}", f"{REPORT}{path}/{more}", STAFF, STAFF_READS)
        for name, path in (
            ("workflow", "workflow"),
            ("workflow_tasks", "workflow_tasks"),
            ("site_history", "site-history"),
            ("aging_pages", "aging-pages"),
        )
        for end, more in (("", ""), ("", "?export=csv"), ("_results", "results/"))
    ),
    Row(
        "wagtailadmin_reports:page_types_usage",
        REPORT + "page-types-usage/",
        COORDINATORS,
        COORDINATORS_READ,
    ),
    Row(
        "wagtailadmin_reports:page_types_usage_results",
        REPORT + "page-types-usage/results/",
        COORDINATORS,
        COORDINATORS_READ,
    ),
]

COLLECTION = "/admin/collections/{collection}/"
COLLECTIONS = [
    Row("wagtailadmin_collections:index", "/admin/collections/", SUPERUSERS, SUPERUSERS_READ),
    Row("wagtailadmin_collections:add", "/admin/collections/add/", SUPERUSERS, SUPERUSERS),
    Row("wagtailadmin_collections:edit", COLLECTION, ACCOUNTS, ACCOUNTS),
    # It isn't empty: what an institution has can't lose its place.
    Row("wagtailadmin_collections:delete", COLLECTION + "delete/", ACCOUNTS, NONE),
    Row("wagtailadmin_collections:set_privacy", COLLECTION + "privacy/", ACCOUNTS, ACCOUNTS),
]

FLOW = "/admin/workflows/"
WORKFLOWS = [
    Row("wagtailadmin_workflows:index", FLOW + "list/", SUPERUSERS, SUPERUSERS_READ),
    Row(
        "wagtailadmin_workflows:index_results", FLOW + "list/results/", SUPERUSERS, SUPERUSERS_READ
    ),
    Row("wagtailadmin_workflows:add", FLOW + "add/", SUPERUSERS, SUPERUSERS),
    Row("wagtailadmin_workflows:enable", FLOW + "enable/{workflow}/", "s-.... ..", ACCOUNTS),
    Row("wagtailadmin_workflows:disable", FLOW + "disable/{workflow}/", ACCOUNTS, ACCOUNTS),
    Row("wagtailadmin_workflows:edit", FLOW + "edit/{workflow}/", ACCOUNTS, ACCOUNTS),
    Row("wagtailadmin_workflows:usage", FLOW + "usage/{workflow}/", ACCOUNTS, ACCOUNTS_READ),
    Row(
        "wagtailadmin_workflows:usage_results",
        FLOW + "usage/{workflow}/results/",
        ACCOUNTS,
        ACCOUNTS_READ,
    ),
    Row("wagtailadmin_workflows:remove", FLOW + "remove/{page}/", OWN_READS, ACCOUNTS),
    Row("wagtailadmin_workflows:remove", FLOW + "remove/{page}/{workflow}/", OWN_READS, ACCOUNTS),
    Row(
        "wagtailadmin_workflows:add_task",
        FLOW + "tasks/add/wagtailcore/groupapprovaltask/",
        SUPERUSERS,
        SUPERUSERS,
    ),
    Row(
        "wagtailadmin_workflows:select_task_type",
        FLOW + "tasks/select_type/",
        SUPERUSERS,
        SUPERUSERS,
    ),
    Row("wagtailadmin_workflows:task_index", FLOW + "tasks/index/", SUPERUSERS, SUPERUSERS_READ),
    Row(
        "wagtailadmin_workflows:task_index_results",
        FLOW + "tasks/index/results/",
        SUPERUSERS,
        SUPERUSERS_READ,
    ),
    Row("wagtailadmin_workflows:edit_task", FLOW + "tasks/edit/{task}/", ACCOUNTS, ACCOUNTS),
    Row("wagtailadmin_workflows:disable_task", FLOW + "tasks/disable/{task}/", ACCOUNTS, ACCOUNTS),
    Row("wagtailadmin_workflows:enable_task", FLOW + "tasks/enable/{task}/", "s-.... ..", ACCOUNTS),
    Row(
        "wagtailadmin_workflows:task_chooser",
        FLOW + "task_chooser/",
        COORDINATORS,
        COORDINATORS_READ,
    ),
    Row(
        "wagtailadmin_workflows:task_chooser_results",
        FLOW + "task_chooser/results/",
        COORDINATORS,
        COORDINATORS_READ,
    ),
    Row(
        "wagtailadmin_workflows:task_chooser_create",
        FLOW + "task_chooser/create/",
        COORDINATORS,
        COORDINATORS,
    ),
    Row("wagtailadmin_workflows:task_chosen", FLOW + "task_chooser/{task}/", ABOVE_ALL, ABOVE_ALL),
]

SETTINGS = [
    Row("institutions", "/admin/institutions/", COORDINATORS, COORDINATORS_READ),
    Row("institutions_add", "/admin/institutions/new/", COORDINATORS, COORDINATORS),
    Row("licences_admin", "/admin/licences/", COORDINATORS, COORDINATORS_READ),
    Row("wagtailsnippets:index", "/admin/snippets/", NOBODY, NOBODY),
    Row("wagtailsettings:edit", "/admin/settings/repository/package/", NOBODY, NOBODY),
    Row("wagtailsettings:edit", "/admin/settings/repository/package/1/", NOBODY, NOBODY),
    Row(
        "wagtailsettings:preview_on_edit",
        "/admin/settings/repository/package/1/preview/",
        NOBODY,
        NOBODY,
    ),
    *(
        Row(f"wagtailredirects:{name}", f"/admin/redirects/{path}", SUPERUSERS, write)
        for name, path, write in (
            ("index", "", SUPERUSERS_READ),
            ("index_results", "results/", SUPERUSERS_READ),
            ("add", "add/", SUPERUSERS),
            ("edit", "{redirect}/", SUPERUSERS),
            ("delete", "{redirect}/delete/", SUPERUSERS),
            ("start_import", "import/", SUPERUSERS),
        )
    ),
    Row(
        "wagtailredirects:process_import",
        "/admin/redirects/import/process/",
        SUPERUSERS_READ,
        SUPERUSERS,
    ),
    *(
        Row(f"wagtailsites:{name}", f"/admin/sites/{path}", SUPERUSERS, write)
        for name, path, write in (
            ("index", "", SUPERUSERS_READ),
            ("index_results", "results/", SUPERUSERS_READ),
            ("add", "new/", SUPERUSERS),
            ("edit", "edit/{site}/", SUPERUSERS),
            ("delete", "delete/{site}/", SUPERUSERS),
            ("history", "history/{site}/", SUPERUSERS_READ),
            ("history_results", "history-results/{site}/", SUPERUSERS_READ),
            ("usage", "usage/{site}/", SUPERUSERS_READ),
            ("copy", "copy/{site}/", SUPERUSERS),
        )
    ),
]

PEOPLE = [
    *(
        Row(f"wagtailusers_{kind}:{name}", f"/admin/{kind}/{path}", SUPERUSERS, write)
        for kind in ("users", "groups")
        for name, path, write in (
            ("index", "", SUPERUSERS_READ),
            ("index_results", "results/", SUPERUSERS_READ),
            ("add", "new/", SUPERUSERS),
        )
    ),
    *(
        Row(f"wagtailusers_{kind}:{name}", f"/admin/{kind}/{path}/{key}/", ACCOUNTS, write)
        for kind, key, deleting in (
            ("users", "{person}", ACCOUNTS),
            ("groups", "{group}", NONE),  # an institution needs it
        )
        for name, path, write in (
            ("edit", "edit", ACCOUNTS),
            ("delete", "delete", deleting),
            ("history", "history", ACCOUNTS_READ),
            ("history_results", "history-results", ACCOUNTS_READ),
            ("usage", "usage", ACCOUNTS_READ),
        )
    ),
    Row("wagtailusers_users:copy", "/admin/users/copy/{person}/", ACCOUNTS, ACCOUNTS),
]

TABLE = [
    *SITE,
    *RELEASED,
    *ADMIN,
    *API,
    *EXPLORER,
    *PAGES,
    *HISTORY,
    *CHOOSERS,
    *DOCUMENTS,
    *IMAGES,
    *BULK_ACTIONS,
    *REPORTS,
    *COLLECTIONS,
    *WORKFLOWS,
    *SETTINGS,
    *PEOPLE,
    *LAYERS,
]
