"""What is recorded about releases; append-only."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0011_joining"),
    ]

    operations = []
