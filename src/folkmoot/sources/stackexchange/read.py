"""Rows of a dump → events and sightings. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from folkmoot.model.event import Event, Sighting
from folkmoot.model.facts import happened, login
from folkmoot.model.text import slug_of
from folkmoot.sources.stackexchange.rows import Row

SOURCE = "stackexchange"
PUBLISHED = "post.published"
QUESTION, ANSWER = "1", "2"
LONGEST_TITLE = 200
LARGEST_ID = 2_000_000_000  # what stands above it is no number of a post: 25 times as many as there are

_OWN_HOSTS = frozenset({"stackoverflow", "serverfault", "superuser", "askubuntu", "stackapps"})


class Numbers:
    """A set of a dump's numbers that stays small: one bit each, ten megabytes for all of Stack Overflow."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """Add a number."""
        place = number >> 3
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits) + len(self._bits) // 8))
        self._bits[place] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] & 1 << (number & 7))


class Site:
    """What a site and its accounts are called. ``name``: ``stackoverflow``, ``ai``, ``ai.stackexchange.com``."""

    def __init__(self, name: str) -> None:
        said = re.sub(r"^https?://", "", name.strip().lower()).strip("/")
        short = re.sub(r"\.(stackexchange\.)?com$", "", said)
        name = slug_of(short, most=None) or "stackexchange"
        self.name = name if name[0].isalpha() else f"se-{name}"  # an account's forge begins with a letter
        self.repo = f"{self.name}:posts"
        self.url = (
            f"https://{said}" if "." in said else f"https://{said}{'' if said in _OWN_HOSTS else '.stackexchange'}.com"
        )

    def post(self, row: Row, now: datetime | None = None, *, accepted: bool) -> Event | None:
        """Return that a question or an answer was published; None for a row without number or date."""
        number, at = number_of(row, "Id"), moment_of(row)
        if number is None or at is None:
            return None
        question = row.get("PostTypeId") == QUESTION
        about = number_of(row, "ParentId")
        extra: dict[str, object] = {"kind": "question" if question else "answer"}
        if question:
            extra |= {"title": row.get("Title", "")[:LONGEST_TITLE], "tags": sorted(tags_of(row))}
        elif accepted:
            extra["accepted"] = True
        return self._published(
            row, at, f"{self.name}:post/{number}", "" if question or about is None else f"{self.name}:post/{about}",
            f"{self.url}/{'q' if question else 'a'}/{number}", extra, now,
        )  # fmt: skip

    def comment(self, row: Row, now: datetime | None = None) -> Event | None:
        """Return that a comment was published; None for a row without number or date."""
        number, about, at = number_of(row, "Id"), number_of(row, "PostId"), moment_of(row)
        if number is None or about is None or at is None:
            return None
        return self._published(
            row, at, f"{self.name}:comment/{number}", f"{self.name}:post/{about}",
            f"{self.url}/posts/comments/{number}", {"kind": "comment"}, now,
        )  # fmt: skip

    def _published(
        self,
        row: Row,
        at: datetime,
        subject: str,
        parent: str,
        url: str,
        extra: dict[str, object],
        now: datetime | None,
    ) -> Event:
        # A deleted user has a name at most, and that one may be anybody's.
        actor = login(self.name, row.get("OwnerUserId") or row.get("UserId"))
        return happened(
            PUBLISHED, at, actor, repo=self.repo, subject=subject, parent=parent, url=url, source=SOURCE, seen_at=now,
            extra=extra,
        )  # fmt: skip

    def user(self, row: Row) -> Sighting | None:
        """Return under which name an account was seen, and the number that it has on all sister sites."""
        number, everywhere = number_of(row, "Id"), number_of(row, "AccountId")
        if number is None:
            return None
        also = f"{SOURCE}-id:{everywhere}" if everywhere else ""
        return Sighting(
            f"{self.name}:{number}", " ".join(row.get("DisplayName", "").split()), also=also,
            why="verified" if also else "", source=SOURCE, repo=self.repo,
        )  # fmt: skip


def number_of(row: Row, name: str) -> int | None:
    """Return a row's number; None where there is none that can be true."""
    said = row.get(name, "")
    if not said.isascii() or not said.isdecimal() or len(said) > len(str(LARGEST_ID)):
        return None
    return number if (number := int(said)) <= LARGEST_ID else None


def moment_of(row: Row) -> datetime | None:
    """Return when a row's post was made, in UTC; None where that cannot be read."""
    try:
        at = datetime.fromisoformat(row.get("CreationDate", ""))
    except ValueError:
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def tags_of(row: Row) -> set[str]:
    """Return a question's tags: ``<a><b>`` in older dumps, ``|a|b|`` in those since 2024."""
    return set(re.findall(r"[^<>|\s]+", row.get("Tags", "").lower()))
