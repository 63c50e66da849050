"""Ladders as communities write them down, clause for clause; which one holds where; the page about them is right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.run import check
from folkmoot.charter.ladders import declared_for, known_ladders, ladder_of, whole
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.reader import read_charter
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind
from folkmoot.model.ladder import Clause, Ladder, LadderStep
from folkmoot.model.text import Text
from folkmoot.rules.bylaws import BUILT_IN

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "ladders.md"
COMMUNITY = 'community: {name: Example, repositories: [{repo: "gitee:example/main"}, {repo: "gitee:example/kit"}]}\n'
KIT = "groups: [{kind: sig, slug: kit, name: Kit}, {kind: wg, slug: docs, name: Docs}, {kind: team, slug: web, name: Web}]\n"


def terse(clause: Clause) -> str:
    """Return a clause as one line: what it asks, and nothing of what it is called."""
    if clause.below:
        return f"({(' and ' if clause.all else ' or ').join(terse(one) for one in clause.below)})"
    if count := clause.count:
        numbers = {"events": count.events, "things": count.subjects, "months": count.months, "old": count.age or None}
        said = ", ".join(
            f"{name} {need:g}" if name != "old" else f"since {need}" for name, need in numbers.items() if need
        )
        kinds = "+".join(kind.removeprefix("change.") for kind in count.kinds)
        more = [count.where] * (count.where != "group") + ["others"] * count.others + [count.label] * bool(count.label)
        return " ".join([kinds, said, *more, *([f"last {count.within}"] if count.within else [])])
    if clause.role:
        return " ".join(filter(None, [f"is {clause.role}", clause.lasting, clause.group]))
    if one := clause.sponsors:
        return f"sponsors {one.at_least} of {'/'.join(one.roles)} {one.group or 'own'} from {one.organizations}"
    if clause.vote:
        return " ".join(
            filter(None, ["vote", clause.vote.rule, clause.vote.group, "" if clause.vote.recused else "all"])
        )
    return "judged"


ACTS = "merged+commit.authored+reviewed+commented+issue.opened+issue.commented"
SOME = "opened+merged+reviewed+commented+issue.opened+issue.commented"
OWNERS = "subproject-owner/owner/chair/lead/tech-lead/maintainer"
SEEDS = {
    "mindspore-sig": {
        "member": "(meeting.attended things 2)",
        "reviewer": "(is member and reviewed+commented things 2 main others and commented events 10 main others)",
        "committer": "(is reviewer and merged things 5)",
        "maintainer": "(is committer and vote)",
    },
    "mindspore-security": {
        "contributor": (
            "(meeting.attended things 2 and reviewed+commented things 2 main others and commented events 10 main others)"
        ),
        "committer": "(is contributor and merged things 5)",
        "maintainer": "(is committer and vote)",
    },
    "mindspore-compiler": {
        "member": "(meeting.attended things 1)",
        "reviewer": "(is member and (reviewed+commented things 2 others or commented events 10 others))",
        "committer": "(is reviewer and vote)",
        "maintainer": "(is committer and vote)",
    },
    "mindspore-graphlearning": {
        "contributor": (
            "(meeting.attended things 2 and ((reviewed+commented things 2 others and commented events 10 others)"
            " or task.delivered things 2 research))"
        ),
        "committer": "(is contributor and (task.delivered things 5 issue or task.delivered things 3 internship))",
        "maintainer": "(is committer and vote qualified)",
    },
    "mindspore-dx": {"maintainer": f"({ACTS} months 3, since 3m and vote maintainers)"},
    "mindspore-governance": {
        "contributor": "(merged things 1)",
        "approver": f"(merged since 3m and {SOME} events 1 last 3m and vote majority all)",
        "chair": "(is approver and vote committee tsc)",
    },
    "kubernetes": {
        "member": f"({SOME} events 2 anywhere and sponsors 2 of reviewer/approver any from 2 and judged)",
        "reviewer": (
            "(is member 3m any and reviewed things 5 others and reviewed+merged things 20 and judged"
            " and sponsors 1 of approver own from 1 and vote lazy)"
        ),
        "approver": (
            "(is reviewer 3m and reviewed things 10 others and reviewed+merged things 30"
            f" and sponsors 1 of {OWNERS} own from 1 and vote lazy)"
        ),
    },
}


def test_every_ladder_of_the_program_is_one_of_these():
    assert set(known_ladders()) == set(SEEDS)


@pytest.mark.parametrize("name", SEEDS)
def test_what_each_community_asks(name):
    assert {step.role: terse(step.clause) for step in known_ladders()[name].steps} == SEEDS[name]


@pytest.mark.parametrize("name", SEEDS)
def test_every_clause_has_words_in_both_languages_and_every_rule_is_there(name):
    for step in known_ladders()[name].steps:
        assert step.title.en
        assert step.title.zh
        for leaf in step.leaves:
            assert len(leaf.sayings) == 1
            assert leaf.title.en
            assert leaf.title.zh
            assert not leaf.vote or leaf.vote.rule in ("", *BUILT_IN)


def test_the_vote_of_a_developer_experience_group_is_as_its_charter_says():
    """More than half of the maintainers, within five working days; whoever it is about has no vote."""
    (vote,) = [leaf.vote for leaf in known_ladders()["mindspore-dx"].steps[0].leaves if leaf.vote]
    rule = BUILT_IN[vote.rule]
    assert (vote.recused, rule.threshold, rule.of, [(stage.days, stage.working) for stage in rule.stages]) == (
        True, "more than 1/2", "electors", [(5, True)],
    )  # fmt: skip


def read(tmp_path, *words):
    (tmp_path / "community.yaml").write_text(COMMUNITY + KIT + "\n".join(words), "utf-8")
    return read_charter(tmp_path)


def test_the_examples_of_the_page_are_read_without_a_fault_and_say_the_same(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    short, long = [read(tmp_path, block) for block in blocks]
    for charter in (short, long):
        found = [one for one in check(charter) if one.check.startswith("ladder") or one.place.path == "community.yaml"]
        assert not [
            one
            for one in found
            if "ladder" in one.check or one.check in {"unknown-field", "wrong-value", "missing-field"}
        ]
    groups = long.group_by_slug
    told = {step.role: terse(step.clause) for step in ladder_of(long, groups["kit"]).steps}
    assert told == {**SEEDS["mindspore-sig"], "maintainer": "(is committer and vote maintainers)"}
    assert ladder_of(short, groups["docs"]).steps == known_ladders()["mindspore-sig"].steps
    assert ladder_of(short, groups["web"]) is None
    assert ladder_of(long, groups["docs"]) is None


@pytest.mark.parametrize("name", SEEDS)
def test_the_page_names_every_ladder_with_its_roles(name):
    row = next(line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(f"| `{name}`"))
    assert [role.strip() for role in row.split("|")[2].split(",")] == list(SEEDS[name])


def test_a_step_of_ones_own_takes_its_roles_place_and_further_ones_come_above():
    own = LadderStep("committer", Text("Own"), all=(Clause(role="reviewer"),))
    fellow = LadderStep("fellow", all=(Clause(role="maintainer"),))
    found = whole(Ladder("own", use="mindspore-sig", steps=(own, fellow)))
    assert [step.role for step in found.steps] == ["member", "reviewer", "committer", "maintainer", "fellow"]
    assert found.steps[2] == own
    assert whole(Ladder("own", use="nobody", steps=(own,))).steps == (own,)


def test_a_groups_own_comes_before_the_communitys_and_of_several_the_first():
    groups = (
        Group(Kind.SIG, "kit", Text("Kit")),
        Group(Kind.WG, "docs", Text("Docs")),
        Group(Kind.TEAM, "web", Text("Web")),
    )
    every, own, more = Ladder("every"), Ladder("own", groups=("kit",)), Ladder("more", groups=("kit",))
    charter = Charter(Community(Text("Example")), groups=groups, ladders=(every, own, more))
    assert [found and found.id for found in (declared_for(charter, group) for group in groups)] == [
        "own",
        "every",
        None,
    ]
    teams = replace(charter, ladders=(Ladder("teams", kinds=(Kind.TEAM,)),))
    assert [found and found.id for found in (declared_for(teams, group) for group in groups)] == [None, None, "teams"]


def test_a_ladder_is_written_and_read_back_as_it_was(tmp_path):
    block = re.findall(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "one").mkdir()
    charter = read(tmp_path / "one", block)
    again = read_charter(write_native(charter, tmp_path / "two"))
    assert again.ladders == charter.ladders
