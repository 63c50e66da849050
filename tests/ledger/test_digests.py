"""Digests: what was sent where is recorded with an audit row, for each week, group and channel by itself."""

from __future__ import annotations

from datetime import date, datetime

from folkmoot.ledger import digests
from folkmoot.ledger.digests import Tried
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor

MOOT = Actor("moot", "job")
WEEK, NOW = date(2026, 3, 2), datetime(2026, 3, 9, 7)


def test_what_was_sent_stays_sent_whatever_comes_after(ledger):
    digests.sent(WEEK, "mail:ops", error="shut", now=NOW, actor=MOOT)
    assert digests.tried(WEEK) == {"mail:ops": Tried(sent=False, at=NOW)}
    for hour, error in ((8, ""), (9, "shut")):
        digests.sent(WEEK, "mail:ops", error=error, now=NOW.replace(hour=hour), actor=MOOT)
    assert digests.tried(WEEK) == {"mail:ops": Tried(sent=True, at=NOW.replace(hour=9))}


def test_weeks_and_groups_are_told_apart(ledger):
    digests.sent(WEEK, "mail:ops", about="compiler", error="", now=NOW, actor=MOOT)
    assert digests.tried(WEEK) == {}
    assert set(digests.tried(WEEK, "compiler")) == {"mail:ops"}
    assert digests.tried(date(2026, 3, 9), "compiler") == {}


def test_each_attempt_has_an_audit_row(ledger):
    digests.sent(WEEK, "mail:ops", error="shut " * 1000, now=NOW, actor=MOOT)
    digests.sent(WEEK, "mail:ops", error="", now=NOW, actor=MOOT)
    rows = list(Audit.objects.order_by("pk").values_list("verb", "about", "origin"))
    assert rows == [("digest.unsent", "2026-03-02 mail:ops", "job"), ("digest.sent", "2026-03-02 mail:ops", "job")]
