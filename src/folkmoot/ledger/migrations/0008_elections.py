"""Ballot boxes, and what is done about elections; append-only but for sealed ballots, whose order must tell nothing."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_ballotbox", "ledger_boxcount", "ledger_boxvoter", "ledger_electionact")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_motions"),
    ]

    operations = [
        migrations.CreateModel(
            name="BallotBox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("public", models.CharField(max_length=64)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="BoxCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("ballots", models.JSONField()),
                (
                    "box",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="count", to="ledger.ballotbox"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="BoxVoter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voter", models.CharField(max_length=500)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voters", to="ledger.ballotbox"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("box", "voter"), name="box_voter_once")],
            },
        ),
        migrations.CreateModel(
            name="SealedBallot",
            fields=[
                ("slip", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="ledger.ballotbox"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["box", "slip"], name="sealed_by_slip")],
            },
        ),
        migrations.CreateModel(
            name="ElectionAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("election", models.CharField(max_length=200)),
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("person", models.CharField(blank=True, max_length=500)),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("election", "ordinal"), name="election_act_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("verb__in", ("open", "close", "certify"))),
                        fields=("election", "verb"),
                        name="election_act_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
