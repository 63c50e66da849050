"""Correcting who is who: sides are found, what changes nothing is refused, and undoing restores exactly."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.jobs.correct import correct, side, undo
from folkmoot.ledger import corrections
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.identity import Identity
from tests.rules.facts import ANN, ANN_HOME, BO, KIT, person, saw, who

SHELL = Actor("cli:bo", operator=True)

PEOPLE = [person("ann", "gitee:ann", "ann@example.org", name="Ann"), person("bo", "gitee:bo")]
SEEN = [
    saw(ANN, "Ann", also=ANN_HOME, why="mailmap"),
    saw("github:annie", "Ann Author"),
    saw("gitee:helper", "Helper"),
    saw("github:helper", "Helper"),
    saw("gitee:i-robot"),
    saw(BO, "Bo"),
]

pytestmark = pytest.mark.django_db


def now() -> Identity:
    return who(SEEN, PEOPLE, corrections.current())


def do(verb: str, a: str, b: str = "", why: str = "told me so"):
    return correct(now(), verb, a, b, actor=SHELL, why=why)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ann", "ann"),
        ("Gitee:Ann", "gitee:ann"),
        ("ann@home.example.net", ANN_HOME),
        (" annie ", "github:annie"),
        ("@annie", "github:annie"),
    ],
)
def test_a_side_is_found_as_people_say_it(said, found):
    assert side(now(), said) == found


@pytest.mark.parametrize(
    ("said", "says"),
    [("helper", "gitee:helper or github:helper"), ("github:anni", "Did you mean"), ("", "nobody"), ("nobody", "moot")],
)
def test_who_is_not_found_is_told_with_near_matches(said, says):
    with pytest.raises(BadInput, match=says):
        side(now(), said)


def test_a_merge_joins_at_once():
    do("merge", "ann", "annie")
    assert now().person_of["github:annie"] == "ann"


def test_a_split_stays_apart_from_the_rest_of_its_person():
    made = do("split", "gitee:ann")
    assert (made.a, made.b) == ("gitee:ann", "ann")
    assert now().person_of["gitee:ann"] == "gitee:ann"
    undo(made.id, actor=SHELL, why="no")
    assert do("split", ANN_HOME).b == "ann"


def test_a_split_of_the_account_that_names_its_person():
    """github:helper and gitee:helper are joined; the person is named gitee:helper, which leaves."""
    do("merge", "gitee:helper", "github:helper")
    made = do("split", "gitee:helper")
    assert made.b == "github:helper"
    assert now().person_of["gitee:helper"] != now().person_of["github:helper"]


@pytest.mark.parametrize(
    ("verb", "a", "b", "says"),
    [
        ("merge", "ann", "gitee:ann", "one person already"),
        ("refuse", "ann", ANN_HOME, "Split one off"),
        ("split", "ann", "", "Name the account"),
        ("split", "github:annie", "", "stands alone"),
        ("split", "gitee:ann", "gitee:bo", "not of the same person"),
        ("bot", "gitee:i-robot", "", "robot already"),
        ("human", "ann", "", "human already"),
        ("marry", "ann", "bo", "no correction"),
        ("affiliate", "ann", "", "two sides"),
    ],
)
def test_what_changes_nothing_is_refused(verb, a, b, says):
    with pytest.raises(BadInput, match=says):
        do(verb, a, b)
    assert corrections.log() == ()


def test_a_merge_against_an_earlier_refusal_names_it():
    made = do("refuse", "gitee:bo", "github:annie")
    with pytest.raises(BadInput, match=f"moot people undo {made.id}"):
        do("merge", "bo", "github:annie")
    do("merge", "gitee:bo", "github:annie")  # exactly these two: the later word holds
    assert now().person_of["github:annie"] == "bo"


def test_only_operators_correct():
    with pytest.raises(NotAllowed):
        correct(now(), "merge", "ann", "bo", actor=Actor("ann", "10.0.0.1"), why="please")


verbs = st.sampled_from(["merge", "split", "refuse", "affiliate", "bot", "human", "hide"])
sides = st.sampled_from(["ann", "bo", "gitee:ann", "gitee:bo", ANN, ANN_HOME, BO, "github:annie", "gitee:helper"])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(verbs, sides, sides), max_size=4), st.tuples(verbs, sides, sides))
def test_undoing_restores_exactly_what_was_there(db, before, last):
    with transaction.atomic():
        for words in before:
            _try(*words)
        people = now()
        made = _try(*last)
        if made:
            undo(made, actor=SHELL, why="again")
        assert now() == people
        transaction.set_rollback(True)


def _try(verb: str, a: str, b: str) -> str:
    try:
        return do(verb, a, b).id
    except BadInput:
        return ""


def test_the_repository_of_the_evidence_is_kept():
    assert any(reason.evidence == KIT for reason in now().people["ann"].reasons)
