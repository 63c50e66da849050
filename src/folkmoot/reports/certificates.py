"""Which certificates were issued, to whom and for what; which were revoked and why; and who reached which level?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.charter.levels import ladder_of_levels, levels_of
from folkmoot.model.answer import Answer, Column
from folkmoot.model.certificate import KINDS, Certificate
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.clauses import asked_words
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.holders import Holder, holders, title_of, words_in
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Certificates", "证书")
STATES = {"valid": Text("valid", "有效"), "revoked": Text("revoked", "已吊销")}
OPTIONS = {
    "q": Text("Words to search for in the title, the name and the number.", "在名称、姓名与编号中搜索。"),
    "what": Text(f"Only of this kind: {', '.join(KINDS)}.", f"仅此类：{'、'.join(KINDS)}。"),
    "state": Text(f"Only these: {', '.join(STATES)}.", f"仅此状态：{'、'.join(STATES)}。"),
    "page": PAGING["page"], "size": PAGING["size"],
}  # fmt: skip
COLUMNS = (
    Column("title", Text("Certificate", "证书"), opens="certificate?id={ident}"),
    Column("name", Text("Holder", "持有人"), "person", opens="person?id={person}"),
    Column("number", Text("Community number", "社区编号")),
    Column("kind_name", Text("For", "类别")),
    Column("at", Text("Issued", "签发时间"), "moment"),
    Column("state_name", Text("State", "状态")),
    Column("revoked_why", Text("Why revoked", "吊销原因")),
    Column("ident", Text("Id", "标识")),
)
DEFINITION = Text(
    "A certificate is an Open Badge 3.0: signed when it was issued and kept as it was signed. A revoked one stays, with the reason. "
    "Whoever does not want theirs shown is left out of this list; the page of each certificate still verifies it.",
    "证书为 Open Badges 3.0 凭证，签发时签名并原样保存。已吊销的证书连同原因一并保留。不愿公开者不列入本列表，但每份证书的页面仍可验证。",
)


@report("certificates", TITLE, options=OPTIONS, recorded=True)
def certificates(homes: Homes, question: Question) -> Answer:
    """Which certificates were issued, to whom and for what, and which were revoked?

    Rows: one per certificate, the newest first; of those who do not want theirs shown, none.
    """
    from folkmoot.ledger import certificates as ledger

    every = holders(homes)
    rows = [row for row in (row_of(homes, one, by_serial(every)) for one in ledger.every()) if not row["hidden"]]
    kind, state = chosen(question, "what", KINDS), chosen(question, "state", STATES)
    words = question.option("q").lower().strip()
    shown = [
        row for row in rows
        if kind in ("", row["kind"]) and state in ("", row["state"]) and (not words or words in _searched(row))
        and (not question.scope.people or row["inner"] in question.scope.people)
    ]  # fmt: skip
    page, paging = page_of([_public(row) for row in shown], question)
    revoked = sum(1 for row in rows if row["state"] == "revoked")
    return fill(
        homes, question, TITLE, _sentence(len(rows), revoked), COLUMNS, page, total=len(shown), found=len(shown),
        unit="certificates", definition=DEFINITION, coverage=(),
        about={"counts": {"all": len(rows), "revoked": revoked}, "kinds": KINDS, "what": kind, "state": state, **paging},
        parts={"levels": _levels(homes, question, every)},
    )  # fmt: skip


@report("certificate", Text("Certificate", "证书"), options={"id": Text("Its id.", "标识。")}, recorded=True)
def certificate(homes: Homes, question: Question) -> Answer:
    """What does one certificate say, on what does it stand, and does it still hold?"""
    from folkmoot.ledger import certificates as ledger

    try:
        one = ledger.one(question.option("id"))
    except BadInput as error:
        raise BadQuestion(error.what, mend=error.mend) from error
    row = row_of(homes, one, by_serial(holders(homes)))
    content = one.content
    row |= {
        "says": words_in(content, "says"), "criteria": words_in(content, "criteria"), "why": one.why,
        "evidence": [
            {"name": words_in(each, "name"), "says": words_in(each, "says"), "url": each.get("url", "")}
            for each in content.get("evidence", ())
        ],
        "digest": str(content.get("frozen", {}).get("digest") or ""),
    }  # fmt: skip
    faces = homes.faces
    for name in ("says", "criteria", "title"):
        row[name] = faces.masked(row[name])
    title: Text = row["title"]
    revoked = one.revoked_at is not None
    said = Text("It was revoked.", "该证书已被吊销。") if revoked else Text("It holds.", "证书有效。")
    return fill(
        homes, question, title, said, COLUMNS, [_public(row)], total=1, definition=DEFINITION, coverage=(),
        about={"masked": faces.is_hidden(row["inner"])},
    )  # fmt: skip


def by_serial(every: Mapping[str, Holder]) -> dict[int, Holder]:
    """Return who holds each number."""
    return {one.serial: holder for holder in every.values() for one in holder.numbers}


def row_of(homes: Homes, one: Certificate, held: Mapping[int, Holder]) -> dict[str, Any]:
    """Return a certificate as a row. The name is the holder's of today: who asks not to be named is not; the number as signed."""
    holder = held.get(one.serial)
    person = holder.person if holder else ""
    known = homes.faces.known(person)
    state = "revoked" if one.revoked_at else "valid"
    hidden = bool(holder and holder.number.is_hidden) or homes.faces.is_hidden(person)
    return {
        "ident": one.ident, "title": title_of(one), "kind": one.kind, "kind_name": KINDS.get(one.kind, Text(one.kind)),
        "person": homes.faces.id_of(person) if known else "", "number": str(one.content.get("number", "")),
        "name": homes.faces.name_of(person) if known else str(one.content.get("holder", "")), "at": one.at, "state": state,
        "state_name": STATES[state], "revoked_at": one.revoked_at, "revoked_why": homes.faces.masked_words(one.revoked_why),
        "hidden": hidden, "inner": person,
    }  # fmt: skip


def _public(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("inner", "hidden")}


def _searched(row: Mapping[str, Any]) -> str:
    title: Text = row["title"]
    return f"{title.en}\n{title.zh}\n{row['name']}\n{row['number']}\n{row['ident']}".lower()


def _levels(homes: Homes, question: Question, every: Mapping[str, Holder]) -> Answer:
    levels = levels_of(homes.charter)
    ladder = ladder_of_levels(levels)
    letters = [holder.letters for holder in every.values()]
    rows = []
    for level, step in zip(levels, ladder.steps, strict=True):
        asks = [asked_words(leaf, ladder) for leaf in step.leaves] if step.all or step.any else []
        rows.append({
            "id": level.id, "letters": level.letters, "title": level.title, "does": level.does, "asks": asks,
            "any": bool(step.any and not step.all), "people": letters.count(level.letters), "certificate": level.certificate,
        })  # fmt: skip
    columns = (
        Column("letters", Text("Letters", "字母")), Column("title", Text("Level", "等级")),
        Column("people", Text("People", "人数"), "number"),
    )  # fmt: skip
    said = Text(
        f"{many(len(letters), 'community number', 'community numbers')} issued.",
        f"已发放 {number(len(letters))} 个社区编号。",
    )
    return fill(
        homes, question, Text("Levels", "等级"), said, columns, rows, total=len(letters), name="levels", coverage=(),
        about={"declared": bool(homes.charter.levels)},
    )  # fmt: skip


def _sentence(count: int, revoked: int) -> Text:
    if not count:
        return Text("No certificate was issued yet.", "尚未签发证书。")
    return Text(
        f"{many(count, 'certificate', 'certificates')} issued, {number(revoked)} revoked.",
        f"已签发 {number(count)} 份证书，其中 {number(revoked)} 份已吊销。",
    )
