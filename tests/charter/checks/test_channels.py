"""Checks of channels of content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.model.community import Community
from folkmoot.model.content import ContentChannel, ViewsSeries
from folkmoot.model.text import Text

GOOD = ContentChannel(
    "blog",
    Text("Blog"),
    "site",
    "https://blog.example.org",
    ("zh", "en"),
    "Asia/Shanghai",
    "D1",
    views=ViewsSeries("blog:{id}"),
)


def said(channel: ContentChannel) -> list[str]:
    charter = Charter(Community(Text("Kit")), channels=(channel,))
    found = [one for one in run.check(charter) if one.check.startswith("channel")]
    assert all(one.says.zh and one.mend for one in found), (
        "each says in both languages what is wrong, and how to mend it"
    )
    return [one.check for one in found]


def test_a_good_channel_has_nothing_to_mend():
    assert said(GOOD) == []
    assert said(replace(GOOD, views=None, zone="", languages=())) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"zone": "Mars/Base"}, "channel-audience"),
        ({"languages": ("zh", "la")}, "channel-audience"),
        ({"url": ""}, "channel-link"),
        ({"url": "ftp://blog.example.org"}, "channel-link"),
        ({"group": "nowhere"}, "channel-group"),
        ({"views": ViewsSeries("blog")}, "channel-views"),
        ({"views": ViewsSeries("blog:{id}:{day}")}, "channel-views"),
        ({"views": ViewsSeries("blog:{language}")}, "channel-views"),
    ],
)
def test_what_is_wrong_with_a_channel_is_found(change: dict[str, object], found: str):
    assert said(replace(GOOD, **change)) == [found]
