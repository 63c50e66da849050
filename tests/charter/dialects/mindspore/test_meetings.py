"""Times of meetings in words → rules, or the honest "cannot be told"."""

from __future__ import annotations

import pytest

from folkmoot.charter.dialects.mindspore.markdown import sections
from folkmoot.charter.dialects.mindspore.readmes.meetings import clock, meetings, rule


@pytest.mark.parametrize(
    ("said", "expected", "time"),
    [
        ("每周二晚上7点", "FREQ=WEEKLY;BYDAY=TU", "19:00"),
        ("每周一上午10点，直播", "FREQ=WEEKLY;BYDAY=MO", "10:00"),
        ("每月第一个周四下午4点", "FREQ=MONTHLY;BYDAY=1TH", "16:00"),
        ("周六下午，每2周开展一次", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", ""),
        ("on the 3rd Thursday every month from 4:00pm to 5:00pm", "FREQ=MONTHLY;BYDAY=3TH", "16:00"),
        ("Every second Tuesday of the month at 19:30", "FREQ=MONTHLY;BYDAY=2TU", "19:30"),
        ("周六或周日晚上7点，每1-2周开展一次", "", "19:00"),
        ("周四晚上7点，每月开展一次", "", "19:00"),
        ("周三或周四下午16点30分，每2周开展一次", "", "16:30"),
        ("下午3点半", "", "15:30"),
        ("16:30 PM on Wednesday or Thursday evenings, held bi-weekly", "", "16:30"),
        ("12:15 am every week on Monday", "FREQ=WEEKLY;BYDAY=MO", "00:15"),
        ("群内通知", "", ""),
        ("每周二 99点", "FREQ=WEEKLY;BYDAY=TU", ""),
    ],
)
def test_words_name_a_rule_or_leave_it_open(said: str, expected: str, time: str):
    assert (rule(said), clock(said)) == (expected, time)


def test_a_title_that_says_another_rhythm_leaves_it_open():
    assert rule("每周二晚上7点", "周例会（双周例会）") == ""


def test_a_readme_gives_series_with_their_place():
    text = "### 4. 例会\n\n* 时间：每周二晚上7点\n* 记录：https://etherpad.example.org/p/kit\n\n## 近期活动与例会预告\n\n* 时间：每周五"
    claims = meetings(sections(text), "sigs/kit/README.md", "kit", "Asia/Shanghai")
    (series,) = claims.meetings
    assert (series.title.zh, series.rrule, series.time, series.zone) == (
        "例会",
        "FREQ=WEEKLY;BYDAY=TU",
        "19:00",
        "Asia/Shanghai",
    )
    assert (series.agenda_url, series.said, series.place.line) == (
        "https://etherpad.example.org/p/kit",
        "每周二晚上7点",
        3,
    )
    assert claims.findings == ()


def test_an_open_rhythm_is_a_finding():
    claims = meetings(sections("## 周例会\n时间：周六或周日晚上7点"), "sigs/kit/README.md", "kit", "UTC")
    assert [finding.check for finding in claims.findings] == ["meeting-time-unclear"]
