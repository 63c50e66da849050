"""Talks in the ledger: the petition and the agendas change together or not at all, and what was read before is not acted on."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.ledger import meetings, petitions
from folkmoot.ledger.models import Audit
from folkmoot.ledger.talks import Onto, settle
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.sitting import Placed, Shared, Topic
from folkmoot.model.text import Text

NOW = datetime(2026, 3, 2, 9)
BO = Actor("bo", "10.0.0.2")
FIRST, SECOND = "kit/weekly/2026-03-03", "kit/weekly/2026-03-10"
TOPIC = Topic(0, Text("Fusing loops", "循环融合"), "", 20, "cy", "cy", NOW, "accepted")


def states(key: str) -> list[str]:
    return [one.state for one in meetings.sitting(key).topics]


def test_an_agenda_changes_only_with_the_petition(ledger):
    number = petitions.ask("talk", "kit", "cy", "kit/cy/1", {"title_en": "Fusing loops"}, actor=BO, now=NOW)
    fresh = petitions.one("talk", number)
    settle(fresh, "accept", onto=Onto(FIRST, TOPIC), actor=BO, now=NOW)
    [act] = petitions.one("talk", number).acts
    assert (act.content["meeting"], states(FIRST)) == (FIRST, ["accepted"])
    for verb, more in (("accept", {"onto": Onto(SECOND, TOPIC)}), ("refuse", {"off": (FIRST, act.content["topic"])})):
        with pytest.raises(petitions.Overtaken):  # whoever was not quick enough
            settle(fresh, verb, **more, actor=BO, now=NOW)
    assert (states(FIRST), states(SECOND)) == (["accepted"], [])
    with pytest.raises(BadInput, match="no topic"):
        settle(petitions.one("talk", number), "move", off=(FIRST, 10**6), onto=Onto(SECOND, TOPIC), actor=BO, now=NOW)
    settle(
        petitions.one("talk", number),
        "move",
        off=(FIRST, act.content["topic"]),
        onto=Onto(SECOND, TOPIC),
        actor=BO,
        now=NOW,
    )
    assert (states(FIRST), states(SECOND)) == (["withdrawn"], ["accepted"])
    assert [one.verb for one in Audit.objects.filter(about=f"talk {number}").order_by("pk")] == [
        "talk.ask",
        "talk.accept",
        "talk.move",
    ]


def test_the_same_cannot_be_asked_twice_at_once(ledger):
    for sort in ("talk", "call"):
        petitions.ask(sort, "kit", "cy", "kit/cy/1", {}, actor=BO, now=NOW)
        with pytest.raises(petitions.Overtaken):
            petitions.ask(sort, "kit", "cy", "kit/cy/1", {}, actor=BO, now=NOW)


def test_meetings_that_have_talks_are_found_with_all_that_tells_of_them(ledger, django_assert_max_num_queries):
    for number in range(1, 5):
        key = f"kit/weekly/2026-03-{number:02}"
        meetings.propose(key, "kit", TOPIC, actor=BO, now=NOW)
        meetings.step(key, "kit", "open", actor=BO, now=NOW)
        meetings.link(key, "kit", Shared("slides", "https://example.org/a.pdf"), actor=BO, now=NOW)
        meetings.arrange(key, "kit", [Placed("topic:1", 30)], actor=BO, now=NOW)
    silent = meetings.propose(
        SECOND, "kit", Topic(0, Text("No talk"), "", None, "", "ann", NOW, "accepted"), actor=BO, now=NOW
    )
    meetings.propose("web/weekly/2026-03-03", "web", TOPIC, actor=BO, now=NOW)
    with django_assert_max_num_queries(6):
        found = meetings.with_talks("kit")
    assert [one.key for one in found] == [f"kit/weekly/2026-03-{number:02}" for number in range(1, 5)]
    assert all(
        (one.is_open, len(one.links), one.order[0].minutes, one.topics[0].presenter) == (True, 1, 30, "cy")
        for one in found
    )
    assert len(meetings.with_talks()) == 5
    assert SECOND in [one.key for one in meetings.with_talks("kit", [silent])]
