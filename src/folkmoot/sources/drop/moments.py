"""Moments as people and programs write them: ISO, Chinese, American, Excel's days, seconds since 1970."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

EXCEL = datetime(1899, 12, 30)
"""Day 0 of a spreadsheet. Source: https://support.microsoft.com/office/date-function-e36c0c8c-4104-49da-ab83-82328b832349"""
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: numbers outside are no days
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip
_NUMBER = re.compile(r"\d+(\.\d+)?")
_WEEKDAY = re.compile(
    r"\(?\s*(?:(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?)\s*\)?", re.IGNORECASE
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})\s*[-/.]\s*(?P<b>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})")
_WORDS = re.compile(
    r"(?:(?P<m>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2})|(?P<d2>\d{1,2})[\s-]+(?P<m2>[a-z]{3})[a-z]*\.?)[,\s-]+(?P<y>\d{4})", re.IGNORECASE
)  # fmt: skip
_TIME = re.compile(
    r"[T,\s]*(?P<half>上午|下午|晚上|中午|凌晨|早上)?\s*(?P<h>\d{1,2})\s*[:时点]\s*(?:(?P<m>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?P<f>\.\d+)?\s*秒?)?)?)?"
    r"\s*(?P<ap>[ap]\.?m\.?)?\s*(?P<zone>z|(?:gmt|utc)?\s*[+-]\d{1,2}(?::?\d{2})?|gmt|utc)?", re.IGNORECASE
)  # fmt: skip
_LATE = ("下午", "晚上")


def moment_of(said: str, zone: ZoneInfo, form: str = "", order: str = "") -> datetime:
    """Return the moment in UTC without a zone; a day alone is its beginning in ``zone``.

    ``form``: how it is written, as for strptime. ``order``: ``month-first`` or ``day-first`` for ``03/11/2026``.
    Errors: ValueError, in words that follow the value, for what is none, is ambiguous, or no day of the calendar.
    """
    words = unicodedata.normalize("NFKC", said).strip()
    try:
        if form:
            return _utc(datetime.strptime(words, form), zone)  # noqa: DTZ007  # the zone is the mapping's
        if _NUMBER.fullmatch(words):
            return _of_number(words, zone)
        return _of_words(words, zone, order)
    except (OverflowError, ValueError) as error:
        why = (
            str(error)
            if isinstance(error, _Unclear)
            else f"is no moment{f' as {form}' if form else ''}: write 2026-11-03 19:00"
        )
        raise ValueError(why) from error


class _Unclear(ValueError):
    """More than one moment is meant."""


def _of_number(words: str, zone: ZoneInfo) -> datetime:
    if "." not in words and len(words) in (8, 12, 14):
        form = "%Y%m%d%H%M%S"[: len(words) - 2]
        return _utc(datetime.strptime(words, form), zone)  # noqa: DTZ007  # the zone is the mapping's
    value = float(words)
    if int(value) in _EXCEL_DAYS:
        return _utc(EXCEL + timedelta(seconds=round(value * 86_400)), zone)
    if len(words.partition(".")[0]) in (10, 13):  # seconds, or milliseconds, since 1970
        return datetime.fromtimestamp(value / (1000 if value > 1e11 else 1), UTC).replace(tzinfo=None)
    raise ValueError(words)


def _of_words(words: str, zone: ZoneInfo, order: str) -> datetime:
    words = _WEEKDAY.sub(" ", words).strip()
    year, month, day, end = _day(words, order)
    rest = words[end:].strip()
    if not rest:
        return _utc(datetime(year, month, day), zone)
    match = _TIME.fullmatch(rest)
    if not match:
        raise ValueError(words)
    moment = datetime(year, month, day) + _time(match)
    return _utc(moment.replace(tzinfo=_offset(match["zone"])) if match["zone"] else moment, zone)


def _day(words: str, order: str) -> tuple[int, int, int, int]:
    if match := _YEAR_FIRST.match(words):
        return int(match["y"]), int(match["m"]), int(match["d"]), match.end()
    if match := _YEAR_LAST.match(words):
        return (int(match["y"]), *_ordered(int(match["a"]), int(match["b"]), order), match.end())
    if match := _WORDS.match(words):
        month = _MONTHS[month_name] if (month_name := (match["m"] or match["m2"]).lower()) in _MONTHS else 0
        return int(match["y"]), month, int(match["d"] or match["d2"]), match.end()
    raise ValueError(words)


def _ordered(one: int, other: int, order: str) -> tuple[int, int]:
    """Return month and day."""
    if order:
        return (one, other) if order == "month-first" else (other, one)
    if one > 12 or one == other:
        return other, one
    if other > 12:
        return one, other
    raise _Unclear("may be two days: say 'order: month-first' or 'order: day-first' in the mapping")


def _time(match: re.Match[str]) -> timedelta:
    hours, late = int(match["h"]), match["half"] in _LATE or (match["ap"] or "").lower().startswith("p")
    early = (match["ap"] or "").lower().startswith("a") or match["half"] in ("凌晨", "上午", "早上")
    if late and hours < 12:
        hours += 12
    elif early and hours == 12:
        hours = 0
    elif match["half"] == "中午" and hours < 3:
        hours += 12
    minutes, seconds = int(match["m"] or 0), float((match["s"] or "0") + (match["f"] or ""))
    if hours > 24 or minutes > 59 or seconds >= 61 or (hours == 24 and (minutes or seconds)):
        raise ValueError(match[0])
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _offset(words: str) -> timezone:
    words = words.lower().removeprefix("gmt").removeprefix("utc").strip()
    if words in ("", "z"):
        return UTC
    digits = words[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if words[0] == "-" else shift)


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    placed = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    told = placed.astimezone(UTC).replace(tzinfo=None)
    if not 1970 <= told.year < 2120:
        raise ValueError(moment.isoformat())
    return told


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone. Errors: ValueError for one that there is not."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"there is no time zone '{name}'") from error
