"""Pieces of content begun: an idea, a draft that somebody hands in, a release's highlights. And a piece as somebody meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs import content_refusals as refusals
from folkmoot.jobs.content_details import must_be_link, proven
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.content import STATES, Details, Piece
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.press.release_notes import highlights_of
from folkmoot.reports.ask import ask
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage
from folkmoot.rules.content import allowed, fold, pieces, plain_of

PROGRAMME = "content"
TRIES = 12  # times that a verb looks again when somebody was quicker
MOST_WAITING = 20  # ideas of one person that wait: more is a mistake, or mischief
WHY_LETTERS = 2000


@dataclass(frozen=True)
class Seen:
    """A piece as somebody meets it who is about to do something."""

    homes: Homes
    piece: Piece
    now: datetime

    def must_allow(self, verb: str) -> None:
        """Errors: BadInput when the piece's state does not allow it."""
        if not allowed(verb, self.piece.state):
            raise refusals.NOT_NOW.bad(state=STATES[self.piece.state])


def seen(homes: Homes, number: int, now: datetime) -> Seen:
    """Return a piece as it stands. Errors: BadInput for none."""
    piece = fold(number, ledger.acts(PROGRAMME, str(number)))
    if piece is None:
        raise refusals.NO_PIECE.bad(number=number)
    return Seen(homes, piece, now)


def every(_homes: Homes) -> tuple[Piece, ...]:
    """Return every piece, by number."""
    return pieces(ledger.logs(PROGRAMME))


def may_edit(homes: Homes, group: str, actor: Actor, now: datetime) -> bool:
    """Return whether somebody edits the content of a group: who manages it, and operators."""
    known = homes.charter.group_by_slug.get(group)
    if not actor.name:
        return False
    return actor.operator or (known is not None and may_manage(actor, known, day_of(homes, now)))


def must_edit(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed for who does not edit the piece's group."""
    if not may_edit(it.homes, it.piece.details.group, actor, it.now):
        raise refusals.NOT_EDITING.barred(who=actor.name or refusals.NOBODY, group=it.piece.details.group)


def is_author(piece: Piece, actor: Actor) -> bool:
    """Return whether somebody is the author of a piece."""
    return bool(actor.name) and (piece.author in actor.people or piece.author_by == actor.name)


def is_proposer(piece: Piece, actor: Actor) -> bool:
    """Return whether somebody has proposed a piece."""
    return bool(actor.name) and (piece.proposer in actor.people or piece.proposed_by == actor.name)


def propose(homes: Homes, said: Details, *, actor: Actor, now: datetime, accounts: Iterable[str] = ()) -> Piece:
    """Propose an idea; anybody who is signed in may. ``accounts``: those at forges that they have proven to hold.

    Errors: NotAllowed for who is signed out; BadInput for what is wrong with it, the same once more, or too many that wait.
    """
    return _begin(homes, said, "propose", actor, now, tuple(accounts))


def hand_in(
    homes: Homes, said: Details, link: str, *, actor: Actor, now: datetime, accounts: Iterable[str] = ()
) -> Piece:  # fmt: skip
    """Hand in a draft that is written already; who does is its author, and an editor reads it. Errors: as for ``propose``."""
    return _begin(homes, said, "handin", actor, now, tuple(accounts), link=must_be_link(link))


def from_release(homes: Homes, release: str, group: str, *, actor: Actor, now: datetime, link: str = "") -> Piece:
    """Make an idea from a release's highlights, with their words; ``group``: whose content it is, else the release's own.

    Edges: done twice, the idea that is there is given back. Errors: BadInput for no such release; NotAllowed for who is no editor.
    """
    plan = next((one for one in homes.charter.releases if one.id == release), None)
    if plan is None:
        raise refusals.NO_RELEASE.bad(release=release[:80])
    slug = group or plan.group
    if not may_edit(homes, slug, actor, now):
        raise refusals.NOT_EDITING.barred(who=actor.name or refusals.NOBODY, group=slug)
    there = next((one for one in every(homes) if one.details.release == release and one.state == "idea"), None)
    if there is not None:
        return there
    zone = homes.charter.community.zone
    answer = ask(homes, Question("release-plan", Scope(zone=zone), day_of(homes, now), (("id", release),)))
    title = Text(f"{answer.title.said_in('en')} in one minute", f"一分钟看懂 {answer.title.said_in('zh')}")
    details = Details(title, "video", slug, says=script_of(answer, link), release=release)
    return propose(homes, details, actor=actor, now=now)


def script_of(answer: Answer, link: str = "") -> str:
    """Return the highlights of a release as words to begin from, in both languages."""
    told = highlights_of(answer)
    lines: list[str] = []
    for language, head in (("en", "Highlights"), ("zh", "亮点")):
        lines += [f"**{head}**", ""]
        lines += [f"- {one.said_in(language)}" for one in told["declared"]]
        lines += [f"- {row['title']}" for row in told["talked"]] if not told["declared"] else []
        lines.append("")
    counts = told["counts"]
    lines.append(
        f"{counts['feature']} new / {counts['fix']} mended / {counts['performance']} faster · {told['people']} people"
    )
    return "\n".join([*lines, *(["", link] if link else [])])


def _begin(
    homes: Homes, said: Details, verb: str, actor: Actor, now: datetime, accounts: tuple[str, ...], **content: Any
) -> Piece:  # fmt: skip
    if not actor.name:
        raise refusals.SIGNED_OUT.barred()
    person = who(actor, accounts)
    for _turn in range(TRIES):
        known = every(homes)
        details = proven(homes, said, known)
        _must_be_new(known, details, actor, person)
        number = max((one.number for one in known), default=0) + 1
        if (made := _at(number, verb, actor, now, person, details, content)) is not None:
            return made
    raise refusals.NOT_NOW.bad(state=STATES["idea"])


def _at(
    number: int, verb: str, actor: Actor, now: datetime, person: str, details: Details, content: dict[str, Any]
) -> Piece | None:  # fmt: skip
    """Begin a piece under a number; None when somebody else has taken the number at this moment."""
    try:
        act = ledger.record(
            PROGRAMME, str(number), (), verb, actor=actor, now=now, person=person, details=plain_of(details), **content
        )
    except ledger.Overtaken:
        return None
    return fold(number, (act,))


def _must_be_new(known: Iterable[Piece], details: Details, actor: Actor, person: str) -> None:
    mine = [one for one in known if one.proposer == person and one.state in ("idea", "review")]
    titles = {one.lower() for one in (details.title.en, details.title.zh) if one}
    for one in mine:
        same = titles & {one.details.title.en.lower(), one.details.title.zh.lower()} - {""}
        if same and (one.details.holder, one.details.kind) == (details.holder, details.kind):
            raise refusals.TWICE.bad(number=one.number)
    if len(mine) >= MOST_WAITING and not actor.operator:
        raise refusals.MANY_WAIT.bad(most=MOST_WAITING)


def who(actor: Actor, accounts: tuple[str, ...] = ()) -> str:
    """Return as whom somebody writes: a declared person, else an account that they have proven, else their name here."""
    if actor.people:
        return actor.people[0]
    return accounts[0] if accounts else actor.name


def again(homes: Homes, number: int, now: datetime, act: Callable[[Seen], Piece]) -> Piece:
    """Do something, having seen everything before it; look again when somebody was quicker."""
    for turn in range(TRIES):
        try:
            return act(seen(homes, number, now))
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError
