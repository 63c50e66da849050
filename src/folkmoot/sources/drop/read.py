"""A row of a dropped file → what it tells: an event, numbers, and who was seen. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from folkmoot.model.drops import FORGES, Drop
from folkmoot.model.event import Event, Measurement, Sighting
from folkmoot.model.facts import Facts, happened, login, measured
from folkmoot.model.people import is_placeholder, mail_account
from folkmoot.sources.drop.cells import BadCell, Row, harmless, pattern
from folkmoot.sources.drop.moments import moment_of
from folkmoot.sources.drop.numbers import duration_of, number_of

SOURCE = "drop"
LONGEST_NAME = 100  # letters of a name that becomes an account
DURATIONS = ("seconds", "minutes", "hours")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LOGIN = re.compile(r"[a-z0-9][\w.-]{0,99}", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_BRACKETED = re.compile(r"(.+?)\s*[(（]\s*(.+?)\s*[)）]")


@dataclass(frozen=True)
class Reader:
    """Reads rows by one mapping, whose preset is filled in already."""

    drop: Drop
    zone: ZoneInfo
    seen_at: datetime | None = None

    @property
    def repo(self) -> str:
        """What the rows are told of: the mapping itself."""
        return f"{SOURCE}:{self.drop.name}"

    def facts(self, row: Row) -> Facts:
        """Return what a row tells. Errors: BadCell with the first column that cannot be read."""
        drop = self.drop
        subject = self._subject(row)
        at = self._moment(row, drop.at) if drop.kind or not drop.numbers_at else None
        event, sightings = self._event(row, subject, at) if drop.kind and at else (None, ())
        return Facts((event,) if event else (), tuple(self._numbers(row, subject, at)), sightings)

    def moment(self, row: Row) -> datetime | None:
        """Return when a row was; None when it does not tell."""
        try:
            return self._moment(row, self.drop.at)
        except BadCell:
            return None

    def _subject(self, row: Row) -> str:
        wanted = pattern(self.drop.subject)
        told = wanted.of(row)
        if not told and wanted.columns:
            raise BadCell(wanted.named(row), "is empty: it says what the row is about")
        return told or self.repo

    def _moment(self, row: Row, words: str) -> datetime:
        said = pattern(words).of(row)
        if not said:
            why = "has no day in it: name it like numbers-2026-11-03.csv" if "@day" in words else "is empty: write when"
            raise BadCell("the file's name" if "@day" in words else pattern(words).named(row), why)
        try:
            return moment_of(said, self.zone, self.drop.at_format if words == self.drop.at else "", self.drop.order)
        except ValueError as error:
            raise BadCell(pattern(words).named(row), f"'{_short(said)}' {error}") from error

    def _event(self, row: Row, subject: str, at: datetime) -> tuple[Event, tuple[Sighting, ...]]:
        drop = self.drop
        actor, sightings = self._actor(row)
        told = [pattern(words).of(row) for words in drop.key]
        if drop.key and not all(told):
            raise BadCell(pattern(drop.key[told.index("")]).named(row), "is empty: it tells rows apart")
        key = told or [actor, self._day(at) if drop.together else at.isoformat()]
        event = happened(
            drop.kind, at, actor, repo=self.repo, subject=subject, key="\x1e".join((self.repo, *key)),
            amount=self._amount(row), url=self._url(row), source=SOURCE, seen_at=self.seen_at, extra=self._extra(row),
        )  # fmt: skip
        return event, sightings

    def _day(self, at: datetime) -> str:
        """Return the day where the rows were written: a meeting of every week has one number, but many days."""
        return at.replace(tzinfo=UTC).astimezone(self.zone).date().isoformat()

    def _actor(self, row: Row) -> tuple[str, tuple[Sighting, ...]]:
        """Return who it was by login, else by mail, else by name; who nobody tells is nobody."""
        who = self.drop.actor
        if not (who.login or who.mail or who.name):
            return login(SOURCE, None), ()
        name = _part(pattern(who.name).of(row), who.part)
        name = "" if is_placeholder(name) else harmless(unicodedata.normalize("NFKC", name))
        said, mail = pattern(who.login).of(row), pattern(who.mail).of(row)
        account, domain = "", ""
        if said and not is_placeholder(said):
            account = login(who.forge.lower() or SOURCE, self._login(row, said))
        elif mail and not is_placeholder(mail):
            if not _MAIL.fullmatch(mail):
                raise BadCell(pattern(who.mail).named(row), "is no mail address: correct it or leave it empty")
            account, domain = mail_account(mail), mail.lower().rpartition("@")[2]
        elif name:
            account = login(who.names.lower() or "meeting", name[:LONGEST_NAME])
        if not account:
            told = " ".join(pattern(words).named(row) for words in (who.login, who.mail, who.name) if words)
            raise BadCell(told, "are empty: say who it was")
        return account, (Sighting(account, name, domain, source=SOURCE, repo=self.repo),)

    def _login(self, row: Row, said: str) -> str:
        """Return a login, also out of the address of its page. Errors: BadCell for a name of a person."""
        who = self.drop.actor
        parts = [part for part in _SCHEME.sub("", said).split("/") if part]
        told = (parts[1] if len(parts) > 1 and "." in parts[0] else parts[0] if parts else "").removeprefix("@").strip()
        if who.forge.lower() in FORGES and not _LOGIN.fullmatch(told):
            raise BadCell(
                pattern(who.login).named(row),
                f"'{_short(said)}' is no login of {who.forge}: correct it or leave it empty",
            )
        return told

    def _amount(self, row: Row) -> float | None:
        drop = self.drop
        return self._number(row, drop.amount, drop.unit) if drop.amount else None

    def _number(self, row: Row, words: str, unit: str) -> float | None:
        said = pattern(words).of(row)
        if not said:
            return None
        try:
            return duration_of(said, unit) if unit in DURATIONS else number_of(said)
        except ValueError as error:
            raise BadCell(pattern(words).named(row), f"'{_short(said)}' {error}") from error

    def _url(self, row: Row) -> str:
        said = pattern(self.drop.url).of(row)
        if said and not said.lower().startswith(("https://", "http://")):
            raise BadCell(
                pattern(self.drop.url).named(row), f"'{_short(said)}' is no address: write https://… or leave it empty"
            )
        return said

    def _extra(self, row: Row) -> Mapping[str, str]:
        more = {"title": self.drop.title, "group": self.drop.group, **self.drop.extra}
        told = {name: pattern(words).of(row) for name, words in more.items() if words}
        return {name: words for name, words in told.items() if words}

    def _numbers(self, row: Row, subject: str, at: datetime | None) -> list[Measurement]:
        drop = self.drop
        told = [(one, self._number(row, one.value, one.unit)) for one in drop.numbers]
        if not any(amount is not None for _, amount in told):
            return []  # nobody told a number: that is unknown, not zero
        when = self._moment(row, drop.numbers_at) if drop.numbers_at else at
        labels = {name: said for name, words in drop.labels.items() if (said := pattern(words).of(row))}
        return [
            measured(one.name, subject, when, amount, source=SOURCE, unit=one.unit, seen_at=self.seen_at, labels=labels)
            for one, amount in told if amount is not None and when
        ]  # fmt: skip


def joined(one: Event, other: Event) -> Event:
    """Return two events of one id as one: the first moment, and both amounts."""
    first = min(one, other, key=lambda event: event.at)
    amounts = [event.amount for event in (one, other) if event.amount is not None]
    return replace(first, amount=round(sum(amounts), 6) if amounts else None)


def _part(said: str, part: str) -> str:
    match = _BRACKETED.fullmatch(said) if part else None
    return said if match is None else match[1] if part == "before" else match[2]


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
