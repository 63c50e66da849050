"""Who is one person: accounts and why, affiliations, roles over time, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.activity import groups as group_counts
from folkmoot.metrics.activity import kinds
from folkmoot.metrics.activity import repositories as repository_counts
from folkmoot.metrics.windows import within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.identity import KnownPerson
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.events import listed
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.group import term_row
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report
from folkmoot.reports.series import activity_by_month

TITLE = Text("Person", "人员")
FORGES = {"gitee": "https://gitee.com", "github": "https://github.com"}  # where the charter names no address


@report("person", TITLE, options={"id": Text("The person's id, or one of their accounts.", "人员标识或其账号之一。")})
def person(homes: Homes, question: Question) -> Answer:
    """Who is one person, and what did they do?"""
    said = question.option("id")
    if not said:
        raise BadQuestion("Which person?", mend="Give an id or an account, such as gitee:ann.")
    known = homes.faces.find(said)
    if known is None:
        ids = (homes.faces.id_of(person) for person in homes.identity.people)
        raise BadQuestion(f"There is nobody called '{said}'.", mend=near(said, ids))
    scope = question.scope.with_(people=(known.id,), bots=True)
    inside = Question(question.name, scope, question.today, question.options)
    events = homes.events(scope)
    recent = Question("events", scope, question.today)
    parts = {
        "activity": activity_by_month(homes, inside, events),
        "by_group": _by_group(homes, inside, events),
        "by_repo": _by_repo(homes, inside, events),
        "by_kind": _by_kind(homes, inside, events),
        "recent": listed(homes, recent, within(events, scope), usual=20, name="recent"),
    }
    name = homes.faces.name_of(known.id)
    return fill(
        homes, inside, Text(name), _sentence(name, parts), (), (), metric=kinds, total=parts["activity"].total,
        about=_about(homes, known, question), parts=parts,
    )  # fmt: skip


def _sentence(name: str, parts: Mapping[str, Answer]) -> Text:
    total, groups = parts["activity"].total or 0, len(parts["by_group"].rows)
    if not total:
        return Text(f"No activity of {name} was seen in this window.", f"此时段内未见 {name} 的活动。")
    return Text(
        f"{many(total, 'event', 'events')} in {many(len(parts['by_repo'].rows), 'repository', 'repositories')} "
        f"and {many(groups, 'group', 'groups')}.",
        f"在 {len(parts['by_repo'].rows)} 个代码仓、{groups} 个小组中共有 {number(total)} 个事件。",
    )


def _about(homes: Homes, known: KnownPerson, question: Question) -> dict[str, Any]:
    faces = homes.faces
    roles = [
        {**term_row(homes, term, question.today), "group": group.slug, "group_name": group.name}
        for group, term in homes.charter.terms() if homes.identity.person_of.get(term.person, term.person) == known.id
    ]  # fmt: skip
    belongings = [
        {
            "organization": one.organization,
            "since": one.since,
            "until": one.until,
            "why": one.why,
            "sources": one.sources,
        }
        for one in homes.belongings.get(known.id, ())
    ]
    return {
        "id": faces.id_of(known.id),
        "name": faces.name_of(known.id),
        "bot": known.bot,
        "declared": known.declared,
        "hidden": known.hidden,
        "accounts": [] if known.hidden else [_account(homes, known, account) for account in known.accounts],
        "affiliations": [] if known.hidden else belongings,
        "roles": roles,
        "suggestions": [] if known.hidden else _suggestions(homes, known),
        "today": question.today,
    }


def _account(homes: Homes, known: KnownPerson, account: str) -> dict[str, Any]:
    forge, _, login = account.partition(":")
    reasons = [
        {"why": one.why, "evidence": one.evidence, "account": homes.faces.account_of(one.account),
         "other": homes.faces.account_of(one.other)}
        for one in known.reasons if account in (one.account, one.other)
    ]  # fmt: skip
    homes_of = {**FORGES, **{one.key: one.url for one in homes.charter.community.forges}}
    url = f"{homes_of[forge].rstrip('/')}/{login}" if homes_of.get(forge) else ""
    return {"account": homes.faces.account_of(account), "url": url, "reasons": reasons}


def _suggestions(homes: Homes, known: KnownPerson) -> list[dict[str, Any]]:
    mine = {known.id, *known.accounts}
    faces = homes.faces
    return [
        {
            "account": faces.account_of(one.account),
            "other": faces.account_of(one.other),
            "why": one.why,
            "evidence": one.evidence,
        }
        for one in homes.identity.suggestions
        if mine & {one.account, one.other} and not (faces.is_hidden(one.account) or faces.is_hidden(one.other))
    ]


def _by_group(homes: Homes, question: Question, events: Any) -> Answer:
    known = homes.charter.group_by_slug
    counted = homes.rows(group_counts(homes.reading.grouped(events), question.scope))
    rows = sorted(
        ({"group": row["group"], "name": known[row["group"]].name, "events": row["events"], "commits": row["commits"],
          "merged": row["merged"], "last_at": row["last_at"]} for row in counted if row["group"] in (question.scope.groups or known)),
        key=lambda row: (-row["events"], row["group"]),
    )  # fmt: skip
    shown = (
        Column("name", Text("Group", "小组"), "group", opens="group?id={group}"),
        columns.count("events", Text("Events", "事件"), "events?group={group}"),
        columns.count("commits", Text("Commits", "提交"), "events?group={group}&kind=commit.authored&merges=out"),
        columns.count("merged", Text("Merged changes", "合入变更"), "events?group={group}&kind=change.merged"),
        columns.LAST,
    )
    sentence = Text(f"{many(len(rows), 'group', 'groups')}.", f"{len(rows)} 个小组。")
    return fill(
        homes, question, Text("By group", "按小组"), sentence, shown, rows, metric=group_counts, name="by_group"
    )


def _by_repo(homes: Homes, question: Question, events: Any) -> Answer:
    counted = (row for row in homes.rows(repository_counts(events, question.scope)) if row["repo"])
    rows = sorted(counted, key=lambda row: (-row["events"], row["repo"]))
    counts = tuple(column for column in columns.counts("repo={repo}") if column.name != "reviews")
    shown = (columns.REPO, *counts, columns.FIRST, columns.LAST)
    sentence = Text(f"{many(len(rows), 'repository', 'repositories')}.", f"{len(rows)} 个代码仓。")
    title = Text("By repository", "按代码仓")
    return fill(homes, question, title, sentence, shown, rows, metric=repository_counts, name="by_repo")


def _by_kind(homes: Homes, question: Question, events: Any) -> Answer:
    rows = sorted(homes.rows(kinds(events, question.scope)), key=lambda row: (-row["events"], row["kind"]))
    shown = (columns.KIND, columns.count("events", Text("Events", "事件"), "events?kind={kind}"))
    sentence = Text(f"{many(len(rows), 'kind', 'kinds')} of activity.", f"{len(rows)} 类活动。")
    return fill(homes, question, Text("By kind", "按类型"), sentence, shown, rows, metric=kinds, name="by_kind")
