"""One motion: the question, who may vote and did, where it stands, what it needs, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.motion import CHOICES, Act, Bar, Elector
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.actors import Actors
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.motions import AT, Shown, line_of, moment_asked, row_of, shown_at
from folkmoot.reports.proposals import person_row
from folkmoot.reports.registry import report
from folkmoot.rules import telling_votes as say
from folkmoot.rules.bylaws import rule_title
from folkmoot.rules.one_vote import AS, JOIN, as_one, joined

TITLE = Text("Motion", "动议")
OPTIONS = {"id": Text("The motion's number.", "动议编号。"), "at": AT}
ELECTORS = (
    Column("name", Text("Elector", "选民"), "person", opens="person?id={person}"),
    Column("roles", Text("Roles", "角色"), "list"),
    Column("organization", Text("Organisation", "组织"), "organization"),
    Column("vote_name", Text("Vote", "投票")),
    Column("at", Text("When", "时间"), "moment"),
    Column("said", Text("With these words", "附言")),
)
HAPPENED = (
    Column("at", Text("When", "时间"), "moment"),
    Column("says", Text("What happened", "事项")),
    Column("name", Text("Who", "人员"), "person", opens="person?id={person}"),
    Column("said", Text("With these words", "附言")),
    Column("by", Text("Recorded by", "记录人")),
)
STANDS = {
    "none": Text("not yet", "尚未投票"),
    "voted": Text("has voted, in secret", "已秘密投票"),
    "silent": Text("did not vote", "未投票"),
    "recused": Text("recused", "回避"),
    "same": Text("one vote with {other}", "与 {other} 为同一人，合计一票"),
    "subject": Text("no vote: it is about them", "无投票权：当事人"),
    "seats": Text("no vote: no seat left for their organisation", "无投票权：所属组织席位已满"),
}
VERBS = {
    "vote": Text("voted {choice}", "投票：{choice}"),
    "object": Text("objected", "提出异议"),
    "retract": Text("took the objection back", "撤回异议"),
    "recuse": Text("left the vote", "回避"),
    "present": Text("roll call: {number} of the electors there", "点名：{number} 位选民到场"),
    "join": Text("found to be {other}: one vote", "确认与 {other} 为同一人，合计一票"),
    "part": Text("found to be somebody else after all", "确认并非同一人"),
    "stage": Text("the stage was ended", "结束本阶段"),
    "close": Text("closed: {word}", "结束：{word}"),
    "withdraw": Text("withdrawn", "撤回"),
}


@report("motion", TITLE, options=OPTIONS, recorded=True)
def motion(homes: Homes, question: Question) -> Answer:
    """Who may vote on one motion, who did, where does it stand, and what does it need?"""
    from folkmoot.ledger import motions

    said = question.option("id")
    if not said.isascii() or not said.isdecimal() or len(said) > 9:
        raise BadQuestion("Which motion?", mend="Give its number: see moot motion list.")
    try:
        found = motions.motion(int(said))
    except BadInput as error:
        raise BadQuestion(f"There is no motion {said}.", mend="See moot motion list.") from error
    at, until = moment_asked(homes, question)
    shown = shown_at(found, motions.acts(found.number), at, until)
    parts = {"electors": _electors(homes, question, shown), "happened": _happened(homes, question, shown)}
    about = {**row_of(homes, shown), **_about(homes, shown)}
    return fill(
        homes, question, homes.faces.masked(found.title), _sentence(homes, shown), (), (), total=shown.count.cast,
        unit="votes", about=about, parts=parts, coverage=(),
    )  # fmt: skip


def _sentence(homes: Homes, shown: Shown) -> Text:
    if shown.ended:
        word = say.WORDS[shown.outcome.word]
        why = homes.faces.masked(shown.outcome.why)
        return Text(f"{word.en.capitalize()}. {why.en}", f"{word.zh}。{why.zh}")
    if shown.standing.due:
        why = shown.standing.why
        return Text(f"It is over and is being recorded. {why.en}", f"已结束，正在登记结果。{why.zh}")
    why, needs = shown.standing.why, shown.standing.needs.says
    return Text(f"{why.en} Still needed: {_small(needs.en)}", f"{why.zh}{needs.zh}")


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _about(homes: Homes, shown: Shown) -> dict[str, Any]:
    """Return the facts of the motion as plain data, people as they may be shown."""
    found, standing = shown.motion, shown.standing
    faces, by = homes.faces, Actors(homes).row(found.opened_by)
    return {
        "text": faces.masked_words(found.text), "opened_by": by["name"], "opened_by_id": by["id"], "zone": found.zone,
        "moved_for": faces.masked_words(found.why), "rule_title": rule_title(found.rule), "rule_words": list(say.rule_words(found.rule)),
        "spans": [
            {"channel": one.channel, "name": say.CHANNELS[one.channel], "begins_at": one.begins_at, "ends_at": one.ends_at,
             "ended": one.ended}
            for one in standing.spans
        ],
        "channels": [stage.channel for stage in found.rule.stages],
        "stages": [say.stage_words(stage) for stage in found.rule.stages],
        "quorum": found.rule.quorum, "threshold": found.rule.threshold, "quorate": standing.quorate,
        "settled": standing.settled, "count": asdict(shown.count), "bars": bars(shown),
        "needs_quorum": standing.needs.quorum, "needs_yes": standing.needs.yes,
        "objecting": [
            {"person": faces.id_of(one.elector), "name": faces.name_of(one.elector), "why": faces.masked_words(one.why), "at": one.at}
            for one in standing.objections
        ],
        "authorises": _plain(homes, found.authorises),
        "people": {
            name: person_row(homes, who) for name, who in found.authorises.items() if name in ("person", "lead")
        },
        "charter": found.charter, "ended": shown.ended,
        "sealed": shown.sealed,
    }  # fmt: skip


def _plain(homes: Homes, said: Any) -> Any:
    if isinstance(said, str):
        return homes.faces.masked_words(said)
    if isinstance(said, dict):
        return {name: _plain(homes, value) for name, value in said.items()}
    return [_plain(homes, each) for each in said] if isinstance(said, list) else said


def bars(shown: Shown) -> dict[str, Any]:
    """Return what the two bars show, in electors: votes with the threshold's line, and who takes part with the quorum's.

    The lines may lie between two votes, so they are shares of the electorate; None for no line.
    """
    rule, count = shown.motion.rule, shown.count
    threshold, quorum, line = Bar.read(rule.threshold), Bar.read(rule.quorum), line_of(shown)
    return {
        "yes": count.yes, "no": count.no, "abstain": count.abstain, "silent": max(count.silent, 0), "electors": count.electors,
        "line": line, "least": threshold.least(count.whole) if threshold is not None and line is not None else None,
        "threshold_words": say.bar_words(rule.threshold, say.WHOLES[rule.of]), "here": count.here,
        "quorum_line": float(quorum.of(count.electors) / count.electors) if quorum is not None and count.electors else None,
        "quorum_least": quorum.least(count.electors) if quorum is not None else None,
        "quorum_words": say.bar_words(rule.quorum, say.WHOLES["electors"]),
    }  # fmt: skip


def _electors(homes: Homes, question: Question, shown: Shown) -> Answer:
    rows = [_elector(homes, shown, one) for one in shown.motion.electors]
    voting = sum(1 for one in as_one(shown.motion, shown.acts)[0].electors if one.votes)
    sentence = Text(
        f"{many(voting, 'person may', 'people may')} vote, as of the moment when it was opened.",
        f"按发起时的名单，{voting} 人有投票权。",
    )
    return fill(
        homes, question, Text("Electorate", "选民"), sentence, ELECTORS, rows, total=voting, unit="people", name="electors",
        coverage=(),
    )  # fmt: skip


def _elector(homes: Homes, shown: Shown, one: Elector) -> dict[str, Any]:
    vote = next((vote for vote in shown.standing.votes if vote.elector == one.person), None)
    last = next(
        (
            act
            for act in reversed(as_one(shown.motion, shown.acts)[1])
            if act.verb == "vote" and act.elector == one.person
        ),
        None,
    )
    other = joined(shown.acts).get(one.person, "")
    key = "same" if other else _stand(shown, one, vote.choice if vote else "")
    stands = say.CHOICES.get(key) or STANDS[key].filled(other=homes.faces.name_of(other) if other else "")
    hidden = homes.faces.is_hidden(homes.identity.person_of.get(one.person, one.person))
    return {
        "person": homes.faces.id_of(one.person), "name": homes.faces.name_of(one.person), "roles": list(one.roles),
        "organization": None if hidden else one.organization, "votes": one.votes and not other, "vote": key,
        "vote_name": stands, "at": vote.at if vote else None,
        "said": homes.faces.masked_words(last.why) if vote and last else "",
        "present": one.person in shown.standing.present,
    }  # fmt: skip


def _stand(shown: Shown, one: Elector, choice: str) -> str:
    from folkmoot.ledger.boxes_of_motions import secret_of

    if not one.votes:
        return one.why
    if one.person in shown.standing.recused:
        return "recused"
    if choice in CHOICES:
        return choice
    if shown.motion.secret and one.person in secret_of(shown.motion, shown.acts)[0]:
        return "voted"
    return "silent" if shown.ended else "none"


def _happened(homes: Homes, question: Question, shown: Shown) -> Answer:
    """Return everything that happened, the newest first, with the opening at the end."""
    found = shown.motion
    by = Actors(homes).name(found.opened_by)
    actors = Actors(homes)
    rows = [_act(homes, act, actors) for act in reversed(shown.acts)]
    rows.append(
        {"at": found.opened_at, "says": Text("moved by {by}", "{by} 发起动议").filled(by=by), "person": "", "name": "",
         "verb": "open", "said": homes.faces.masked_words(found.why), "by": ""}
    )  # fmt: skip
    sentence = Text(f"{many(len(rows), 'entry', 'entries')}.", f"{len(rows)} 条记录。")
    return fill(
        homes, question, Text("What happened", "经过"), sentence, HAPPENED, rows, total=len(rows), unit="entries",
        name="happened", coverage=(),
    )  # fmt: skip


def _act(homes: Homes, act: Act, actors: Actors) -> dict[str, Any]:
    words = dict(_filling(homes, act))
    return {
        "at": act.at, "verb": act.verb, "says": VERBS[act.verb].filled(**words), "choice": act.choice,
        "person": homes.faces.id_of(act.elector) if act.elector else "",
        "name": homes.faces.name_of(act.elector) if act.elector else "",
        "said": homes.faces.masked_words(act.why),
        "by": actors.name(act.by) if not act.elector or act.content.get("written") else "",
    }  # fmt: skip


def _filling(homes: Homes, act: Act) -> Iterator[tuple[str, object]]:
    if act.verb == JOIN:
        yield "other", homes.faces.name_of(str(act.content[AS]))
    if act.choice:
        yield "choice", say.CHOICES[act.choice]
    yield "number", len(act.people)
    if act.verb == "close":
        yield "word", say.WORDS[act.content["outcome"]["word"]]
