"""The digest is sent once to each channel, whatever goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from folkmoot.jobs.digest import Letter, Told, send, waiting
from folkmoot.model.actor import Actor
from folkmoot.model.errors import SourceUnreadable

pytestmark = pytest.mark.django_db

WEEK, NOW = date(2026, 3, 2), datetime(2026, 3, 9, 7)
MOOT = Actor("moot", "job")


@dataclass
class Postbox:
    """A channel that keeps what it is sent; ``shut``: for how many letters; ``cut``: the process ends after the first."""

    language: str = "en"
    shut: int = 0
    cut: bool = False
    kept: list[str] = field(default_factory=list)

    def write(self, title: str, text: str, html: str = "") -> None:
        if self.shut:
            self.shut -= 1
            raise SourceUnreadable("the postbox is shut.", where="ops")
        self.kept.append(f"{title} {text} {html}")
        if self.cut:
            self.cut = False
            raise KeyboardInterrupt


def letter(language: str) -> Letter:
    return Letter(language, "text", "html")


def sent(boxes: dict[str, Postbox], *, now: datetime = NOW, **more: Any) -> Told:
    names = more.pop("names", tuple(boxes))
    return send(WEEK, letter, boxes, names, actor=MOOT, now=now, **more)


def test_each_channel_gets_it_once_in_its_language():
    boxes = {"mail:ops": Postbox(), "hook:chat": Postbox("zh")}
    assert sent(boxes) == Told(sent=("mail:ops", "hook:chat"))
    assert sent(boxes) == Told(already=("mail:ops", "hook:chat"))
    assert [box.kept for box in boxes.values()] == [["en text html"], ["zh text html"]]
    assert sent(boxes, names=("mail:ops",), again=True).sent == ("mail:ops",)
    assert sent(boxes, about="compiler").sent == ("mail:ops", "hook:chat"), "a group's digest is another one"


def test_a_run_that_was_killed_sends_once_more_and_loses_nothing():
    boxes = {"mail:ops": Postbox(cut=True), "mail:two": Postbox()}
    with pytest.raises(KeyboardInterrupt):
        sent(boxes)
    assert sent(boxes).sent == ("mail:ops", "mail:two")
    assert sent(boxes).sent == ()
    assert [len(box.kept) for box in boxes.values()] == [2, 1]


def test_a_channel_that_is_shut_does_not_hold_up_others_and_is_tried_again_the_next_day():
    boxes = {"mail:ops": Postbox(shut=1), "mail:two": Postbox()}
    assert sent(boxes) == Told(sent=("mail:two",), failed=("mail:ops: ops: the postbox is shut.",))
    assert waiting(WEEK, boxes, now=NOW + timedelta(hours=1)) == ()
    tomorrow = NOW + timedelta(hours=23)
    assert waiting(WEEK, boxes, now=tomorrow) == ("mail:ops",)
    assert sent(boxes, now=tomorrow).sent == ("mail:ops",)
    assert waiting(WEEK, boxes, now=tomorrow + timedelta(days=1)) == ()


def test_a_channel_that_nobody_set_up_is_said():
    assert sent({}, names=("hook:chat",)).failed == ("hook:chat: no channel is called hook:chat in folkmoot.toml.",)
