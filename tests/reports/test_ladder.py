"""Who qualifies: the ladder of a SIG on a small community, worked by hand; readings, accounts, robots, moments, evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from folkmoot.charter.ladders import known_ladders
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import GroupRepository, Kind, Term
from folkmoot.model.identity import Correction
from folkmoot.model.ladder import Clause, Count, Ladder, LadderStep, Verdict
from folkmoot.model.text import Text
from folkmoot.reports.standing import standing
from tests.reports.facts import asking, by
from tests.reports.ladders import AS_OF, GROUP, KIT, MAIN, charter, homes_with, read

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN

DONE = """
2024-01-10T02:00  meeting.attended  meeting:1  ann  repo=""  group="kit"
2024-01-24T02:00  meeting.attended  meeting:2  ann  repo=""  group="kit"
2024-01-24T02:00  meeting.attended  meeting:2  cy   repo=""  group="kit"
2024-01-24T03:00  meeting.attended  meeting:2  cy   repo=""  group="kit"
2024-02-01T02:00  meeting.attended  meeting:9  cy   repo=""  group="docs"
2024-02-01T00:00  change.opened     kit!1  bo
2024-02-01T00:00  change.opened     main!7  cy
2024-02-01T00:00  change.opened     kit!2  ann
2024-02-02T00:00  change.commented  kit!1  ann
2024-02-02T00:01  change.commented  kit!1  ann
2024-02-02T00:02  change.commented  kit!1  ann
2024-02-02T00:03  change.commented  kit!1  ann
2024-02-02T00:04  change.commented  kit!1  ann
2024-02-02T00:05  change.commented  kit!1  ann
2024-02-02T00:06  change.commented  kit!1  ann
2024-02-02T00:07  change.commented  kit!1  ann
2024-02-02T00:08  change.commented  kit!1  ann
2024-02-02T00:09  change.commented  kit!2  ann
2024-03-01T00:00  change.commented  main!7  ann
2024-03-02T00:00  change.merged     kit!2  ann
2024-03-03T00:00  change.merged     kit!3  github:ann-a
2024-03-04T00:00  change.merged     kit!4  ann
2024-03-05T00:00  change.merged     kit!5  ann
2024-03-06T00:00  change.merged     main!8  ann
2024-03-07T00:00  change.merged     kit!6  ci-bot
2024-03-08T00:00  change.merged     kit!6  ci-bot
"""


def words(found):
    return [leaf.word for leaf in found.root.leaves()]


def figures(found):
    return [tally.have for leaf in found.root.leaves() for tally in leaf.tallies]


def test_every_clause_of_a_sigs_ladder(tmp_path):
    homes = homes_with(tmp_path / "lake", DONE)
    member = standing(homes, "kit", "ann", "member", AS_OF)
    assert (member.word, member.holds, figures(member)) == (MET, True, [2])
    reviewer = standing(homes, "kit", "ann", "reviewer", AS_OF)
    assert (reviewer.word, words(reviewer), figures(reviewer)) == (MET, [MET, MET, MET], [2, 10])
    committer = standing(homes, "kit", "ann", "committer", AS_OF)
    assert (committer.word, words(committer), figures(committer)) == (NOT_MET, [NOT_MET, NOT_MET], [4])
    maintainer = standing(homes, "kit", "ann", "maintainer", AS_OF)
    assert (maintainer.word, maintainer.ready, words(maintainer)) == (NOT_MET, NOT_MET, [NOT_MET, NOT_MET])
    outsider = standing(homes, "kit", "gitee:cy", "member", AS_OF)
    assert (outsider.word, figures(outsider)) == (
        NOT_MET,
        [1],
    )  # one meeting, told twice; the other was of another group


def test_the_page_of_a_ladder_names_the_nearest_first_and_no_robot(tmp_path):
    asked = asking(homes_with(tmp_path / "lake", DONE))
    answer = asked("ladder", group="kit")
    roles = {role["role"]: role for role in answer.about["roles"]}
    assert roles["reviewer"]["counts"] == {"met": 1, "ready": 0, "unknown": 0, "short": 1, "holds": 1}
    assert {row["person"] for row in answer.rows} == {"ann", "gitee:cy"}
    first = by(asked("ladder", group="kit", role="reviewer"), "person")["ann"]
    assert (first["state"], first["near"], str(first["lacks"])) == ("met", 1.0, "")
    close = by(asked("ladder", group="kit", role="committer"), "person")["ann"]
    assert (close["state"], close["lacks"]) == (
        "short",
        Text("Reviewer; 1 more change merged", "身份为评审者；再合入 1 个变更"),
    )
    assert [(row["person"], row["role"]) for row in answer.parts["holders"].rows] == [
        ("bo", "maintainer"), ("ann", "member"),
    ]  # fmt: skip
    assert answer.sentence == Text("May be proposed: 1 as Reviewer.", "可提名：评审者 1 人。")


def test_what_was_not_read_is_unknown_and_never_no(tmp_path):
    without = tuple(read(MAIN, KIT, kinds=("change.opened", "change.reviewed", "change.merged")))
    few = "\n".join(line for line in DONE.splitlines() if "commented" not in line)
    found = standing(homes_with(tmp_path / "lake", few, coverage=without), "kit", "ann", "reviewer", AS_OF)
    assert (found.word, words(found)) == (UNKNOWN, [MET, UNKNOWN, UNKNOWN])
    assert [leaf.unread for leaf in found.root.leaves()] == [(), ("change.commented",), ("change.commented",)]
    assert "not read in full: review comments" in list(found.root.leaves())[2].why.en


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (tuple(read(KIT)), NOT_MET),
        (tuple(read(KIT, until=datetime(2024, 6, 1))), UNKNOWN),
        (tuple(read(KIT, since=datetime(2024, 2, 1))), NOT_MET),  # nothing is known to be older
        (
            (
                *read(KIT, since=datetime(2024, 2, 1)),
                *read(KIT, kinds=("commit.authored",), since=datetime(2020, 1, 1)),
            ),
            UNKNOWN,
        ),
        (tuple(replace(one, complete=False) for one in read(KIT)), UNKNOWN),
        (tuple(read(MAIN)), UNKNOWN),
    ],
)
def test_too_few_merges_are_no_only_where_the_whole_window_was_read(tmp_path, coverage, expected):
    found = standing(homes_with(tmp_path / "lake", DONE, coverage=coverage), "kit", "ann", "committer", AS_OF)
    assert words(found)[1] is expected


def test_a_comment_counts_only_where_it_is_known_who_opened_the_change(tmp_path):
    unopened = "\n".join(line for line in DONE.splitlines() if "opened     kit!1" not in line)
    found = standing(homes_with(tmp_path / "lake", unopened), "kit", "ann", "reviewer", AS_OF)
    assert (words(found), figures(found)) == ([MET, NOT_MET, NOT_MET], [1, 1])
    blind = tuple(read(MAIN, KIT, kinds=("change.commented", "change.reviewed", "change.merged")))
    found = standing(homes_with(tmp_path / "other", unopened, coverage=blind), "kit", "ann", "reviewer", AS_OF)
    assert words(found) == [MET, UNKNOWN, UNKNOWN]


def test_what_happens_at_the_moment_or_later_does_not_count(tmp_path):
    homes = homes_with(tmp_path / "lake", DONE)
    before = standing(homes, "kit", "ann", "committer", datetime(2024, 3, 5))
    assert figures(before) == [3]
    assert figures(standing(homes, "kit", "ann", "committer", datetime(2024, 3, 5, 0, 0, 1))) == [4]
    assert (
        standing(homes, "kit", "ann", "reviewer", datetime(2024, 1, 9)).root.below[0].word is NOT_MET
    )  # no member yet


def test_accounts_that_are_merged_count_together(tmp_path):
    homes = homes_with(tmp_path / "lake", DONE.replace("kit!6  ci-bot", "kit!6  gitee:ann-old"))
    assert figures(standing(homes, "kit", "ann", "committer", AS_OF)) == [4]
    joined = (Correction("1", "merge", "gitee:ann", "gitee:ann-old"),)
    homes = homes_with(tmp_path / "joined", DONE.replace("kit!6  ci-bot", "kit!6  gitee:ann-old"), corrections=joined)
    assert figures(standing(homes, "kit", "ann", "committer", AS_OF)) == [5]
    assert figures(standing(homes, "kit", "gitee:ann-old", "committer", AS_OF)) == [5]


def test_the_evidence_of_a_clause_is_what_it_counted(tmp_path):
    asked = asking(homes_with(tmp_path / "lake", DONE))
    leaves = asked("standing", person="ann", group="kit", role="reviewer").rows
    assert [row["path"] for row in leaves] == ["0", "1", "2"]
    proof = asked("proof", **leaves[2]["proof"])
    assert (proof.total, {row["subject"] for row in proof.rows}) == (
        10,
        {"gitee:example/kit!1", "gitee:example/main!7"},
    )
    assert leaves[0]["proof"] == {}
    with pytest.raises(BadQuestion, match="No events prove"):
        asked("proof", group="kit", person="ann", role="reviewer", clause="0")
    with pytest.raises(BadQuestion, match="no clause"):
        asked("proof", group="kit", person="ann", role="reviewer", clause="7")


def test_who_is_hidden_stays_hidden(tmp_path):
    hidden = (Correction("1", "hide", "ann", "grey heron"),)
    asked = asking(homes_with(tmp_path / "lake", DONE, corrections=hidden))
    answer = asked("ladder", group="kit")
    said = str(answer.rows) + str(answer.about) + str(answer.parts["holders"].rows) + str(asked("ladders").rows)
    assert "ann" not in said.lower().replace("cannot", "")
    alias = next(row["person"] for row in answer.rows if row["role"] == "reviewer" and row["state"] == "met")
    proof = asked("proof", group="kit", person=alias, role="committer", clause="1")
    assert proof.total == 4
    assert not any(row["subject"] or row["url"] for row in proof.rows)


def test_a_group_that_looks_after_a_folder_knows_no_merges(tmp_path):
    part = replace(GROUP, repositories=(GroupRepository(KIT, path="src"),))
    homes = homes_with(tmp_path / "lake", DONE, of=charter(group=part))
    assert words(standing(homes, "kit", "ann", "committer", AS_OF))[1] is UNKNOWN
    assert words(standing(homes, "kit", "ann", "member", AS_OF)) == [MET]


CLAUSES = [
    (Count(("change.merged",), subjects=2, within="3m"), NOT_MET, [0]),
    (Count(("change.merged",), subjects=4, within="4m"), MET, [4]),
    (Count(("change.merged",), months=2), NOT_MET, [1]),
    (Count(("change.merged", "change.commented"), months=2), MET, [2]),
    (Count(("change.merged",), subjects=5, where="anywhere"), MET, [5]),
    (Count(("change.merged",), subjects=1, repos=("gitee:Example/Main",)), MET, [1]),
    (Count(("change.merged",), age="3m"), MET, [104]),
    (Count(("change.merged",), age="4m"), NOT_MET, [104]),
    (Count(("change.merged",), subjects=5, where="main"), MET, [5]),
]


@pytest.mark.parametrize(("count", "expected", "have"), CLAUSES)
def test_windows_places_months_and_ages(tmp_path, count, expected, have):
    one = Ladder("own", groups=("kit",), repos=(MAIN,), steps=(LadderStep("fellow", all=(Clause(count=count),)),))
    homes = homes_with(tmp_path / "lake", DONE, of=charter(one))
    found = standing(homes, "kit", "ann", "fellow", AS_OF)
    assert (found.word, figures(found)) == (expected, have)


def test_time_in_role_is_that_of_the_day(tmp_path):
    step = LadderStep("reviewer", all=(Clause(role="member", lasting="5m"),))
    homes = homes_with(
        tmp_path / "lake",
        DONE,
        of=charter(Ladder("own", steps=(LadderStep("member", all=(Clause(judged=Text("x")),)), step))),
    )
    assert standing(homes, "kit", "ann", "reviewer", datetime(2024, 6, 9, 16)).word is NOT_MET
    assert standing(homes, "kit", "ann", "reviewer", datetime(2024, 6, 10, 16)).word is MET


def test_a_groups_own_ladder_comes_before_the_communitys_and_kinds_matter(tmp_path):
    own = Ladder("own", groups=("kit",), steps=(LadderStep("fellow", all=(Clause(role="member"),)),))
    every = Ladder("every", use="mindspore-dx")
    asked = asking(homes_with(tmp_path / "lake", DONE, of=charter(every, own)))
    assert asked("ladder", group="kit").about["ladder"] == "own"
    assert [row["ladder"] for row in asked("ladders").rows] == ["own"]
    other = asking(homes_with(tmp_path / "other", DONE, of=charter(Ladder("wg", use="mindspore-dx", kinds=(Kind.WG,)))))
    with pytest.raises(BadQuestion, match="No ladder holds for kit"):
        other("ladder", group="kit")
    assert other("ladders").about["without"] == ["kit"]
    assert other("standing", person="ann").rows == ()


def test_no_ladder_is_no_fault(tmp_path):
    of = replace(charter(), ladders=())
    asked = asking(homes_with(tmp_path / "lake", DONE, of=of))
    assert str(asked("ladders").sentence) == "No ladder is declared."
    assert asked("standing", person="ann").rows == ()


@pytest.mark.parametrize("name", sorted(known_ladders()))
def test_each_ladder_that_comes_with_the_program_can_be_judged_alone_and_for_all(tmp_path, name):
    roles = (*GROUP.roles, Term("ann", known_ladders()[name].steps[0].role))
    of = charter(Ladder("taken", use=name, repos=(MAIN,)), group=replace(GROUP, roles=roles))
    asked = asking(homes_with(tmp_path / "lake", DONE, of=of))
    page, overview = asked("ladder", group="kit", whole="yes"), asked("ladders")
    for role in page.about["roles"]:
        row = next(row for row in overview.rows if row["role"] == role["role"])
        counts = role["counts"]
        assert (row["ready"], row["unknown"]) == (counts["met"] + counts["ready"], counts["unknown"])
    for row in page.rows:
        alone = asked("standing", person=row["person"], group="kit", role=row["role"]).rows
        assert [(one["word"], one["why"]) for one in alone] == [(one["word"], one["why"]) for one in row["clauses"]]


def test_an_unknown_role_or_group_is_told(tmp_path):
    homes = homes_with(tmp_path / "lake", DONE)
    with pytest.raises(BadQuestion, match="no role 'king'"):
        standing(homes, "kit", "ann", "king", AS_OF)
    with pytest.raises(BadQuestion, match="no group 'kiz'"):
        standing(homes, "kiz", "ann", "member", AS_OF)
    with pytest.raises(BadQuestion, match="Of which group"):
        asking(homes)("ladder")
    assert date(2024, 6, 15) == asking(homes)("ladder", group="kit").about["until"]
