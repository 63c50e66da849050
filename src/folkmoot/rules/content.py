"""Content, folded from acts: what stands in which state; which act is allowed when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from folkmoot.model.content import HOLDERS, OPEN, STATES, Details, Piece, Publication, Written
from folkmoot.model.programme import Act
from folkmoot.model.text import Text

FIRST = ("propose", "handin")
"""The acts that begin a piece: with an idea, or with a draft that somebody hands in."""
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "take": ("idea",),
    "return": ("taken", "draft"),
    "draft": ("taken", "draft"),
    "submit": ("taken", "draft"),
    "revise": ("review", "scheduled"),
    "schedule": ("review", "scheduled"),
    "publish": ("review", "scheduled", "published"),
    "drop": OPEN,
    "revive": ("dropped",),
    "change": OPEN,
    "thank": ("published",),
    "views": ("published",),
}
"""In which states of a piece an act may follow."""


def allowed(verb: str, state: str) -> bool:
    """Return whether an act may follow in a state."""
    return state in ALLOWED.get(verb, ())


def fold(number: int, acts: Sequence[Act]) -> Piece | None:
    """Return a piece as its acts have made it; None before the act that begins it.

    Edges: an act that its state does not allow changes nothing, so that no log makes the fold fail.
    """
    if not acts or acts[0].verb not in FIRST:
        return None
    piece = _begun(number, acts[0])
    for act in acts[1:]:
        if allowed(act.verb, piece.state):
            piece = STEPS[act.verb](piece, act)
    return replace(piece, acts=tuple(acts))


def pieces(logs: Mapping[str, Sequence[Act]]) -> tuple[Piece, ...]:
    """Return every piece of the ledger's logs, by number."""
    found = (fold(int(subject), acts) for subject, acts in logs.items() if subject.isdecimal())
    return tuple(sorted((one for one in found if one), key=lambda one: one.number))


def parts_of(holder: int, every: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the parts of a course or series in their order; those that were dropped are none. Of one place the older is first."""
    mine = [one for one in every if one.details.holder == holder and one.state != "dropped"]
    return tuple(sorted(mine, key=lambda one: (one.details.part or 10_000, one.number)))


def plain_of(details: Details) -> dict[str, Any]:
    """Return details as an act keeps them."""
    found: dict[str, Any] = {}
    for each in fields(details):
        value = getattr(details, each.name)
        if isinstance(value, Text):
            value = {"en": value.en, "zh": value.zh}
        elif isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        found[each.name] = value
    return found


def details_of(plain: Mapping[str, Any]) -> Details:
    """Return the details that an act has kept."""
    title, planned = plain.get("title") or {}, plain.get("planned_at")
    return Details(
        title=Text(str(title.get("en", "")), str(title.get("zh", ""))),
        kind=str(plain.get("kind", "article")), group=str(plain.get("group", "")), says=str(plain.get("says", "")),
        channels=tuple(plain.get("channels") or ()), language=str(plain.get("language", "")), level=str(plain.get("level", "")),
        indicator=str(plain.get("indicator", "")), campaign=str(plain.get("campaign", "")),
        planned_at=datetime.fromisoformat(planned) if planned else None, holder=int(plain.get("holder") or 0),
        part=int(plain.get("part") or 0), release=str(plain.get("release", "")), byline=str(plain.get("byline", "")),
    )  # fmt: skip


def _begun(number: int, act: Act) -> Piece:
    handed = act.verb == "handin"
    return Piece(
        number, details_of(act.content.get("details") or {}), "review" if handed else "idea", proposer=act.person, proposed_by=act.by,
        author=act.person if handed else "", author_by=act.by if handed else "", draft=str(act.content.get("link", "")) if handed else "",
    )  # fmt: skip


def _take(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="taken", author=act.person, author_by=str(act.content.get("account", act.by)))


def _return(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="idea", author="", author_by="", draft="", reason=act.why)


def _draft(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="draft", draft=str(act.content.get("link", "")) or piece.draft)


def _submit(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="review", draft=str(act.content.get("link", "")) or piece.draft, reason="")


def _revise(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="draft", reason=act.why)


def _schedule(piece: Piece, act: Act) -> Piece:
    said = act.content
    details = replace(
        piece.details,
        planned_at=datetime.fromisoformat(str(said["planned_at"])),
        channels=tuple(said.get("channels") or piece.details.channels),
    )
    return replace(piece, state="scheduled", details=details, reason="")


def _publish(piece: Piece, act: Act) -> Piece:
    """Edges: another address for the same channel and language takes the place of the one before, and keeps its moment."""
    said = act.content
    key = (str(said["channel"]), str(said["language"]))
    before = next((one for one in piece.publications if (one.channel, one.language) == key), None)
    at = before.at if before else datetime.fromisoformat(str(said["at"]))
    made = Publication(*key, str(said["url"]), at)
    others = tuple(one for one in piece.publications if (one.channel, one.language) != key)
    return replace(
        piece, state="published", publications=tuple(sorted((*others, made), key=lambda one: (one.at, one.channel, one.language)))
    )  # fmt: skip


def _drop(piece: Piece, act: Act) -> Piece:
    return replace(piece, state="dropped", reason=act.why)


def _revive(piece: Piece, _act: Act) -> Piece:
    return replace(piece, state="draft" if piece.draft else "taken" if piece.author else "idea", reason="")


def _change(piece: Piece, act: Act) -> Piece:
    return replace(piece, details=details_of(act.content.get("details") or plain_of(piece.details)))


def _thank(piece: Piece, act: Act) -> Piece:
    return replace(piece, thanks=act.why)


def _views(piece: Piece, act: Act) -> Piece:
    """Edges: of one channel, language and day the last words hold; no number takes what was written back."""
    said = act.content
    amount = said.get("amount")
    made = Written(
        str(said["channel"]), str(said["language"]), date.fromisoformat(str(said["day"])), None if amount is None else float(amount),
        "daily" if said.get("counts") == "daily" else "cumulative", act.by, act.at,
    )  # fmt: skip
    others = tuple(
        one for one in piece.written if (one.channel, one.language, one.day) != (made.channel, made.language, made.day)
    )
    kept = (*others, made) if made.amount is not None else others
    return replace(piece, written=tuple(sorted(kept, key=lambda one: (one.day, one.channel, one.language))))


STEPS: Mapping[str, Callable[[Piece, Act], Piece]] = {
    "take": _take, "return": _return, "draft": _draft, "submit": _submit, "revise": _revise, "schedule": _schedule,
    "publish": _publish, "drop": _drop, "revive": _revive, "change": _change, "thank": _thank, "views": _views,
}  # fmt: skip


def may_hold(piece: Piece) -> bool:
    """Return whether a piece can have parts: a course or a series that is no part itself."""
    return piece.details.kind in HOLDERS and not piece.details.holder


def stage_number(state: str) -> int:
    """Return how far a state is in the pipeline."""
    return list(STATES).index(state)
