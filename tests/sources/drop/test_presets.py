"""The mappings that come along, over samples in the columns of each service."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from folkmoot.model.drops import FORGES, Drop, PresetName
from folkmoot.model.event import KINDS
from folkmoot.model.people import mail_account
from folkmoot.sources.drop.cells import pattern
from folkmoot.sources.drop.presets import PRESETS, filled
from folkmoot.sources.drop.reading import patterns_of
from tests.sources.drop.conftest import Box, told

SAMPLES = Path(__file__).parent / "samples"
BO = mail_account("bo@example.org")
WANTED = {
    "zoom": ("zoom.csv", [
        f"2026-11-03T11:00 meeting.attended {BO} zoom:812 3456 7890 55.0",
        "2026-11-03T11:01 meeting.attended zoom:annie zoom:812 3456 7890 30.0",
    ]),
    "tencent-meeting": ("tencent.csv", [
        "2026-11-03T11:01 meeting.attended tencent-meeting:安 tencent-meeting:123 456 789 59.0",
        "2026-11-03T11:05 meeting.attended tencent-meeting:波 tencent-meeting:123 456 789 55.0",
    ]),
    "welink": ("welink.csv", [
        "2026-11-03T11:00 meeting.attended welink:安 welink:987654321 83.0",
        "2026-11-03T11:10 meeting.attended welink:波 welink:987654321 50.0",
    ]),
    "bilibili": ("bilibili-2026-11-07.csv", [
        "2026-11-01T10:00 content.published drop:ghost bilibili:BV1Ab411c7mD None",
        "2026-11-05T01:00 content.published drop:ghost bilibili:BV1Cd411c7mE None",
        "2026-11-06T16:00 views bilibili:BV1Ab411c7mD 12000.0",
        "2026-11-06T16:00 likes bilibili:BV1Ab411c7mD 345.0",
        "2026-11-06T16:00 coins bilibili:BV1Ab411c7mD 15.0",
        "2026-11-06T16:00 shares bilibili:BV1Ab411c7mD 0.0",
        "2026-11-06T16:00 comments bilibili:BV1Ab411c7mD 12.0",
        "2026-11-06T16:00 danmaku bilibili:BV1Ab411c7mD 30.0",
        "2026-11-06T16:00 views bilibili:BV1Cd411c7mE 1034.0",
        "2026-11-06T16:00 likes bilibili:BV1Cd411c7mE 5.0",
        "2026-11-06T16:00 coins bilibili:BV1Cd411c7mE 4.0",
        "2026-11-06T16:00 favourites bilibili:BV1Cd411c7mE 3.0",
        "2026-11-06T16:00 shares bilibili:BV1Cd411c7mE 6.0",
        "2026-11-06T16:00 comments bilibili:BV1Cd411c7mE 2.0",
    ]),
    "douyin": ("douyin-2026-11-07.csv", [
        "2026-11-02T04:00 content.published drop:ghost douyin:编译器一分钟 None",
        "2026-11-06T16:00 views douyin:编译器一分钟 2300.0",
        "2026-11-06T16:00 likes douyin:编译器一分钟 40.0",
        "2026-11-06T16:00 favourites douyin:编译器一分钟 7.0",
        "2026-11-06T16:00 shares douyin:编译器一分钟 3.0",
        "2026-11-06T16:00 comments douyin:编译器一分钟 0.0",
        "2026-11-06T16:00 new_followers douyin:编译器一分钟 -1.0",
    ]),
    "wechat-channels": ("wechat-channels-2026-11-07.csv", [
        "2026-11-02T04:00 content.published drop:ghost wechat-channels:export/UzA None",
        "2026-11-06T16:00 views wechat-channels:export/UzA 310.0",
        "2026-11-06T16:00 likes wechat-channels:export/UzA 12.0",
        "2026-11-06T16:00 recommendations wechat-channels:export/UzA 4.0",
        "2026-11-06T16:00 shares wechat-channels:export/UzA 2.0",
        "2026-11-06T16:00 comments wechat-channels:export/UzA 1.0",
    ]),
    "wechat-articles": ("wechat-articles-2026-11-07.csv", [
        "2026-11-02T16:00 content.published drop:ghost wechat:编译器发布 None",
        "2026-11-06T16:00 readers wechat:编译器发布 120.0",
        "2026-11-06T16:00 views wechat:编译器发布 150.0",
        "2026-11-06T16:00 sharers wechat:编译器发布 8.0",
        "2026-11-06T16:00 shares wechat:编译器发布 9.0",
        "2026-11-06T16:00 new_followers wechat:编译器发布 2.0",
        "2026-11-06T16:00 delivered wechat:编译器发布 1000.0",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("preset", WANTED)
def test_a_sample_of_each_service(box: Box, preset):
    name, wanted = WANTED[preset]
    box.put(name, (SAMPLES / name).read_bytes())
    assert told(box.read(name, Drop(preset, "*", preset=preset))) == wanted
    assert not box.problems


def test_a_generic_sheet_of_events_and_of_numbers(box: Box):
    box.put("a.csv", "时间,作者,标题,链接\n2026-11-03 19:00,Ann,编译器,https://example.org/a\n")
    talk = Drop("blog", "*", preset="events", kind="content.published")
    assert told(box.read("a.csv", talk)) == ["2026-11-03T11:00 content.published drop:ann 编译器 None"]
    box.put("b.csv", "日期,群名,群人数,消息数\n2026-11-03,kit,498,1.2万\n")
    assert told(box.read("b.csv", Drop("chats", "*", preset="numbers"))) == [
        "2026-11-02T16:00 members kit 498.0", "2026-11-02T16:00 messages kit 12000.0"
    ]  # fmt: skip


def test_the_charter_knows_every_preset_and_each_is_sound():
    assert set(PRESETS) == set(get_args(PresetName)) - {""}
    for preset in PRESETS.values():
        assert preset.kind in {"", *KINDS}
        assert preset.actor.names not in FORGES
        assert all(pattern(words) for words in patterns_of(preset))


def test_what_the_charter_writes_goes_before_the_preset():
    drop = filled(Drop("z", "*", preset="zoom", kind="meeting.hosted", zone="UTC"))
    assert (drop.kind, drop.zone, drop.together, drop.name) == ("meeting.hosted", "UTC", True, "z")
