"""What a service told, value by value: the shape that is not as documented is an error in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from folkmoot.model.errors import BadInput, SourceUnreadable

_UNTEXTUAL = re.compile("[\ud800-\udfff\x00]")  # no database holds these
_MOST_DIGITS = 18  # of a number that a table can hold
_LOW, _HIGH = datetime(1970, 1, 1), datetime(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """A JSON object. ``where``: what it is part of, for errors.

    Every question has two forms: ``text("x")`` insists that there is one and raises SourceUnreadable otherwise;
    ``text("x", "")`` takes what stands beside it where the value is missing or null. A value of a wrong type is an
    error in both.
    """

    data: Mapping[str, object]
    where: str = ""

    @classmethod
    def of(cls, data: object, where: str = "") -> Told:
        """Return ``data`` as an object. Errors: SourceUnreadable where it is none."""
        if not isinstance(data, dict):
            raise SourceUnreadable(f"an object was expected, not {_short(data)}.", where=where)
        return cls(data, where)

    @classmethod
    def each(cls, data: object, where: str = "") -> list[Told]:
        """Return the objects of a list. Errors: SourceUnreadable where it is none, or holds something else."""
        if not isinstance(data, list):
            raise SourceUnreadable(f"a list was expected, not {_short(data)}.", where=where)
        return [cls.of(one, where) for one in data]

    def has(self, name: str) -> bool:
        """Whether there is a value, and not null."""
        return self.data.get(name) is not None

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Return a string; lone halves of letters and NUL, which no table holds, become "�"."""
        value = self.data.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if not isinstance(value, str):
            raise self._wrong(name, "a text", value)
        return _UNTEXTUAL.sub("\ufffd", value)

    def number(self, name: str, otherwise: int | None = None) -> int:
        """Return a whole number of at most 18 digits, also where it is written as a text."""
        value = self.data.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_MOST_DIGITS:
            raise self._wrong(name, "a number", value)
        return value

    def name(self, name: str, otherwise: str | None = None) -> str:
        """Return what tells one thing from another: a number or a text, as text without white space around it."""
        value = self.data.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(self.number(name))
        return self.text(name, otherwise).strip()

    def flag(self, name: str, *, otherwise: bool | None = None) -> bool:
        """Return true or false."""
        value = self.data.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false", value)
        return value

    def moment(self, name: str) -> datetime:
        """Return a moment in UTC without a zone. Errors: SourceUnreadable where there is none."""
        at = self.maybe_moment(name)
        if at is None:
            raise self._wrong(name, "a moment", None)
        return at

    def maybe_moment(self, name: str) -> datetime | None:
        """Return a moment in UTC without a zone, None where none is told.

        Edges: it may be written as ISO 8601 with any offset (none means UTC), or as seconds since 1970.
        """
        value = self.data.get(name)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, int) and not isinstance(value, bool):
                at = datetime.fromtimestamp(value, UTC)
            else:
                at = datetime.fromisoformat(value if isinstance(value, str) else "")
            at = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
        except (ValueError, OverflowError, OSError) as error:
            raise self._wrong(name, "a moment", value) from error
        if not _LOW <= at <= _HIGH:
            raise self._wrong(name, "a moment", value)
        return at

    def part(self, name: str) -> Told:
        """Return the object under a name. Errors: SourceUnreadable where there is none."""
        found = self.maybe(name)
        if found is None:
            raise self._wrong(name, "an object", None)
        return found

    def maybe(self, name: str) -> Told | None:
        """Return the object under a name, None where there is none."""
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(name, "an object", value)
        return Told(value, self.where)

    def parts(self, name: str) -> list[Told]:
        """Return the objects of the list under a name; none where there is no list."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._wrong(name, "a list of objects", value)
        return [Told(one, self.where) for one in value]

    def texts(self, name: str) -> list[str]:
        """Return the texts of the list under a name; none where there is no list."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(name, "a list of texts", value)
        return [_UNTEXTUAL.sub("\ufffd", one) for one in value]

    def _wrong(self, name: str, wanted: str, value: object) -> SourceUnreadable:
        return SourceUnreadable(f"'{name}' should be {wanted}, not {_short(value)}.", where=self.where)


@contextmanager
def reading(where: str) -> Iterator[None]:
    """Turn what goes wrong with an unexpected shape into SourceUnreadable that says where."""
    try:
        yield
    except BadInput:
        raise
    except (TypeError, KeyError, IndexError, AttributeError, ValueError, OverflowError, RecursionError) as error:
        raise SourceUnreadable(
            f"what it told has another shape than is documented ({type(error).__name__}).", where=where
        ) from error


def _short(value: object) -> str:
    """Return a value in a few letters, or what it is where it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    said = ascii(value) if not isinstance(value, int) or abs(value) < 10**_MOST_DIGITS else "a huge number"
    return said if len(said) <= 40 else f"{said[:40]}…"  # it only has to be recognised
