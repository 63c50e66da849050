"""What people ask of a community, and what becomes of it; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_petition", "ledger_petitionact")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0010_rounds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Petition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("sort", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField()),
                ("group", models.CharField(db_index=True, max_length=200)),
                ("person", models.CharField(max_length=500)),
                ("key", models.CharField(max_length=700)),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sort", "number"), name="petition_number"),
                    models.UniqueConstraint(fields=("sort", "key"), name="petition_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PetitionAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("content", models.JSONField()),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="ledger.petition"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("petition", "ordinal"), name="petition_act_order"),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
