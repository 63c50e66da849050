"""Forges' numbers: a renamed login is one person, a login that somebody else took is not, and who is gone is nobody."""

from __future__ import annotations

from folkmoot.model.identity import Reason, Reused
from folkmoot.rules.numbers import findings
from tests.rules.facts import ANN, KIT, decided, person, saw, who


def verified(account: str, number: str, name: str = "", repo: str = KIT):
    return saw(account, name, also=number, why="verified", repo=repo)


def test_a_renamed_login_stays_one_person():
    """github:ann is number 42; later number 42 is called github:annie."""
    found = who([verified("github:ann", "github-id:42", "Ann"), verified("github:annie", "github-id:42", "Ann Author")])
    assert found.person_of["github:ann"] == found.person_of["github:annie"]
    (known,) = found.people.values()
    assert known.accounts == ("github:ann", "github:annie")
    assert known.reasons == (Reason("github:ann", "github:annie", "renamed", KIT),)


def test_a_login_that_somebody_else_took_joins_nobody():
    """
    42  github:ann, later github:annie
    99  github:ann, since Ann gave the login up; github:cy before
    """
    rows = [
        verified("github:ann", "github-id:42"), verified("github:annie", "github-id:42"),
        verified("github:ann", "github-id:99"), verified("github:cy", "github-id:99"),
    ]  # fmt: skip
    found = who(rows)
    assert len(found.people) == 3
    (login,) = found.reused
    assert login == Reused(
        "github:ann", ("github-id:42", "github-id:99"), ("github:annie", "github:cy"),
        (("github-id:42", "github:annie"), ("github-id:99", "github:cy")),
    )  # fmt: skip
    assert {(one.account, one.other, one.why) for one in found.suggestions} == {
        ("github:ann", "github:annie", "handed-on"), ("github:ann", "github:cy", "handed-on"),
    }  # fmt: skip
    (told,) = findings(found.reused)
    assert told.subject == "github:ann"
    assert "42, 99" in told.says.en
    settled = who(rows, (), decided(("merge", "github:ann", "github:annie")))
    assert settled.person_of["github:ann"] == settled.person_of["github:annie"] != settled.person_of["github:cy"]


def test_numbers_of_different_forges_do_not_meet():
    found = who([verified("github:ann", "github-id:42"), verified("gitee:ann", "gitee-id:42")])
    assert len(found.people) == 2
    assert found.reused == ()


def test_numbers_are_nobodys_account_and_nobody():
    """A number is plumbing: also when a source sights it by itself, or a charter and a correction name it."""
    rows = [
        verified("github:ann", "github-id:42", "Ann"),
        saw("github-id:7", "Cy"),
        verified("github-id:8", "gitee-id:8"),
    ]
    made = decided(("merge", "github-id:42", "github-id:7"), ("split", "github-id:42", "github:ann"))
    found = who(rows, (), made)
    assert found.person_of == {"github:ann": "github:ann"}
    assert found.suggestions == ()


def test_a_person_may_be_declared_by_number():
    rows = [verified("github:ann", "github-id:42"), verified("github:annie", "github-id:42")]
    found = who(rows, [person("a", "github-id:42")])
    assert found.people["a"].accounts == ("github:ann", "github:annie")


def test_a_number_does_not_join_two_declared_people_but_suggests_it():
    rows = [verified("github:ann", "github-id:42"), verified("github:bo", "github-id:42")]
    found = who(rows, [person("ann", "github:ann"), person("bo", "github:bo")])
    assert found.person_of["github:ann"] == "ann"
    assert found.suggestions == (Reason("github:ann", "github:bo", "renamed", KIT),)


def test_a_split_of_one_of_three_names_leaves_the_others_together():
    rows = [verified(f"github:{login}", "github-id:42") for login in ("ann", "bo", "cy")]
    found = who(rows, (), decided(("split", "github:bo", "github:ann")))
    assert found.person_of["github:ann"] == found.person_of["github:cy"] != found.person_of["github:bo"]


def test_who_is_gone_is_nobody():
    """github:ghost and gitee:unknown: never a person, never joined, never suggested, whatever anybody says."""
    rows = [
        saw("github:ghost", "Ann Author", also=ANN, why="verified"), saw(ANN, "Ann Author", also="gitee:unknown", why="mailmap"),
        verified("github:ghost", "github-id:10137"), saw("gitee:unknown", "Ann Author"),
    ]  # fmt: skip
    made = decided(("merge", "github:ghost", ANN), ("hide", "github:ghost"), ("affiliate", "gitee:unknown", "Works"))
    found = who(rows, [person("ann", "github:ghost", "gitee:ann")], made)
    assert set(found.person_of) == {"ann", "gitee:ann", ANN}
    assert len(found.people) == 2
    assert found.suggestions in ((), (Reason("ann", ANN, "name", ""),))
    assert not any("ghost" in account for known in found.people.values() for account in known.accounts)
