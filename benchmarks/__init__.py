"""Benchmarks: each figure beside a raw baseline of the same run, since machines differ and are noisy."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One comparison: seconds of ours, seconds of the raw baseline, and what else is worth knowing."""

    name: str
    ours: float
    raw: float
    note: str = ""
