"""Somebody's community number: its level and how it was reached, what the next level asks, and their certificates."""

from __future__ import annotations

from typing import Any

from folkmoot.charter.levels import levels_of
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.certificates import COLUMNS as CERTIFICATES
from folkmoot.reports.certificates import by_serial, row_of
from folkmoot.reports.clauses import WORDS, asked_words, lacking
from folkmoot.reports.filling import fill, many
from folkmoot.reports.holders import Holder, climbing, holders, judged, level_now, words_in
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules.community_number import serial_of, spelled

TITLE = Text("Community number", "社区编号")
OPTIONS = {
    "id": Text("The person's id or account, or a community number.", "人员标识、账号或社区编号。"),
    "own": Text("yes: also what its holder does not want shown.", "yes：包括持有人不愿公开的内容。"),
}
COLUMNS = (
    Column("letters", Text("Letters", "字母")), Column("title", Text("Level", "等级")),
    Column("at", Text("Since", "自"), "moment"), Column("why", Text("Why", "依据")),
)  # fmt: skip


@report("number", TITLE, options=OPTIONS, recorded=True)
def answer(homes: Homes, question: Question) -> Answer:
    """Which community number has somebody, at which level, and what does the next one ask?

    Rows: one per level that was reached or set, the newest first. Of who has none, or does not want it shown, none.
    """
    every = holders(homes)
    person = _person(homes, question.option("id"), every)
    holder = every.get(person)
    shown = holder is not None and (question.option("own") == "yes" or not hides(homes, holder))
    if holder is None or not shown:
        return fill(
            homes, question, TITLE, Text("No community number is shown.", "无可显示的社区编号。"), COLUMNS, (), coverage=(),
            about={"spelled": "", "certificates": [], "history": []},
        )  # fmt: skip
    told = (act for one in holder.numbers for act in one.acts if act.verb == "level")
    acts = sorted(told, key=lambda act: (act.at, act.ordinal), reverse=True)
    rows = [
        {"letters": act.content["letters"], "title": words_in(act.content, "title"), "at": act.at, "by_hand": bool(act.content.get("by_hand")),
         "why": Text(act.why, act.why) if act.why else _why(act.content), "digest": act.content.get("digest", "")}
        for act in acts
    ]  # fmt: skip
    own = [row_of(homes, one, by_serial(every)) for one in _certificates(holder)]
    said = Text(
        f"{holder.spelled}, with {many(len(own), 'certificate', 'certificates')}.",
        f"{holder.spelled}，共 {len(own)} 份证书。",
    )
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), coverage=(),
        about={
            "spelled": holder.spelled, "since": holder.number.at, "hidden": hides(homes, holder),
            "also": [spelled(one.serial) for one in holder.numbers[1:]], "person": homes.faces.id_of(person),
            "name": homes.faces.name_of(person), "level": words_in(acts[0].content, "title") if acts else Text(),
            "next": _next(homes, question, holder),
        },
        parts={"certificates": _part(homes, question, own)},
    )  # fmt: skip


def hides(homes: Homes, holder: Holder) -> bool:
    """Return whether somebody does not want their number shown, or not to be named at all."""
    return holder.number.is_hidden or homes.faces.is_hidden(holder.person)


def _person(homes: Homes, said: str, every: dict[str, Holder]) -> str:
    serial = serial_of(said)
    if serial is not None:
        found = next((who for who, one in every.items() if serial in {each.serial for each in one.numbers}), "")
        if found:
            return found
        raise BadQuestion(f"The number {said} was never issued.", mend="Look for a slip in it.")
    known = homes.faces.find(said) if said else None
    if known is None:
        raise BadQuestion(
            f"There is nobody called '{said}'." if said else "Whose number?", mend="Give one person: id=ann."
        )
    return known.id


def _certificates(holder: Holder) -> Any:
    from folkmoot.ledger import certificates as ledger

    return ledger.every(one.serial for one in holder.numbers)


def _why(content: Any) -> Text:
    clauses = (content.get("evidence") or {}).get("clauses") or ()
    said = [(words_in(one, "clause"), words_in(one, "why")) for one in clauses if one.get("word") == "met"]
    return Text(
        "; ".join(f"{asked.en or asked.zh}: {found.en}" for asked, found in said),
        "；".join(f"{asked.said_in('zh')}：{found.said_in('zh')}" for asked, found in said),
    )


def _next(homes: Homes, question: Question, holder: Holder) -> dict[str, Any] | None:
    """Return the next level with what it asks and how far somebody is; None at the highest, and where it was set by hand."""
    levels, now = levels_of(homes.charter), level_now(homes, holder)
    place = levels.index(now) + 1 if now in levels else 0
    if place >= len(levels) or homes.faces.known(holder.person) is None:
        return None
    climbers = climbing(homes, None, (holder.person,), question.today)
    verdict = judged(climbers, holder.person, levels[place])
    if verdict is None:
        return None
    leaves = [
        {
            "clause": asked_words(leaf.clause, climbers.ladder),
            "word": leaf.word,
            "word_name": WORDS[leaf.word],
            "why": leaf.why,
        }
        for leaf in verdict.root.leaves()
    ]
    return {
        "letters": levels[place].letters, "title": levels[place].title, "near": verdict.near, "leaves": leaves,
        "lacks": lacking(verdict.root, climbers.ladder), "any": bool(verdict.root.clause.any),
    }  # fmt: skip


def _part(homes: Homes, question: Question, rows: list[dict[str, Any]]) -> Answer:
    shown = [{name: value for name, value in row.items() if name not in ("inner", "hidden")} for row in rows]
    said = Text(f"{many(len(rows), 'certificate', 'certificates')}.", f"{len(rows)} 份证书。")
    return fill(
        homes,
        question,
        Text("Certificates", "证书"),
        said,
        CERTIFICATES,
        shown,
        total=len(rows),
        name="certificates",
        coverage=(),
    )
