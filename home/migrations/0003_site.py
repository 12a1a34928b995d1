"""The site as it begins: home page, members, how sharing works, and the group that coordinates.

Takes the place of Wagtail's welcome page. On a site that has a home page already, nothing is made.
Undone, the pages made here go again, unless something has been put below them.
"""

import uuid

from django.db import migrations

WELCOME = "Welcome to your new Wagtail site!"
EDITORS = "Consortium editors"
# Wagtail's own groups may edit every page of every institution: they have no place here.
WAGTAIL_GROUPS = ("Editors", "Moderators")

HERO_TEXT = (
    "Short programs that lead to work, built once by colleges and universities together and shared "
    "under open licences. Find one, look inside, take it in the form that your learning management "
    "system reads."
)
SEARCHES = "food safety, infection control, forestry, carpentry"

INTRODUCTION = (
    "Institutions build the same short programs again and again, each alone. Here they build them "
    "once, and everybody may use the result. This page says how, and what you may do with it."
)
BODY = """
<h2>What a package is</h2>
<p>A package is a curriculum in parts: a syllabus, lesson plans, interactive modules, assessments,
videos, guides for instructors. Each part says what it teaches and whom to name for it. The list of
competencies says what a learner can do at the end, in words that an employer understands.</p>
<h2>Levels</h2>
<p>A <b>Level 1 core</b> is the same at every institution that offers it, so that a credential means
one thing everywhere. A <b>Level 2 specialisation</b> is one institution's own layer over a core:
hospitals here, hotels there. It adds parts, replaces some where the core allows it, and leaves out
what it has no use for; everything else stays the core's, and so do all competencies. A
<b>standalone</b> package is neither; other institutions may adapt it in the same way.</p>
<h2>When the core changes</h2>
<p>Each institution that builds on a core hears of a new release. It sees what would change for it,
decides part by part where the two meet, and what it made itself stays. What must not wait, such as
a matter of safety, is marked urgent with a date. What one institution made better it can offer to
the core, and so to everybody.</p>
<h2>Releases</h2>
<p>What is published is a release with a number, such as 2.1.0. A release never changes: if you teach
with 2.1.0, you will find exactly the same files next year. When something has to change, a new
release follows, and its number says how much. The first number grows when a competency changed,
the second when something was added, the third when details were mended. A release that should
not be used any more is withdrawn: it says so, and why, and stays where it is.</p>
<h2>What you may do</h2>
<p>Every package carries a licence, and its page says in plain words what it permits. Most allow you to
copy, adapt and teach for free as long as you name the authors; each package has the text to copy
for that. Parts that must stay among instructors, such as answer keys, are for verified staff of
member institutions only.</p>
<h2>Taking a package</h2>
<ol>
<li>Find it in the catalogue, and look at its competencies and contents.</li>
<li>Download everything in one file, or single parts. Interactive modules load into any learning
management system that reads SCORM.</li>
<li>Copy the attribution into your course.</li>
</ol>
<h2>Giving one</h2>
<ol>
<li>Members upload what they have: modules, documents, videos. Each file is inspected on arrival, and
what is wrong with it is said at once.</li>
<li>Say what learners can do afterwards, and choose a licence.</li>
<li>A publisher of your institution releases it. It is public the moment after.</li>
</ol>
<p>Or begin with a package that is there: “Specialise this package” or “Adapt this package” on its
page makes a draft over it.</p>
"""


def page_values(apps, db, app, model, parent, position, title, slug):
    """What Wagtail would set: the tree, the address, the kind of page."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.using(db).get_or_create(app_label=app, model=model)
    return {
        "title": title,
        "draft_title": title,
        "slug": slug,
        "content_type": kind,
        "path": f"{parent.path}{position:04d}",
        "depth": parent.depth + 1,
        "numchild": 0,
        "url_path": f"{parent.url_path}{slug}/",
        "locale_id": parent.locale_id,
        "translation_key": uuid.uuid4(),
        "live": True,
        "show_in_menus": True,
    }


def make_pages(apps, schema_editor):
    db = schema_editor.connection.alias
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    StandardPage = apps.get_model("home", "StandardPage")
    InstitutionIndexPage = apps.get_model("repository", "InstitutionIndexPage")
    if HomePage.objects.using(db).exists():
        return
    root = Page.objects.using(db).get(depth=1)
    welcome = Page.objects.using(db).filter(depth=2, slug="home", title=WELCOME, numchild=0)
    root.numchild -= welcome.count()
    welcome.delete()
    taken = Page.objects.using(db).filter(depth=2).order_by("path").last()
    position = int(taken.path[-4:], 36) + 1 if taken else 1
    home = HomePage.objects.using(db).create(
        **page_values(apps, db, "home", "homepage", root, position, "Home", "headwaters"),
        hero_text=HERO_TEXT,
        searches=SEARCHES,
    )
    root.numchild += 1
    root.save()
    InstitutionIndexPage.objects.using(db).create(
        **page_values(
            apps, db, "repository", "institutionindexpage", home, 1, "Institutions", "institutions"
        )
    )
    StandardPage.objects.using(db).create(
        **page_values(
            apps, db, "home", "standardpage", home, 2, "How sharing works", "how-sharing-works"
        ),
        introduction=INTRODUCTION,
        body=" ".join(BODY.split()),
    )
    HomePage.objects.using(db).filter(pk=home.pk).update(numchild=2)
    Site.objects.using(db).filter(is_default_site=True).update(is_default_site=False)
    Site.objects.using(db).update_or_create(
        hostname="localhost",
        port=80,
        defaults={"root_page_id": home.pk, "is_default_site": True, "site_name": ""},
    )


def remove_pages(apps, schema_editor):
    db = schema_editor.connection.alias
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    for home in HomePage.objects.using(db).filter(slug="headwaters", depth=2):
        below = Page.objects.using(db).filter(path__startswith=home.path)
        if below.count() > 3:
            continue
        Site.objects.using(db).filter(root_page_id=home.pk).delete()
        below.delete()
        Page.objects.using(db).filter(depth=1).update(
            numchild=Page.objects.using(db).filter(depth=2).count()
        )


def permission(apps, db, app, model, codename, name):
    """A permission, made here where `migrate` has not come to make it yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    kind, _ = ContentType.objects.using(db).get_or_create(app_label=app, model=model)
    found, _ = Permission.objects.using(db).get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


PAGE_PERMISSIONS = (
    ("add_page", "Can add page"),
    ("change_page", "Can change page"),
    ("publish_page", "Can publish any page"),
    ("lock_page", "Can lock/unlock pages you've locked"),
    ("unlock_page", "Can unlock any page"),
)
COLLECTION_PERMISSIONS = (
    # Wagtail asks for the permissions of its own models, whichever model holds the files.
    ("wagtaildocs", "document", "document"),
    ("wagtailimages", "image", "image"),
)


def make_group(apps, schema_editor):
    """The people who coordinate the whole: every page, every file, institutions, no accounts."""
    db = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    editors, _ = Group.objects.using(db).get_or_create(name=EDITORS)
    editors.permissions.add(
        permission(apps, db, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    )
    root = Page.objects.using(db).get(depth=1)
    for codename, name in PAGE_PERMISSIONS:
        GroupPagePermission.objects.using(db).get_or_create(
            group=editors,
            page=root,
            permission=permission(apps, db, "wagtailcore", "page", codename, name),
        )
    for top in Collection.objects.using(db).filter(depth=1):
        for app, model, word in COLLECTION_PERMISSIONS:
            for action in ("add", "change", "choose"):
                may = permission(
                    apps, db, app, model, f"{action}_{model}", f"Can {action} {word}"
                )
                GroupCollectionPermission.objects.using(db).get_or_create(
                    group=editors, collection=top, permission=may
                )
    for group in Group.objects.using(db).filter(name__in=WAGTAIL_GROUPS):
        if not group.user_set.exists():
            group.delete()


def remove_group(apps, schema_editor):
    db = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.using(db).filter(name=EDITORS):
        if not group.user_set.exists():
            group.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_initial"),
        ("repository", "0002_licences"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(make_pages, remove_pages),
        migrations.RunPython(make_group, remove_group),
    ]
