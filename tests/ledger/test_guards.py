"""Every recorded fact's table carries the triggers that refuse to change it."""

from __future__ import annotations

from django.db import connection

from folkmoot.ledger.guards import TABLES
from folkmoot.ledger.models import FACTS


def test_every_fact_is_guarded_by_the_database(ledger):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%_guard'")
            found = [row[0] for row in cursor.fetchall()]
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_no_DELETE'")
            found = [row[0] for row in cursor.fetchall()]
    assert {model._meta.db_table for model in FACTS} <= set(found)
    assert set(TABLES) <= set(found)
