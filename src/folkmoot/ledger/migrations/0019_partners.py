"""Contacts and notes of partners: private, and erasable."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0018_submissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partner", models.CharField(db_index=True, max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("mail", models.CharField(blank=True, max_length=200)),
                ("role", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="PartnerNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partner", models.CharField(db_index=True, max_length=200)),
                ("says", models.TextField()),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
            ],
        ),
    ]
