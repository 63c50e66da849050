"""The moment it is: doors read it here, once, and hand it to whatever needs one."""

from __future__ import annotations

from datetime import UTC, datetime


def clock() -> datetime:
    """Return the moment: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
