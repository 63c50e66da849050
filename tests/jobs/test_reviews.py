"""A review of inactivity: who is asked and who is not, silence, an answer, the cap, the vote, the change of the charter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import reviews, voting
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Coverage
from folkmoot.reports.homes import Homes
from folkmoot.reports.review_course import seen_review
from tests.reports.facts import events_of

BO, DEE, ANN, CY, OUT = (Actor(name, "192.0.2.7", people=(name,)) for name in ("bo", "dee", "ann", "cy", "out"))
NOW = datetime(2026, 3, 2, 9)  # a Monday
OVER = datetime(2026, 3, 17)  # ten working days later
FILES = {
    "community.yaml": """\
community: {name: Example, zone: UTC}
people:
- {id: ann, name: Ann, accounts: [gitee:ann]}
- {id: bo, name: Bo, accounts: [gitee:bo]}
- {id: cy, name: Cy, accounts: [gitee:cy]}
- {id: dee, name: Dee, accounts: [gitee:dee]}
- {id: eli, name: Eli, accounts: [gitee:eli]}
inactivity:
- id: half-a-year
  any:
  - count: {kinds: [change.merged], events: 1, within: 6m}
  - count: {kinds: [change.reviewed], events: 1, within: 6m}
  after: 6m
  at_most: 2
""",
    "kit.yaml": """\
# Kit
group:
  kind: sig
  slug: kit
  name: Kit
  repositories: [{repo: "gitee:example/kit"}]
  roles:
  - {person: bo, role: maintainer}
  - {person: dee, role: maintainer}
  - {person: ann, role: committer, since: 2024-01-01}
  - {person: cy, role: committer}
  - {person: eli, role: reviewer, since: 2026-02-01}
""",
}
EVENTS = """
    2026-01-10T00:00  change.merged  kit!1  gitee:bo
    2025-06-10T00:00  change.merged  kit!2  gitee:ann
"""


def _homes(kit, tmp_path, kinds=("change.merged", "change.reviewed")) -> Homes:
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(EVENTS)))
    began, read = datetime(2020, 1, 1), datetime(2026, 6, 1)
    append_coverage(lake, [Coverage("test", "gitee:example/kit", kind, began, read, read) for kind in kinds])
    return Homes(read_charter(kit.folder), lake)


@pytest.fixture
def homes(tmp_path, kit) -> Homes:
    kit.commit("The charter", FILES)
    return _homes(kit, tmp_path)


def _states(homes: Homes, number: int, now: datetime = NOW) -> dict[str, str]:
    return {one.key: one.state for one in seen_review(homes, number, now).inquiry.people}


@pytest.mark.usefixtures("ledger")
class TestReviews:
    def test_from_the_notice_to_the_commit(self, homes, kit):
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        assert _states(homes, number) == {
            "bo:maintainer": "active", "dee:maintainer": "concerned", "ann:committer": "concerned", "cy:committer": "concerned",
            "eli:reviewer": "recent",
        }  # fmt: skip
        reviews.notify(homes, number, "ann", "committer", actor=BO, now=NOW)
        reviews.notify(homes, number, "cy", "committer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="2 people are asked already"):
            reviews.notify(homes, number, "dee", "maintainer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="why you stay"):
            reviews.reply(homes, number, "cy", "committer", "stay", actor=CY, now=NOW)
        with pytest.raises(NotAllowed, match="only they themselves"):
            reviews.reply(homes, number, "cy", "committer", "leave", actor=BO, now=NOW)
        reviews.reply(homes, number, "cy", "committer", "stay", actor=CY, now=NOW, why="back in May")
        assert reviews.advance(homes, number, OVER - timedelta(hours=1)) == ()  # ann still has time
        assert _states(homes, number, OVER)["ann:committer"] == "silent"
        with pytest.raises(BadInput, match="a vote decides"):
            reviews.decide(homes, number, "ann", "committer", actor=BO, now=OVER)
        assert reviews.advance(homes, number, OVER) == ("motion 1",)
        assert reviews.advance(homes, number, OVER) == ()
        assert (motions.motion(1).kind, motions.motion(1).about) == ("emeritus", f"emeritus:{number}:ann:committer")
        with pytest.raises(BadInput, match="nothing is decided"):
            reviews.apply(homes, number, actor=BO, now=OVER)
        for who in (BO, DEE):
            voting.vote(homes, 1, "yes", actor=who, now=OVER)
        reviews.advance(homes, number, OVER + timedelta(days=9))
        done = reviews.apply(homes, number, actor=BO, now=OVER + timedelta(days=9))
        assert done.people == (("ann", "committer"),)
        assert kit("rev-parse", "HEAD") == done.commit
        roles = read_charter(kit.folder).group_by_slug["kit"].roles
        assert [(one.role, str(one.since), str(one.until), one.cause) for one in roles if one.person == "ann"] == [
            ("committer", "2024-01-01", "2026-03-25", f"motion 1, review {number}"),
            ("emeritus-committer", "2026-03-26", "None", f"motion 1, review {number}"),
        ]  # fmt: skip
        after = replace(homes, charter=read_charter(kit.folder))
        assert _states(after, number, OVER)["ann:committer"] == "applied"
        assert _states(after, number, OVER)["cy:committer"] == "stays"

    def test_what_was_not_read_makes_nobody_inactive(self, kit, tmp_path):
        kit.commit("The charter", FILES)
        homes = _homes(kit, tmp_path, kinds=("change.merged",))
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        assert _states(homes, number)["ann:committer"] == "unknown"
        with pytest.raises(BadInput, match="need not be asked"):
            reviews.notify(homes, number, "ann", "committer", actor=BO, now=NOW)

    def test_whoever_comes_back_is_asked_no_more(self, homes):
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        reviews.notify(homes, number, "ann", "committer", actor=BO, now=NOW)
        append_events(homes.lake, list(events_of("2026-03-10T00:00  change.merged  kit!9  gitee:ann")))
        homes = Homes(homes.charter, homes.lake)
        assert reviews.advance(homes, number, OVER) == ("drop ann:committer",)
        assert _states(homes, number, OVER)["ann:committer"] == "dropped"

    def test_somebody_steps_down_without_a_vote(self, homes, kit):
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        reviews.notify(homes, number, "cy", "committer", actor=BO, now=NOW)
        reviews.reply(homes, number, "cy", "committer", "leave", actor=CY, now=NOW)
        reviews.apply(homes, number, actor=BO, now=NOW)
        assert "emeritus-committer" in kit("show", "HEAD:kit.yaml")
        assert "stepped down" in kit("show", "HEAD:kit.yaml")

    def test_a_late_answer_takes_the_vote_back(self, homes):
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        reviews.notify(homes, number, "ann", "committer", actor=BO, now=NOW)
        reviews.advance(homes, number, OVER)
        reviews.reply(homes, number, "ann", "committer", "stay", actor=ANN, now=OVER, why="was ill")
        assert motions.outcome(1).word == "withdrawn"
        assert _states(homes, number, OVER)["ann:committer"] == "stays"

    def test_where_the_lead_decides_it_is_the_lead_who_does(self, homes):
        plan = replace(homes.charter.inactivity[0], decided="lead")
        homes = replace(homes, charter=replace(homes.charter, inactivity=(plan,)))
        number = reviews.open_review(homes, "kit", actor=BO, now=NOW)
        reviews.notify(homes, number, "ann", "committer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="still have time"):
            reviews.decide(homes, number, "ann", "committer", actor=BO, now=NOW)
        assert reviews.advance(homes, number, OVER) == ()
        with pytest.raises(NotAllowed):
            reviews.decide(homes, number, "ann", "committer", actor=CY, now=OVER)
        reviews.decide(homes, number, "ann", "committer", actor=BO, now=OVER)
        assert _states(homes, number, OVER)["ann:committer"] == "granted"

    def test_who_may_open_one(self, homes):
        for actor in (CY, OUT, Actor("")):
            with pytest.raises(NotAllowed):
                reviews.open_review(homes, "kit", actor=actor, now=NOW)
        reviews.open_review(homes, "kit", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="is not over"):
            reviews.open_review(homes, "kit", actor=DEE, now=NOW)
