"""Resolving after a change says what resolving everything says, to the order of what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.community import Organization
from folkmoot.model.identity import Correction, Identity
from folkmoot.model.people import Affiliation, Person
from folkmoot.rules.resolving import Facts, resolve_on
from tests.rules.facts import ANN, BO, CY, Row, decided, person, saw, table

LOGINS = ("gitee:ann", "gitee:bo", "gitee:cy", "gitee:dee", "github:ann", "github:ghost", "gitee:ci-bot", "gitee:none")
NUMBERS = ("gitee-id:1", "gitee-id:2", "github-id:1")
ACCOUNTS = (*LOGINS, *NUMBERS, ANN, BO, CY, "mail:none", "")
WHYS = ("verified", "mailmap", "mail", "merged-branch", "")
NAMES = ("", "Ann Author", "Bo", "root", "ci-bot")
DECLARED = (
    person("ann", "gitee:ann", "gitee-id:2", name="Ann Author", affiliations=(Affiliation("Example"),)),
    person("bo", "gitee:bo", ANN),
)
EXAMPLE = Organization("Example", domains=("example.org",))

sightings = st.builds(
    saw, st.sampled_from(ACCOUNTS), st.sampled_from(NAMES), st.sampled_from(["", "example.org", "example.net"]),
    st.sampled_from(["", *ACCOUNTS]), st.sampled_from(WHYS), st.sampled_from(["gitee:example/kit", "gitee:example/web"]),
)  # fmt: skip
sides = st.sampled_from((*LOGINS[:6], ANN, BO, "ann", "bo", "gitee:eve"))
verbs = st.sampled_from(["merge", "refuse", "split", "bot", "human", "hide"])
moments = st.tuples(
    st.lists(sightings, max_size=14),
    st.lists(st.tuples(verbs, sides, sides).filter(lambda said: said[1] != said[2]), max_size=3),
    st.sampled_from([(), (), DECLARED[:1], DECLARED]),
)
# So many accounts that nobody else is near, that a small change is one.
MANY = [saw(f"gitee:p{number:02}", f"P{number}", "example.net") for number in range(40)]


def facts(rows: Sequence[Row], corrections: Sequence[Correction] = (), people: Sequence[Person] = ()) -> Facts:
    return Facts(tuple(people), (EXAMPLE,), ("gitee:*-bot",), table([*rows, *MANY]), tuple(corrections))


def said(identity: Identity) -> tuple[Any, ...]:
    return (
        list(identity.people.items()), list(identity.person_of.items()), identity.belongings, identity.reused,
        dict(identity.number_of), identity.suggestions,
    )  # fmt: skip


@given(st.lists(moments, min_size=2, max_size=4), st.sampled_from([(), DECLARED]))
def test_whatever_changes_it_says_what_resolving_everything_says(story, people):
    resolved = None
    for rows, corrections, _people in story:
        now = facts(rows, decided(*corrections), people)
        resolved = resolve_on(resolved, now)
        assert said(resolved.identity) == said(now.identity())


@given(moments, moments)
def test_other_declarations_are_another_beginning(one, other):
    before = resolve_on(None, facts(one[0], decided(*one[1]), one[2]))
    now = facts(other[0], decided(*other[1]), other[2])
    assert said(resolve_on(before, now).identity) == said(now.identity())


def test_what_is_not_touched_is_not_made_again():
    """Cy comes new: Ann and Bo are the very objects that they were."""
    rows = [saw("gitee:ann", "Ann", also=ANN, why="verified"), saw("gitee:bo", "Bo")]
    before = resolve_on(None, facts(rows))
    after = resolve_on(before, facts([*rows, saw("gitee:cy", "Cy")]))
    assert after.identity.people["gitee:ann"] is before.identity.people["gitee:ann"]
    assert after.identity.people["gitee:cy"].name == "Cy"
    assert after.near is not before.near
