"""A table made from all events that is kept in memory, and how it follows the events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pyarrow as pa

from folkmoot.lake.grown import Grown


class Kept(NamedTuple):
    """What was made. ``key``: rows with a key can be made again alone; empty: only the whole table can."""

    rows: Grown
    schema: pa.Schema
    make: Callable[[Any], Any]
    key: str = ""
    names: tuple[str, ...] = ()
