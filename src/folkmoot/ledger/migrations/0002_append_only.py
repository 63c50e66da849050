"""The database refuses to change or delete a recorded fact; a table for the counters of the sign-in limit."""

from django.core.management import call_command
from django.db import migrations

from folkmoot.ledger import guards

TABLES = ("ledger_audit", "ledger_identitycorrection", "ledger_personlink", "ledger_operatorgrant")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", "ledger_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(set_guards, lift_guards),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
