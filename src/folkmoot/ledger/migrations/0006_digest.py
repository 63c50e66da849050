"""To whom the weekly digest was sent; append-only."""

from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_digestsending",)


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_alerts"),
    ]

    operations = [
        migrations.CreateModel(
            name="DigestSending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("week", models.DateField(db_index=True)),
                ("about", models.CharField(blank=True, max_length=500)),
                ("channel", models.CharField(max_length=200)),
                ("sent", models.BooleanField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
