"""Moments, numbers and durations as people write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.sources.drop.cells import cleaned, day_in, harmless, heading, pattern
from folkmoot.sources.drop.moments import moment_of
from folkmoot.sources.drop.numbers import duration_of, number_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-03 19:00", "2026-11-03 19:00:00", "2026-11-03T19:00:00+08:00", "2026-11-03T11:00:00Z", "2026/11/3 19:00",
        "2026.11.03 19:00", "２０２６－１１－０３　１９：００", "2026年11月3日 19:00", "2026年11月3日19时00分", "2026年11月3日 下午7:00",
        "2026-11-03 (星期二) 19:00", "Tuesday, November 3, 2026 07:00 PM", "Nov 3, 2026 7:00 pm", "3 Nov 2026 19:00",
        "20261103190000", "202611031900", "46329.791666667", "1793703600", "1793703600000", "2026-11-03 19:00 GMT+8",
    ],
)  # fmt: skip
def test_one_moment_in_many_spellings(said):
    assert moment_of(said, SHANGHAI) == datetime(2026, 11, 3, 11)


@pytest.mark.parametrize(
    "said", ["2026-11-03", "20261103", "2026年11月3日", "46329", "2026-11-03 12:00 AM", "3 Nov 2026"]
)
def test_a_day_begins_in_its_zone(said):
    assert moment_of(said, SHANGHAI) == datetime(2026, 11, 2, 16)


def test_which_part_is_the_month():
    assert moment_of("11/03/2026", SHANGHAI, order="month-first") == moment_of(
        "03/11/2026", SHANGHAI, order="day-first"
    )
    assert moment_of("11/13/2026", SHANGHAI) == moment_of("13/11/2026", SHANGHAI) == datetime(2026, 11, 12, 16)
    with pytest.raises(ValueError, match="may be two days: say 'order: month-first'"):
        moment_of("11/03/2026", SHANGHAI)


def test_a_form_of_its_own():
    assert moment_of("03.11.26 19h", SHANGHAI, "%d.%m.%y %Hh") == datetime(2026, 11, 3, 11)
    with pytest.raises(ValueError, match="is no moment as %d"):
        moment_of("2026-11-03", SHANGHAI, "%d.%m.%y")


@pytest.mark.parametrize(
    "said", ["2026-13-01", "2026-02-30", "19:00", "soon", "2026-11-03 25:00", "0000-00-00", "12", "1e9", "9" * 400]
)
def test_what_is_no_moment(said):
    with pytest.raises(ValueError, match="is no moment: write 2026-11-03 19:00"):
        moment_of(said, SHANGHAI)


@pytest.mark.parametrize(
    ("said", "number"),
    [("1,234", 1234), ("１２３", 123), ("1.2万", 12_000), ("3.4w", 34_000), ("1.5亿", 150_000_000), ("-5", -5), ("0", 0),
     ("12次", 12), ("--", None), ("", None), ("暂无", None), ("N/A", None)],
)  # fmt: skip
def test_numbers(said, number):
    assert number_of(said) == number


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("1小时23分", 83), ("01:23:00", 83), ("83:00", 83), ("83分钟", 83), ("1h 23m", 83), ("1 hr 23 min", 83), ("PT1H23M", 83),
     ("83", 83), ("２小时", 120), ("90秒", 1.5), ("1天", 1440), ("--", None)],
)  # fmt: skip
def test_durations(said, minutes):
    assert duration_of(said, "minutes") == minutes


def test_what_is_neither():
    assert duration_of("1:23", "hours") == pytest.approx(1.383333)
    for read in (lambda: number_of("12%"), lambda: number_of("ten"), lambda: duration_of("long", "minutes")):
        with pytest.raises(ValueError, match=r"is no (number|duration): write"):
            read()


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused_in_words(said):
    for read in (lambda: moment_of(said, SHANGHAI), lambda: number_of(said), lambda: duration_of(said, "minutes")):
        told = said_of(read)
        assert not told or told.startswith(("is no", "may be two"))
    assert isinstance(cleaned(said).encode(), bytes)


def said_of(read):
    try:
        read()
    except ValueError as error:
        return str(error)
    return ""


def test_cells_patterns_and_names_of_files():
    assert cleaned('="007"') == "007"
    assert cleaned("\ufeff\t 安 \u200b") == "安"
    assert heading("用户昵称（入会昵称）") == heading(" 用户昵称(入会昵称)\t")
    assert harmless("=cmd|' /C calc'!A0").startswith("cmd")
    assert day_in("a/bilibili-20261101-20261107.csv") == day_in("统计2026年11月7日.csv") == "2026-11-07"
    assert day_in("a-12345678901.csv") == ""
    for wrong in ("{a", "a}", "{}", "{a|}"):
        with pytest.raises(ValueError, match=r"braces|without a column"):
            pattern(wrong)
