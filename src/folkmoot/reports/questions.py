"""Where is asked, how much is answered, who answers, and what waits longest?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.metrics.questions import answers_in_forums, forum, forum_questions, issue_questions
from folkmoot.metrics.talk import POST
from folkmoot.metrics.threads import ISSUE
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.asked import cells_of
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Questions and answers", "问答")
WAITING, ANSWERERS = 20, 15  # rows
KINDS = (ISSUE, POST)
DEFINITION = Text(
    "Issues with a label that says that they ask something, and topics begun in forums. Answered: by another person, in issues by no "
    "bot; the median wait is that of the answered. Solved: an issue that was answered and closed; a topic with an accepted answer, "
    "where the forum tells of that; else it is not known.",
    "标签表明是提问的问题单，以及论坛中新建的话题。已答复：由他人回复（问题单中不计机器人）。已解决：问题单指答复后关闭，话题指有被采纳的"
    "回答；论坛不提供采纳信息时为未知。",
)
COLUMNS = (
    columns.KIND,
    Column("where", Text("Where", "位置")),
    columns.count("asked", Text("Asked", "提问"), unit="questions"),
    columns.count("answered", Text("Answered", "已答复")),
    Column("share", Text("Share", "占比"), "share"),
    columns.count("solved", Text("Solved or accepted", "已解决或采纳")),
    columns.count("waiting", Text("Wait for an answer", "待答复")),
    Column(
        "hours",
        Text("Median wait", "等待中位数"),
        "hours",
    ),
)
LISTED = (
    Column("title", Text("What", "内容")), Column("url", Text("Address", "链接"), "url"),
    Column("name", Text("Asked by", "提问者"), "person", opens="person?id={person}"), Column("where", Text("Where", "位置")),
    Column("groups", Text("Groups", "小组"), "list"), Column("asked_at", Text("Asked", "提问时间"), "moment"),
    Column("days", Text("Waits", "等待"), "days"), Column("person", Text("Id", "标识")),
)  # fmt: skip
HELPERS = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    columns.count("issues", Text("First answers in issues", "问题单首答")), columns.count("posts", Text("Topics answered", "答复的话题")),
    columns.count("both", Text("Together", "合计")), Column("person", Text("Id", "标识")),
)  # fmt: skip


@report("questions", TITLE)
def questions(homes: Homes, question: Question) -> Answer:
    """Where is asked, how much is answered, who answers, and what waits longest?"""
    scope = question.scope
    issues = issue_questions(with_known(homes, homes.threads(scope)), scope)
    # Whoever answers need not be in the scope; the scope is then the asker's.
    posts = homes.extract(forum, scope.with_(people=(), orgs=()))
    topics = forum_questions(posts, scope) if not (scope.people or scope.orgs) else None
    rows = [*_counted(homes, issues, "repo", ISSUE, issues.solved), *_of_forums(homes, topics)]
    rows.sort(key=lambda row: (-row["asked"], str(row["where"])))
    parts = {
        "waiting": _waiting(homes, question, issues, topics),
        "answerers": _answerers(homes, question, issues, posts if topics is not None else None),
        "groups": _groups(homes, question, issues),
    }
    asked = sum(row["asked"] for row in rows)
    return tell(
        homes, question, TITLE, _sentence(scope, rows) if rows else None, COLUMNS, rows, kinds=KINDS, metric=issue_questions,
        definition=DEFINITION, total=asked, parts=parts, about={"asked": asked, **_sums(rows)},
    )  # fmt: skip


def _counted(homes: Homes, table: Any, by: str, kind: str, solved: Any) -> list[dict[str, Any]]:
    """Return the counts by a column."""
    hours = (table.answered_at.epoch_seconds() - table["at"].epoch_seconds()) / 3600
    found = table.mutate(hours=hours, done=solved).group_by(where=table[by].coalesce("")).agg(
        asked=lambda rows: rows.count(), answered=lambda rows: rows.answered_at.notnull().sum(), solved=lambda rows: rows.done.sum(),
        hours=lambda rows: rows.hours.quantile(0.5),
    )  # fmt: skip
    return [
        {**row, "kind": kind, "waiting": row["asked"] - row["answered"], "share": row["answered"] / row["asked"]}
        for row in homes.rows(found)
    ]  # fmt: skip


def _of_forums(homes: Homes, topics: Any) -> list[dict[str, Any]]:
    """Return the counts of forums; accepted is unknown where the forum never told of it. The sum of nulls is null."""
    return [] if topics is None else _counted(homes, topics, "channel", POST, topics.accepted)


def _sums(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    every = list(rows)
    solved = [row["solved"] for row in every if row["solved"] is not None]
    return {
        "answered": sum(row["answered"] for row in every), "waiting": sum(row["waiting"] for row in every),
        "solved": sum(solved) if solved else None,
    }  # fmt: skip


def _sentence(scope: Scope, rows: list[dict[str, Any]]) -> Text:
    sums, asked = _sums(rows), sum(row["asked"] for row in rows)
    window = window_words(scope)
    return Text(
        f"{window.en}, {many(asked, 'question was', 'questions were')} asked; {number(sums['answered'])} were answered, "
        f"{number(sums['waiting'])} wait.",
        f"{window.zh}，共有 {number(asked)} 个提问，{number(sums['answered'])} 个已答复，{number(sums['waiting'])} 个待答复。",
    )


def _waiting(homes: Homes, question: Question, issues: Any, topics: Any) -> Answer:
    """Return what waits longest; of topics the title is looked up, since it is not kept."""
    open_issues = issues.filter(issues.answered_at.isnull(), issues.closed_at.isnull()).order_by("at").limit(WAITING)
    found = [
        {
            **cells_of(homes, {"url": "", **row}),
            "where": row["repo"],
            "id": row["id"],
            "at": row["at"],
            "inner": row["person"],
        }
        for row in homes.rows(open_issues)
    ]
    if topics is not None:
        silent = topics.filter(topics.answered_at.isnull()).order_by("at").limit(WAITING)
        found += [_topic(homes, row) for row in homes.rows(silent)]
    found = sorted(found, key=lambda row: (row["at"], row["id"]))[:WAITING]
    told = _told(homes, found)
    rows = []
    for row in found:
        hidden = homes.faces.is_hidden(row.pop("inner"))
        known = told.get(row["id"], {})
        rows.append({
            **row, "title": row["title"] or ("" if hidden else homes.faces.masked_words(known.get("title") or row["subject"])),
            "url": "" if hidden else known.get("url", ""), "asked_at": row["at"],
            "days": (question.today - row["at"].date()).days,
        })  # fmt: skip
    words = Text(f"{many(len(rows), 'question waits', 'questions wait')} longest.", f"等待最久的 {len(rows)} 个提问。")
    return tell(
        homes, question, Text("Waiting longest", "等待最久"), words if rows else None, LISTED, rows, kinds=KINDS, metric=issue_questions,
        name="questions-waiting",
    )  # fmt: skip


def _topic(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    who = row["person"]
    return {
        "id": row["id"] if "id" in row else row["thread"], "at": row["at"], "kind": row["kind"], "title": "", "subject": row["thread"], "inner": who,
        "name": homes.faces.name_of(who), "person": homes.faces.id_of(who), "where": row["channel"], "repo": "", "groups": [],
    }  # fmt: skip


def _told(homes: Homes, rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return addresses and titles of openings: they stand in the files, so only the days of these are looked into."""
    if not rows:
        return {}
    moments = [row["at"] for row in rows]
    events = homes.events(Scope(bots=True))
    here = events.filter(events["at"] >= min(moments), events["at"] <= max(moments), events.kind.isin(list(KINDS)))
    here = here.filter(here.id.isin([row["id"] for row in rows]) | here.subject.isin([row["subject"] for row in rows]))
    picked = here.select("id", "subject", "url", title=here.extra.cast("json")["title"].str)
    found: dict[str, dict[str, str]] = {}
    for row in homes.rows(picked):
        found[row["id"]] = found[row["subject"]] = {"url": row["url"] or "", "title": row["title"] or ""}
    return {row["id"]: found.get(row["id"]) or found.get(row["subject"], {}) for row in rows}


def _answerers(homes: Homes, question: Question, issues: Any, posts: Any) -> Answer:
    """Return who answers most: first answers of issues that ask, and topics of others in which they wrote."""
    first = issues.filter(issues.responder.notnull())
    found: dict[str, dict[str, int]] = {}
    for row in homes.rows(first.group_by(who=first.responder).agg(n=first.count())):
        found.setdefault(row["who"], {})["issues"] = row["n"]
    if posts is not None:
        said = answers_in_forums(posts, question.scope)
        for row in homes.rows(said.group_by("who").agg(n=said.root.nunique())):
            found.setdefault(row["who"], {})["posts"] = row["n"]
    rows: list[dict[str, Any]] = [
        {
            "name": homes.faces.name_of(who), "person": homes.faces.id_of(who), "issues": told.get("issues", 0),
            "posts": told.get("posts", 0), "both": sum(told.values()),
        }
        for who, told in found.items() if homes.faces.known(who) is not None
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["both"], str(row["name"])))
    words = Text(f"{many(len(rows), 'person', 'people')} answered.", f"{len(rows)} 人参与答复。")
    return tell(
        homes, question, Text("Who answers most", "答复最多的人"), words if rows else None, HELPERS, rows[:ANSWERERS], kinds=KINDS,
        metric=issue_questions, name="questions-answerers", found=len(rows),
    )  # fmt: skip


def _groups(homes: Homes, question: Question, issues: Any) -> Answer:
    """Return the counts of each group: of its repositories' issues; posts that name a group count for it."""
    known = homes.charter.group_by_slug
    sums: dict[str, dict[str, Any]] = {}
    grouped = homes.reading.grouped(issues)
    counted = grouped.group_by("group").agg(
        asked=grouped.count(), answered=grouped.answered_at.notnull().sum(), solved=grouped.solved.sum()
    )
    for row in homes.rows(counted):
        if row["group"] in known and (not question.scope.groups or row["group"] in question.scope.groups):
            sums[row["group"]] = {**row, "waiting": row["asked"] - row["answered"]}
    rows = [
        {**row, "slug": slug, "name": known[slug].name, "status": known[slug].status, "share": row["answered"] / row["asked"]}
        for slug, row in sorted(sums.items(), key=lambda one: (-one[1]["asked"], one[0]))
    ]  # fmt: skip
    shown = (
        Column("name", Text("Group", "小组"), "group", opens="group?id={group}"), columns.count("asked", Text("Asked in issues", "问题单提问")),
        columns.count("answered", Text("Answered", "已答复")), Column("share", Text("Share", "占比"), "share"),
        columns.count("solved", Text("Solved", "已解决")), columns.count("waiting", Text("Wait", "待答复")),
        Column("group", Text("Short name", "短名")),
    )  # fmt: skip
    words = Text(f"{many(len(rows), 'group was', 'groups were')} asked.", f"{len(rows)} 个小组收到提问。")
    return tell(
        homes, question, Text("By group", "按小组"), words if rows else None, shown, rows, kinds=(ISSUE,), metric=issue_questions,
        name="questions-groups",
    )  # fmt: skip
