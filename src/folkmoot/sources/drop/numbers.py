"""Numbers and durations as they are written: 1.2万, 3,456, １２, 1小时23分, 01:23:45."""

from __future__ import annotations

import re
import unicodedata

from folkmoot.model.people import is_placeholder

_SCALES = {"": 1, "k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "m": 1e6, "百万": 1e6, "千万": 1e7, "亿": 1e8, "b": 1e9}
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?\s*(千万|百万|[kwmb千万亿])?\s*\+?\s*[次人个条]?", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?")
_PARTS = re.compile(
    r"(?:p?\s*(\d+)\s*(?:天|days?|d)\s*t?)?\s*(?:p?t?\s*(\d+(?:\.\d+)?)\s*(?:小时|时|个小时|hours?|hrs?\.?|h))?\s*"
    r"(?:p?t?\s*(\d+(?:\.\d+)?)\s*(?:分钟|分|minutes?|mins?\.?|m))?\s*(?:p?t?\s*(\d+(?:\.\d+)?)\s*(?:秒钟|秒|seconds?|secs?\.?|s))?",
    re.IGNORECASE,
)  # fmt: skip
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}


def number_of(said: str) -> float | None:
    """Return a number; None where nothing is told (empty, ``--``, ``暂无``): that is unknown, not zero.

    Errors: ValueError, in words that follow the value.
    """
    words = unicodedata.normalize("NFKC", said).strip().replace("，", ",")
    if is_placeholder(words) or not words.strip("-—/ "):
        return None
    match = _NUMBER.fullmatch(words)
    if not match or not (match[2] or match[3]):
        raise ValueError("is no number: write 1234, 1,234 or 1.2万, or leave it empty")
    value = float((match[2] or "0").replace(",", "") + (match[3] or "")) * _SCALES[(match[4] or "").lower()]
    return round(-value if match[1] == "-" else value, 6)


def duration_of(said: str, unit: str) -> float | None:
    """Return a duration in ``unit`` (seconds, minutes, hours); a bare number is in that unit already.

    Edges: ``1:23`` is hours and minutes when the unit is hours, else minutes and seconds.
    Errors: ValueError, in words that follow the value.
    """
    words = unicodedata.normalize("NFKC", said).strip()
    seconds: float | None = None
    if match := _CLOCK.fullmatch(words):
        first, second, third = int(match[1] or 0), int(match[2]), int(match[3])
        seconds = (
            second * 3600 + third * 60 if match[1] is None and unit == "hours" else first * 3600 + second * 60 + third
        )
    elif (match := _PARTS.fullmatch(words)) and any(match.groups()):
        days, hours, minutes, rest = (float(part or 0) for part in match.groups())
        seconds = days * 86_400 + hours * 3600 + minutes * 60 + rest
    if seconds is not None:
        return round(seconds / _SECONDS[unit], 6)
    try:
        return number_of(words)
    except ValueError as error:
        raise ValueError("is no duration: write 01:23:45, 1小时23分 or a number") from error
