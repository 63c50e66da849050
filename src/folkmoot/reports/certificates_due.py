"""Which certificates stand on work that was reverted since, and would not have been given without it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.charter.ladders import ladder_of
from folkmoot.charter.levels import WHOLE, ladder_of_levels, levels_of
from folkmoot.metrics.acts import MERGED
from folkmoot.metrics.told import told
from folkmoot.model.answer import Answer, Column
from folkmoot.model.certificate import Certificate, Number
from folkmoot.model.ladder import ClauseVerdict, Ladder, LadderStep, LadderVerdict, Verdict
from folkmoot.model.rounds_plain import plain
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports.certificates import by_serial, row_of
from folkmoot.reports.clauses import asked_words, joined, why_words
from folkmoot.reports.climbers import Climbers, moment_of
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.holders import frozen_leaves, holders
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.reverts import Undoing, reverts_since, undone_by

TITLE = Text("Certificates whose work was reverted", "所依据工作已被回退的证书")
KINDS = ("level", "promotion")
MOST = 3  # pieces of work that a reason names
PERHAPS = Text(
    "Not everything was read: what is not known may meet it all the same.",
    "数据未全部读取：未知的部分也可能使条件满足。",
)
LONGEST = 2_000  # letters of a reason
COLUMNS = (
    Column("title", Text("Certificate", "证书"), opens="certificate?id={ident}"),
    Column("name", Text("Holder", "持有人"), "person", opens="person?id={person}"),
    Column("at", Text("Issued", "签发时间"), "moment"),
    Column("reason", Text("What was reverted, and what is left", "被回退的工作与剩余情况")),
    Column("ident", Text("Id", "标识")),
)
DEFINITION = Text(
    "Certificates of levels and promotions whose conditions would not have been met, and are not met today, without the merged changes "
    "that were reverted. Changed conditions are not judged, and what was not read reverts nothing. People decide.",
    "等级与晋升证书中，若去掉已被回退的合入变更，则当时不满足条件、今日也不满足者。条件已变更的不作判断；未读取的数据不视为回退。由人决定。",
)
Left = tuple[Text, Text]
"""A condition, and what is left of it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A merged change that was reverted."""

    person: str
    subject: str
    url: str
    at: datetime
    by: Undoing


@dataclass(frozen=True)
class Claim:
    """What a certificate says that its holder had done, as the charter of today would count it on that day."""

    certificate: Certificate
    climbers: Climbers
    step: LadderStep
    person: str

    def verdict(self, at: datetime, people: tuple[str, ...], without: frozenset[str] = frozenset()) -> LadderVerdict:
        """Return how its holder stood at a moment, if some merged changes did not count; counted for ``people`` at once."""
        return replace(self.climbers, at=at, people=people, without=without).verdict(self.person, self.step)

    def is_as_frozen(self, root: ClauseVerdict) -> bool:
        """Return whether its conditions are those that were frozen: others say nothing of what was certified."""
        frozen = self.certificate.content["frozen"]["evidence"]
        ladder = self.climbers.ladder
        asked = [(plain(asked_words(one.clause, ladder)), _needs(plain(one.tallies))) for one in root.leaves()]
        then = [(one["clause"], _needs(one["tallies"])) for one in frozen_leaves(frozen["clauses"])]
        return asked == then and frozen.get("any", bool(root.clause.any)) == bool(root.clause.any)


@report("certificates-due", TITLE, private=True, recorded=True)
def certificates_due(homes: Homes, question: Question) -> Answer:
    """Which certificates stand on work that was reverted since?

    Rows: one per certificate of a level or a promotion that is not revoked, nor kept by an operator who knew of it: what was
    reverted (work), which conditions were met by it (left), and a reason to revoke it, in both languages.
    """
    every = holders(homes)
    held = by_serial(every)
    claims = list(_claims(homes))
    now = moment_of(homes, question)
    gone = _gone(homes, {one.person for one in claims})
    rows = []
    for claim in claims:
        lost = [one for one in gone if one.person == claim.person and one.at < claim.climbers.at]
        kept = _kept(held[claim.certificate.serial].numbers, claim.certificate.ident)
        if not lost or kept >= {one.subject for one in lost}:
            continue
        left, word = _left(claim, now, gone)
        if left:
            row = _row(row_of(homes, claim.certificate, held), lost, left, homes.charter.community.zone)
            rows.append({**row, "perhaps": PERHAPS if word is Verdict.UNKNOWN else Text()})
    said = Text(
        f"{many(len(rows), 'certificate stands', 'certificates stand')} on work that was reverted.",
        f"{number(len(rows))} 份证书所依据的工作已被回退。",
    )
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), unit="certificates", definition=DEFINITION, coverage=()
    )  # fmt: skip


def _claims(homes: Homes) -> Iterator[Claim]:
    """Yield the certificates that can be judged again; of a level, ladder or group that is declared no more nothing is known."""
    from folkmoot.ledger import certificates as ledger

    held, zone = by_serial(holders(homes)), homes.charter.community.zone
    for one in ledger.standing(KINDS):
        holder = held.get(one.serial)
        frozen = one.content.get("frozen") or {}
        evidence = frozen.get("evidence") or {}
        if holder is None or homes.faces.known(holder.person) is None or not evidence.get("clauses"):
            continue
        if one.kind == "level":
            group, role, ladder = WHOLE, str(frozen.get("level")), ladder_of_levels(levels_of(homes.charter))
            at = day_start(date.fromisoformat(evidence["until"]) + timedelta(days=1), zone)
        else:
            known, role = homes.charter.group_by_slug.get(str(evidence.get("group"))), str(evidence.get("role"))
            found = ladder_of(homes.charter, known) if known else None
            if known is None or found is None:
                continue
            group, ladder, at = known, found, datetime.fromisoformat(evidence["at"])
        step = ladder.step(role)
        if step is not None:
            yield Claim(one, Climbers(homes, group, _alone(ladder, step), at), step, holder.person)


def _alone(ladder: Ladder, step: LadderStep) -> Ladder:
    """Return a ladder on which one role alone asks something, so that nothing is counted for the others."""
    steps = (one if one is step else LadderStep(one.role, one.title, one.does) for one in ladder.steps)
    return replace(ladder, steps=tuple(steps))


def _gone(homes: Homes, people: Iterable[str]) -> tuple[Gone, ...]:
    """Return the merged changes of people that were reverted, each once. Two queries, however many people there are."""
    wanted = tuple(sorted(people))
    if not wanted:
        return ()
    events = homes.events(Scope(people=wanted))
    merged = events.filter(events.kind == MERGED, events.subject != "")
    rows = homes.rows(merged.select(
        "at", "person", "repo", "subject", "parent", "url", title=told(merged.extra, "title"), head=told(merged.extra, "head"),
    ))  # fmt: skip
    reverts = reverts_since(homes, min(row["at"] for row in rows)) if rows else {}
    found: dict[tuple[str, str], Gone] = {}
    for row in rows if reverts else ():
        names = (row["subject"], row["head"] or "", row["parent"] or "")
        by = undone_by(reverts, row["repo"], row["at"], names, row["title"] or "")
        if by is not None:
            one = Gone(row["person"], row["subject"], row["url"] or "", row["at"], by)
            found.setdefault((one.person, one.subject), one)
    return tuple(sorted(found.values(), key=lambda one: (one.by, one.subject)))


def _left(claim: Claim, now: datetime, gone: Iterable[Gone]) -> tuple[list[Left], Verdict]:
    """Return each condition that was met by reverted work alone, with what is left of it, and of the whole.

    None, where the whole is met all the same.

    Edges: whoever has made up for it since is left alone; where the count of today does not find again what was certified,
    nobody knows what the reverts have changed. What only people can meet stays as they decided it.
    """
    at, met = claim.climbers.at, Verdict.MET
    people, without = tuple(sorted({one.person for one in gone})), frozenset(one.subject for one in gone)
    after = claim.verdict(at, people, without)
    if after.ready is met or claim.verdict(now, people, without).ready is met:
        return [], met
    before = claim.verdict(at, people)
    if before.ready is not met or not claim.is_as_frozen(before.root):
        return [], Verdict.UNKNOWN
    ladder = claim.climbers.ladder
    pairs = zip(before.root.leaves(), after.root.leaves(), strict=True)
    lost = [one for was, one in pairs if was.word is met and one.word is not met]
    return [(asked_words(one.clause, ladder), why_words(one, ladder)) for one in lost], after.ready


def _kept(numbers: Iterable[Number], ident: str) -> set[str]:
    """Return of which reverted work an operator has said that a certificate holds all the same."""
    acts = (
        act for one in numbers for act in one.acts if act.verb == "keep" and act.content.get("certificate") == ident
    )
    return {subject for act in acts for subject in act.content["work"]}


def _needs(tallies: Iterable[Mapping[str, Any]]) -> list[tuple[str, float]]:
    return [(one["of"], one["need"]) for one in tallies]


def _row(row: Mapping[str, Any], lost: list[Gone], left: list[Left], zone: str) -> dict[str, Any]:
    shown = {name: row[name] for name in ("ident", "title", "name", "person", "number", "kind", "kind_name", "at")}
    work = [
        {"subject": one.subject, "url": one.url, "at": one.at, "by": one.by.subject, "by_url": one.by.url, "by_at": one.by.at}
        for one in lost
    ]  # fmt: skip
    said = _reason(lost, left, zone)
    return {
        **shown, "work": work, "left": [{"clause": clause, "why": why} for clause, why in left], "reason": said,
        "why": f"{said.en} / {said.zh}"[:LONGEST],
    }  # fmt: skip


def _reason(lost: list[Gone], left: list[Left], zone: str) -> Text:
    """Return why the certificate does not hold, for everybody to read."""
    work = [
        Text(
            f"{one.subject} on {local_day(one.by.at, zone)} by {one.by.subject}",
            f"{one.subject}（{local_day(one.by.at, zone)}，由 {one.by.subject} 回退）",
        )
        for one in lost[:MOST]
    ]
    if more := len(lost) - MOST if len(lost) > MOST else 0:
        work.append(Text(f"{number(more)} more", f"另有 {number(more)} 项"))
    named = joined(work, Text("; ", "；"))
    rest = joined(
        [
            Text(f"{asked.en or asked.zh}: {why.en}", f"{asked.said_in('zh')}：{why.said_in('zh')}")
            for asked, why in left
        ],
        Text("; ", "；"),
    )
    return Text(
        f"Work behind it was reverted: {named.en}. Without it: {rest.en}.",
        f"所依据的工作已被回退：{named.zh}。除去后：{rest.zh}。",
    )
