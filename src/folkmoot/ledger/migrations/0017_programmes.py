"""What is done in programmes: tasks, chapters, content, campaigns, partners; append-only."""

from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_programmeact",)


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0016_certificates"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("programme", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=200)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=20)),
                ("person", models.CharField(blank=True, max_length=500)),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "subject", "ordinal"), name="programme_act_order"
                    ),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
