"""On how few shoulders it rests: core, regulars and visitors, the people and organisations without whom half is gone."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import contributions, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

CORE, REGULAR = 80, 95  # per cent of the contributions
HALF = 50
ONION = "https://chaoss.github.io/grimoirelab-sigils/common/onion_analysis/"


def made(events: Any) -> Any:
    """Return the contributions of people."""
    return somebodys(contributions(events))


def share_of(amount: Any, whole: Any) -> Any:
    """Return the part that an amount is of the whole; null: of nothing."""
    return amount / whole.cast("float64").nullif(0)


@metric(
    title=Text("Onion: core, regulars and visitors", "洋葱模型：核心、常规与访客"),
    says=Text(
        "Core: the fewest people who made 80 % of the contributions; regulars: those next to them, up to 95 %; visitors: all "
        "others. People with equally many stand in the same layer.",
        "核心：完成 80% 贡献的最少人数；常规：其后直到 95%；访客：其余的人。贡献数相同的人在同一层。",
    ),
    unit="people",
    version=1,
    source=ONION,
)
def onion(events: Any, scope: Scope) -> Any:
    """Who is the core, who is a regular, who a visitor?

    Rows: one per person with a contribution in the window: person, role ("core", "regular" or "visitor"), contributions, share
    (of all contributions), above (the share of those who made more).
    Edges: somebody belongs to the core while those who made more have not yet made 80 %, to the regulars while they have
    not yet made 95 %. So whoever has as many as the last one of the core is core too, and the order of rows does not matter.
    Each event counts once, whatever its kind; of nobody's (accounts that are gone) none does.
    """
    inside = made(within(events, scope))
    each = layered(inside.group_by("person").agg(contributions=inside.count()))
    return each.select(
        "person",
        "role",
        "contributions",
        share=share_of(each.contributions, each.whole),
        above=share_of(each.above, each.whole),
    ).order_by([ibis.desc("contributions"), "person"])


def layered(counts: Any, by: str | None = None) -> Any:
    """Add to people's contributions their role, ``whole`` (all contributions) and ``above`` (of those who made more).

    ``by`` names the column within which they are compared, such as a period.
    """
    amount = counts.contributions
    alike = [name for name in (by, "contributions") if name]
    upto = amount.sum().over(
        ibis.range_window(preceding=None, following=0, group_by=by, order_by=ibis.desc("contributions"))
    )
    each = counts.mutate(
        whole=amount.sum().over(ibis.window(group_by=by)),
        above=upto - amount.sum().over(ibis.window(group_by=alike)),
    )
    layer = ibis.cases(
        (each.above * 100 < each.whole * CORE, "core"),
        (each.above * 100 < each.whole * REGULAR, "regular"),
        else_="visitor",
    )
    return each.mutate(role=layer)


def halved(counts: Any, who: str, by: str | None = None) -> Any:
    """Add to contributions ``whole`` (all of them, by ``by``) and ``needed``: whether it takes these to make half of them."""
    order = [ibis.desc("contributions"), who]
    amount = counts.contributions
    upto = amount.sum().over(ibis.window(preceding=None, following=0, group_by=by, order_by=order))
    each = counts.mutate(before=upto - amount, whole=amount.sum().over(ibis.window(group_by=by)))
    return each.mutate(needed=each.before * 100 < each.whole * HALF).drop("before")


def fewest(counts: Any, who: str, by: str | None = None) -> Any:
    """Return how few of ``who`` made at least half of the contributions: factor, whole, by ``by``."""
    each = halved(counts, who, by)
    grouped = each.group_by(by) if by else each
    return grouped.agg(factor=each.needed.sum(), whole=each.whole.max())


@metric(
    title=Text("Contributor absence factor", "贡献者缺席因子"),
    says=Text(
        "The fewest people who together made at least half of the contributions.",
        "合计完成至少一半贡献的最少人数。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "contributor-absence-factor/",
)
def contributor_absence_factor(events: Any, scope: Scope) -> Any:
    """Without how few people would half of the work not be done?

    Rows: one: factor (null: nobody contributed), people, contributions.
    Edges: of contributions of all kinds in the window; exactly half is enough. 1000, 202, 90, 33, 332, 343, 42 and 433 give 2.
    """
    inside = made(within(events, scope))
    counts = inside.group_by("person").agg(contributions=inside.count())
    found = fewest(counts.mutate(one=1), "person")
    sizes = counts.agg(people=counts.count(), contributions=counts.contributions.sum().fill_null(0))
    return found.select("factor").cross_join(sizes)


@metric(
    title=Text("Elephant factor", "大象系数"),
    says=Text(
        "The fewest organisations whose people together made at least half of the contributions whose organisation is known.",
        "在组织已知的贡献中，合计完成至少一半的最少组织数。",
    ),
    unit="organisations",
    version=1,
    source=CHAOSS + "elephant-factor/",
)
def elephant_factor(events: Any, scope: Scope) -> Any:
    """Without how few organisations would half of the work not be done?

    Rows: one: factor (null: no organisation is known), organizations, contributions, known (those whose organisation is
    known), unknown_share (of all contributions; null: there is none).
    Edges: an organisation is that of the person at the time of the event. What is of unknown organisation is left out of the
    halves, for it may be of any; how large that part is stands beside the factor and limits what it says.
    """
    inside = made(within(events, scope))
    known = inside.filter(inside.organization.notnull())
    counts = known.group_by("organization").agg(contributions=known.count())
    found = fewest(counts, "organization").select("factor")
    sizes = inside.agg(
        organizations=inside.organization.nunique(),
        contributions=inside.count(),
        known=inside.organization.count(),
        unknown_share=share_of(inside.organization.isnull().sum(), inside.count()),
    )
    return found.cross_join(sizes)


@metric(
    title=Text("Organisational diversity", "组织多样性"),
    says=Text(
        "How many organisations contribute, and how evenly. Simpson: how likely two contributions come from different "
        "organisations; unknown organisations stand apart.",
        "有多少组织参与贡献、分布是否均匀。辛普森指数：任取两次贡献来自不同组织的概率；组织未知的单列。",
    ),
    unit="organisations",
    version=1,
    source=CHAOSS + "organizational-diversity/",
)
def organizational_diversity(events: Any, scope: Scope) -> Any:
    """From how many organisations do contributions come, and how evenly?

    Rows: one: organizations, contributions, known, unknown_share (of the contributions), people, unknown_people (with a
    contribution for which no organisation is known), largest (by name where two are equally large), largest_share, simpson
    (1 − Σp²: 0 for one organisation), entropy (−Σp·ln p, in nats), effective (e^entropy: as diverse as that many
    organisations of one size). Null where no organisation is known.
    Edges: shares are of the contributions whose organisation is known.
    """
    inside = made(within(events, scope))
    known = inside.filter(inside.organization.notnull())
    counts = known.group_by("organization").agg(contributions=known.count())
    part = share_of(counts.contributions, counts.contributions.sum().over(ibis.window()))
    each = counts.mutate(p=part)
    spread = each.agg(
        largest=each.organization.first(order_by=[ibis.desc("contributions"), "organization"]),
        largest_share=each.p.max(),
        simpson=1 - (each.p * each.p).sum(),
        entropy=ibis.greatest(-(each.p * each.p.ln()).sum(), 0.0),
    )
    spread = spread.mutate(entropy=ibis.ifelse(spread.largest.isnull(), ibis.null("float64"), spread.entropy))
    unknown = inside.organization.isnull()
    sizes = inside.agg(
        organizations=inside.organization.nunique(),
        contributions=inside.count(),
        known=inside.organization.count(),
        unknown_share=share_of(unknown.sum(), inside.count()),
        people=inside.person.nunique(),
        unknown_people=inside.person.nunique(where=unknown),
    )
    return sizes.cross_join(spread.mutate(effective=spread.entropy.exp()))


@metric(
    title=Text("Contributions of each organisation", "各组织的贡献份额"),
    says=Text("Contributions, their share and people of each organisation.", "每个组织的贡献数、份额与人数。"),
    unit="contributions",
    version=1,
    source=CHAOSS + "organizational-diversity/",
)
def organization_shares(events: Any, scope: Scope) -> Any:
    """How much comes from each organisation?

    Rows: one per organisation, and one with null for the unknown: organization, contributions, people, share (of what is of known
    organisation; null for the unknown), needed (whether it is among the fewest that make half, as in ``elephant_factor``).
    """
    inside = made(within(events, scope))
    counts = inside.group_by("organization").agg(contributions=inside.count(), people=inside.person.nunique())
    known = ibis.ifelse(counts.organization.notnull(), counts.contributions, 0)
    order = [counts.organization.isnull(), ibis.desc("contributions"), "organization"]
    upto = known.sum().over(ibis.window(preceding=None, following=0, order_by=order))
    each = counts.mutate(known=known, before=upto - known, whole=known.sum().over(ibis.window()))
    return each.select(
        "organization",
        "contributions",
        "people",
        share=ibis.ifelse(each.organization.notnull(), share_of(each.known, each.whole), ibis.null("float64")),
        needed=each.organization.notnull() & (each.before * 100 < each.whole * HALF),
    ).order_by([ibis.desc("contributions"), "organization"])
