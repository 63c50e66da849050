"""Community numbers, certificates and the keys that signed them; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = (
    "ledger_communitynumber", "ledger_numberact", "ledger_certificate", "ledger_certificaterevocation", "ledger_issuerkey",
)


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
        ("ledger", "0015_contests"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommunityNumber",
            fields=[
                *FACT,
                ("serial", models.PositiveIntegerField(unique=True)),
                ("person", models.CharField(max_length=500, unique=True)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="NumberAct",
            fields=[
                *FACT,
                ("ordinal", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("content", models.JSONField()),
                ("number", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="ledger.communitynumber")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("number", "ordinal"), name="number_act_order")]},
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                *FACT,
                ("ident", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=500, unique=True)),
                ("index", models.PositiveIntegerField(unique=True)),
                ("content", models.JSONField()),
                ("document", models.TextField()),
                ("jwt", models.TextField()),
                ("number", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="certificates", to="ledger.communitynumber")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CertificateRevocation",
            fields=[
                *FACT,
                ("certificate", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="revocation", to="ledger.certificate")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                *FACT,
                ("kid", models.CharField(max_length=200, unique=True)),
                ("algorithm", models.CharField(max_length=20)),
                ("public", models.JSONField()),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
