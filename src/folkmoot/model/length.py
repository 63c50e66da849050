"""How long a time is, as people write it: ``90d``, ``2w``, ``3m``, ``1y``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from dateutil.relativedelta import relativedelta

UNITS: Mapping[str, Callable[[int], relativedelta]] = {
    "d": lambda number: relativedelta(days=number),
    "w": lambda number: relativedelta(weeks=number),
    "m": lambda number: relativedelta(months=number),
    "y": lambda number: relativedelta(years=number),
}


@cache
def length_of(said: str) -> relativedelta:
    """Return a length such as ``3m``. Errors: KeyError for another unit, ValueError for what is no number."""
    return UNITS[said[-1]](int(said[:-1]))
