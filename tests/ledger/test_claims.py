"""Claims, disputes and imports in the ledger, on both databases."""

from __future__ import annotations

import pytest

from folkmoot.ledger import batches, claims, corrections, disputes, users
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed

ANN, CY = Actor("ann", "10.0.0.1"), Actor("cy", "10.0.0.3")
BO = Actor("bo", "10.0.0.2", operator=True)


@pytest.fixture
def people(ledger):
    for name in ("ann", "cy"):
        users.create(name, "a long walk by the sea", actor=BO)


def claim(name: str, account: str, **more: str) -> str:
    return claims.record(name, account, how="key", actor=Actor(name, "10.0.0.1"), why="a key", **more)


def test_a_claim_holds_until_its_merge_is_undone_or_it_is_given_up(people):
    made = claim("ann", "github:ann", merge_with="ann", nonce="1")
    assert claims.holder_of("github:ann") == "ann"
    assert [one.account for one in claims.claims_of("ann")] == ["github:ann"]
    corrections.undo(made, actor=BO, why="a shared key")
    assert claims.holder_of("github:ann") == ""
    claim("ann", "github:ann", nonce="2")
    claims.give_up("ann", "github:ann", actor=ANN, why="sold it")
    assert claims.holder_of("github:ann") == ""
    assert claims.claims_of("ann") == ()
    with pytest.raises(BadInput, match="no claim"):
        claims.give_up("ann", "github:ann", actor=ANN, why="sold it")
    assert list(Audit.objects.filter(about="github:ann").values_list("verb", flat=True)) == [
        "claim.prove", "claim.prove", "claim.give-up",
    ]  # fmt: skip


def test_the_last_word_on_an_account_counts(people):
    claim("ann", "github:shared")
    claim("cy", "github:shared")
    assert claims.holder_of("github:shared") == "cy"
    assert claims.claims_of("ann") == ()


def test_a_nonce_is_good_once_and_proof_has_a_kind(people):
    claim("ann", "github:ann", nonce="1")
    with pytest.raises(BadInput, match="answered already"):
        claim("cy", "github:cy", nonce="1", merge_with="cy")
    assert corrections.log() == ()
    with pytest.raises(BadInput, match="proves nothing"):
        claims.record("ann", "github:ann", how="a feeling", actor=ANN, why="sure")


def test_a_dispute_is_ruled_once_by_an_operator_with_a_reason(people):
    case = disputes.record("ann", "merge", person="ann", about="github:cy", why="not mine", actor=ANN)
    with pytest.raises(BadInput, match="have said so"):
        disputes.record("ann", "merge", person="ann", about="github:cy", why="really", actor=ANN)
    with pytest.raises(NotAllowed):
        disputes.rule(case.id, granted=True, why="mine", actor=ANN)
    with pytest.raises(BadInput, match="needs a reason"):
        disputes.rule(case.id, granted=True, why=" ", actor=BO)
    ruled = disputes.rule(case.id, granted=False, why="the forge says so", actor=BO)
    assert (ruled.granted, ruled.reason, ruled.ruled_by) == (False, "the forge says so", "bo")
    with pytest.raises(BadInput, match="decided already"):
        disputes.rule(case.id, granted=True, why="after all", actor=BO)
    assert disputes.open_cases() == ()
    assert disputes.cases_of("ann") == (ruled,)
    disputes.record("ann", "merge", person="ann", about="github:cy", why="still not mine", actor=ANN)
    for wrong in ("999", "x", ""):
        with pytest.raises(BadInput, match="no dispute"):
            disputes.rule(wrong, granted=True, why="because", actor=BO)


def test_nobody_floods_the_operators(people):
    for number in range(disputes.MOST_OPEN):
        disputes.record("ann", "claim", person="ann", about=f"github:a{number}", why="mine", actor=ANN)
    with pytest.raises(BadInput, match="open already"):
        disputes.record("ann", "claim", person="ann", about="github:one-more", why="mine", actor=ANN)
    disputes.record("cy", "claim", person="cy", about="github:one-more", why="mine", actor=CY)


def test_an_import_is_one_batch_with_one_audit_row(ledger):
    said = [("merge", "github:ann", f"gitee:ann{number}", None, None) for number in range(5000)]
    number, recorded = batches.record(said, name="a.json", digest="f" * 64, form="sortinghat", actor=BO, why="a file")
    assert recorded == len(corrections.current()) == 5000
    assert corrections.log(imported=False) == ()
    assert Audit.objects.count() == 1
    corrections.undo(corrections.current()[0].id, actor=BO, why="no")
    assert set(said) <= batches.settled()
    assert batches.undo(number, actor=BO, why="all of it") == 4999
    assert batches.settled() & set(said) == {said[0]}
    (told,) = batches.imports()
    assert (told.recorded, told.hold) == (5000, 0)
    with pytest.raises(BadInput):
        batches.record([("marry", "a", "b", None, None)], name="x", digest="", form="cncf", actor=BO, why="a file")
    with pytest.raises(NotAllowed):
        batches.record(said, name="x", digest="", form="cncf", actor=ANN, why="a file")
    with pytest.raises(BadInput, match="no import"):
        batches.undo("77", actor=BO, why="what")


def test_a_pseudonyms_word_is_random_and_stays(ledger):
    made = corrections.record("hide", "ann", actor=BO, why="asked for it")
    assert len(made.b) == 8
    corrections.undo(made.id, actor=BO, why="no")
    assert corrections.record("hide", "ann", actor=BO, why="asked again").b == made.b
    assert corrections.record("hide", "cy", actor=BO, why="asked for it").b != made.b


def test_words_that_no_database_keeps_are_refused(people):
    claims.one_at_a_time("github:ann")
    for odd in ("a\0b", "\ud800bc"):
        for wrong in (
            lambda odd=odd: corrections.record("hide", odd, actor=BO, why="asked for it"),
            lambda odd=odd: corrections.record("hide", "ann", actor=BO, why=odd),
            lambda odd=odd: disputes.record("ann", "merge", person="ann", about=odd, why="mine", actor=ANN),
            lambda odd=odd: disputes.record("ann", "merge", person="ann", about="github:x", why=odd, actor=ANN),
            lambda odd=odd: claim("ann", odd),
            lambda odd=odd: batches.undo("1", actor=BO, why=odd),
        ):
            with pytest.raises(BadInput, match="character that is none"):
                wrong()
