"""Corrections: recorded once, undone by a new fact, and never without an audit row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.ledger import batches, claims, corrections, digests, disputes, notices, users
from folkmoot.ledger.facts import FactChanged
from folkmoot.ledger.models import (
    AlertNotice,
    AlertSending,
    Audit,
    Batch,
    Claim,
    DigestSending,
    Dispute,
    IdentityCorrection,
    OperatorGrant,
    PersonLink,
    Ruling,
)
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text

ANN = Actor("ann", "10.0.0.1")
BO = Actor("bo", "10.0.0.2", operator=True)
RECORDED = (
    Audit, IdentityCorrection, PersonLink, OperatorGrant, Batch, Claim, Dispute, Ruling, AlertNotice, AlertSending, DigestSending,
)  # fmt: skip


def test_a_correction_holds_and_says_who_when_and_why(ledger):
    begun = datetime.now(UTC).replace(tzinfo=None)
    made = corrections.record("affiliate", "ann", "Works", actor=BO, why="her page", since=date(2026, 1, 1))
    assert corrections.current() == (made,)
    assert (made.verb, made.a, made.b, made.since, made.until) == ("affiliate", "ann", "Works", date(2026, 1, 1), None)
    assert (made.by, made.why) == ("bo", "her page")
    assert made.at.tzinfo is None
    assert begun <= made.at <= datetime.now(UTC).replace(tzinfo=None)


def test_each_correction_and_undoing_has_its_audit_row(ledger):
    made = corrections.record("merge", "gitee:ann", "github:ann", actor=BO, why="same photo")
    corrections.undo(made.id, actor=BO, why="twins")
    rows = [(one.who, one.verb, one.about, one.origin, one.why) for one in Audit.objects.order_by("pk")]
    assert rows == [
        ("bo", "identity.merge", "gitee:ann", "10.0.0.2", "same photo"),
        ("bo", "identity.undo", "gitee:ann", "10.0.0.2", "twins"),
    ]
    assert Audit.objects.order_by("pk").first().after["b"] == "github:ann"


def test_undoing_restores_what_was_there_by_a_new_fact(ledger):
    first = corrections.record("hide", "ann", actor=BO, why="asked for it")
    before = corrections.current()
    second = corrections.record("bot", "gitee:ann", actor=BO, why="a robot")
    corrections.undo(second.id, actor=BO, why="")
    assert corrections.current() == before == (first,)
    assert [(made.verb, undoes) for made, undoes in corrections.log()] == [
        ("hide", ""),
        ("bot", ""),
        ("undo", second.id),
    ]


def test_a_correction_is_undone_only_once_and_an_undoing_never(ledger):
    made = corrections.record("hide", "ann", actor=BO, why="asked for it")
    corrections.undo(made.id, actor=BO, why="")
    with pytest.raises(BadInput, match="undone already"):
        corrections.undo(made.id, actor=BO, why="")
    undoing = corrections.log()[-1][0]
    for wrong in (undoing.id, "999999", "x", "-1", ""):
        with pytest.raises(BadInput, match="no correction"):
            corrections.undo(wrong, actor=BO, why="")


def test_the_version_follows_corrections_and_nothing_else(ledger):
    seen = [corrections.version()]
    made = corrections.record("hide", "ann", actor=BO, why="asked for it")
    seen.append(corrections.version())
    corrections.undo(made.id, actor=BO, why="")
    seen.append(corrections.version())
    assert len(set(seen)) == 3
    Audit.objects.create(at=datetime.now(UTC), who="ann", verb="user.sign-in", about="ann", origin="cli")
    assert corrections.version() == seen[-1]


@pytest.mark.parametrize("actor", [ANN, Actor("")])
def test_only_operators_correct(ledger, actor):
    made = corrections.record("hide", "ann", actor=BO, why="asked for it")
    with pytest.raises(NotAllowed, match="only operators"):
        corrections.record("merge", "gitee:ann", "gitee:bo", actor=actor, why="please")
    with pytest.raises(NotAllowed):
        corrections.undo(made.id, actor=actor, why="")
    assert corrections.current() == (made,)


@pytest.mark.parametrize(
    ("verb", "a", "b", "why", "days"),
    [
        ("marry", "a", "b", "because", {}),
        ("undo", "a", "b", "because", {}),
        ("merge", "gitee:ann", "", "because", {}),
        ("merge", "gitee:ann", "gitee:ann ", "because", {}),
        ("hide", " ", "", "because", {}),
        ("hide", "ann", "", " ", {}),
        ("affiliate", "ann", "Works", "because", {"since": date(2026, 1, 2), "until": date(2026, 1, 1)}),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(ledger, verb, a, b, why, days):
    with pytest.raises(BadInput):
        corrections.record(verb, a, b, actor=BO, why=why, **days)
    assert corrections.log() == ()
    assert not Audit.objects.exists()


def test_a_fact_is_never_changed_by_code(ledger):
    corrections.record("hide", "ann", actor=BO, why="asked for it")
    row = IdentityCorrection.objects.get()
    row.a = "bo"
    for change in (
        row.save,
        row.delete,
        IdentityCorrection.objects.all().delete,
        lambda: IdentityCorrection.objects.update(a="bo"),
        lambda: IdentityCorrection.objects.bulk_update([row], ["a"]),
    ):
        with pytest.raises(FactChanged):
            change()


@pytest.mark.parametrize("model", RECORDED)
def test_the_database_itself_refuses_to_change_a_fact(ledger, model):
    corrections.record("hide", "ann", actor=BO, why="asked for it")
    users.create("ann", "a long walk by the sea", actor=BO, operator=True)
    users.link("ann", "ann-a", actor=BO)
    batches.record([("bot", "gitee:x", "", None, None)], name="x", digest="0", form="mailmap", actor=BO, why="a file")
    claims.record("ann", "gitee:ann", how="operator", actor=BO, why="her photo")
    case = disputes.record("ann", "merge", person="ann", about="gitee:bo", why="not mine", actor=BO)
    disputes.rule(case.id, granted=False, why="it is", actor=BO)
    words, now = Text("Fewer people"), datetime(2026, 3, 1)
    told = notices.record("fewer", "kit", "raised", title=words, says=words, value=5, now=now, actor=BO)
    notices.sent(told, "mail:ops", error="", now=now, actor=BO)
    digests.sent(date(2026, 3, 2), "mail:ops", error="", now=now, actor=BO)
    statements = ["UPDATE {table} SET who = 'cy'", "DELETE FROM {table}"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            statements += ["TRUNCATE {table} CASCADE", "TRUNCATE ledger_user CASCADE"]
        for statement in statements:
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                cursor.execute(statement.format(table=model._meta.db_table))
    assert model.objects.filter(who="bo").exists()
