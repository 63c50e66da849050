"""The table of checks: a name, how bad it is, what it asks, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from folkmoot.charter.charter import Charter
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text

Asked = Callable[[Charter, "Check"], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One thing that a charter is asked. ``run`` is None for what is noticed while reading."""

    name: str
    severity: Severity
    asks: Text  # what holds in a charter without this finding
    mend: Text = Text()
    run: Asked | None = None

    def ask(self, charter: Charter) -> Iterator[Finding]:
        """Yield what this check finds in ``charter``."""
        yield from self.run(charter, self) if self.run else ()

    def at(self, place: Place, says: Text, *, mend: Text | None = None, subject: str = "") -> Finding:
        """Return a finding of this check at ``place``; the check's own mend unless another is given."""
        return Finding(place, self.name, self.severity, says, mend or self.mend, subject)


CHECKS: dict[str, Check] = {}


def declare(name: str, severity: Severity, asks: Text, mend: Text) -> Check:
    """Register what is noticed while reading files, so that it can be listed and skipped like any check.

    Errors: ValueError if another check has the name.
    """
    return _add(Check(name, severity, asks, mend))


def check(name: str, severity: Severity, *, zh: str, mend: Text) -> Callable[[Asked], Check]:
    """Register the decorated function as the check ``name``; it becomes the Check itself.

    The first line of its docstring is the sentence that holds where nothing is found; ``zh`` is the same in Chinese.
    The function takes the charter and the check, whose ``at`` makes the findings.
    """

    def add(asked: Asked) -> Check:
        asks = Text((asked.__doc__ or "").strip().splitlines()[0], zh)
        return _add(Check(name, severity, asks, mend, asked))

    return add


def _add(new: Check) -> Check:
    if new.name in CHECKS:
        raise ValueError(f"there are two checks named {new.name}")
    CHECKS[new.name] = new
    return new
