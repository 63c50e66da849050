"""What does one group declare, and what happened in it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from folkmoot.charter.files import read_text
from folkmoot.metrics.activity import repositories as repository_counts
from folkmoot.metrics.people import contributors
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Dispute, Group, Term
from folkmoot.model.scope import Question
from folkmoot.model.text import Text, has_han, text_of
from folkmoot.reports import columns
from folkmoot.reports.calendar import next_declared
from folkmoot.reports.covering import counts_in, coverage_of, fresh_at, kinds_in
from folkmoot.reports.data import finding_row, findings_answer
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.groups import leads
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report
from folkmoot.reports.series import activity_by_month

TITLE = Text("Group", "小组")
PLAIN = ("kind", "slug", "name", "mission", "status", "created", "parent", "stakeholders", "aliases", "channels", "links", "targets",
         "ladder", "subprojects", "sources")  # fmt: skip


@report("group", TITLE, options={"id": Text("The group's short name.", "小组短名。")})
def group(homes: Homes, question: Question) -> Answer:
    """What does one group declare, and what happened in it?"""
    slug = question.option("id").lower()
    if not slug:
        raise BadQuestion("Which group?", mend=near("", homes.charter.group_by_slug))
    known = homes.charter.group_by_slug.get(slug)
    if known is None:
        raise BadQuestion(f"There is no group '{slug}'.", mend=near(slug, homes.charter.group_by_slug))
    scope = question.scope.with_(groups=(slug,))
    inside = Question(question.name, scope, question.today, question.options)
    events = homes.events(scope)
    parts = {
        "activity": activity_by_month(homes, inside, events),
        "people": _people(homes, inside, events),
        "repositories": _repositories(homes, inside, events, known),
        "findings": _findings(homes, inside, known),
        "minutes": _minutes(homes, inside, known),
        "proposals": _proposals(homes, inside, known),
    }
    return fill(
        homes, inside, known.name, _sentence(homes, known, parts, question), (), (),
        metric=repository_counts, total=parts["activity"].total,
        about={"group": _declared(homes, known, question), "today": question.today}, parts=parts,
    )  # fmt: skip


def _sentence(homes: Homes, group: Group, parts: Mapping[str, Answer], question: Question) -> Text:
    led = dict.fromkeys(homes.faces.name_of(term.person) for term in leads(group.roster(question.today)))
    names = ", ".join(led) or "nobody that it declares"
    chinese = "、".join(led) or "（未声明）"
    if not parts["activity"].coverage and not group.repositories:
        return Text(f"Led by {names}. It has no repositories of its own.", f"负责人：{chinese}。没有自己的代码仓。")
    if not parts["activity"].coverage:
        return Text(
            f"Led by {names}. None of its repositories has been read, so its activity is unknown.",
            f"负责人：{chinese}。其代码仓均未读取，活动未知。",
        )
    people, total = len(parts["people"].rows), parts["activity"].total
    return Text(
        f"Led by {names}. {many(people, 'person was', 'people were')} seen in this window, with {many(total, 'event', 'events')}.",
        f"负责人：{chinese}。此时段内 {number(people)} 人有活动，共 {number(total)} 个事件。",
    )


def _declared(homes: Homes, group: Group, question: Question) -> dict[str, Any]:
    """Return the group's declaration as plain data, people by name and with where each fact stands."""
    declared: dict[str, Any] = {name: getattr(group, name) for name in PLAIN}
    above = homes.charter.group_by_slug.get(group.parent)
    declared["parent_name"] = above.name if above else text_of(group.parent)
    declared["roles"] = [term_row(homes, term, question.today) for term in group.roles]
    declared["repositories"] = [
        {"repo": item.repo, "path": item.path, "since": item.since, "until": item.until} for item in group.repositories
    ]
    declared["meetings"] = [
        {**{field.name: getattr(series, field.name) for field in fields(series)},
         "next": next_declared(homes, series, question.today)}
        for series in group.meetings
    ]  # fmt: skip
    declared["disputes"] = [_dispute(homes, dispute) for dispute in group.disputes]
    declared["documents"] = [_document(homes, path) for path in group.documents]
    return declared


def _dispute(homes: Homes, dispute: Dispute) -> dict[str, Any]:
    claims = [
        {"value": str(homes.faces.masked(Text(claim.value))), "sources": list(claim.sources)}
        for claim in dispute.claims
    ]
    return {"field": str(homes.faces.masked(Text(dispute.field))), "claims": claims}


def term_row(homes: Homes, term: Term, today: date) -> dict[str, Any]:
    """Return one term with its person's name, and where it is said."""
    person = homes.identity.person_of.get(term.person, term.person)
    hidden = homes.faces.is_hidden(person)
    return {
        "person": homes.faces.id_of(term.person),
        "name": homes.faces.name_of(term.person),
        "role": term.role,
        "repo": term.repo,
        "subproject": term.subproject,
        "since": term.since,
        "until": term.until,
        "cause": term.cause,
        "organization": None if hidden else homes.organization_on(person, today),
        "sources": list(term.sources) or [str(term.place)],
    }


def _document(homes: Homes, path: str) -> dict[str, str]:
    text, _findings = read_text(homes.charter.root / path, homes.charter.root)
    words = homes.faces.masked_words(text or "")
    heading = next((line.lstrip("# ").strip() for line in words.splitlines() if line.startswith("#")), path)
    language = "zh" if has_han(words[:2000]) else "en"
    return {"path": path, "text": words, "title": heading, "lang": language, "base": path.rpartition("/")[0]}


def _people(homes: Homes, question: Question, events: Any) -> Answer:
    rows = sorted(homes.rows(contributors(events, question.scope)), key=lambda row: (-row["events"], row["person"]))
    wanted, read = ("events", "commits", "merged", "reviews"), kinds_in(coverage_of(homes, question.scope))
    shown = [
        {"id": homes.faces.id_of(row["person"]), "person": homes.faces.id_of(row["person"]),
         "name": homes.faces.name_of(row["person"]),
         "organization": row["organization"], **counts_in(row, wanted, read), "last_at": row["last_at"]}
        for row in rows
    ]  # fmt: skip
    query = f"group={question.option('id')}&person={{id}}"
    counts = tuple(column for column in columns.counts(query) if column.name in wanted)
    sentence = Text(
        f"{many(len(rows), 'person', 'people')} with an event in this group's repositories.",
        f"{number(len(rows))} 人在该小组代码仓中有事件。",
    )
    title = Text("Contributors", "贡献者")
    shown_columns = (columns.person_column(), columns.ORGANIZATION, *counts, columns.LAST)
    return fill(
        homes, question, title, sentence, shown_columns, shown, metric=contributors, total=len(rows), name="people"
    )


def _repositories(homes: Homes, question: Question, events: Any, group: Group) -> Answer:
    counted = {row["repo"]: row for row in homes.rows(repository_counts(events, question.scope))}
    covering = coverage_of(homes, question.scope)
    rows = []
    for repo, paths in _folders(group).items():
        names = sorted(homes.same(repo))
        # A mirror holds the same history: what was read of any of them was read, and the fullest reading counts.
        seen = max((counted[name] for name in names if name in counted), key=lambda row: row["events"], default=None)
        read = [row for row in covering if row.repo in names]
        rows.append(
            {"repo": repo, "path": ", ".join(paths), **counts_in(seen, ("events", "people"), kinds_in(read)),
             "last_at": seen["last_at"] if seen else None, "read_at": fresh_at(read)}
        )  # fmt: skip
    unread = sum(1 for row in rows if row["read_at"] is None)
    sentence = Text(
        f"{many(len(rows), 'repository', 'repositories')} declared; {number(unread)} never read.",
        f"声明了 {len(rows)} 个代码仓，其中 {unread} 个从未读取。",
    )
    shown = (
        columns.REPO, Column("path", Text("Folder", "目录")),
        columns.count("events", Text("Events", "事件"), "events?repo={repo}"), columns.PEOPLE, columns.LAST,
        Column("read_at", Text("Read", "读取时间"), "moment"),
    )  # fmt: skip
    title = Text("Repositories", "代码仓")
    return fill(
        homes, question, title, sentence, shown, rows, metric=repository_counts, total=len(rows), name="repositories"
    )


def _folders(group: Group) -> dict[str, list[str]]:
    """Return the group's repositories, each with the folders that it looks after; none: all of it."""
    found: dict[str, list[str]] = {}
    for item in group.repositories:
        found.setdefault(item.repo, []).extend([item.path] if item.path else [])
    return found


def _findings(homes: Homes, question: Question, group: Group) -> Answer:
    rows = [finding_row(homes, finding) for finding in homes.findings if finding.subject == group.slug]
    return findings_answer(homes, question, rows)


def _minutes(homes: Homes, question: Question, group: Group) -> Answer:
    rows = [
        {"day": one.day, "title": homes.faces.masked_words(one.title), "attendees": len(one.attendees) or None, "document": one.document}
        for one in homes.charter.minutes if one.group == group.slug
    ]  # fmt: skip
    rows.sort(key=lambda row: str(row["day"] or ""), reverse=True)
    shown = (
        Column("day", Text("Day", "日期"), "date"), Column("title", Text("Title", "标题")),
        columns.count("attendees", Text("Attendees", "参会人数"), unit="people"), Column("document", Text("File", "文件")),
    )  # fmt: skip
    sentence = Text(f"{many(len(rows), 'note', 'notes')} on file.", f"存档 {len(rows)} 份。")
    title = Text("Meeting notes", "会议纪要")
    return fill(homes, question, title, sentence, shown, rows, total=len(rows), unit="meetings", name="minutes")


def _proposals(homes: Homes, question: Question, group: Group) -> Answer:
    rows = [
        {"id": one.id, "title": homes.faces.masked_words(one.title), "status": one.status, "created": one.created,
         "stage": one.stage, "authors": [homes.faces.masked_words(homes.faces.name_of(author)) for author in one.authors]}
        for one in homes.charter.proposals if group.slug in (one.group, *one.participants)
    ]  # fmt: skip
    shown = (
        Column("title", Text("Proposal", "提案")), Column("status", Text("Status", "状态")),
        Column("stage", Text("Stage", "阶段")), Column("authors", Text("Authors", "作者"), "list"),
        Column("created", Text("Created", "创建日期"), "date"),
    )  # fmt: skip
    sentence = Text(f"{many(len(rows), 'proposal', 'proposals')} on file.", f"存档 {len(rows)} 个提案。")
    return fill(
        homes,
        question,
        Text("Proposals", "提案"),
        sentence,
        shown,
        rows,
        total=len(rows),
        unit="proposals",
        name="proposals",
    )
