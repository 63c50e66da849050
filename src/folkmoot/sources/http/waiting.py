"""How long to wait before a service is asked again. Pure.

Source: RFC 9110 (Retry-After); https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

FIRST_PAUSE = 0.25  # seconds, doubled each time
LONGEST_PAUSE = 60.0
UNTOLD = 60.0  # what GitHub asks for when it limits without saying for how long
MOMENT_NOT_LENGTH = 1e8  # a smaller number of seconds is no moment after 1973 but a length

GOOD, FORBIDDEN, TOO_MANY, UNAVAILABLE = 200, 403, 429, 503
GRAPHQL_LIMIT = "RATE_LIMITED"  # the type of an error in an answer that is otherwise good

_BUSY = {TOO_MANY, UNAVAILABLE}
_REFUSED = {FORBIDDEN, 422}  # the latter by GitHub, of pages far down a list


def pause(times: int) -> float:
    """Return how many seconds to wait after the ``times``-th fault in a row."""
    return float(min(FIRST_PAUSE * 2 ** (times - 1), LONGEST_PAUSE)) if times > 0 else 0.0


def left(headers: Mapping[str, str]) -> float | None:
    """Return how many calls the service says are left; None when it does not say."""
    return _number(headers.get("x-ratelimit-remaining", ""))


def busy_for(status: int, headers: Mapping[str, str], said: str, now: float) -> float | None:
    """Return how many seconds the service asks to be left alone after this answer; None when it does not.

    ``said``: the words of its error. Edges: a plain 403 is a refusal and no limit; 503 without Retry-After is a fault.
    """
    told, reset = _after(headers, now), _reset(headers, now)
    if status in _BUSY and told is not None:
        return told
    if status == FORBIDDEN and "retry-after" in headers:
        return told if told is not None else UNTOLD
    empty = left(headers) in (0, None)
    refused = status in _REFUSED and "rate limit" in said.lower()
    if status == TOO_MANY or refused or (status == FORBIDDEN and left(headers) == 0):
        return reset if reset is not None and empty else UNTOLD
    if status == GOOD and said.startswith(GRAPHQL_LIMIT):
        return reset if reset is not None and empty else UNTOLD
    return None


def empty_until(headers: Mapping[str, str], now: float) -> float | None:
    """Return the moment until which nothing is left after a good answer; None when something is."""
    reset = _reset(headers, now)
    return now + reset if reset is not None and left(headers) == 0 else None


def _after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds of ``Retry-After``, which is a number or a date."""
    said = headers.get("retry-after", "").strip()
    number = _number(said)
    if number is not None:
        return max(number, 0.0)
    moment = _date(said)
    return None if moment is None else max(moment - now, 0.0)


def _reset(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds until ``X-RateLimit-Reset``: by our clock or by theirs, whichever is sooner."""
    said = _number(headers.get("x-ratelimit-reset", ""))
    if said is None:
        return None
    if said < MOMENT_NOT_LENGTH:
        return max(said, 0.0)
    theirs = _date(headers.get("date", ""))
    return max(min(said - now, said - (theirs if theirs is not None else now)), 0.0)


def _number(said: str) -> float | None:
    try:
        return float(int(said))
    except (ValueError, OverflowError):
        return None


def _date(said: str) -> float | None:
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
