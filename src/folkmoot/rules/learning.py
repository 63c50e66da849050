"""How far somebody has come on a learning path: each step met, not met, or unknown where too little was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.model.chapter import PathStep
from folkmoot.model.ladder import Verdict
from folkmoot.model.programme import Act
from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact that speaks for a step: when, what, and where it can be looked at."""

    at: datetime
    says: Text
    url: str = ""
    by: str = ""  # of a word: the id or account of who gave it


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody stands on one step."""

    step: PathStep
    word: Verdict
    shown: tuple[Shown, ...]  # as many as it takes, the first ones

    @property
    def at(self) -> datetime | None:
        """When it was taken; None while it is not."""
        return self.shown[-1].at if self.word is Verdict.MET else None


def stands(step: PathStep, shown: Iterable[Shown], *, read: bool) -> Step:
    """Return where somebody stands on a step. ``read``: whether what could speak for it was read at all."""
    first = tuple(sorted(shown, key=lambda one: one.at)[: step.times])
    if len(first) >= step.times:
        return Step(step, Verdict.MET, first)
    return Step(step, Verdict.NOT_MET if read else Verdict.UNKNOWN, first)


def words_given(acts: Iterable[Act], same: Callable[[str], str]) -> Mapping[tuple[str, str], tuple[Act, ...]]:
    """Return the words that stand, by person and step: those that were given and not taken back by who gave them."""
    found: dict[tuple[str, str], dict[str, Act]] = {}
    for act in acts:
        key, giver = (same(act.person), str(act.content.get("step") or "")), str(act.content.get("mentor") or act.by)
        if act.verb == "vouch":
            found.setdefault(key, {}).setdefault(same(giver), act)
        elif act.verb == "retract":
            found.get(key, {}).pop(same(giver), None)
    return {key: tuple(given.values()) for key, given in found.items() if given}


def told(steps: Sequence[Step]) -> Text:
    """Return how far somebody has come, in a sentence."""
    met = sum(1 for one in steps if one.word is Verdict.MET)
    unknown = sum(1 for one in steps if one.word is Verdict.UNKNOWN)
    more = Text(f"; of {unknown} nothing is known", f"，{unknown} 步无法判断") if unknown else Text()
    return Text(f"{met} of {len(steps)} steps are taken{more.en}.", f"共 {len(steps)} 步，已完成 {met} 步{more.zh}。")
