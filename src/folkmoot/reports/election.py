"""One election: who stands, who may vote, where it is, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.tally import Tally
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.election_course import Seen, ballots_of, seen
from folkmoot.reports.election_result import agrees, is_published, table_of, tally_of
from folkmoot.reports.elections import AT, STAGE_NAMES, moment_of, row_of, shown_end
from folkmoot.reports.entitled import rule_words
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules.tallies import state_of

TITLE = Text("Election", "选举")
OPTIONS = {"id": Text("The election's id.", "选举的标识。"), "at": AT}
STATES = {
    "nominated": Text("nominated, has not answered", "已提名，未答复"),
    "standing": Text("stands", "参选"),
    "declined": Text("declined", "已谢绝"),
    "withdrawn": Text("withdrawn", "已退选"),
}
OUTCOMES = {
    "elected": Text("elected", "当选"),
    "tied": Text("tied, seat open", "并列，席位未定"),
    "passed over": Text("passed over: limit of the organisation", "略过：组织席位上限"),
    "": Text(),
}
METHODS = {
    "schulze": Text(
        "Ranked ballots, counted by Schulze's method (winning votes)", "排序选票，Schulze 法（胜方票数）计票"
    ),
    "approval": Text("Approval: as many candidates as one likes", "认可投票：可认可任意多名候选人"),
    "plurality": Text("One vote for one candidate", "一人一票，只选一名"),
    "star": Text("STAR: scores from 0 to 5, then an automatic runoff", "STAR：0 至 5 分计分，再自动决选"),
}
TIES = {
    "stays": Text("A tie for a seat stays open.", "席位并列时保持未定。"),
    "lot": Text(
        "A tie for a seat is decided by lot, from published words and the ballots.",
        "席位并列时依据公布的种子与选票抽签。",
    ),
    "runoff": Text("A tie for a seat leads to a runoff.", "席位并列时进行决选。"),
}
STANDS = Text("{name} stands.", "{name} 参选。")
DONE = {
    "nominate": Text("{name} was nominated.", "{name} 获得提名。"),
    "accept": Text("{name} accepted the nomination.", "{name} 接受提名。"),
    "decline": Text("{name} declined.", "{name} 谢绝提名。"),
    "withdraw": Text("{name} withdrew.", "{name} 退选。"),
    "open": Text(
        "Voting was opened: the roll, the candidates and the way of counting were frozen.",
        "投票开放：选民名册、候选人与计票方法已冻结。",
    ),
    "close": Text("The ballots were counted, and the key of the box was destroyed.", "计票完成，票箱密钥已销毁。"),
    "certify": Text("The officers certified the result.", "选举官认证了结果。"),
}
CANDIDATES = (
    Column("name", Text("Candidate", "候选人"), "person", opens="person?id={id}"),
    columns.ORGANIZATION,
    Column("state_name", Text("State", "状态")),
    columns.count("endorsed", Text("Endorsed by", "附议人数")),
    Column("statement", Text("Statement", "竞选陈述")),
    Column("id", Text("Id", "标识")),
)
RANKED = (
    columns.count("rank", Text("Rank", "名次")),
    Column("name", Text("Candidate", "候选人"), "person", opens="person?id={id}"),
    columns.ORGANIZATION,
    columns.count("defeats", Text("Defeats", "负场")),
    columns.count("points", Text("Votes", "得票")),
    Column("outcome", Text("Outcome", "结果")),
    Column("id", Text("Id", "标识")),
)
ROLL = (
    Column("name", Text("Voter", "选民"), "person", opens="person?id={id}"),
    Column("why", Text("Why", "依据")),
    Column("exception", Text("By exception", "例外批准"), "mark"),
    Column("id", Text("Id", "标识")),
)


@report("election", TITLE, options=OPTIONS, recorded=True)
def election(homes: Homes, question: Question) -> Answer:
    """Who stands in an election, who may vote, where is it, and what came of it?"""
    try:
        it = seen(homes, question.option("id"), moment_of(homes, question))
    except BadInput as error:
        raise BadQuestion(error.what, mend=error.mend) from error
    tally = tally_of(it) if it.course.counted else None
    rows = candidate_rows(it)
    parts = {"roll": _roll(homes, question, it)} if it.course.roll is not None else {}
    about = {**row_of(it), **_said(it), **(_result(it, tally) if tally else {})}
    if tally:
        parts["result"] = _ranked(homes, question, it, tally)
        if is_published(it):
            parts["ballots"] = _ballots(homes, question, it)
    return fill(
        homes, question, it.election.title, _sentence(it, about), CANDIDATES, rows, total=len(rows), unit="candidates",
        found=len(rows), about=about, parts=parts, coverage=(),
    )  # fmt: skip


def candidate_rows(it: Seen) -> list[dict[str, Any]]:
    """Return the candidates, those who stand first, then by name."""
    faces, rows = it.homes.faces, []
    for one in it.course.candidates:
        person = it.same(one.person)
        rows.append({
            "id": faces.id_of(person), "person": one.person, "name": faces.name_of(person),
            "organization": it.organization(one.person) or None, "state": one.state, "state_name": STATES[one.state],
            "endorsed": len(one.endorsed_by), "endorsed_by": [faces.name_of(it.same(each)) for each in one.endorsed_by],
            "enough": len(one.endorsed_by) >= it.election.endorsements, "statement": one.statement,
        })  # fmt: skip
    return sorted(
        rows, key=lambda row: (list(STATES).index("standing") != list(STATES).index(row["state"]), str(row["name"]))
    )


def _said(it: Seen) -> dict[str, Any]:
    """Return what the charter declares, for the page."""
    one, moments, faces = it.election, it.course.moments, it.homes.faces
    return {
        "office": one.office, "says": one.says, "method": one.method, "method_words": METHODS[one.method], "tie_words": TIES[one.tie],
        "per_organization": one.per_organization, "term_since": one.term_since, "term_until": one.term_until,
        "voters_words": rule_words(one.voters), "candidates_words": rule_words(one.candidates), "endorsements": one.endorsements,
        "publish_from": one.publish_from, "zone": one.zone or it.homes.charter.community.zone,
        "officers": [(faces.id_of(it.same(name)), faces.name_of(it.same(name))) for name in one.officers],
        "steps": _steps(it), "exceptions_until": shown_end(moments.exceptions_until), "opened": it.course.roll is not None,
        "asked": len(it.course.cases), "granted": len(it.granted),
        "happened": _happened(it),
    }  # fmt: skip


def _happened(it: Seen) -> list[dict[str, Any]]:
    """Return what was done, newest first; who asked for an exception, and why, is for them and the officers alone."""
    name = it.homes.faces.name_of
    return [
        {
            "at": act.at,
            "says": (STANDS if act.content.get("accepted") else DONE[act.verb]).filled(
                name=name(it.same(act.person)) if act.person else ""
            ),
            "why": act.why if act.verb == "certify" else "",
        }
        for act in reversed(it.acts)
        if act.verb in DONE
    ]


def _steps(it: Seen) -> list[dict[str, Any]]:
    """Return the stages on the way, with when each begins, and which is now."""
    moments, stage = it.course.moments, it.course.stage
    closed = next((act.at for act in it.acts if act.verb == "close"), None)
    certified = it.course.certified.at if it.course.certified else None
    on_way = (
        ("nominations", moments.nominations, moments.nominations_until),
        ("voting", moments.opens, moments.closes),
        ("counted", closed, None),
        ("certified", certified, None),
    )
    order = ("upcoming", "nominations", "between", "voting", "closed", "counted", "certified")
    reached = order.index(stage)
    done_after = {"nominations": 2, "voting": 4, "counted": 5, "certified": 6}
    return [
        {"name": STAGE_NAMES[name], "begins_at": begins, "ends_at": shown_end(ends) if ends else None, "now": stage == name and name != "certified",
         "done": reached >= done_after[name]}
        for name, begins, ends in on_way
    ]  # fmt: skip


def _result(it: Seen, tally: Tally) -> dict[str, Any]:
    """Return what the page shows of a result beside its rows."""
    figures, name = tally.figures, it.homes.faces.name_of
    order = [tally.candidates.index(one) for place in tally.places for one in place]
    voted, electors = it.course.counted["voted"] if it.course.counted else 0, len(it.roll)
    return {
        "ballots": figures.ballots, "turnout": voted / electors if electors else None, "agrees": agrees(it, tally),
        "published": is_published(it), "settled": tally.settled, "digest": it.course.counted["digest"] if it.course.counted else "",
        "order": [name(it.same(tally.candidates[place])) for place in order],
        "spread": _spread(it, tally) if is_published(it) else [],
        "pairwise": [[figures.pairwise[one][other] for other in order] for one in order] if figures.pairwise else [],
        "strongest": [[figures.strongest[one][other] for other in order] for one in order] if figures.strongest else [],
        "ties": [{"names": [name(it.same(each)) for each in one.candidates], "seats": one.seats, "why": one.why} for one in tally.seated.tied],
        "over": [{"name": name(it.same(one.candidate)), "why": one.why} for one in tally.seated.passed_over],
        "lots": [[name(it.same(each)) for each in one] for one in tally.seated.drawn], "seed": tally.counting.seed,
        "certified_by": _certifier(it),
        "certified_at": it.course.certified.at if it.course.certified else None,
        "certified_why": it.course.certified.why if it.course.certified else "",
    }  # fmt: skip


def _certifier(it: Seen) -> str:
    """Return who certified the result: the person, or the account where it is nobody's."""
    act = it.course.certified
    if act is None:
        return ""
    person = str(act.content.get("by") or "")
    return it.homes.faces.name_of(it.same(person)) if person else Actors(it.homes).name(act.by)


def _spread(it: Seen, tally: Tally) -> list[dict[str, Any]]:
    """Return for each candidate by place on how many ballots each mark stands: the better mark first, then no opinion."""
    marks, best_first = table_of(it).marks, it.election.method == "schulze"
    said = sorted({int(mark) for row in marks.tolist() for mark in row if mark >= 0}, reverse=not best_first)
    rows = []
    for place in tally.places:
        for one in place:
            column = marks[:, tally.candidates.index(one)]
            counts = [(mark, int((column == mark).sum())) for mark in said]
            rows.append(
                {"name": it.homes.faces.name_of(it.same(one)), "counts": counts, "none": int((column < 0).sum())}
            )
    return rows


def _ranked(homes: Homes, question: Question, it: Seen, tally: Tally) -> Answer:
    ranks, figures = tally.rank_of, tally.figures
    rows = []
    for place in tally.places:
        for one in place:
            at, person = tally.candidates.index(one), it.same(one)
            rows.append({
                "rank": ranks[one], "shared": len(place) > 1, "name": homes.faces.name_of(person), "id": homes.faces.id_of(person),
                "organization": tally.counting.organizations.get(one) or None, "state": state_of(tally, one),
                "outcome": OUTCOMES[state_of(tally, one)],
                "defeats": figures.defeats[at] if figures.defeats else None, "points": figures.points[at] if figures.points else None,
            })  # fmt: skip
    shown = tuple(
        one for one in RANKED if one.name not in ("defeats", "points") or any(row[one.name] is not None for row in rows)
    )
    return fill(
        homes, question, Text("Result", "结果"), Text(), shown, rows, total=len(rows), coverage=(), name="result"
    )


def _roll(homes: Homes, question: Question, it: Seen) -> Answer:
    evidence = {str(one["person"]): one for one in it.course.frozen.get("evidence", ())}
    rows = [
        {"id": homes.faces.id_of(it.same(one)), "name": homes.faces.name_of(it.same(one)),
         "why": _joined(evidence[one]["why"]) if one in evidence else Text(), "exception": one in it.granted}
        for one in it.roll
    ]  # fmt: skip
    says = Text(f"{many(len(rows), 'person', 'people')} may vote.", f"共 {len(rows)} 人可投票。")
    return fill(
        homes, question, Text("Roll of voters", "选民名册"), says, ROLL, rows, total=len(rows), coverage=(), name="roll"
    )


def _joined(proofs: Iterable[Mapping[str, str]]) -> Text:
    said = list(proofs)
    return Text("; ".join(one["en"] for one in said), "；".join(one["zh"] for one in said))


def _ballots(homes: Homes, question: Question, it: Seen) -> Answer:
    """Return the opened ballots: a column for each candidate, and the mark under which a voter finds their own."""
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    names = [homes.faces.name_of(it.same(one)) for one in candidates]
    shown = (
        *(Column(f"c{place}", Text(name, name), "number") for place, name in enumerate(names)),
        Column("mark", Text("Mark", "标记")),
    )
    rows = [
        {**{f"c{place}": mark for place, mark in enumerate(one.content["marks"])}, "mark": one.mark}
        for one in ballots_of(it.election.id)
    ]
    return fill(
        homes, question, Text("Ballots", "选票"), Text(), shown, rows, total=len(rows), coverage=(), name="ballots"
    )


def _sentence(it: Seen, about: dict[str, Any]) -> Text:
    stage, standing = it.course.stage, len(it.course.standing)
    seats = Text(many(it.election.seats, "seat", "seats"), f"{it.election.seats} 个席位")
    if stage in ("upcoming", "nominations", "between"):
        stands = Text(
            f"{many(standing, 'candidate stands', 'candidates stand')} for {seats.en}",
            f"{standing} 名候选人竞选{seats.zh}",
        )
        return Text(f"{stands.en}.", f"{stands.zh}。")
    voted, electors = about["voted"], about["electors"]
    if voted is None:
        return Text("Voting begins now.", "投票即将开放。")
    took = Text(f"{voted} of {electors} voters have voted", f"{electors} 名选民中 {voted} 人已投票")
    if "agrees" not in about:
        return Text(f"{took.en}, for {seats.en}.", f"{took.zh}，选举{seats.zh}。")
    names = [str(name) for name in about["elected"]]
    if not names:
        return Text(f"{took.en}; nobody is elected yet.", f"{took.zh}；尚无人当选。")
    return Text(f"{took.en}; elected: {', '.join(names)}.", f"{took.zh}；当选：{'、'.join(names)}。")
