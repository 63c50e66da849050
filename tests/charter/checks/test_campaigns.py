"""Checks of campaigns and partners: declared in time, beside what was not touched, without claims or addresses that do not belong there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.charter.reader import read_charter
from folkmoot.model.campaign import CampaignPlan, Comparison, Touch
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind
from folkmoot.model.partner import Agreement, PartnerPlan, Step
from folkmoot.model.people import Person
from folkmoot.model.text import Text
from folkmoot.reports.declared import all_findings

GROUPS = tuple(Group(Kind.SIG, slug, Text(slug)) for slug in ("docs", "a", "b", "c"))
BESIDE = Comparison("controls", "groups", ("docs",), ("a", "b", "c"))
GOOD = CampaignPlan(
    "camp",
    Text("Camp"),
    date(2026, 3, 2),
    date(2026, 3, 22),
    owner="ann",
    group="docs",
    indicator="new_people",
    comparison=BESIDE,
)
PARTNER = PartnerPlan("north", Text("North"), stage="active", agreement=Agreement(), owner="ann", groups=("docs",))


def charter(*campaigns: CampaignPlan, partners: tuple[PartnerPlan, ...] = ()) -> Charter:
    return Charter(
        Community(Text("Kit")), people=(Person("ann", "Ann"),), groups=GROUPS, campaigns=campaigns, partners=partners
    )


def said(*campaigns: CampaignPlan, partners: tuple[PartnerPlan, ...] = ()) -> list[str]:
    found = run.check(charter(*campaigns, partners=partners))
    return [one.check for one in found if one.check.startswith(("campaign-", "partner-"))]


def test_good_ones_have_nothing_to_mend():
    assert said(GOOD, partners=(PARTNER,)) == []


def test_what_is_wrong_with_a_campaign():
    assert said(replace(GOOD, ends=date(2026, 3, 1))) == ["campaign-days"]
    assert said(replace(GOOD, ends=date(2026, 3, 5))) == ["campaign-days"], "too short to be compared by weeks"
    assert said(replace(GOOD, ends=date(2026, 3, 5), comparison=Comparison())) == []
    assert said(replace(GOOD, comparison=replace(BESIDE, controls=("docs", "a", "b")))) == ["campaign-controls"]
    assert said(replace(GOOD, comparison=replace(BESIDE, controls=("a", "b")))) == ["campaign-controls"]
    assert said(replace(GOOD, comparison=replace(BESIDE, controls=("a", "b", "x")))) == ["campaign-controls"]
    assert said(replace(GOOD, contests=("x",), tasks=("y",))) == ["campaign-parts", "campaign-parts"]
    assert said(replace(GOOD, group="x")) == ["campaign-people"]
    assert said(replace(GOOD, owner="x")) == ["campaign-people"]
    assert said(replace(GOOD, sort="brand")) == ["campaign-claim"]
    assert said(replace(GOOD, sort="brand", indicator="", comparison=Comparison())) == []
    assert said(replace(GOOD, indicator="")) == ["campaign-claim"]
    twice = replace(GOOD, id="other", touch=(Touch("poster"),))
    assert said(replace(GOOD, touch=(Touch("poster"),)), twice) == ["campaign-codes"]


def test_an_indicator_that_there_is_not_is_found():
    found = [
        one.says.en for one in all_findings(charter(replace(GOOD, indicator="new_persons", guards=("nothing_such",))))
    ]
    assert any("The campaign camp names 'new_persons'" in one for one in found)
    assert any("'nothing_such'" in one for one in found)


def test_a_campaign_that_was_declared_after_it_began_is_found_by_git(kit):
    words = "community: {{name: Kit}}\ncampaigns:\n- id: camp\n  title: {title}\n  begins: 2026-01-05\n  ends: 2026-01-20\n  sort: brand\n"
    kit.commit("early", {"community.yaml": words.format(title="Camp")}, at="1766000000 +0000")  # 2025-12-17
    assert not [one for one in run.check(read_charter(kit.folder)) if one.check == "campaign-late"]
    later = (
        words.format(title="Camp")
        + "- id: late\n  title: Late\n  begins: 2026-01-05\n  ends: 2026-01-20\n  sort: brand\n"
    )
    kit.commit("late", {"community.yaml": later}, at="1768000000 +0000")  # 2026-01-09
    found = [one.says.en for one in run.check(read_charter(kit.folder)) if one.check == "campaign-late"]
    assert found == ["late was declared after it had begun on 2026-01-05."]


def test_what_is_wrong_with_a_partner():
    assert said(partners=(replace(PARTNER, owner="x"),)) == ["partner-named"]
    assert said(partners=(replace(PARTNER, groups=("x",)),)) == ["partner-named"]
    assert said(partners=(replace(PARTNER, agreement=None),)) == ["partner-days"]
    ends = Agreement(since=date(2026, 2, 1), until=date(2026, 1, 1))
    assert said(partners=(replace(PARTNER, agreement=ends),)) == ["partner-days"]
    for private in ("Write to dean@north.example", "打 13800138000 找院长"):
        assert said(partners=(replace(PARTNER, next=Step(Text(private))),)) == ["partner-private"]
