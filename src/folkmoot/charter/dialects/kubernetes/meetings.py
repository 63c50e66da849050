"""When a group of Kubernetes meets: its words as an RFC 5545 rule in an IANA time zone."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from folkmoot.charter.dialects.kubernetes import noticed
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Series
from folkmoot.model.text import Text, text_of

_DAYS = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR",
         "saturday": "SA", "sunday": "SU"}  # fmt: skip
_ORDER = tuple(_DAYS.values())
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
        "5th": 5, "last": -1}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles",
    "mt": "America/Denver", "ct": "America/Chicago", "central time": "America/Chicago",
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "eastern time": "America/New_York",
    "cet": "Europe/Brussels", "cest": "Europe/Brussels", "central european time": "Europe/Brussels",
    "poland": "Europe/Warsaw", "utc": "UTC", "gmt": "UTC",
    "jst": "Asia/Tokyo", "indian standard time": "Asia/Kolkata", "india standard time": "Asia/Kolkata",
}  # fmt: skip
_DAY = r"(?P<{0}>mon|tues|wednes|thurs|fri|satur|sun)days?"
_NUMBER = r"(?P<nth>first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"
_NTH_DAY = re.compile(rf"\b{_NUMBER}\s+{_DAY.format('day')}")
_AFTER = re.compile(rf"\b{_DAY.format('then')},?\s+after\s+the\s+{_NUMBER}\s+{_DAY.format('day')}")
_ONE_DAY = re.compile(rf"\b{_DAY.format('day')}")
_START = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?"
)
_START_YEAR = re.compile(r"\b(20\d\d)\s+start\b")
_CLOCK = re.compile(r"^(\d{1,2})(?::(\d\d))?\s*(am|pm)?$", re.IGNORECASE)


def series(said: Tree, group: str) -> tuple[Series, list[Finding]]:
    """Return the meeting that ``said`` describes; what cannot be read of it stays in its words and is a finding."""
    often, day = said.text("frequency").lower(), said.text("day").lower()
    starts = _starts(f"{often} {day}")
    rule, clock, zone = _rule(often, day, starts), _clock(said.text("time")), _zone(said.text("tz"))
    meeting = Series(
        title=text_of(said.text("description") or "Meeting"),
        rrule=rule,
        time=clock,
        zone=zone,
        starts=starts,
        url=said.text("url"),
        agenda_url=said.text("archive_url"),
        recordings_url=said.text("recordings_url"),
        said=_in_words(said),
        place=said.place,
    )
    return meeting, _unread(said, meeting, group)


def _in_words(said: Tree) -> str:
    when = " ".join(word for word in (said.text("day"), said.text("time"), said.text("tz")) if word)
    return ", ".join(words for words in (said.text("frequency"), when) if words)


def _unread(said: Tree, meeting: Series, group: str) -> list[Finding]:
    found = []
    title, words = meeting.title, meeting.said
    if not meeting.rrule:
        says = Text(f"'{title}' meets '{words}': the days cannot be told from that.",
                    f"“{title}”的时间为“{words}”，无法由此确定日期。")  # fmt: skip
        found.append(noticed.MEETING.at(said.place, says, subject=group))
    if not meeting.time:
        says = Text(f"'{title}' begins at '{said.text('time')}': that is no time.",
                    f"“{title}”的开始时间“{said.text('time')}”无法识别。")  # fmt: skip
        found.append(noticed.TIME.at(said.place, says, subject=group))
    if not meeting.zone:
        says = Text(f"The time zone '{said.text('tz')}' of '{title}' may be several, or none.",
                    f"“{title}”的时区“{said.text('tz')}”不明确。")  # fmt: skip
        found.append(noticed.ZONE.at(said.place, says, subject=group))
    return found


def _rule(often: str, day: str, starts: date | None) -> str:
    both = f"{often} {day}"
    if found := _AFTER.search(both):
        return _after(found["then"], found["nth"], found["day"])
    if "month" in often or _NTH_DAY.search(both):
        return _monthly(both, starts)
    if weeks := _weeks(often):
        one = _ONE_DAY.search(day) or _ONE_DAY.search(often)
        interval = f"INTERVAL={weeks};" if weeks > 1 else ""
        return f"FREQ=WEEKLY;{interval}BYDAY={_letters(one['day'])}" if one else ""
    return ""


def _weeks(often: str) -> int:
    if re.search(r"\b(bi-?weekly|fortnightly|every (two|2|other) weeks?)", often):
        return 2
    if found := re.search(r"\bevery (three|3|four|4) weeks", often):
        return {"three": 3, "3": 3, "four": 4, "4": 4}[found[1]]
    return 1 if re.search(r"\bweekly\b|\bevery week\b", often) else 0


def _monthly(both: str, starts: date | None) -> str:
    if found := _NTH_DAY.search(both):
        return f"FREQ=MONTHLY;BYDAY={_NTH[found['nth']]}{_letters(found['day'])}"
    one = _ONE_DAY.search(both)
    if one and starts and _ORDER[starts.weekday()] == _letters(one["day"]):
        return f"FREQ=MONTHLY;BYDAY={(starts.day - 1) // 7 + 1}{_letters(one['day'])}"
    return ""


def _after(then: str, nth: str, day: str) -> str:
    """The ``then`` that follows the nth ``day`` of a month, such as the Wednesday after the fourth Tuesday."""
    number = _NTH[nth]
    gap = (_ORDER.index(_letters(then)) - _ORDER.index(_letters(day))) % 7 or 7
    first = (number - 1) * 7 + 1 + gap
    if number < 1 or first + 6 > 31:
        return ""
    days = ",".join(str(each) for each in range(first, first + 7))
    return f"FREQ=MONTHLY;BYDAY={_letters(then)};BYMONTHDAY={days}"


def _letters(day: str) -> str:
    return _DAYS[f"{day}day"]


def _starts(words: str) -> date | None:
    if not (found := _START.search(words)):
        return None
    before = _START_YEAR.search(words)
    year = found["year"] or (before[1] if before else "")
    try:
        return date(int(year), _MONTHS.index(found["month"]) + 1, int(found["day"])) if year else None
    except ValueError:
        return None


def _clock(said: str) -> str:
    found = _CLOCK.match(said.strip())
    if not found:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    elif found[2] is None:
        return ""
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _zone(said: str) -> str:
    outside, _, inside = said.partition("(")
    for words in (inside.rstrip(") "), outside.strip()):
        if zone := _ZONES.get(words.strip().lower()):
            return zone
    return ZoneInfo(said).key if said in available_timezones() and "/" in said else ""
