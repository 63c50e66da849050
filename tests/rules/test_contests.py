"""Standings of a contest: each rule that gives or takes, ties, and that the order in which a log is told changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.contest import City, ContestPlan, Guard, ScoringRule
from folkmoot.model.contest_log import ContestAct, Deed, Standings
from folkmoot.model.text import Text
from folkmoot.rules.contest_final import differences, result_plain
from folkmoot.rules.contests import moments_of, shown_at, standings
from folkmoot.rules.telling_contests import rule_title

STAR = ScoringRule("star", "repo.starred", Decimal(10))
BUG = ScoringRule("bug", "change.merged", Decimal(100), label="kind/bug")
MODEL = ScoringRule("model", "change.merged", Decimal("200.5"), label="kind/model", verify="review")
PLAN = ContestPlan("c", "C", "2020-12-14", "2020-12-26", (STAR, BUG, MODEL), organizers=("bo",), zone="Asia/Shanghai")  # type: ignore[arg-type]  # words are read as Text
ALL_GUARDS = tuple(
    Guard(name, days=7) for name in ("withdrawn-star", "first-star", "fresh-account", "self-merged", "reverted", "linked-accounts")
)  # fmt: skip
DAY = datetime(2020, 12, 15, 2)
END = datetime(2021, 1, 10)
OLD = datetime(2019, 1, 1)


def _ann_of_both(name: str) -> str:
    return "ann" if name == "gh:ann" else name


def star(ident: str, who: str, repo: str = "kit", at: datetime = DAY, **more) -> Deed:
    return Deed(ident, at, "repo.starred", f"gitee:{who}", who, repo, repo, born_at=OLD, **more)


def unstar(ident: str, who: str, at: datetime, repo: str = "kit") -> Deed:
    return Deed(ident, at, "repo.unstarred", f"gitee:{who}", who, repo, repo)


def merge(ident: str, who: str, label: str = "kind/bug", at: datetime = DAY, merger: str | None = "bo", **more) -> Deed:
    more = {"born_at": OLD, "account": f"gitee:{who}", **more}
    account = more.pop("account")
    return Deed(
        ident,
        at,
        "change.merged",
        account,
        who,
        "kit",
        f"kit!{ident}",
        labels=frozenset({label}),
        merger=merger,
        **more,
    )


def acts(*said: tuple, at: datetime = datetime(2020, 12, 10)) -> tuple[ContestAct, ...]:
    """Acts such as ``("enter", "ann", {"city": "a"})``, ``("join", "ann", team)``."""
    made = []
    for number, (verb, person, *rest) in enumerate(said, 1):
        team = next((one for one in rest if isinstance(one, str)), "")
        content = next((one for one in rest if isinstance(one, dict)), {})
        when = next((one for one in rest if isinstance(one, datetime)), at)
        made.append(ContestAct(number, when, verb, "x", person, team, "because", content))
    return tuple(made)


def run(plan: ContestPlan, deeds, log, at: datetime = END, **more) -> Standings:
    return standings(plan, deeds, log, at, **more)


def points(seen: Standings) -> dict[str, Decimal]:
    return {one.id: one.points for one in seen.people_ranked}


def why(seen: Standings, person: str = "ann") -> list[tuple[str, str, str]]:
    return [(one.deed.id, one.state, one.by) for one in seen.awards[person]]


def test_each_rule_gives_its_points_and_names_its_event():
    seen = run(PLAN, [star("1", "ann"), merge("2", "ann"), star("3", "cy")], acts(("enter", "ann")))
    assert points(seen) == {"ann": 110}, "who has not signed up has no points"
    assert why(seen) == [("1", "counted", "star"), ("2", "counted", "bug")]


def test_rules_without_a_title_are_told_apart_by_their_labels():
    assert rule_title(BUG) == Text("Changes merged (kind/bug)", "合入的变更（kind/bug）")
    assert rule_title(STAR) == Text("Stars", "点赞")


def test_what_needs_a_nod_waits_for_it_and_a_refusal_takes_it():
    log = acts(
        ("enter", "ann"),
        ("verify", "ann", {"key": "2:model", "ok": True}),
        ("verify", "ann", {"key": "3:model", "ok": False}),
    )
    deeds = [merge(one, "ann", "kind/model") for one in "123"]
    seen = run(PLAN, deeds, log)
    assert points(seen) == {"ann": Decimal("200.5")}
    assert why(seen) == [("1", "pending", "review"), ("2", "counted", "model"), ("3", "taken", "refused")]
    assert run(PLAN, deeds, log, datetime(2020, 12, 9)).entries == {}


def test_days_of_the_contest_are_those_of_its_zone():
    edges = [
        datetime(2020, 12, 13, 15, 59),
        datetime(2020, 12, 13, 16),
        datetime(2020, 12, 26, 15, 59),
        datetime(2020, 12, 26, 16),
    ]
    seen = run(PLAN, [star(str(n), "ann", f"r{n}", at) for n, at in enumerate(edges)], acts(("enter", "ann")))
    assert [one.deed.id for one in seen.awards["ann"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("guard", "deeds", "taken"),
    [
        (Guard("withdrawn-star"), [star("1", "ann"), unstar("2", "ann", DAY + timedelta(days=1))], ["1"]),
        (Guard("withdrawn-star"), [star("1", "ann"), unstar("2", "ann", datetime(2020, 12, 28))], []),
        (Guard("withdrawn-star", days=3), [star("1", "ann"), unstar("2", "ann", datetime(2020, 12, 28))], ["1"]),
        (Guard("first-star"), [star("1", "ann"), star("2", "ann", at=DAY + timedelta(days=1))], ["2"]),
        (Guard("first-star"), [star("1", "ann", at=OLD), star("2", "ann")], ["2"]),
        (Guard("first-star"), [star("1", "ann", home="kit"), star("2", "ann", "mirror", DAY + timedelta(days=1), home="kit")], ["2"]),
        (Guard("fresh-account", days=7), [replace(star("1", "ann"), born_at=DAY - timedelta(days=6))], ["1"]),
        (Guard("fresh-account", days=7), [replace(star("1", "ann"), born_at=DAY - timedelta(days=8))], []),
        (Guard("self-merged"), [merge("1", "ann", merger="ann"), merge("2", "ann", merger="bo")], ["1"]),
        (Guard("reverted"), [merge("1", "ann", undone_at=DAY + timedelta(days=1))], ["1"]),
        (Guard("reverted"), [merge("1", "ann", undone_at=datetime(2021, 1, 5))], []),
        (Guard("linked-accounts"), [star("1", "ann"), replace(star("2", "ann", at=DAY + timedelta(hours=1)), account="github:ann")], ["2"]),
    ],
)  # fmt: skip
def test_each_guard_takes_what_it_says_and_is_named(guard, deeds, taken):
    seen = run(replace(PLAN, guards=(guard,)), deeds, acts(("enter", "ann")))
    assert [(one.deed.id, one.by) for one in seen.awards["ann"] if one.state == "taken"] == [
        (one, guard.rule) for one in taken
    ]


@pytest.mark.parametrize(
    ("guard", "deed"),
    [
        (Guard("fresh-account", days=7), replace(star("1", "ann"), born_at=None)),
        (Guard("self-merged"), merge("1", "ann", merger=None)),
    ],
)
def test_what_was_not_told_is_unknown_and_a_reviewer_decides(guard, deed):
    plan, key = replace(PLAN, guards=(guard,)), f"1:{'star' if deed.kind == 'repo.starred' else 'bug'}"
    assert why(run(plan, [deed], acts(("enter", "ann")))) == [("1", "pending", guard.rule)]
    nodded = run(plan, [deed], acts(("enter", "ann"), ("verify", "ann", {"key": key, "ok": True})))
    assert why(nodded)[0][1] == "counted"


def test_an_account_that_was_there_long_before_is_not_fresh():
    deed = replace(star("1", "ann"), born_at=None, known_at=DAY - timedelta(days=30))
    assert points(run(replace(PLAN, guards=(Guard("fresh-account", days=7),)), [deed], acts(("enter", "ann")))) == {
        "ann": 10
    }


def test_the_same_change_told_twice_counts_once():
    deeds = [merge("1", "ann"), replace(merge("9", "ann", at=DAY + timedelta(minutes=1)), subject="kit!1")]
    assert why(run(PLAN, deeds, acts(("enter", "ann")))) == [("1", "counted", "bug"), ("9", "taken", "told-twice")]


def test_caps_of_a_person_a_day_and_a_team():
    deeds = [star(str(n), "ann", f"r{n}", DAY + timedelta(hours=n)) for n in range(4)]
    late = star("9", "ann", "r9", DAY + timedelta(days=1))
    for cap, left in (({"most_each": 3}, 30), ({"most_a_day": 2}, 30), ({}, 50)):
        plan = replace(PLAN, scoring=(replace(STAR, **cap),))
        assert points(run(plan, [*deeds, late], acts(("enter", "ann")))) == {"ann": left}
    plan = replace(PLAN, scoring=(replace(STAR, most_team=2),), teams="city", cities=(City("a"), City("b")))
    mates = acts(("enter", "ann", {"city": "a"}), ("enter", "cy", {"city": "a"}), ("enter", "dee", {"city": "b"}))
    seen = run(
        plan,
        [star(who, who, at=DAY + timedelta(hours=n)) for n, who in enumerate(("ann", "cy", "dee"))] + deeds[1:],
        mates,
    )
    assert {one.id: one.points for one in seen.teams_ranked} == {"a": 20, "b": 10}


def test_a_path_that_was_not_told_waits():
    plan = replace(PLAN, scoring=(replace(BUG, path="official"),))
    deeds = [merge("1", "ann", folders=("official/cv",)), merge("2", "ann", folders=("research",)), merge("3", "ann")]
    assert why(run(plan, deeds, acts(("enter", "ann")))) == [("1", "counted", "bug"), ("3", "pending", "path")]


def test_ties_are_broken_as_declared_or_shared():
    deeds = [star(f"a{n}", "ann", f"r{n}") for n in range(10)] + [merge("b", "cy", at=DAY + timedelta(hours=1))]
    log = acts(("enter", "ann"), ("enter", "cy"), ("enter", "dee"))

    def ranks(ties):
        return {one.id: one.rank for one in run(replace(PLAN, ties=ties), deeds, log).people_ranked}

    assert ranks(()) == {"ann": 1, "cy": 1, "dee": 3}
    assert ranks(("bug",)) == {"cy": 1, "ann": 2, "dee": 3}
    assert ranks(("earliest",)) == {"ann": 1, "cy": 2, "dee": 3}
    assert ranks(("shared", "bug")) == {"ann": 1, "cy": 1, "dee": 3}


def test_one_person_in_two_teams_counts_for_the_first_or_for_none():
    plan = replace(PLAN, teams="free")
    log = acts(
        ("enter", "ann"), ("enter", "gh:ann"), ("enter", "cy"), ("found", "ann", "t1", {"name": "One"}),
        ("found", "cy", "t2", {"name": "Two"}), ("join", "gh:ann", "t2"),
    )  # fmt: skip
    found = {}
    for guards in ((), (Guard("one-team"),), (Guard("one-team", keep="none"),)):
        seen = run(replace(plan, guards=guards), [star("1", "ann")], log, same=_ann_of_both)
        found[guards] = {one.id: one.points for one in seen.teams_ranked}
        assert points(seen) == {"ann": 10, "cy": 0}
    assert list(found.values()) == [{"t1": 10, "t2": 10}, {"t1": 10, "t2": 0}, {"t1": 0, "t2": 0}]


def test_a_disqualification_takes_all_and_a_granted_appeal_gives_back():
    log = acts(("enter", "ann"), ("enter", "cy"), ("disqualify", "ann"))
    seen = run(PLAN, [star("1", "ann"), star("2", "cy")], log)
    assert [(one.id, one.rank, one.out) for one in seen.people_ranked] == [("cy", 1, ""), ("ann", None, "disqualified")]
    assert why(seen) == [("1", "taken", "disqualified")]
    log = acts(
        ("enter", "ann"), ("disqualify", "ann"), ("appeal", "ann"), ("answer", "ann", {"appeal": 3, "granted": True})
    )
    assert points(run(PLAN, [star("1", "ann")], log)) == {"ann": 10}


def test_a_granted_appeal_lifts_a_guard_for_one_event():
    plan = replace(PLAN, guards=(Guard("self-merged"),))
    log = acts(("enter", "ann"), ("appeal", "ann", {"key": "1:bug"}), ("answer", "ann", {"appeal": 2, "granted": True}))
    assert points(run(plan, [merge("1", "ann", merger="ann"), merge("2", "ann", merger="ann")], log)) == {"ann": 100}


def test_a_granted_appeal_lifts_the_disqualification_of_ones_team_and_under_whatever_name():
    plan = replace(PLAN, teams="free")
    team = [("enter", "ann"), ("found", "ann", "t1", {"name": "One"})]
    log = acts(*team, ("disqualify", "", "t1"), ("appeal", "ann"), ("answer", "ann", {"appeal": 4, "granted": True}))
    before = run(plan, [star("1", "ann")], log[:3])
    assert [one.out for one in (*before.teams_ranked, *before.people_ranked)] == ["disqualified", "disqualified"]
    assert [(one.rank, one.out) for one in run(plan, [star("1", "ann")], log).teams_ranked] == [(1, "")]
    log = acts(
        ("enter", "gh:ann"),
        ("disqualify", "ann"),
        ("appeal", "gh:ann"),
        ("answer", "ann", {"appeal": 3, "granted": True}),
    )
    assert points(run(PLAN, [star("1", "ann")], log, same=_ann_of_both)) == {"ann": 10}


def test_star_unstar_star_counts_once_whatever_was_told_between():
    again = [star("1", "ann"), star("3", "ann", at=DAY + timedelta(days=2))]
    assert why(run(PLAN, again, acts(("enter", "ann")))) == [("1", "counted", "star"), ("3", "taken", "told-twice")]
    between = [*again, unstar("2", "ann", DAY + timedelta(days=1))]
    guarded = replace(PLAN, guards=(Guard("withdrawn-star"),))
    assert why(run(guarded, between, acts(("enter", "ann")))) == [
        ("1", "taken", "withdrawn-star"),
        ("3", "counted", "star"),
    ]


def test_a_day_of_a_cap_is_one_of_the_contests_zone():
    plan = replace(PLAN, scoring=(replace(STAR, most_a_day=1),))
    moments = [datetime(2020, 12, 15, 15, 59), datetime(2020, 12, 15, 16), datetime(2020, 12, 16, 15, 59)]
    deeds = [star(str(n), "ann", f"r{n}", at) for n, at in enumerate(moments)]
    assert why(run(plan, deeds, acts(("enter", "ann")))) == [
        ("0", "counted", "star"), ("1", "counted", "star"), ("2", "taken", "most-a-day"),
    ]  # fmt: skip


def test_the_last_moment_of_a_guard_is_that_of_its_days_after_the_end():
    late = datetime(2020, 12, 26, 16) + timedelta(days=7)
    plan = replace(PLAN, guards=(Guard("withdrawn-star", days=7),))
    taken = [why(run(plan, [star("1", "ann"), unstar("2", "ann", at)], acts(("enter", "ann")), late + timedelta(1)))[0][1]
             for at in (late, late + timedelta(microseconds=1))]  # fmt: skip
    assert taken == ["taken", "counted"]


def test_small_teams_are_not_ranked_and_say_why():
    plan = replace(PLAN, teams="city", cities=(City("a"), City("b")), team_least=2)
    log = acts(("enter", "ann", {"city": "a"}), ("enter", "cy", {"city": "b"}), ("enter", "dee", {"city": "b"}))
    seen = run(plan, [star("1", "ann"), star("2", "cy")], log)
    assert [(one.id, one.rank, one.out) for one in seen.teams_ranked] == [("b", 1, ""), ("a", None, "too-small")]


def test_stages_follow_one_another_and_the_tables_stand_still_from_the_freeze():
    plan = replace(PLAN, freeze="2020-12-25")
    moments = moments_of(plan, "UTC")
    stages = {at: run(plan, [], (), at).stage for at in (datetime(2020, 12, 1), DAY, datetime(2020, 12, 25), END)}
    assert list(stages.values()) == ["announced", "running", "frozen", "review"]
    assert shown_at(moments, "review", END) == moments.freeze
    done = acts(("enter", "ann"), ("approve", "", datetime(2021, 1, 8)))
    assert run(plan, [], done).stage == "final"
    assert shown_at(moments, "final", END) == END


def test_nothing_changes_after_the_approval_and_what_was_read_later_is_told():
    log = acts(("enter", "ann"))
    result = result_plain(run(PLAN, [star("1", "ann")], log))
    log = (
        *log,
        ContestAct(2, END, "approve", content=result),
        ContestAct(3, END + timedelta(1), "disqualify", person="ann"),
    )
    late = run(PLAN, [star("1", "ann")], log, END + timedelta(days=30))
    assert points(late) == {"ann": 10}
    assert differences(late) == 0
    assert differences(run(PLAN, [star("1", "ann"), star("2", "ann", "other")], log, END + timedelta(days=30))) == 1


PEOPLE = ("ann", "cy", "dee", "eve")
GUARDED = replace(
    PLAN, guards=(*ALL_GUARDS, Guard("one-team")), teams="city", cities=(City("a"), City("b")), ties=("model", "earliest"),
    scoring=(replace(STAR, most_each=3), replace(BUG, most_team=2), MODEL),
)  # fmt: skip
ENTERED = acts(*[("enter", who, {"city": "ab"[n % 2]}) for n, who in enumerate(PEOPLE)])
MOMENTS = st.integers(0, 12 * 24).map(lambda hours: datetime(2020, 12, 14) + timedelta(hours=hours))


@st.composite
def deeds(draw) -> Deed:
    who, at, number = draw(st.sampled_from(PEOPLE)), draw(MOMENTS), str(draw(st.integers(0, 40)))
    kind = draw(st.sampled_from(("star", "unstar", "bug", "model")))
    ident = f"{kind}-{who}-{number}-{at:%d%H}"
    if kind == "star":
        return star(ident, who, f"r{int(number) % 3}", at)
    if kind == "unstar":
        return unstar(ident, who, at, f"r{int(number) % 3}")
    merger = draw(st.sampled_from(("bo", who, None)))
    return replace(merge(ident, who, f"kind/{kind}", at, merger), subject=f"kit!{number}", id=f"{ident}-{merger}")


@given(st.lists(deeds(), max_size=30), st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_repetition_and_splitting_of_the_log_change_nothing(log, chance, cut):
    whole = run(GUARDED, log, ENTERED)
    told = [*log[cut:], *log[:cut], *chance.sample(log, len(log) // 2)]
    chance.shuffle(told)
    told_acts = [*ENTERED, *ENTERED[:2]]
    chance.shuffle(told_acts)
    assert run(GUARDED, told, told_acts) == whole


@given(st.lists(deeds(), max_size=30), MOMENTS)
def test_as_of_a_moment_is_what_the_log_up_to_then_gives(log, at):
    assert run(GUARDED, log, ENTERED, at) == run(GUARDED, [one for one in log if one.at <= at], ENTERED, at)


@given(st.lists(deeds(), max_size=30))
def test_every_point_has_an_event_and_every_event_without_points_a_rule(log):
    seen = run(GUARDED, log, ENTERED)
    for line in seen.people_ranked:
        awards = seen.awards[line.id]
        assert line.points == sum(one.points for one in awards)
        assert all((one.points > 0) == (one.state == "counted") and one.by for one in awards)
    assert sum(one.points for one in seen.teams_ranked) == sum(one.points for one in seen.people_ranked)
