"""What is done about contests; append-only."""

from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_contestact",)


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0012_releases"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContestAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("contest", models.CharField(max_length=200)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("person", models.CharField(blank=True, max_length=500)),
                ("team", models.CharField(blank=True, max_length=100)),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "ordinal"), name="contest_act_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("verb__in", ("start", "approve"))),
                        fields=("contest", "verb"),
                        name="contest_act_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
