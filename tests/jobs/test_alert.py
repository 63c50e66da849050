"""Alerts: what is newly raised is told once, to every channel, whatever goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from folkmoot.jobs.alert import Alerted, alert
from folkmoot.ledger import notices
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.notices import Notice
from folkmoot.model.text import Text

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9)
DAY = timedelta(days=1)


@dataclass
class Postbox:
    """A channel that keeps what it is sent; ``shut``: for how many messages it is out of order."""

    shut: int = 0
    kept: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, notice: Notice, community: Text, address: str) -> None:
        if self.shut:
            self.shut -= 1
            raise SourceUnreadable("the postbox is shut.", where="ops")
        self.kept.append((notice.alert, notice.thing, notice.state))


def row(state: str, alert: str = "fewer", thing: str = "kit", **more: Any) -> dict[str, Any]:
    said = {"title": Text("Fewer people", "人数减少"), "says": Text("5, -40%", "5，-40%"), "value": 5.0}
    return {"id": alert, "thing": thing, "state": state, "to": ["atom", "mail:ops"], "quiet": 7, **said, **more}


def look(box: Postbox, *rows: dict[str, Any], now: datetime = NOW) -> Alerted:
    return alert(rows, {"mail:ops": box}, community=Text("Kit"), address="", actor=Actor("moot", "job"), now=now)


def test_a_raised_alert_is_told_once_and_again_after_its_quiet_days():
    box = Postbox()
    for day in range(9):
        look(box, row("raised"), now=NOW + day * DAY)
    assert box.kept == [("fewer", "kit", "raised")] * 2
    assert [one.at for one in reversed(notices.listed())] == [NOW, NOW + 7 * DAY]


def test_what_is_over_is_told_and_what_is_unknown_changes_nothing():
    box = Postbox()
    assert look(box, row("silent")).raised == ()
    look(box, row("raised"))
    look(box, row("unknown"), now=NOW + DAY)
    done = look(box, row("silent"), now=NOW + 2 * DAY)
    assert ([one.state for one in done.over], box.kept[-1]) == (["over"], ("fewer", "kit", "over"))
    look(box, row("raised"), now=NOW + 3 * DAY)
    assert [state for *_, state in box.kept] == ["raised", "over", "raised"]


def test_a_channel_that_is_shut_is_tried_again_and_given_up_after_five_times():
    box = Postbox(shut=2)
    first = look(box, row("raised"))
    assert (first.sent, first.failed) == (0, ("mail:ops: ops: the postbox is shut.",))
    look(box, row("raised"), now=NOW + timedelta(hours=1))
    assert look(box, row("raised"), now=NOW + timedelta(hours=2)).sent == 1
    dead = Postbox(shut=99)
    for hour in range(9):
        look(dead, row("raised", thing="ops"), now=NOW + timedelta(hours=hour))
    assert dead.shut == 99 - notices.TRIES


def test_a_channel_that_nobody_set_up_is_said_and_things_are_told_apart():
    box = Postbox()
    done = look(box, row("raised"), row("raised", thing="ops"), row("raised", "stale", "", to=["atom", "hook:chat"]))
    assert (done.sent, done.failed) == (2, ("hook:chat: no channel is called hook:chat in folkmoot.toml.",))
    assert set(Audit.objects.values_list("verb", flat=True)) >= {
        "alert.raised",
        "alert.sent",
        "alert.unsent",
    }


def test_a_run_that_was_killed_before_sending_is_completed_by_the_next():
    notices.record(
        "fewer", "kit", "raised", title=Text("x"), says=Text("y"), value=1.0, now=NOW, actor=Actor("moot", "job")
    )
    box = Postbox()
    assert look(box, row("raised"), now=NOW + timedelta(minutes=5)).sent == 1
    assert box.kept == [("fewer", "kit", "raised")]
