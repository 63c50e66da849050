"""Old versions of a kind of event, raised to the newest one when they are read; the stored row stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Columns = Mapping[str, Any]  # column → its ibis expression in the newer version
Raiser = Callable[[Any], Columns]


@dataclass(frozen=True, slots=True)
class Step:
    """How events of ``kind`` at ``version`` become ``version + 1``: the columns that change, from the event table."""

    kind: str
    version: int
    raised: Raiser


STEPS: list[Step] = []  # empty: every kind is still at its first version


def raises(kind: str, version: int) -> Callable[[Raiser], Raiser]:
    """Register the decorated function as the step of ``kind`` from ``version`` to the next."""

    def add(function: Raiser) -> Raiser:
        STEPS.append(Step(kind, version, function))
        return function

    return add


def raise_all(events: Any, steps: list[Step]) -> Any:
    """Return the event table with every step taken, oldest versions first, one step after the other."""
    import ibis

    for step in sorted(steps, key=lambda step: step.version):
        old = (events.kind == step.kind) & (events.version == step.version)
        new = {**step.raised(events), "version": ibis.literal(step.version + 1, "int32")}
        events = events.mutate(**{
            name: ibis.ifelse(old, value.cast(events[name].type()), events[name]) for name, value in new.items()
        })  # fmt: skip
    return events
