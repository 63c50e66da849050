"""Talks: proposed by anybody, put on an agenda, moved, declined, withdrawn; calls for topics; and who may do what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.jobs import meeting, talks
from folkmoot.jobs.schedule import cancel
from folkmoot.jobs.talks import Wanted
from folkmoot.ledger import petitions
from folkmoot.ledger.talks import settle
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.search_governing import recorded
from folkmoot.reports.talk_course import calls, every_talk, one_talk, planned_at
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
groups:
  - kind: sig
    slug: kit
    name: Kit
    roles: [{person: bo, role: lead}, {person: ann, role: member}]
    meetings:
      - {id: weekly, title: Weekly meeting, rrule: FREQ=WEEKLY;BYDAY=TU, starts: 2026-01-06, time: "19:00", zone: Asia/Shanghai}
  - {kind: sig, slug: old, name: Old, status: archived}
"""
NOW = datetime(2026, 3, 2, 9)
FIRST, SECOND, PAST = "kit/weekly/2026-03-03", "kit/weekly/2026-03-10", "kit/weekly/2026-02-24"
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
EVE = Actor("eve@gitee", "192.0.2.9")
LOOPS = Wanted(Text("Fusing loops", "循环融合"), "What we *measured*.", 20)


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Homes:
    folder = tmp_path / "charter"
    folder.mkdir()
    (folder / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", folder)))
    return house().homes()


def agenda(homes: Homes, key: str) -> list[tuple[str, str, int | None]]:
    found = meeting.found(homes, key).agenda
    return [(one.title.en, one.presenter, one.minutes) for one in found if one.ref.startswith("topic:")]


def test_a_talk_goes_on_an_agenda_moves_and_is_given(homes: Homes) -> None:
    asked = talks.propose(homes, "kit", LOOPS, actor=CY, now=NOW)
    assert (asked.state, asked.person, asked.wish) == ("waiting", "cy", "")
    for other in (CY, ANN):
        with pytest.raises(NotAllowed):
            talks.place(homes, 1, FIRST, actor=other, now=NOW)
    assert talks.place(homes, 1, FIRST, actor=BO, now=NOW).state == "planned"
    assert agenda(homes, FIRST) == [("Fusing loops", "cy", 20)]
    with pytest.raises(BadInput, match="already"):
        talks.place(homes, 1, FIRST, actor=BO, now=NOW)
    moved = talks.place(homes, 1, SECOND, minutes=30, actor=BO, now=NOW, why="more time there")
    assert (moved.meeting, moved.minutes, moved.reason) == (SECOND, 30, "more time there")
    assert (agenda(homes, FIRST), agenda(homes, SECOND)) == ([], [("Fusing loops", "cy", 30)])
    assert list(planned_at(homes, NOW)) == [SECOND]
    held = datetime(2026, 3, 10, 11)
    meeting.open_meeting(homes, SECOND, actor=BO, now=held)
    assert one_talk(homes, 1, held + timedelta(hours=9)).state == "planned"
    meeting.close_meeting(homes, SECOND, actor=BO, now=held + timedelta(hours=1))
    given = one_talk(homes, 1, held + timedelta(days=1))
    assert (given.state, given.where.key if given.where else "") == ("given", SECOND)
    for verb in (talks.withdraw, lambda *say, **more: talks.place(*say, FIRST, **more)):
        with pytest.raises((BadInput, NotAllowed)):
            verb(homes, 1, actor=Actor("cy", people=("cy",), operator=True), now=held + timedelta(days=1))


def test_what_cannot_be_proposed(homes: Homes) -> None:
    with pytest.raises(NotAllowed, match="signed out"):
        talks.propose(homes, "kit", LOOPS, actor=Actor(""), now=NOW)
    for wanted, says in (
        (Wanted(Text()), "needs a title"), (Wanted(Text("x"), minutes=481), "1 to 480"), (Wanted(Text("x" * 301)), "longer"),
        (Wanted(Text("x"), wish=PAST), "over"), (Wanted(Text("x"), wish="kit/weekly/2026-03-04"), "no meeting"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            talks.propose(homes, "kit", wanted, actor=CY, now=NOW)
    with pytest.raises(BadInput, match="archived"):
        talks.propose(homes, "old", LOOPS, actor=CY, now=NOW)
    talks.propose(homes, "kit", LOOPS, actor=CY, now=NOW)
    with pytest.raises(BadInput, match="already"):
        talks.propose(homes, "kit", Wanted(Text("fusing LOOPS")), actor=CY, now=NOW)
    for number in range(talks.MOST_WAITING - 1):
        talks.propose(homes, "kit", Wanted(Text(f"Topic {number}")), actor=CY, now=NOW)
    with pytest.raises(BadInput, match="wait in this group"):
        talks.propose(homes, "kit", Wanted(Text("One more")), actor=CY, now=NOW)


def test_somebody_new_proposes_is_declined_and_asks_again(homes: Homes) -> None:
    asked = talks.propose(homes, "kit", LOOPS, actor=EVE, accounts=("gitee:eve",), now=NOW)
    assert asked.person == "gitee:eve"
    with pytest.raises(BadInput, match="for a reason"):
        talks.decline(homes, 1, actor=BO, now=NOW, why=" ")
    with pytest.raises(NotAllowed):
        talks.decline(homes, 1, actor=EVE, now=NOW, why="no")
    said = talks.decline(homes, 1, actor=BO, now=NOW, why="We had it in spring.")
    assert (said.state, said.reason) == ("declined", "We had it in spring.")
    talks.propose(homes, "kit", LOOPS, actor=EVE, accounts=("gitee:eve",), now=NOW)
    talks.place(homes, 2, FIRST, actor=BO, now=NOW)
    assert agenda(homes, FIRST) == [
        ("Fusing loops", "gitee:eve", 20)
    ]  # the charter does not know them: they proposed it
    with pytest.raises(NotAllowed):
        talks.withdraw(homes, 2, actor=ANN, now=NOW)
    assert talks.withdraw(homes, 2, actor=EVE, now=NOW).state == "withdrawn"
    assert agenda(homes, FIRST) == []


def test_a_meeting_that_is_called_off_or_leaves_it_out_displaces_a_talk(homes: Homes) -> None:
    talks.propose(homes, "kit", LOOPS, actor=CY, now=NOW)
    talks.place(homes, 1, FIRST, actor=BO, now=NOW)
    meeting.settle_topic(homes, FIRST, one_talk(homes, 1, NOW).topic, "withdrawn", actor=BO, now=NOW)
    assert one_talk(homes, 1, NOW).state == "displaced"
    talks.place(homes, 1, SECOND, actor=BO, now=NOW)
    cancel(homes, SECOND, actor=BO, now=NOW, why="holidays")
    assert one_talk(homes, 1, NOW).state == "displaced"
    talks.place(homes, 1, "kit/weekly/2026-03-17", actor=BO, now=NOW)
    assert one_talk(homes, 1, NOW).state == "planned"
    assert agenda(homes, SECOND) == []
    assert (
        one_talk(homes, 1, NOW + timedelta(days=60)).state == "past"
    )  # nobody recorded the meeting: unknown, not given


def test_two_leads_at_once(homes: Homes) -> None:
    talks.propose(homes, "kit", LOOPS, actor=CY, now=NOW)
    stale = petitions.one("talk", 1)
    talks.place(homes, 1, FIRST, actor=BO, now=NOW)
    with pytest.raises(petitions.Overtaken):
        settle(stale, "refuse", off=(FIRST, one_talk(homes, 1, NOW).topic), actor=BO, now=NOW, why="no")
    assert agenda(homes, FIRST) == [("Fusing loops", "cy", 20)]  # the agenda did not change either


def test_links_of_a_talk_and_topics_put_on_an_agenda_directly(homes: Homes) -> None:
    talks.propose(homes, "kit", LOOPS, actor=CY, now=NOW)
    with pytest.raises(BadInput, match="too late"):
        talks.share(homes, 1, "slides", "https://example.org/a.pdf", actor=CY, now=NOW)
    talks.place(homes, 1, FIRST, actor=BO, now=NOW)
    with pytest.raises(NotAllowed):
        talks.share(homes, 1, "slides", "https://example.org/a.pdf", actor=ANN, now=NOW)
    for kind, url in (("film", "https://example.org"), ("slides", "javascript:alert(1)")):
        with pytest.raises(BadInput):
            talks.share(homes, 1, kind, url, actor=CY, now=NOW)
    talks.share(homes, 1, "slides", "https://example.org/a.pdf", actor=CY, now=NOW)
    assert [one.url for one in one_talk(homes, 1, NOW).links] == ["https://example.org/a.pdf"]
    talks.share(homes, 1, "slides", "https://example.org/a.pdf", held=False, actor=BO, now=NOW)
    assert one_talk(homes, 1, NOW).links == ()
    meeting.propose(homes, FIRST, title=Text("Mirrors"), presenter="ann", minutes=5, actor=ANN, now=NOW)
    meeting.propose(homes, FIRST, title=Text("No talk"), actor=ANN, now=NOW)
    found = {(one.title.en, one.person, one.number, one.state) for one in every_talk(homes, NOW)}
    assert found == {("Fusing loops", "cy", 1, "planned"), ("Mirrors", "ann", None, "planned")}


def test_calls_for_topics(homes: Homes) -> None:
    until, says = date(2026, 3, 9), Text("What did you measure?", "你测了什么？")
    with pytest.raises(NotAllowed):
        talks.open_call(homes, "kit", until, says, actor=ANN, now=NOW)
    for day in (date(2026, 3, 1), date(2028, 1, 1)):
        with pytest.raises(BadInput, match="a day ahead"):
            talks.open_call(homes, "kit", day, says, actor=BO, now=NOW)
    one = talks.open_call(homes, "kit", until, says, actor=BO, now=NOW)
    assert (one.is_open(until), one.is_open(until + timedelta(days=1))) == (True, False)
    with pytest.raises(BadInput, match="already"):
        talks.open_call(homes, "kit", until, says, actor=BO, now=NOW)
    with pytest.raises(NotAllowed):
        talks.close_call(homes, one.number, actor=CY, now=NOW)
    talks.close_call(homes, one.number, actor=BO, now=NOW)
    with pytest.raises(BadInput, match="over"):
        talks.close_call(homes, one.number, actor=BO, now=NOW)
    talks.open_call(homes, "kit", until, Text(), actor=BO, now=NOW)
    assert [(each.number, each.closed_at is None) for each in calls(homes)] == [(2, True), (1, False)]


def test_who_proposed_a_talk_changes_it_while_it_waits(homes: Homes) -> None:
    talks.propose(homes, "kit", LOOPS, actor=EVE, accounts=("gitee:eve",), now=NOW)
    better = talks.Wanted(Text("Fusing nested loops"), "In three steps.", 30)
    with pytest.raises(NotAllowed, match="proposed it"):
        talks.edit(homes, 1, better, actor=BO, now=NOW)
    with pytest.raises(BadInput, match="needs a title"):
        talks.edit(homes, 1, talks.Wanted(Text(" ")), actor=EVE, now=NOW)
    done = talks.edit(homes, 1, better, actor=EVE, now=NOW)
    assert (done.title.en, done.abstract, done.minutes, done.presents, done.state) == (
        "Fusing nested loops", "In three steps.", 30, LOOPS.presents, "waiting",
    )  # fmt: skip
    assert "Fusing nested loops" in [row["title"].en for kind, row in recorded(homes) if row["type"] == "topic"]
    talks.place(homes, 1, FIRST, actor=BO, now=NOW)
    assert agenda(homes, FIRST) == [("Fusing nested loops", "gitee:eve", 30)]
    with pytest.raises(BadInput, match="too late"):
        talks.edit(homes, 1, better, actor=EVE, now=NOW)
