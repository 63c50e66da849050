"""The record of an election: all that is needed to count it again, and what was found; written and read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from folkmoot.model.errors import BadInput
from folkmoot.model.tally import METHODS, TIES, Counting, Figures, PassedOver, Seated, Tally, Tied
from folkmoot.model.text import Text
from folkmoot.rules.ballots import ballots_of_marks
from folkmoot.rules.canonical import SIGNATURE, must_be_signed, read
from folkmoot.rules.tallies import count, count_pairs, count_points

FORMAT = "folkmoot-election/1"
OTHERWISE = Text(
    "The record says {what}: {said}; counted again it is: {found}.",
    "记录中的{what}为：{said}；重新计算得到：{found}。",
)
WITHHELD = Text(
    "The ballots are withheld, so what is counted again is what they add up to.",
    "选票原件未公布，因此依据其汇总结果重新计算。",
)
UNCOUNTED = Text(
    "The ballots are withheld, and STAR cannot be counted without them: this is what the record says.",
    "选票原件未公布，而 STAR 无法在没有选票的情况下重新计算：以下为记录所述。",
)
PARTS = frozenset({
    "format", "election", "counting", "candidates", "number", "publish_from", "ballots", "digest", "pairwise", "points",
    "result", SIGNATURE,
})  # fmt: skip
STRANGE = Text("The record holds what none does: {name}.", "记录中有不应存在的内容：{name}。")
UNSIGNED = Text("The record is unsigned: nobody stands behind what it says.", "该记录未签名：无人为其内容背书。")
KNOWN = Text("The signature fits, and the key is the one you gave.", "签名有效，且公钥与你提供的一致。")
SIGNED = Text(
    "The signature fits: {key}. Ask the community whether that is its key.", "签名有效：{key}。请向社区确认这是其公钥。"
)
WHAT = {
    "elected": Text("elected", "当选者"),
    "places": Text("places", "名次"),
    "tied": Text("ties", "并列"),
    "passed_over": Text("passed over", "因席位上限略过者"),
    "pairwise": Text("pairwise preferences", "两两偏好"),
    "digest": Text("digest of the ballots", "选票摘要"),
    "number": Text("number of ballots", "选票数"),
}


@dataclass(frozen=True)
class Counted:
    """A record, or a CSV, counted again: the tally, what does not agree, what is to be said of it, who stands behind names."""

    tally: Tally
    faults: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    names: Mapping[str, str] | None = None
    title: Text = Text()


def counting_as_said(counting: Counting) -> dict[str, Any]:
    """Return how it is counted, as the record says it."""
    return {
        "method": counting.method, "seats": counting.seats, "per_organization": counting.per_organization,
        "held": [{"organization": name, "seats": number} for name, number in sorted(counting.held.items())],
        "tie": counting.tie, "seed": counting.seed,
    }  # fmt: skip


def result_as_said(tally: Tally) -> dict[str, Any]:
    """Return what was found, as the record says it."""
    return {
        "elected": list(tally.seated.elected),
        "places": [list(place) for place in tally.places],
        "tied": [{"candidates": list(one.candidates), "seats": one.seats} for one in tally.seated.tied],
        "passed_over": [
            {"candidate": one.candidate, "organization": one.organization} for one in tally.seated.passed_over
        ],
        "drawn": [list(one) for one in tally.seated.drawn],
    }


def read_record(
    text: str, seats: int | None = None, where: str = "", *, key: str = "", unsigned: bool = False
) -> Counted:
    """Count a record again. ``seats``: as if there were so many. ``key``: the public key that must have signed it.

    Edges: without a signature that is a fault, unless it is ``unsigned`` on purpose and no key is asked for.
    Errors: BadInput for what is no record, naming the place in it.
    """
    said = _object(text, where)
    try:
        candidates, counting, names = _heads(said)
        counted, digest, notes = _counted(said, candidates, counting, where)
        signed, told = _signed(said, key, unsigned=unsigned)
        faults = (*signed, *_strange(said), *_faults(said, counted, digest))
        title = Text(**{side: str(words) for side, words in said["election"]["title"].items() if side in ("en", "zh")})
    except BadInput:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise BadInput(
            f"this is no record of an election, or it is broken at {str(error)[:80]}.", where=where,
            mend="Take it as the portal gives it.",
        ) from error  # fmt: skip
    if seats and seats != counting.seats:
        counted = _seated_again(counted, seats)
    return Counted(counted, faults, (*notes, *told), names, title)


def _signed(said: Mapping[str, Any], key: str, *, unsigned: bool) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return what is wrong with the signature, and what is to be said of it."""
    if SIGNATURE not in said:
        return ((), (UNSIGNED,)) if unsigned and not key else ((UNSIGNED,), ())
    try:
        public = must_be_signed(said, key)
    except BadInput as error:
        return (Text(str(error), f"签名无效：{error}"),), ()
    return (), (KNOWN if key else SIGNED.filled(key=public),)


def _strange(said: Mapping[str, Any]) -> Iterator[Text]:
    """Yield what no record has: the name of a part, such as that of the signature, may have been changed."""
    for name in said:
        if name not in PARTS:
            yield STRANGE.filled(name=_short(name))


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        said = read(text)
    except ValueError as error:
        raise BadInput(
            f"this is not JSON: {error}.", where=where, mend="Take the record as the portal gives it."
        ) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BadInput(f"this is no record of an election in the form {FORMAT}.", where=where)
    return said


def _heads(said: Mapping[str, Any]) -> tuple[tuple[str, ...], Counting, dict[str, str]]:
    how, people = said["counting"], said["candidates"]
    candidates = tuple(str(one["id"]) for one in people)
    if how["method"] not in METHODS or how["tie"] not in TIES or not _is_number(how["seats"]):
        raise ValueError("counting")
    if how["per_organization"] is not None and not _is_number(how["per_organization"]):
        raise ValueError("counting")
    if len(set(candidates)) < len(candidates):
        raise ValueError("candidates")
    counting = Counting(
        how["method"], how["seats"], how["per_organization"],
        {str(one["id"]): str(one["organization"]) for one in people if one.get("organization")},
        {str(one["organization"]): int(one["seats"]) for one in how["held"]}, how["tie"], str(how["seed"]),
    )  # fmt: skip
    return candidates, counting, {str(one["id"]): str(one.get("name") or one["id"]) for one in people}


def _is_number(said: Any) -> bool:
    return type(said) is int and said >= 1


def _counted(
    said: Mapping[str, Any], candidates: tuple[str, ...], counting: Counting, where: str
) -> tuple[Tally, str, tuple[Text, ...]]:
    if said["ballots"] is not None:
        marks = (dict(zip(candidates, one["marks"], strict=True)) for one in said["ballots"])
        ballots = ballots_of_marks(candidates, marks, counting.method, where)
        return count(ballots, counting), ballots.digest, ()
    number = int(said["number"])
    if counting.method == "schulze":
        table = np.array(said["pairwise"], dtype=np.int64).reshape((len(candidates), -1) if candidates else (0, 0))
        if table.shape != (len(candidates), len(candidates)):
            raise ValueError("pairwise")
        return count_pairs(candidates, table, number, counting), "", (WITHHELD,)
    points = tuple(int(each) for each in said["points"])
    if len(points) != len(candidates):
        raise ValueError("points")
    if counting.method == "star":
        return _as_said(said, candidates, counting, points), "", (UNCOUNTED,)
    return count_points(candidates, points, number, counting), "", (WITHHELD,)


def _as_said(
    said: Mapping[str, Any], candidates: tuple[str, ...], counting: Counting, points: tuple[int, ...]
) -> Tally:
    result = said["result"]
    places = tuple(tuple(map(str, place)) for place in result["places"])
    tied = tuple(Tied(tuple(map(str, one["candidates"])), int(one["seats"])) for one in result["tied"])
    over = tuple(PassedOver(str(one["candidate"]), str(one["organization"]), Text()) for one in result["passed_over"])
    drawn = tuple(tuple(map(str, one)) for one in result["drawn"])
    figures = Figures(int(said["number"]), points=points)
    seated = Seated(tuple(map(str, result["elected"])), tied, over, drawn)
    _must_be_of(candidates, seated, places)
    return Tally(candidates, counting, figures, places, seated)


def _must_be_of(candidates: tuple[str, ...], seated: Seated, places: tuple[tuple[str, ...], ...]) -> None:
    named = [
        *seated.elected,
        *(one.candidate for one in seated.passed_over),
        *(n for tie in seated.tied for n in tie.candidates),
    ]
    if sorted(name for place in places for name in place) != sorted(candidates) or not set(named) <= set(candidates):
        raise ValueError("result")


def _faults(said: Mapping[str, Any], tally: Tally, digest: str) -> list[Text]:
    found = result_as_said(tally)
    pairs = [(what, said["result"].get(what), found[what]) for what in ("elected", "places", "tied", "passed_over")]
    if counted := said["ballots"] is not None and tally.figures.pairwise:
        pairs.append(("pairwise", said["pairwise"], [list(row) for row in tally.figures.pairwise]))
    pairs.append(("number", said["number"], tally.figures.ballots))
    if digest or counted:
        pairs.append(("digest", said["digest"], digest))
    return [
        OTHERWISE.filled(what=WHAT[what], said=_short(one), found=_short(other))
        for what, one, other in pairs
        if one != other
    ]


def _short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 200 else f"{words[:200]}…"


def _seated_again(tally: Tally, seats: int) -> Tally:
    from dataclasses import replace

    from folkmoot.rules.seats import seat

    counting = replace(tally.counting, seats=seats)
    return replace(tally, counting=counting, seated=seat(tally.places, counting))


def shown_order(tally: Tally) -> Sequence[str]:
    """Return the candidates by their places."""
    return tuple(name for place in tally.places for name in place)
