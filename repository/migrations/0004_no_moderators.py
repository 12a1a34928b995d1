"""Takes Wagtail's sample workflow away.

It sends whatever is submitted to a group that this site doesn't have, from the root of all pages.
Each institution has a workflow of its own; everything else is published by consortium editors.
"""

from django.db import migrations

SAMPLE = "Moderators approval"


def remove(apps, schema_editor):
    using = schema_editor.connection.alias
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    for workflow in Workflow.objects.using(using).filter(name=SAMPLE):
        # Somebody may have put it to use meanwhile.
        if not workflow.workflow_states.exists():
            workflow.delete()
    unused = Task.objects.using(using).filter(
        name=SAMPLE, workflow_tasks__isnull=True, task_states__isnull=True
    )
    unused.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("repository", "0003_releases_are_immutable"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # Undone, nothing comes back: a site that is taken down to here has no use for a sample.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
