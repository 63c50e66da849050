"""Selection rounds and reviews of inactivity, and what is done about them; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_round", "ledger_roundact")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0009_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("sort", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField()),
                ("group", models.CharField(db_index=True, max_length=200)),
                ("key", models.CharField(max_length=300, null=True)),
                ("frozen", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sort", "number"), name="round_number"),
                    models.UniqueConstraint(fields=("sort", "key"), name="round_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("person", models.CharField(blank=True, max_length=500)),
                ("role", models.CharField(blank=True, max_length=100)),
                ("content", models.JSONField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="ledger.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "ordinal"), name="round_act_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("verb__in", ("freeze", "cancel"))),
                        fields=("round", "verb"),
                        name="round_act_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
