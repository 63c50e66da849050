"""Motions and what happens to them; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_motion", "ledger_motionact")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("group", models.CharField(db_index=True, max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("title_en", models.TextField(blank=True)),
                ("title_zh", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("about", models.CharField(blank=True, db_index=True, max_length=500)),
                ("secret", models.BooleanField()),
                ("first_ends_at", models.DateTimeField(null=True)),
                ("frozen", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MotionAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("elector", models.CharField(blank=True, max_length=500)),
                ("content", models.JSONField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="ledger.motion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("motion", "ordinal"), name="motion_act_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("verb__in", ("close", "withdraw"))),
                        fields=("motion",),
                        name="motion_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("verb", "recuse")),
                        fields=("motion", "elector"),
                        name="motion_recused_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
