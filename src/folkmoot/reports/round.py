"""One selection round: its timeline, its candidates with their evidence, the votes, and the change that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.groups import Term
from folkmoot.model.rounds import Candidacy, RoundAct
from folkmoot.model.rounds_plain import thawed
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.actors import Actors
from folkmoot.reports.clauses import WORDS, role_title
from folkmoot.reports.climbers import moment_of
from folkmoot.reports.filling import fill
from folkmoot.reports.homes import Homes
from folkmoot.reports.promotions import planned, said_of_term
from folkmoot.reports.registry import report
from folkmoot.reports.round_course import Found, Seen, found_of, seen
from folkmoot.reports.rounds import AT, GRANTED, moment_asked, title_of
from folkmoot.rules import telling_rounds as say
from folkmoot.rules import telling_votes
from folkmoot.rules.bylaws import rule_title, rules_by_name

OPTIONS = {"id": Text("The round's number.", "选拔编号。"), "at": AT}
CANDIDATES = (
    Column("name", Text("Candidate", "候选人"), "person", opens="person?id={person}"),
    Column("role_name", Text("Role", "角色")),
    Column("state_name", Text("Stands", "状态")),
    Column("word_name", Text("Evidence", "依据")),
    Column("by_name", Text("Nominated by", "提名人")),
    Column("sponsors", Text("Sponsors", "推荐人"), "list"),
    Column("motions", Text("Motions", "动议"), "list"),
    Column("why", Text("Why", "原因")),
)
HAPPENED = (
    Column("at", Text("When", "时间"), "moment"),
    Column("name", Text("Who", "人员"), "person", opens="person?id={person}"),
    Column("says", Text("What happened", "事项")),
    Column("said", Text("With these words", "附言")),
    Column("by", Text("Recorded by", "记录人")),
)


@report("round", Text("Selection round", "选拔"), options=OPTIONS, recorded=True)
def round_(homes: Homes, question: Question) -> Answer:
    """Who is nominated in one selection round, on what evidence, how was it decided, and what changes in the charter?"""
    said = question.option("id")
    if not said.isascii() or not said.isdecimal() or len(said) > 9:
        raise BadQuestion("Which round?", mend="Give its number: see moot ask rounds.")
    try:
        it = seen(homes, int(said), moment_asked(homes, question))
    except BadInput as error:
        raise BadQuestion(f"There is no round {said}.", mend="See moot ask rounds.") from error
    live = {one.candidacy.key: one for one in _live(it, question)}
    rows = [_row(it, one, live.get(one.key)) for one in it.course.candidacies]
    standing = len(it.course.candidacies) - len(it.course.in_state("declined", "withdrawn", "silent", "gone"))
    sentence = say.stage_sentence(it.course.stage, standing, len(it.course.in_state(*GRANTED)))
    return fill(
        homes, question, homes.faces.masked(title_of(it)), sentence, CANDIDATES, rows, total=len(rows), unit="candidates",
        found=len(rows), about=_about(it), parts={"happened": _happened(it, question)}, coverage=(),
    )  # fmt: skip


def _live(it: Seen, question: Question) -> Iterator[Found]:
    """Yield where the candidates stand by the newest reading, while nothing is frozen."""
    group = it.homes.charter.group_by_slug.get(it.round.group)
    if it.course.frozen is None and it.course.stage != "cancelled" and group is not None:
        yield from found_of(it, until=moment_of(it.homes, question, group))


def _row(it: Seen, one: Candidacy, live: Found | None) -> dict[str, Any]:
    """Return one candidate; ``live``: how they stand today, while nothing is frozen."""
    faces = it.homes.faces
    view = thawed(one.evidence) if one.evidence else live.view if live else {}
    word = one.word or (live.word.value if live else "")
    return {
        "person": faces.id_of(it.same(one.person)), "name": faces.name_of(it.same(one.person)),
        "role": one.role, "role_name": role_title(it.ladder, one.role) if it.ladder else Text(one.role, one.role),
        "state": one.state, "state_name": say.STATES[one.state], "at": one.at, "by": faces.id_of(it.same(one.by)),
        "by_name": faces.name_of(it.same(one.by)), "applied": it.same(one.by) == it.same(one.person),
        "words": faces.masked_words(one.words), "why": faces.masked_words(one.reason),
        "sponsors": [faces.name_of(each) for each in one.sponsors], "sponsor_ids": [faces.id_of(each) for each in one.sponsors],
        "word": word, "word_name": next((said for known, said in WORDS.items() if known.value == word), Text()),
        "frozen": one.evidence is not None, "clauses": _without_links(view.get("clauses", [])) if one.evidence else view.get("clauses", []),
        "any": bool(view.get("any")), "lacks": view.get("lacks", Text()), "asks": _asks(it, one, live),
        "events": _counted(one.evidence), "motions": list(one.motions), "votes": list(_votes(one)),
        "commit": str(one.applied.content.get("commit", "")) if one.applied else "",
        "branch": str(one.applied.content.get("branch", "")) if one.applied else "",
    }  # fmt: skip


def _without_links(clauses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return frozen clauses without what would open today's events: those would tell more than what was judged."""
    return [{**one, "proof": {}, "below": _without_links(one.get("below", []))} for one in clauses]


def _counted(evidence: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return how many events each frozen clause stands on, and their ids."""
    events: Mapping[str, Any] = evidence["events"] if evidence else {}
    return [{"clause": path, "total": one["total"], "ids": list(one["ids"])} for path, one in events.items()]


def _asks(it: Seen, one: Candidacy, live: Found | None) -> list[Text]:
    """Return by which rules a candidate is voted on, in words; empty where the ladder asks for no vote."""
    from folkmoot.rules.rounds import asked_votes

    if one.evidence:
        names = [str(vote["rule"]) for vote in one.evidence["asks"]]
    else:
        names = [vote.rule for vote in asked_votes(live.root, it.round.plan)] if live else []
    known = rules_by_name(it.homes.charter.voting)
    usual = Text("by the group's rule for promotions", "按小组的晋升表决规则")
    return [rule_title(known[name]) if name in known else usual for name in names]


def _votes(one: Candidacy) -> Iterator[dict[str, Any]]:
    from folkmoot.ledger import motions

    for number in one.motions:
        outcome = motions.outcome(number)
        word = outcome.word if outcome else "open"
        yield {"number": number, "word": word, "word_name": telling_votes.WORDS[word]}


def _about(it: Seen) -> dict[str, Any]:
    homes, one, course, frozen = it.homes, it.round, it.course, it.course.frozen
    group = homes.charter.group_by_slug.get(one.group)
    known = rules_by_name(homes.charter.voting)
    ladder = it.ladder if group else None
    return {
        "number": one.number, "group": one.group, "group_name": group.name if group else Text(one.group, one.group),
        "stage": course.stage, "stage_name": say.STAGES[course.stage], "opens_at": one.opens_at, "until_at": one.until_at,
        "evidence_at": one.evidence_at, "opened_by": Actors(homes).name(one.opened_by), "key": one.key,
        "roles": [{"role": role, "name": role_title(ladder, role) if ladder else Text(role, role)} for role in one.plan.roles],
        "rule": rule_title(known[one.plan.rule]) if one.plan.rule in known else Text(), "lower": one.plan.lower,
        "exceptions": one.plan.exceptions, "nominators": list(one.plan.nominators),
        "frozen_at": frozen.at if frozen else None, "digest": str(frozen.content["digest"]) if frozen else "",
        "lake": str(frozen.content["lake"]) if frozen else "", "charter": str(frozen.content["charter"]) if frozen else "",
        "steps": list(_timeline(it)), "change": _change(it) if course.stage in ("voting", "decided") else None,
        "is_git": bool(homes.charter.commit) and (homes.charter.root / ".git").exists(),
    }  # fmt: skip


def _timeline(it: Seen) -> Iterator[dict[str, Any]]:
    """Yield the stages in their order, with when each begins as far as it is known."""
    order = ("nominations", "due", "voting", "decided", "closed")
    names = {
        "nominations": Text("Nominations", "提名"), "due": Text("Evidence frozen", "冻结依据"), "voting": Text("Vote", "表决"),
        "decided": Text("Change of the charter", "章程变更"), "closed": Text("Closed", "结束"),
    }  # fmt: skip
    stage, frozen = it.course.stage, it.course.frozen
    place = order.index(stage) if stage in order else -1
    moments = {"nominations": it.round.opens_at, "due": frozen.at if frozen else it.round.until_at}
    for number, name in enumerate(order):
        over = number < place or (name == "due" and frozen is not None) or stage == "closed"
        yield {
            "stage": name,
            "name": names[name],
            "now": number == place and name != "closed",
            "over": over,
            "at": moments.get(name),
        }


def _change(it: Seen) -> dict[str, Any] | None:
    """Return the planned change of the charter; None where nobody is granted anything that is not there."""
    if not it.course.in_state("granted", "proposed"):
        return None
    plan = planned(it)
    says = [_said(it, term, begins=True) for term in plan.begin] + [_said(it, term, begins=False) for term in plan.end]
    return {
        "says": says, "fault": plan.fault or "", "diff": it.homes.faces.masked_words(plan.amendment.diff) if plan.amendment else "",
        "files": [one.path for one in plan.amendment.files] if plan.amendment else [], "gone": [it.homes.faces.id_of(one) for one in plan.gone],
        "waits": bool(it.course.in_state("granted")),
    }  # fmt: skip


def _said(it: Seen, term: Term, *, begins: bool) -> Text:
    faces = it.homes.faces
    role = role_title(it.ladder, term.role) if it.ladder else None
    return faces.masked(said_of_term(term, begins=begins, name=faces.name_of(it.same(term.person)), role=role))


def _happened(it: Seen, question: Question) -> Answer:
    actors = Actors(it.homes)
    rows = [row for act in it.acts if (row := _act(it, act, actors))]
    title = Text("What happened", "过程")
    return fill(it.homes, question, title, Text(), HAPPENED, rows, total=len(rows), name="round.happened", coverage=())


def _act(it: Seen, act: RoundAct, actors: Actors) -> dict[str, Any]:
    faces = it.homes.faces
    itself = act.verb == "nominate" and act.content.get("accepted")
    says = say.VERBS["apply_self" if itself else act.verb]
    role = (role_title(it.ladder, act.role) if it.ladder else Text(act.role, act.role)) if act.role else Text()
    if str(role):
        says = Text(f"{says.en}: {role.en or role.zh}", f"{says.zh}：{role.zh or role.en}")
    if act.verb == "sponsor":
        by = faces.name_of(it.same(str(act.content["by"])))
        says = Text(f"{says.en} ({by})", f"{says.zh}（{by}）")
    person = it.same(act.person) if act.person else ""
    return {
        "at": act.at, "person": faces.id_of(person) if person else "", "name": faces.name_of(person) if person else "", "says": says,
        "said": faces.masked_words(act.why), "by": actors.name(act.by), "verb": act.verb,
        "commit": str(act.content.get("commit", ""))[:12],
    }  # fmt: skip
