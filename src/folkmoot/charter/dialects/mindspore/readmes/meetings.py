"""When a group meets, in Chinese or English words → a series; an RRULE only where the words name one rhythm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Claims
from folkmoot.charter.dialects.mindspore.markdown import Section, items, plain
from folkmoot.charter.dialects.mindspore.places import URL
from folkmoot.model.finding import Finding, Place
from folkmoot.model.groups import Series
from folkmoot.model.text import Text, text_of

_MEETING = re.compile(r"例会|组会|regular meeting|weekly meeting|monthly meeting", re.IGNORECASE)
_NOT = re.compile(r"预告|往期|近期|preview|previous", re.IGNORECASE)
_TIME_LINE = re.compile(r"(?:活动)?(?:时间|time)\s*[：:]\s*(.+)", re.IGNORECASE)
_INLINE = re.compile(r".*(?:每月|每周).*(?:例会|会议).*")
_DAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU",
         "mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}  # fmt: skip
_DAY = re.compile(
    r"(?:周|星期)([一二三四五六日天])|\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs?)?(?:day)?s?\b", re.IGNORECASE
)
_NTH = {"一": 1, "二": 2, "三": 3, "四": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3,
        "fourth": 4, "last": -1, "最后一": -1}  # fmt: skip
_NTH_WORD = re.compile(
    r"第([一二三四])个|(最后一)个|\b(1st|2nd|3rd|4th|first|second|third|fourth|last)\b", re.IGNORECASE
)
_CLOCK_ZH = re.compile(r"(上午|中午|下午|晚上|晚)?\s*(\d{1,2})\s*(?:[:：](\d\d)|点(半|(\d{1,2})分?)?)")
_CLOCK_EN = re.compile(r"\b(\d{1,2})(?:[:：](\d\d))?\s*([ap])m\b", re.IGNORECASE)
_WEEKLY = re.compile(r"每周|\bweekly\b|every week\b|每1周", re.IGNORECASE)
_BIWEEKLY = re.compile(r"每(?:2|两)周|双周|隔周|bi-?weekly|every (?:two|2) weeks", re.IGNORECASE)
_MONTHLY = re.compile(r"每月|每个月|every month|monthly|of (?:the|each) month", re.IGNORECASE)
_UNSURE = re.compile(r"\d\s*-\s*\d\s*(?:周|月|个月|weeks|months)|不定期|irregular")


def meetings(found: Iterable[Section], path: str, slug: str, zone: str) -> Claims:
    """Return the series that the README's sections about meetings name; without a readable rhythm, with a note."""
    series: list[Series] = []
    odd: list[Finding] = []
    for section in found:
        if _MEETING.search(section.title) and not _NOT.search(section.title):
            for said, line in _times(section):
                one = _series(section, said, zone, Place(path, line))
                series.append(one)
                odd += [] if one.rrule else [_unread(said, Place(path, line), slug)]
    return Claims(meetings=tuple(series), findings=tuple(odd))


def _times(section: Section) -> Iterator[tuple[str, int]]:
    """Yield the words that say when; the first ones count."""
    listed = {item.line: item.text for item in items(section.lines)}
    for line, words in section.lines:
        text = plain(listed.get(line, words))
        if (found := _TIME_LINE.fullmatch(text)) or (found := _INLINE.fullmatch(text)):
            yield (found[1] if found.re is _TIME_LINE else text).strip(" 。."), line
            return


def _series(section: Section, said: str, zone: str, place: Place) -> Series:
    title = re.sub(r"^[\d０-９]+\s*[.、，,]?\s*", "", plain(section.title)).strip()
    notes = next((url for _, words in section.lines for url in URL.findall(words) if "etherpad" in url), "")
    return Series(text_of(title), rule(said, title), clock(said), zone, agenda_url=notes, said=said, place=place)


def _unread(said: str, place: Place, slug: str) -> Finding:
    says = Text(f"'{said}' does not name one day and one rhythm, so the meeting is in no calendar.",
                f"“{said}”没有给出唯一的日期与周期，因此该会议不进入日历。")  # fmt: skip
    return noticed.MEETING.at(place, says, subject=slug)


def rule(said: str, title: str = "") -> str:
    """Return the RFC 5545 rule that the words name, or nothing if they leave a choice open.

    Edges: two possible days, "every one to two weeks", a month without "first" or "third", or a title that says
    another rhythm leave it open. "Every two weeks" names no first week; the rule then counts from the series' start.
    """
    days = list(dict.fromkeys(_DAYS[(han or latin).lower()[:3]] for han, latin in _DAY.findall(said)))
    if len(days) != 1 or _UNSURE.search(said):
        return ""
    nth = {_NTH[word.lower()] for found in _NTH_WORD.findall(said) for word in found if word}
    if nth:
        return f"FREQ=MONTHLY;BYDAY={next(iter(nth))}{days[0]}" if len(nth) == 1 and _MONTHLY.search(said) else ""
    if _BIWEEKLY.search(said):
        return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={days[0]}"
    if _MONTHLY.search(said) or _BIWEEKLY.search(title) or not _WEEKLY.search(said):
        return ""
    return f"FREQ=WEEKLY;BYDAY={days[0]}"


def clock(said: str) -> str:
    """Return the time of day that the words begin with, as HH:MM; nothing where they name none."""
    if found := _CLOCK_EN.search(said):
        hour, minute, half = found.groups()
        return _time(int(hour) % 12 + (12 if half.lower() == "p" else 0), int(minute or 0))
    if found := _CLOCK_ZH.search(said):
        part, hour, minute, half, minutes = found.groups()
        late = part in ("下午", "晚上", "晚") and int(hour) < 12
        return _time(int(hour) + (12 if late else 0), 30 if half == "半" else int(minute or minutes or 0))
    return ""


def _time(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
