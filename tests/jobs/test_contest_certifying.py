"""What an approved contest certifies: its prizes' places, each once; revoked when somebody is disqualified or the work is reverted."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.charter.amending.surgery import dumped
from folkmoot.charter.reader import read_charter
from folkmoot.jobs import certifying, contest_certifying, contests
from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import certificates as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import NotAllowed
from folkmoot.reports.homes import Homes
from tests.reports.facts import events_of
from tests.rules.test_credentials import issuer

pytestmark = pytest.mark.django_db
SHELL = Actor("cli:root", operator=True)
BEFORE, AFTER, LATER = datetime(2026, 2, 20), datetime(2026, 3, 25), datetime(2026, 4, 25)
LOG = """
    2026-03-02T08:00  change.merged   kit!1   ann  merged_by="gitee:bo" title="one"
    2026-03-03T08:00  change.merged   kit!2   ann  merged_by="gitee:bo" title="two"
    2026-03-04T08:00  change.merged   kit!3   cy   merged_by="gitee:bo" title="three"
    2026-03-05T08:00  change.merged   kit!4   bo   merged_by="gitee:ann" title="four"
"""
REVERT = """
    2026-04-20T08:00  change.merged   kit!9   bo   merged_by="gitee:bo" title="five" reverts="gitee:example/kit!3"
"""


@pytest.fixture
def homes(tmp_path) -> Homes:
    plan = {
        "id": "week", "title": {"en": "Week", "zh": "大赛周"}, "begins": "2026-03-01", "ends": "2026-03-10", "organizers": ["bo"],
        "scoring": [{"id": "bug", "kind": "change.merged", "points": 100}], "guards": [{"rule": "reverted", "days": 7}],
        "prizes": [{"title": "A board", "ranks": 2}], "ties": ["earliest"],
    }  # fmt: skip
    people = [{"id": name, "name": name.title(), "accounts": [f"gitee:{name}"]} for name in ("ann", "bo", "cy")]
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "community.yaml").write_text(
        dumped({"community": {"name": "Example"}, "people": people, "contests": [plan]}), "utf-8"
    )
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(LOG)))
    homes = Homes(read_charter(tmp_path / "c"), lake)
    for name in ("ann", "bo", "cy"):
        contests.enter(homes, "week", (name,), actor=Actor(name), now=BEFORE)
    contests.approve(homes, "week", actor=SHELL, now=AFTER)
    return homes


def certified(homes: Homes) -> list[str]:
    found = contest_certifying.waiting(homes, AFTER)
    for person, award in found:
        certifying.certify(homes, issuer(), person, award, actor=SHELL, now=AFTER)
    return [person for person, _award in found]


def test_the_places_of_a_prize_are_certified_once_with_what_they_were(homes):
    (first, award), (second, _) = contest_certifying.waiting(homes, AFTER)
    assert (first, second, award.title.en, award.says.en) == (
        "ann",
        "cy",
        "Place 1, Week",
        "Place 1 of 3 with 200 points.",
    )
    assert award.title.zh == "大赛周 第 1 名"
    assert certified(homes) == ["ann", "cy"]
    assert contest_certifying.waiting(homes, AFTER) == []
    assert contest_certifying.revoke_undone(homes, actor=SHELL, now=AFTER) == []


def test_reverted_after_the_approval_it_is_revoked_and_the_result_stands(homes):
    certified(homes)
    append_events(homes.lake, list(events_of(REVERT)))
    later = Homes(homes.charter, homes.lake)
    assert contest_certifying.revoke_undone(later, actor=SHELL, now=LATER) == ["contest/week/cy"]
    assert ledger.about("contest/week/cy").revoked_why == "reverted: gitee:example/kit!3"
    assert contest_certifying.revoke_undone(later, actor=SHELL, now=LATER) == []
    assert [one.id for one in contests.seen(later, "week", LATER).live.people_ranked] == ["ann", "cy", "bo"]


def test_disqualified_after_the_approval_it_is_revoked_or_never_given(homes):
    contests.disqualify(homes, "week", person="cy", actor=SHELL, now=LATER, why="Copied.")
    assert certified(homes) == ["ann"]
    contests.disqualify(homes, "week", person="ann", actor=SHELL, now=LATER, why="Copied too.")
    assert contest_certifying.revoke_undone(homes, actor=SHELL, now=LATER) == ["contest/week/ann"]
    assert ledger.about("contest/week/ann").revoked_why == "Copied too."


def test_a_prize_of_a_team_goes_to_those_whose_points_count_for_it(homes, tmp_path):
    plan = {
        "id": "teams", "title": "Teams", "begins": "2026-03-01", "ends": "2026-03-10", "organizers": ["bo"], "teams": "free",
        "scoring": [{"id": "bug", "kind": "change.merged", "points": 100}], "guards": [{"rule": "one-team"}],
        "prizes": [{"title": "A board", "table": "teams", "ranks": 2}],
    }  # fmt: skip
    people = [{"id": name, "name": name.title(), "accounts": [f"gitee:{name}"]} for name in ("ann", "bo", "cy")]
    people[2]["accounts"].append("github:cy")
    apart, joined = ([*people[:2], {**people[2], "accounts": ["gitee:cy"]}], people)
    path = homes.charter.root / "community.yaml"

    def of(listed) -> Homes:
        path.write_text(dumped({"community": {"name": "Example"}, "people": listed, "contests": [plan]}), "utf-8")
        return Homes(read_charter(homes.charter.root), homes.lake)

    before = of(apart)
    for name in ("ann", "cy", "github:cy"):
        contests.enter(before, "teams", (name,), actor=Actor(name), now=BEFORE)
    contests.found(before, "teams", ("ann",), "One", actor=Actor("ann"), now=BEFORE)
    team = next(iter(contests.seen(before, "teams", BEFORE).who.teams))
    contests.found(before, "teams", ("cy",), "Two", actor=Actor("cy"), now=BEFORE)
    contests.join(before, "teams", ("github:cy",), team, actor=Actor("cy"), now=BEFORE)
    after = of(joined)
    contests.approve(after, "teams", actor=SHELL, now=AFTER)
    found = {person: award.says.en for person, award in contest_certifying.waiting_in(after, "teams", AFTER)}
    assert found == {
        "ann": "One: Place 1 of 2 teams with 200 points.",
        "cy": "Two: Place 2 of 2 teams with 100 points.",
    }
    with pytest.raises(NotAllowed, match="organise"):
        contest_certifying.certify_winners(after, "teams", issuer(), actor=Actor("cy", people=("cy",)), now=AFTER)
    bo = Actor("bo", people=("bo",))
    assert contest_certifying.certify_winners(after, "teams", issuer(), actor=bo, now=AFTER) == 2
    assert contest_certifying.certify_winners(after, "teams", issuer(), actor=bo, now=AFTER) == 0


def test_a_prize_of_a_city_goes_to_those_of_the_city_who_have_points(homes):
    plan = {
        "id": "cities", "title": "Cities", "begins": "2026-03-01", "ends": "2026-03-10", "organizers": ["bo"],
        "cities": [{"id": "lakemere", "title": {"en": "Lakemere", "zh": "澜湖"}}, {"id": "hill", "title": "Hill"}],
        "scoring": [{"id": "bug", "kind": "change.merged", "points": 100}],
        "prizes": [{"title": "City of the year", "table": "cities"}, {"title": "A board"}],
    }  # fmt: skip
    people = [{"id": name, "name": name.title(), "accounts": [f"gitee:{name}"]} for name in ("ann", "bo", "cy", "dee")]
    path = homes.charter.root / "community.yaml"
    path.write_text(dumped({"community": {"name": "Example"}, "people": people, "contests": [plan]}), "utf-8")
    homes = Homes(read_charter(homes.charter.root), homes.lake)
    for name, city in {"ann": "lakemere", "cy": "lakemere", "dee": "lakemere", "bo": "hill"}.items():
        contests.enter(homes, "cities", (name,), city=city, actor=Actor(name), now=BEFORE)
    contests.approve(homes, "cities", actor=SHELL, now=AFTER)
    found = {award.key: award for _person, award in contest_certifying.waiting_in(homes, "cities", AFTER)}
    city, cy, own = "contest/cities/ann/cities", "contest/cities/cy/cities", "contest/cities/ann"
    assert sorted(found) == [own, city, cy], "Dee came without a point, Bo's city is the second; Ann has won both"
    assert found[city].says.en == "Lakemere: Place 1 of 2 cities with 300 points."
    assert found[city].says.zh == "澜湖：在 2 座城市中排名第 1，积 300 分。"
    assert [found[one].title.en for one in (own, city)] == ["Place 1, Cities", "Lakemere: Place 1, Cities"]
    assert len(certified(homes)) == 3
    assert contest_certifying.waiting(homes, AFTER) == []
    contests.disqualify(homes, "cities", person="ann", actor=SHELL, now=LATER, why="Copied.")
    assert contest_certifying.revoke_undone(homes, actor=SHELL, now=LATER) == [own, city]
