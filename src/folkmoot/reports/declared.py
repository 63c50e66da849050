"""What the charter says of indicators, held against those that there are: only reports know both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.charter.checks.board import UNKNOWN_INDICATOR, VANITY_ALONE
from folkmoot.charter.checks.community import community_place
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.near import mend_word
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.finding import Finding, Place
from folkmoot.model.text import Text

if TYPE_CHECKING:
    from folkmoot.metrics.indicator import Indicator


class Mention(NamedTuple):
    """An indicator is named: where, by what, of which group."""

    place: Place
    by: Text
    indicator: str
    group: str = ""


def all_findings(charter: Charter) -> tuple[Finding, ...]:
    """Return every finding about ``charter``, worst first: those of its checks, and those about indicators."""
    return tuple(check(charter, indicator_findings(charter)))


def indicator_findings(charter: Charter) -> tuple[Finding, ...]:
    """Return what is wrong with the indicators that ``charter`` names.

    Edges: nothing is loaded for a charter that names none. What a group's own page says stays words: it is not judged.
    """
    mentions = tuple(_mentions(charter))
    if not mentions:
        return ()
    known = _known()
    return (*_unknown(mentions, known), *_vain(charter, known))


def _known() -> dict[str, Indicator]:
    from folkmoot.metrics import reference
    from folkmoot.metrics.indicator import INDICATORS

    return INDICATORS if reference.DECLARED else {}


def _mentions(charter: Charter) -> Iterator[Mention]:
    for target in charter.targets:
        by = Text(f"The target {target.id}", f"目标 {target.id} ")
        yield from (Mention(target.place, by, name, target.group) for name in (target.indicator, target.beside) if name)
    for score in charter.scores:
        by = Text(f"The score {score.id}", f"评分 {score.id} ")
        yield from (Mention(nearest(part.place, score.place), by, part.indicator) for part in score.parts)
    for evaluation in charter.evaluations:
        for item in evaluation.items:
            by = Text(f"The item {item.id} of {evaluation.id}", f"{evaluation.id} 的评估项 {item.id} ")
            if item.indicator:
                yield Mention(nearest(item.place, evaluation.place), by, item.indicator)
    for alert in charter.alerts:
        if alert.indicator:
            by = Text(f"The alert {alert.id}", f"告警 {alert.id} ")
            yield Mention(alert.place, by, alert.indicator, alert.group)
    for one in charter.campaigns:
        by = Text(f"The campaign {one.id}", f"活动 {one.id} ")
        named = (one.indicator, *one.guards, *_units(one))
        yield from (Mention(one.place, by, name, one.group) for name in dict.fromkeys(named) if name)
    place = nearest(charter.board.place, community_place(charter))
    for name in dict.fromkeys((*charter.board.tiles, *charter.board.wall)):
        yield Mention(place, Text("The board", "看板"), name)


def _units(one: CampaignPlan) -> tuple[str, ...]:
    """Return the indicators that a campaign compares with each other."""
    beside = one.comparison
    return (*beside.treated, *beside.controls) if beside.of == "indicators" else ()


def _unknown(mentions: Iterable[Mention], known: dict[str, Indicator]) -> Iterator[Finding]:
    for place, by, name, group in mentions:
        if name not in known:
            says = Text(f"{by.en} names '{name}', which is no indicator.", f"{by.zh}提到的“{name}”不是指标。")
            near = get_close_matches(name, known, n=1)
            yield UNKNOWN_INDICATOR.at(place, says, mend=mend_word(name, near) if near else None, subject=group)


def _vain(charter: Charter, known: dict[str, Indicator]) -> Iterator[Finding]:
    for target in charter.targets:
        indicator = known.get(target.indicator)
        if indicator and indicator.vanity and not target.vanity and not target.beside:
            says = Text(
                f"{target.id} is counted by {indicator.name}, which can rise without anybody being helped.",
                f"{target.id} 以 {indicator.name} 计量，它上升时未必有人受益。",
            )
            beside = Text(
                f"Add 'beside: {indicator.beside}', or 'vanity: true'.",
                f"请写 beside: {indicator.beside}，或 vanity: true。",
            )
            yield VANITY_ALONE.at(target.place, says, mend=beside if indicator.beside else None, subject=target.group)
