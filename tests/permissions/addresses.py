"""Who gets what at which address: the table that `test_matrix.py` holds against the site.

See `signs.py` for how a row is read. A new address needs a row, or the test fails.
"""

from __future__ import annotations

from tests.permissions.signs import (
    ABOVE_ALL,
    ACCOUNTS,
    ALL,
    ALL_READ,
    APPROVERS,
    COORDINATORS,
    HOME_PAGE,
    NOBODY,
    NONE,
    NOT_THERE,
    OWN,
    OWN_PUBLISHED,
    OWN_READS,
    PAGE,
    PUBLIC,
    READ_ONLY,
    STAFF,
    STAFF_READS,
    Row,
)

SITE = [
    Row("healthz", "/healthz", PUBLIC, READ_ONLY),
    Row("readyz", "/readyz", PUBLIC, READ_ONLY),
    Row("wagtail_serve", "/institutions/{slug}/", "++++++ ++", "++++++ ++"),
    Row("wagtailcore_login", "/_util/login/", PUBLIC, PUBLIC),
    Row(
        "wagtailcore_authenticate_with_password",
        "/_util/authenticate_with_password/{page_restriction}/{page}/",
        "++++++ ++",
        "++++++ ++",
    ),
    Row("wagtaildocs_serve", "/documents/{document}/{document_name}", "--++++ --", ALL_READ),
    Row("picture_file", "/media/{picture_file}", "--++++ --", ALL_READ),
]

PACKAGE = "/packages/{package_slug}/"
RELEASE = PACKAGE + "releases/1.0.0/"

RELEASED = [
    Row("catalogue", "/catalogue/", PUBLIC, READ_ONLY),
    Row("catalogue", "/catalogue/?q=plankton", PUBLIC, READ_ONLY),
    Row("package", PACKAGE, ALL, ALL_READ),
    Row("release", RELEASE, ALL, ALL_READ),
    Row("release_manifest", RELEASE + "manifest.json", ALL, ALL_READ),
    Row("release_file", RELEASE + "files/{public_file}", ALL, ALL_READ),
    # For members only: an issue of its own will open it to some.
    Row("release_file", RELEASE + "files/{members_file}", NOT_THERE, ALL_READ),
    Row("release_cover", RELEASE + "cover", NOT_THERE, ALL_READ),
    Row("download", PACKAGE + "download/everything/", ALL, ALL_READ),
    Row("release_download", RELEASE + "download/everything/", ALL, ALL_READ),
    Row("specialisations", PACKAGE + "specialisations/", NOT_THERE, ALL_READ),
    Row("choose_comparison", PACKAGE + "compare/?from=1.0.0&to=1.0.0", ALL, ALL_READ),
    Row("compare", PACKAGE + "compare/1.0.0..1.0.0/", ALL, ALL_READ),
    Row("permanent", "/p/{package_uuid}/", ALL, ALL_READ),
    Row("institution_logo", "/institutions/{slug}/logo", ALL, ALL_READ),
    Row("licence_list", "/licences/", PUBLIC, READ_ONLY),
    Row("licence", "/licences/CC-BY-4.0/", PUBLIC, READ_ONLY),
    Row("robots", "/robots.txt", PUBLIC, READ_ONLY),
    Row("sitemap", "/sitemap.xml", PUBLIC, READ_ONLY),
    Row("sitemap_of_pages", "/sitemaps/pages.xml", PUBLIC, READ_ONLY),
    Row("sitemap_of_packages", "/sitemaps/packages-0.xml", PUBLIC, READ_ONLY),
    Row("packages:index", "/admin/packages/", STAFF, STAFF_READS),
    Row("packages:index_results", "/admin/packages/results/?q=plankton", STAFF, STAFF_READS),
    Row("packages:choose_parent", "/admin/packages/choose_parent/", STAFF, STAFF),
    Row("package_releases", "/admin/packages/{package}/releases/", OWN, OWN_READS),
    Row(
        "withdraw_release",
        "/admin/packages/{package}/releases/1.0.0/withdraw/",
        OWN_PUBLISHED,
        OWN_PUBLISHED,
    ),
    Row("change_lead", "/admin/packages/{package}/lead/", ABOVE_ALL, ABOVE_ALL),
    Row("proposals", "/admin/proposals/", STAFF, STAFF_READS),
    Row("proposal", "/admin/proposals/{proposal}/", OWN, OWN),
    Row("proposal_accept", "/admin/proposals/{proposal}/accept/", OWN, OWN),
    Row("proposal_message", "/admin/proposals/{proposal}/message/", OWN, OWN),
    Row("proposal_withdraw", "/admin/proposals/{proposal}/withdraw/", OWN, OWN),
    Row("core_updates", "/admin/core-updates/", STAFF, STAFF_READS),
    Row("core_updates", "/admin/core-updates/?show=answered", STAFF, STAFF_READS),
    Row("core_update", "/admin/core-updates/{core_update}/", OWN, OWN),
    Row("forecast", "/admin/packages/{core}/forecast/", OWN, OWN_READS),
    Row("uptake", "/admin/packages/{core}/uptake/", OWN, OWN_READS),
    Row(
        "mark_urgent",
        "/admin/packages/{core}/releases/1.0.0/urgent/",
        OWN_PUBLISHED,
        OWN_PUBLISHED,
    ),
    Row("offer", "/admin/packages/{package}/offer/lesson/", OWN, OWN),
]

ADMIN = [
    Row("wagtailadmin_home", "/admin/", STAFF, STAFF_READS),
    Row("test404/", "/admin/test404/", STAFF, STAFF_READS),
    Row("^.*/$", "/admin/nothing/", "ss----", "ss----"),
    Row("wagtailadmin_error_test", "/admin/failwhale/", "------", "------"),
    Row("wagtailadmin_sprite", "/admin/sprite/", PUBLIC, PUBLIC),
    Row("wagtailadmin_login", "/admin/login/", PUBLIC, PUBLIC),
    Row("wagtailadmin_logout", "/admin/logout/", STAFF_READS, "s-ssss"),
    Row("wagtailadmin_password_reset", "/admin/password_reset/", PUBLIC, PUBLIC),
    Row("wagtailadmin_password_reset_done", "/admin/password_reset/done/", PUBLIC, READ_ONLY),
    Row(
        "wagtailadmin_password_reset_confirm",
        "/admin/password_reset/confirm/x/y/",
        PUBLIC,
        PUBLIC,
    ),
    Row(
        "wagtailadmin_password_reset_complete",
        "/admin/password_reset/complete/",
        PUBLIC,
        READ_ONLY,
    ),
    Row("wagtailadmin_javascript_catalog", "/admin/jsi18n/", PUBLIC, READ_ONLY),
    Row("wagtailadmin_account", "/admin/account/", STAFF, STAFF),
    Row("wagtailadmin_dismissibles", "/admin/dismissibles/", STAFF, STAFF_READS),
    Row("wagtailadmin_block_preview", "/admin/block-preview/", NOBODY, STAFF_READS),
    Row("wagtailadmin_tag_autocomplete", "/admin/tag-autocomplete/?term=q", STAFF, STAFF),
    Row(
        "wagtailadmin_tag_model_autocomplete",
        "/admin/tag-autocomplete/repository/skill/?term=q",
        STAFF,
        STAFF,
    ),
    Row(
        "wagtailadmin_editing_sessions:ping",
        "/admin/editing-sessions/ping/repository/packagepage/{draft}/{session}/",
        OWN_READS,
        OWN,
    ),
    # Answered, without effect, for a session of somebody else's.
    Row(
        "wagtailadmin_editing_sessions:release",
        "/admin/editing-sessions/release/{session}/",
        "s-.... ..",
        "s-++++ ++",
    ),
]

API = [
    Row("wagtailadmin_api:pages:listing", "/admin/api/main/pages/", STAFF, STAFF_READS),
    Row(
        "wagtailadmin_api:pages:listing",
        "/admin/api/main/pages/?search=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row("wagtailadmin_api:pages:detail", "/admin/api/main/pages/{draft}/", OWN, OWN_READS),
    Row("wagtailadmin_api:pages:detail", "/admin/api/main/pages/{page}/", OWN, OWN_READS),
    Row(
        "wagtailadmin_api:pages:find",
        "/admin/api/main/pages/find/?id={draft}",
        "s-++++ --",
        "s-.... ..",
    ),
    Row(
        "wagtailadmin_api:pages:action",
        "/admin/api/main/pages/{draft}/action/publish/",
        OWN_READS,
        OWN_PUBLISHED,
    ),
    Row(
        "wagtailadmin_api:pages:action",
        "/admin/api/main/pages/{draft}/action/copy/",
        OWN_READS,
        OWN_PUBLISHED,
    ),
    Row("wagtailadmin_api:documents:listing", "/admin/api/main/documents/", STAFF, STAFF_READS),
    Row(
        "wagtailadmin_api:documents:listing",
        "/admin/api/main/documents/?search=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtailadmin_api:documents:detail", "/admin/api/main/documents/{document}/", OWN, OWN_READS
    ),
    Row(
        "wagtailadmin_api:documents:find",
        "/admin/api/main/documents/find/?id={document}",
        "s-++++ --",
        "s-.... ..",
    ),
    Row("wagtailadmin_api:images:listing", "/admin/api/main/images/", STAFF, STAFF_READS),
    Row("wagtailadmin_api:images:detail", "/admin/api/main/images/{picture}/", OWN, OWN_READS),
    Row(
        "wagtailadmin_api:images:find",
        "/admin/api/main/images/find/?id={picture}",
        "s-++++ --",
        "s-.... ..",
    ),
]

EXPLORER = [
    Row("wagtailadmin_explore_root", "/admin/pages/", STAFF, STAFF_READS),
    Row("wagtailadmin_explore", HOME_PAGE, OWN, OWN_READS),
    Row("wagtailadmin_explore", "/admin/pages/{index}/", STAFF, STAFF_READS),
    Row("wagtailadmin_explore_results", HOME_PAGE + "results/", OWN, OWN_READS),
    Row("wagtailadmin_pages:search", "/admin/pages/search/?q=plankton", STAFF, STAFF_READS),
    Row(
        "wagtailadmin_pages:search_results",
        "/admin/pages/search/results/?q=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtailadmin_pages:type_use",
        "/admin/pages/usage/repository/packagepage/",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtailadmin_pages:type_use_results",
        "/admin/pages/usage/repository/packagepage/results/",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtailadmin_pages:choose_parent",
        "/admin/pages/create/repository/packagepage",
        STAFF,
        STAFF,
    ),
]

PAGES = [
    Row("wagtailadmin_pages:add", "/admin/pages/add/repository/packagepage/{page}/", OWN, OWN),
    # Institutions come into being under Institutions, with everything that belongs to them.
    Row(
        "wagtailadmin_pages:add",
        "/admin/pages/add/repository/institutionpage/{index}/",
        NOBODY,
        NOBODY,
    ),
    Row(
        "wagtailadmin_pages:preview_on_add",
        "/admin/pages/add/repository/packagepage/{page}/preview/",
        OWN,
        OWN,
    ),
    Row("wagtailadmin_pages:add_subpage", HOME_PAGE + "add_subpage/", OWN, OWN),
    Row("wagtailadmin_pages:usage", PAGE + "usage/", OWN, OWN_READS),
    Row("wagtailadmin_pages:edit", PAGE + "edit/", OWN, OWN),
    Row("wagtailadmin_pages:edit", HOME_PAGE + "edit/", OWN, OWN),
    Row("wagtailadmin_pages:edit", "/admin/pages/{index}/edit/", COORDINATORS, COORDINATORS),
    Row("wagtailadmin_pages:preview_on_edit", PAGE + "edit/preview/", OWN, OWN),
    Row("wagtailadmin_pages:view_draft", PAGE + "view_draft/", OWN, OWN),
    Row("wagtailadmin_pages:delete", PAGE + "delete/", OWN, OWN),
    Row("wagtailadmin_pages:delete", HOME_PAGE + "delete/", ACCOUNTS, ACCOUNTS),
    Row("wagtailadmin_pages:unpublish", PAGE + "unpublish/", NONE, NONE),
    Row("wagtailadmin_pages:unpublish", HOME_PAGE + "unpublish/", ABOVE_ALL, ABOVE_ALL),
    Row("wagtailadmin_pages:convert_alias", PAGE + "convert_alias/", NONE, NONE),
    # Its own people are told, on another screen, why it doesn't move.
    Row("wagtailadmin_pages:move", PAGE + "move/", OWN, OWN),
    Row("wagtailadmin_pages:move", HOME_PAGE + "move/", NONE, NONE),
    Row("wagtailadmin_pages:move_confirm", PAGE + "move/{page}/confirm/", OWN, OWN),
    Row("wagtailadmin_pages:set_page_position", PAGE + "set_position/", OWN_READS, ACCOUNTS),
    Row("wagtailadmin_pages:copy", PAGE + "copy/", OWN, OWN),
    Row("wagtailadmin_pages:copy", HOME_PAGE + "copy/", NONE, NONE),
    Row("wagtailadmin_pages:set_privacy", PAGE + "privacy/", NONE, NONE),
    Row("wagtailadmin_pages:set_privacy", HOME_PAGE + "privacy/", NONE, NONE),
    Row(
        "wagtailadmin_pages:set_privacy",
        "/admin/pages/{index}/privacy/",
        COORDINATORS,
        COORDINATORS,
    ),
    Row("wagtailadmin_pages:lock", PAGE + "lock/", OWN_READS, APPROVERS),
    Row("wagtailadmin_pages:unlock", PAGE + "unlock/", OWN_READS, ACCOUNTS),
]

WORKFLOW = "/admin/pages/workflow/"
HISTORY = [
    Row("wagtailadmin_pages:history", PAGE + "history/", OWN, OWN_READS),
    Row("wagtailadmin_pages:history_results", PAGE + "history/results/", OWN, OWN_READS),
    Row("wagtailadmin_pages:revisions_index", PAGE + "revisions/", OWN, OWN),
    Row("wagtailadmin_pages:revisions_view", PAGE + "revisions/{revision}/view/", OWN, OWN_READS),
    Row("wagtailadmin_pages:revisions_revert", PAGE + "revisions/{revision}/revert/", OWN, OWN),
    Row(
        "wagtailadmin_pages:revisions_unschedule",
        PAGE + "revisions/{revision}/unschedule/",
        OWN_PUBLISHED,
        OWN_PUBLISHED,
    ),
    Row(
        "wagtailadmin_pages:revisions_compare",
        PAGE + "revisions/compare/earliest...latest/",
        OWN,
        OWN_READS,
    ),
    Row("wagtailadmin_pages:workflow_history", PAGE + "workflow_history/", OWN, OWN_READS),
    Row(
        "wagtailadmin_pages:workflow_history_detail",
        PAGE + "workflow_history/detail/{workflow_state}/",
        OWN,
        OWN_READS,
    ),
    Row(
        "wagtailadmin_pages:workflow_action",
        WORKFLOW + "action/{draft}/approve/{task_state}/",
        APPROVERS,
        APPROVERS,
    ),
    Row(
        "wagtailadmin_pages:collect_workflow_action_data",
        WORKFLOW + "collect_action_data/{draft}/approve/{task_state}/",
        APPROVERS,
        APPROVERS,
    ),
    Row(
        "wagtailadmin_pages:confirm_workflow_cancellation",
        WORKFLOW + "confirm_cancellation/{draft}/",
        OWN,
        OWN,
    ),
    Row(
        "wagtailadmin_pages:workflow_preview",
        WORKFLOW + "preview/{draft}/{task}/",
        APPROVERS,
        "s--... --",
    ),
]

CHOOSERS = [
    Row("wagtailadmin_choose_page", "/admin/choose-page/", STAFF, STAFF_READS),
    Row("wagtailadmin_choose_page_child", "/admin/choose-page/{page}/", OWN, OWN_READS),
    Row("wagtailadmin_choose_page_child", "/admin/choose-page/{index}/", STAFF, STAFF_READS),
    Row(
        "wagtailadmin_choose_page_search",
        "/admin/choose-page/search/?q=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtailadmin_choose_page_chosen_multiple",
        "/admin/choose-page/chosen-multiple/?id={draft}",
        OWN,
        OWN_READS,
    ),
    Row("wagtailadmin_choose_page_external_link", "/admin/choose-external-link/", STAFF, STAFF),
    Row("wagtailadmin_choose_page_email_link", "/admin/choose-email-link/", STAFF, STAFF),
    Row("wagtailadmin_choose_page_phone_link", "/admin/choose-phone-link/", STAFF, STAFF),
    Row("wagtailadmin_choose_page_anchor_link", "/admin/choose-anchor-link/", STAFF, STAFF),
    Row("wagtaildocs_chooser:choose", "/admin/documents/chooser/", STAFF, STAFF_READS),
    Row(
        "wagtaildocs_chooser:choose_results",
        "/admin/documents/chooser/results/?q=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row(
        "wagtaildocs_chooser:chosen", "/admin/documents/chooser/chosen/{document}/", OWN, OWN_READS
    ),
    Row(
        "wagtaildocs_chooser:chosen_multiple",
        "/admin/documents/chooser/chosen-multiple/?id={document}",
        OWN,
        OWN_READS,
    ),
    Row("wagtaildocs_chooser:create", "/admin/documents/chooser/create/", STAFF, STAFF),
    Row("wagtailimages_chooser:choose", "/admin/images/chooser/", STAFF, STAFF_READS),
    Row(
        "wagtailimages_chooser:choose_results",
        "/admin/images/chooser/results/?q=plankton",
        STAFF,
        STAFF_READS,
    ),
    Row("wagtailimages_chooser:chosen", "/admin/images/chooser/chosen/{picture}/", OWN, OWN_READS),
    Row(
        "wagtailimages_chooser:chosen_multiple",
        "/admin/images/chooser/chosen-multiple/?id={picture}",
        OWN,
        OWN_READS,
    ),
    Row("wagtailimages_chooser:create", "/admin/images/chooser/create/", STAFF, STAFF),
    Row(
        "wagtailimages_chooser:select_format",
        "/admin/images/chooser/{picture}/select_format/",
        OWN,
        OWN,
    ),
]
