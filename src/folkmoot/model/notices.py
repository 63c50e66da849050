"""Notices: what an alert said when it was raised or was over, and who was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from folkmoot.model.text import Text

State = Literal["raised", "over"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One alert was raised about one thing, or is over."""

    id: int
    at: datetime
    alert: str
    thing: str  # a group's slug or a repository; empty: the community
    state: State
    title: Text
    says: Text
    value: float | None = None


class Letterbox(Protocol):
    """Somewhere that letters are sent to, such as the weekly digest."""

    @property
    def language(self) -> str:
        """In which language it is told."""

    def write(self, title: str, text: str, html: str = "", /) -> None:
        """Send a letter. Errors: MootError when it could not be sent."""


class Channel(Protocol):
    """Somewhere that notices are sent to."""

    def send(self, notice: Notice, community: Text, address: str) -> None:
        """Tell it. ``address``: where the portal shows the alert. Errors: MootError when it could not be told."""
