"""Who is who: what joins, what only suggests, what nothing can join, and how corrections go."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.identity import Correction, Reason
from folkmoot.model.people import account_of
from folkmoot.rules.identity import pseudonym
from tests.rules.facts import ANN, ANN_HOME, BO, CY, KIT, decided, person, saw, who


def test_declared_accounts_are_one_person_and_say_where():
    found = who(people=[person("ann", "gitee:ann", "ann@example.org", name="Ann", sources=("people.yaml:3",))])
    assert found.people["ann"].accounts == ("gitee:ann", ANN)
    assert found.people["ann"].reasons == (
        Reason("gitee:ann", "ann", "declared", "people.yaml:3"),
        Reason(ANN, "ann", "declared", "people.yaml:3"),
    )
    assert found.person_of == {"ann": "ann", "gitee:ann": "ann", ANN: "ann"}


def test_mailmap_verified_and_mail_join():
    """
    .mailmap   Ann <ann@example.org> <ann@home.example.net>
    verified   gitee:ann is ann@example.org
    mail       github:ann-a shows ann@example.org
    """
    found = who(
        [
            saw(ANN, "Ann", also=ANN_HOME, why="mailmap"),
            saw("gitee:ann", also=ANN, why="verified"),
            saw("github:ann-a", also=ANN, why="mail"),
        ]
    )
    assert {found.person_of[one] for one in (ANN, ANN_HOME, "gitee:ann", "github:ann-a")} == {"gitee:ann"}
    assert {reason.why for reason in found.people["gitee:ann"].reasons} == {"mailmap", "verified", "mail"}
    assert found.people["gitee:ann"].name == "Ann"


def test_a_name_alone_only_suggests():
    found = who([saw(ANN, "Ann Author"), saw("gitee:ann-a", "Ann Author")])
    assert found.person_of[ANN] != found.person_of["gitee:ann-a"]
    assert found.suggestions == (Reason("gitee:ann-a", ANN, "name", f"ann author · {KIT}"),)


def test_a_login_that_is_the_name_of_commits_suggests():
    found = who([saw(CY, "cy-outsider"), saw("gitee:cy-outsider", also=CY, why="merged-branch")])
    assert found.person_of[CY] == CY
    assert found.suggestions == (Reason("gitee:cy-outsider", CY, "merged-branch", "1"),)


def test_merged_branches_only_suggest_and_the_more_the_likelier():
    """
    gitee:ann  merged branches with ann@  in kit and tools
    gitee:bo   merged a branch with ann@  in kit
    """
    found = who(
        [
            saw("gitee:ann", also=ANN, why="merged-branch"),
            saw("gitee:ann", also=ANN, why="merged-branch", repo="gitee:example/tools"),
            saw("gitee:bo", also=ANN, why="merged-branch"),
        ]
    )
    assert len(found.people) == 3
    assert found.suggestions[0] == Reason("gitee:ann", ANN, "merged-branch", "2")
    assert found.suggestions[1] == Reason("gitee:bo", ANN, "merged-branch", "1")


def test_unknown_kinds_of_evidence_join_nobody():
    found = who([saw("gitee:ann", also=ANN, why="a feeling")])
    assert len(found.people) == 2


def test_placeholders_and_settings_nobody_changed_join_nobody():
    """
    .mailmap   <ann@example.org> <root@localhost>
    .mailmap   <bo@example.org>  <root@localhost>
    """
    root = account_of("root@localhost")
    rows = [saw(ANN, "root", also=root, why="mailmap"), saw(BO, "root", also=root, why="mailmap")]
    rows += [saw(one, name) for name in ("", "NA", "TO_BE_CLARIFIED", "admin", "Your Name") for one in (ANN, BO)]
    found = who(rows)
    assert found.person_of[ANN] != found.person_of[BO]
    assert found.suggestions == ()


def test_a_name_of_many_suggests_nothing():
    rows = [saw(account_of(f"w{number}@example.org"), "Wei Wang") for number in range(20)]
    assert who(rows).suggestions == ()


def test_names_shared_by_few_suggest_each_once_and_not_all_pairs():
    rows = [saw(account_of(f"w{number}@example.org"), "Wei Wang") for number in range(5)]
    assert len(who(rows).suggestions) == 4


def test_the_name_is_the_declared_one_else_the_one_seen_most():
    rows = [saw("gitee:ann", "Annie"), saw("gitee:ann", "Ann"), saw("gitee:ann", "Ann", repo="gitee:example/tools")]
    assert who(rows).people["gitee:ann"].name == "Ann"
    assert who(rows, [person("ann", "gitee:ann", name="Ann Author")]).people["ann"].name == "Ann Author"
    assert who([saw("gitee:ann", "root")]).people["gitee:ann"].name == "ann"


def test_the_best_account_names_an_undeclared_person():
    """A forge's login goes before a mail address, then what was seen most often."""
    rows = [saw(ANN, "Ann"), saw(ANN, "Ann A"), saw("github:zoe", "Ann", also=ANN, why="mailmap")]
    assert set(who(rows).people) == {"github:zoe"}


def test_an_account_that_two_declare_goes_to_neither():
    """
    ann  gitee:shared, gitee:ann
    bo   gitee:shared, gitee:bo
    .mailmap would join gitee:shared with gitee:bo
    """
    people = [person("ann", "gitee:ann", "gitee:shared"), person("bo", "gitee:bo", "gitee:shared")]
    found = who([saw("gitee:shared", also="gitee:bo", why="mailmap")], people)
    assert found.person_of["gitee:shared"] == "gitee:shared"
    assert found.suggestions == ()


def test_a_correction_settles_who_a_disputed_account_is():
    people = [person("ann", "gitee:ann", "gitee:shared"), person("bo", "gitee:bo", "gitee:shared")]
    assert who((), people, decided(("merge", "gitee:shared", "bo"))).person_of["gitee:shared"] == "bo"
    both = who((), people, decided(("merge", "ann", "bo")))
    assert {both.person_of[one] for one in ("ann", "bo", "gitee:shared")} == {"ann"}


def test_evidence_never_joins_two_declared_people_but_suggests_it():
    people = [person("ann", "gitee:ann"), person("bo", "gitee:bo")]
    found = who([saw("gitee:ann", also="gitee:bo", why="mailmap")], people)
    assert found.person_of["gitee:ann"] == "ann"
    assert found.suggestions == (Reason("gitee:ann", "gitee:bo", "mailmap", KIT),)


def test_a_merge_joins_and_says_why_and_the_first_side_keeps_its_id():
    people = [person("ann", "gitee:ann"), person("annie", "github:annie")]
    found = who((), people, (Correction("7", "merge", "annie", "ann", by="bo", why="told me"),))
    assert set(found.people) == {"annie"}
    assert found.person_of["ann"] == "annie"
    assert Reason("annie", "ann", "corrected", "7 · bo · told me") in found.people["annie"].reasons


def test_a_split_beats_declarations_and_evidence():
    rows = [saw(ANN, "Ann", also="gitee:ann", why="verified"), saw(ANN, also=ANN_HOME, why="mailmap")]
    people = [person("ann", "gitee:ann", ANN)]
    found = who(rows, people, decided(("split", ANN, "ann")))
    assert found.person_of[ANN] == ANN
    assert found.person_of["gitee:ann"] == "ann"
    assert found.person_of[ANN_HOME] == ANN_HOME  # what held only through the account falls apart


def test_a_merge_after_a_split_holds():
    rows = [saw(ANN, also="gitee:ann", why="mailmap")]
    made = decided(("split", ANN, "gitee:ann"), ("merge", ANN, "gitee:bo"))
    assert who(rows, (), made).person_of[ANN] == who(rows, (), made).person_of["gitee:bo"]
    again = decided(("split", ANN, "gitee:ann"), ("merge", ANN, "gitee:ann"))
    assert who(rows, (), again).person_of[ANN] == "gitee:ann"


def test_a_refusal_removes_the_suggestion_and_holds_through_others():
    """
    same name     gitee:ann-a and ann@
    .mailmap      ann@ is ann@home
    refused       gitee:ann-a and ann@home
    """
    rows = [saw(ANN, "Ann Author", also=ANN_HOME, why="mailmap"), saw("gitee:ann-a", "Ann Author")]
    assert len(who(rows).suggestions) == 1
    assert who(rows, (), decided(("refuse", "gitee:ann-a", ANN_HOME))).suggestions == ()


def test_robots_are_known_declared_or_corrected():
    rows = [
        saw("github:dependabot[bot]", "dependabot[bot]"),
        saw("gitee:mindspore-ci-bot"),
        saw("gitee:i-robot"),
        saw("gitee:talbot"),
        saw("gitee:builder"),
        saw("gitee:chat-bot"),
        saw(account_of("ci@example.org"), "ci-bot"),
        saw(ANN, "Ann"),
    ]
    found = who(rows, (), decided(("human", "gitee:chat-bot"), ("bot", ANN)), bots=["gitee:build*"])
    robots = {account for account, known in found.people.items() if known.bot}
    assert robots == {
        "github:dependabot[bot]", "gitee:mindspore-ci-bot", "gitee:i-robot", "gitee:builder",
        account_of("ci@example.org"), ANN,
    }  # fmt: skip


def test_hidden_people_have_a_pseudonym_that_stays():
    rows = [saw("gitee:ann", "Ann Author")]
    found = who(rows, (), decided(("hide", "gitee:ann")))
    assert found.people["gitee:ann"].hidden
    assert found.people["gitee:ann"].name == pseudonym("gitee:ann") != "Ann Author"


def test_stale_and_odd_corrections_do_no_harm():
    made = decided(("merge", "gone", "gitee:ann"), ("hide", "gone"), ("affiliate", "gone", "Org"), ("bot", "gone"))
    assert who([saw("gitee:ann")], (), made).person_of == {"gitee:ann": "gitee:ann"}


def test_nothing_is_nobody():
    assert who().people == {}


ACCOUNTS = [ANN, ANN_HOME, BO, CY, "gitee:ann", "gitee:bo", "github:ann", "github:cy"]
NAMES = ["", "Ann Author", "Bo Maintainer", "root", "安安", "NA"]
some = st.sampled_from(ACCOUNTS)
rows = st.lists(
    st.builds(
        saw, some, st.sampled_from(NAMES), st.sampled_from(["", "example.org", "gmail.com"]),
        st.sampled_from(["", *ACCOUNTS]), st.sampled_from(["", "mailmap", "verified", "merged-branch"]),
    ),
    max_size=14,
)  # fmt: skip
sides = st.sampled_from([*ACCOUNTS, "ann", "bo"])
verbs = st.sampled_from(["merge", "split", "refuse", "affiliate", "bot", "human", "hide"])
corrections = st.lists(st.tuples(verbs, sides, sides), max_size=6).map(lambda made: decided(*made))
people = st.just([person("ann", "gitee:ann", ANN, name="Ann"), person("bo", "gitee:bo", "github:ann", ANN)])


@given(rows, people, corrections, st.randoms(use_true_random=False))
def test_the_order_of_sightings_and_people_does_not_matter(seen, declared, made, dice: random.Random):
    mixed, others = list(seen), list(declared)
    dice.shuffle(mixed)
    dice.shuffle(others)
    assert who(mixed, others, made) == who(seen, declared, made)


@given(rows, people, corrections)
def test_every_account_is_of_one_person_and_every_join_has_a_reason(seen, declared, made):
    found = who(seen, declared, made)
    held = [account for known in found.people.values() for account in known.accounts]
    assert len(held) == len(set(held))
    for known in found.people.values():
        ends = {side for reason in known.reasons for side in (reason.account, reason.other)}
        assert len(known.accounts) == 1 or set(known.accounts) <= ends | {known.id}
        assert all(found.person_of[account] == known.id for account in known.accounts)


@given(rows, people, corrections)
def test_suggestions_name_pairs_of_different_people_once(seen, declared, made):
    found = who(seen, declared, made)
    pairs = [frozenset((found.person_of[one.account], found.person_of[one.other])) for one in found.suggestions]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(pairs) == len(set(pairs))


@given(rows, people, corrections)
def test_splits_and_refusals_hold(seen, declared, made):
    """Unless a later merge of the same two takes them back."""
    found = who(seen, declared, made)
    for number, one in enumerate(made):
        later = {frozenset((after.a, after.b)) for after in made[number:] if after.verb == "merge"}
        if one.verb in {"split", "refuse"} and one.a != one.b and frozenset((one.a, one.b)) not in later:
            assert found.person_of.get(one.a, one.a) != found.person_of.get(one.b, one.b)


@given(rows, people, corrections)
def test_a_day_has_at_most_one_organisation(seen, declared, made):
    found = who(seen, declared, made)
    for known in found.people:
        today = [
            one
            for one in found.belongings
            if one.person == known and (one.since or date.min) <= date(2026, 1, 1) <= (one.until or date.max)
        ]
        assert len(today) <= 1
