"""What is handed in to contests, what happens to it (append-only), and the queue with its leases (not)."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_submission", "ledger_submissionact")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


FACT = (
    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
    ("at", models.DateTimeField()),
    ("who", models.CharField(max_length=200)),
    ("why", models.TextField(blank=True)),
)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0017_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                *FACT,
                ("contest", models.CharField(max_length=200)),
                ("entrant", models.CharField(max_length=500)),
                ("ordinal", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "entrant", "ordinal"), name="submission_own_order")
                ]
            },
        ),
        migrations.CreateModel(
            name="SubmissionAct",
            fields=[
                *((name, field.clone()) for name, field in FACT),
                ("contest", models.CharField(max_length=200)),
                ("entrant", models.CharField(max_length=500)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=120)),
                ("content", models.JSONField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="ledger.submission"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contest", "state", "entrant", "key", "at"], name="submission_scored"),
                    models.Index(fields=["contest", "state", "id"], name="submission_newest"),
                    models.Index(fields=["contest", "verb", "entrant", "at"], name="submission_turns"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "ordinal"), name="submission_act_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("verb", "end")), fields=("submission",), name="submission_ends_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionTurn",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="turn",
                        serialize=False,
                        to="ledger.submission",
                    ),
                ),
                ("contest", models.CharField(max_length=200)),
                ("entrant", models.CharField(max_length=500)),
                ("since", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=0)),
                ("worker", models.CharField(blank=True, max_length=100)),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
