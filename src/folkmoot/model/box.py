"""Secret ballot boxes: what may be known of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A box for sealed ballots. ``public``: the key that ballots are sealed to, in hex; who has the other half can open them."""

    key: str
    public: str
    opened_at: datetime
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """A ballot after counting: the mark under which its voter finds it, and what it says."""

    mark: str
    content: Mapping[str, Any]
