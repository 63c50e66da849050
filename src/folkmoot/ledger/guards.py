"""Triggers that make the database itself refuse to change or delete a recorded fact."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "ledger_audit", "ledger_identitycorrection", "ledger_personlink", "ledger_operatorgrant",
    "ledger_batch", "ledger_claim", "ledger_dispute", "ledger_ruling", "ledger_alertnotice", "ledger_alertsending",
    "ledger_digestsending",
    "ledger_meeting", "ledger_meetingstep", "ledger_meetingtopic", "ledger_meetingtopicchange", "ledger_meetingorder",
    "ledger_meetingmark", "ledger_meetingnote", "ledger_minutestext", "ledger_meetinglink", "ledger_actionitem", "ledger_actionchange",
    "ledger_meetingchange", "ledger_hostoffer", "ledger_hostanswer", "ledger_seriesnoted", "ledger_remindersending",
    "ledger_calendaraddress",
    "ledger_motion", "ledger_motionact",
    "ledger_ballotbox", "ledger_boxcount", "ledger_boxvoter", "ledger_electionact",
    "ledger_round", "ledger_roundact", "ledger_petition", "ledger_petitionact", "ledger_contestact", "ledger_programmeact",
    "ledger_communitynumber", "ledger_numberact", "ledger_certificate", "ledger_certificaterevocation", "ledger_issuerkey",
    "ledger_submission", "ledger_submissionact",
)  # fmt: skip

_REFUSAL = "a recorded fact is never changed or deleted"

_SQLITE = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '" + _REFUSAL + "'); END"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""  # S608 does not apply: the only value is the constant above


def guard(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = TABLES) -> None:
    """Set the triggers on ``tables``."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for table in tables:
                cursor.execute(
                    f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
                )
        else:
            for table in tables:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(_SQLITE.format(table=table, verb=verb))


def unguard(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = TABLES) -> None:
    """Take the triggers away: only the reverse of a migration, and test databases that are emptied, do this."""
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_guard ON {table}")
            else:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
