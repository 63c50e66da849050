"""Which open issues for newcomers suit somebody, and why?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import ibis

from folkmoot.metrics.newcomer_help import ASSIGNED, LABELED, invitations, labelled
from folkmoot.metrics.told import told
from folkmoot.model.answer import Answer, Column
from folkmoot.model.event import CONTRIBUTIONS
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.subject import address_of, hosts_of, subject_of
from folkmoot.model.task import DIFFICULTIES
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.labels import labels_and_titles
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import someone
from folkmoot.reports.registry import report
from folkmoot.reports.task_course import TaskBook
from folkmoot.reports.tasks import forges_of
from folkmoot.reports.telling import told_of
from folkmoot.rules.matching import Fit, History, OpenIssue, Reason, script_of, suggest, topics_of

TITLE = Text("Issues that suit you", "适合你的问题单")
OPTIONS = {
    "who": Text(
        "Whom they are to suit: an id, an account or a name; absent: somebody new.",
        "为谁推荐：标识、账号或姓名；缺省为新人。",
    ),
    **PAGING,
}
COLUMNS = (
    Column("title", Text("Issue", "问题单")),
    columns.REPO,
    Column("reasons", Text("Why", "推荐理由"), "list"),
    Column("difficulty_name", Text("Difficulty", "难度")),
    Column("since_at", Text("Open since", "开放时间"), "moment"),
    columns.count("score", Text("Score", "匹配度")),
    Column("subject", Text("Subject", "编号")),
    Column("url", Text("Address", "链接"), "url"),
)
DEFINITION = Text(
    "Open issues with a label for newcomers that nobody has taken, neither on the forge nor as a task. Scored by what somebody did: in "
    "the same repository, for its group, on things with the same labels, in the same language; labels that most issues bear count nothing. "
    "The easier, then the newer one first.",
    "带新手标签、在代码平台和任务看板上均未被认领的开放问题单。按此人的历史打分：同一代码仓、同一小组、相同标签、相同语言；"
    "多数问题单都有的标签不计分。同分时先易后难，再先新后旧。",
)
MOST = 4000  # things that somebody did of which labels are looked at
MANY = 20  # of the same reasons
DAY = timedelta(days=1)
TAKEN = ("claimed", "delivered", "accepted")


@report("suggested-issues", TITLE, options=OPTIONS, recorded=True)
def suggested_issues(homes: Homes, question: Question) -> Answer:
    """Which open issues for newcomers suit somebody best, and why? To somebody new: the easiest first.

    Edges: what is closed, assigned, moved away, or no longer bears an inviting label is not told, nor an issue
    whose task somebody holds, has delivered or has done. An account of whom nothing was read is somebody new.
    """
    known = someone(homes, question.option("who"))
    history = history_of(homes, known.id) if known else History({}, {})
    tasks, taken = _tasks(homes, question)
    fits = suggest(history, (one for one in open_issues(homes, question) if one.subject not in taken))
    shown, about = page_of(fits, question)
    about |= {
        "who": homes.faces.id_of(known.id) if known else "", "name": homes.faces.name_of(known.id) if known else "",
        "new": not history, "repos": _top(history.repos), "topics": _top(history.topics),
    }  # fmt: skip
    covering = told_of(homes, question, (LABELED, ASSIGNED))
    return fill(
        homes, question, TITLE, _sentence(fits, about, read=bool(covering)), COLUMNS, [_row(homes, one, tasks) for one in shown],
        total=len(fits) if fits or covering else None, unit="issues", found=len(fits), about=about, coverage=covering,
        definition=DEFINITION,
    )  # fmt: skip


def open_issues(homes: Homes, question: Question) -> list[OpenIssue]:
    """Return the issues that invite newcomers today and that nobody has taken."""
    end = day_start(question.today, question.scope.zone) + DAY
    asked = Scope(
        until_at=end, groups=question.scope.groups, repos=question.scope.repos, bots=True, zone=question.scope.zone
    )
    found = invitations(homes.extract(labelled, asked), Scope(until_at=end, zone=asked.zone))
    found = found.filter(found.taken_at.isnull() & found.until_at.isnull() & found.closed_at.isnull())
    rows = homes.rows(found.select("subject", "repo", "at"))
    labels, titles = labels_and_titles(homes, _things(row["subject"] for row in rows)) if rows else ({}, {})
    return [
        OpenIssue(
            row["subject"], row["repo"], homes.faces.masked_words(titles.get(row["subject"], "")), labels.get(row["subject"], frozenset()),
            row["at"], frozenset(homes.groups_of.get(row["repo"], ())),
        )
        for row in rows
    ]  # fmt: skip


def _things(subjects: Iterable[str]) -> Any:
    return ibis.memtable({"subject": sorted(set(subjects))}, schema={"subject": "string"})


def history_of(homes: Homes, person: str) -> History:
    """Return what somebody did, as far as it tells what suits them: their newest few thousand things."""
    events = homes.events(Scope(people=(person,), bots=True))
    own = events.filter(events.kind.isin(list(CONTRIBUTIONS)), events.repo != "")
    rows = own.select("at", "kind", "repo", "subject", title=told(own.extra, "title"))
    rows = rows.order_by(ibis.desc("at")).limit(MOST)
    did = homes.rows(rows)
    repos = Counter(row["repo"] for row in did)
    subjects = {row["subject"] for row in did if row["subject"] and row["kind"].startswith(("change.", "issue."))}
    labels, _titles = labels_and_titles(homes, _things(subjects)) if subjects else ({}, {})
    topics = Counter(topic for subject in subjects for topic in topics_of(labels.get(subject, ())))
    scripts = Counter(script_of(row["title"] or "") for row in did if row["kind"] in ("issue.opened", "change.opened"))
    groups = frozenset(slug for repo in repos for slug in homes.groups_of.get(repo, ()))
    return History(repos, topics, groups, frozenset(name for name in scripts if name))


def _tasks(homes: Homes, question: Question) -> tuple[dict[str, str], frozenset[str]]:
    """Return which issue is the issue of which declared task, the open one first; and the issues whose task somebody took."""
    hosts = hosts_of(forges_of(homes))
    book = TaskBook(homes, day_start(question.today, question.scope.zone) + DAY)
    every = [(subject_of(one.task.issue, hosts), one) for one in book.tasks if one.task.issue]
    free = {subject: one.name for subject, one in every if one.state.stage == "open"}
    taken = frozenset(subject for subject, one in every if one.state.stage in TAKEN and subject not in free)
    return {subject: one.name for subject, one in every if subject} | free, taken


def _row(homes: Homes, one: Fit, tasks: dict[str, str]) -> dict[str, Any]:
    issue = one.issue
    number_ = issue.subject.rpartition("/")[2]
    return {
        "subject": issue.subject, "repo": issue.repo, "title": issue.title or number_, "number": number_,
        "reasons": [reason_words(homes, reason) for reason in one.reasons],
        "whys": [reason.why for reason in one.reasons], "difficulty": one.difficulty,
        "difficulty_name": DIFFICULTIES.get(one.difficulty), "since_at": issue.since, "score": one.score,
        "labels": sorted(issue.labels), "url": address_of(issue.subject, forges_of(homes)), "task": tasks.get(issue.subject, ""),
    }  # fmt: skip


def reason_words(homes: Homes, reason: Reason) -> Text:
    """Return why an issue suits somebody, in words."""
    times = f"{reason.times}+" if reason.times >= MANY else str(reason.times)
    often = "once" if reason.times == 1 else f"{times} times"
    if reason.why == "repo":
        name = reason.what.rpartition("/")[2]
        return Text(f"you worked in {name} ({often})", f"你参与过 {name}（{times} 次）")
    if reason.why == "group":
        group = homes.charter.group_by_slug.get(reason.what)
        named = group.name if group else Text(reason.what)
        return Text(f"of {named.said_in('en')}, where you take part", f"属于你参与的{named.said_in('zh')}")
    if reason.why == "topic":
        return Text(f"about {reason.what}, as {times} of yours", f"涉及 {reason.what}（你做过 {times} 个）")
    if reason.why == "language":
        return Text("in the language you write in", "使用你常用的语言")
    return Text("marked as easy", "标为入门难度") if reason.why == "easy" else Text("open to anybody", "任何人都可参与")


def _top(counted: Any) -> list[dict[str, Any]]:
    return [{"id": name, "times": times} for name, times in Counter(counted).most_common(5)]


def _sentence(fits: tuple[Fit, ...], about: dict[str, Any], *, read: bool) -> Text:
    if not fits:
        nothing = Text("No issue for newcomers is free at the moment.", "目前没有待认领的新手问题单。")
        return (
            nothing
            if read
            else Text("No labels of issues were read yet, so it is unknown.", "尚未读取问题单标签，因此未知。")
        )
    free = Text(
        f"{many(len(fits), 'issue is', 'issues are')} free for newcomers", f"{number(len(fits))} 个新手问题单待认领"
    )
    if about["new"]:
        return Text(f"{free.en}, the easiest first.", f"{free.zh}，先易后难。")
    fitting = sum(1 for one in fits if one.score)
    return Text(f"{free.en}; {number(fitting)} of them {'fits' if fitting == 1 else 'fit'} what {about['name']} did.",
                f"{free.zh}，其中 {number(fitting)} 个与 {about['name']} 的经历相符。")  # fmt: skip
