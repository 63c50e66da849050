"""The moment a page is asked for: exact for what is recorded, and to the minute for reports, so that answers can be kept."""

from __future__ import annotations

from datetime import timedelta

from folkmoot.wiring.clock import clock

__all__ = ["clock", "minute", "soon"]


def minute() -> str:
    """Return the moment as reports are asked with it: to the minute, so that their answers can be kept that long."""
    return clock().isoformat(timespec="minutes")


def soon() -> str:
    """Return the end of this minute: what was just recorded is told, and answers can be kept that long."""
    return (clock() + timedelta(minutes=1)).isoformat(timespec="minutes")
