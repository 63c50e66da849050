"""Threads: each change or issue that was opened, with what came of it: answers, reviews, a merge or a closing."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.told import NO, is_true, told

CHANGE, ISSUE = "change.opened", "issue.opened"
REVIEW, MERGE, MOVE = "change.reviewed", "change.merged", "issue.transferred"
COMMENTS = ("change.commented", "issue.commented")
CLOSINGS = ("change.closed", "issue.closed")
REOPENINGS = ("change.reopened", "issue.reopened")
LABELS = ("change.labeled", "issue.labeled")
KINDS = (CHANGE, ISSUE, REVIEW, MERGE, MOVE, *COMMENTS, *CLOSINGS, *REOPENINGS, *LABELS)  # whatever is looked at
WELCOMING = "good[ _-]*first|first[ _-]*timer|help[ _-]*wanted|beginner|newcomer|新手"
WELCOME = "welcome"
ASKING = "question|support|usage|how[ _-]*to|咨询|答疑|提问|求助"
ASKS = "asks"
SAID = {
    "id": "string", "who": "string", "says": "boolean", "bot": "boolean", "author": "string", "lines": "int64", "files": "int64",
}  # fmt: skip
OPENED_WITH = ("id", "at", "kind", "actor", "repo", "subject", "person", "bot", "organization", "area")


def threads(events: Any, accounts: Any = None) -> Any:
    """What was asked, by whom, who answered first, and how did it end?

    Rows: one per change or issue that was opened: the columns of its opening (id, at, kind, actor, repo, subject, person,
    bot, organization, area) and title; first_response_at and responder (person, or account where nobody is known; null:
    unanswered), first_review_at, merged_at, merger (likewise; null: unknown), closed_at (merged or finally closed; null:
    open), reviews, reviewers, comments (by others), lines, files (of the merge; null: unknown), good_first (a label invites
    newcomers now), question (a label says that it asks something). Threads that are given come back as they are.
    ``accounts``: whose each account is (account, person, bot, from_at, until_at), to know who ``merged_by`` is; without them
    the events of that account tell it.
    Edges: ``events`` must be all of them, also robots', since whoever answers need not be in the scope; the scope is then
    the opener's. An answer is a review, a comment, a closing or a merge by another person who is no bot. Labels and
    assignments are none: they tell the asker nothing, and mostly a robot sets them. The asker under another account is the
    asker; accounts that are gone are told apart by their name only. The actor of a merge is the change's author: it is
    an answer of ``merged_by``, and where that is unknown of nobody, unless the actor is another person.
    What is told twice counts once: acts by their id, openings and merges by their subject, the earliest first. Clocks
    differ: what came before the opening happened at the opening. Something whose opening was not read, such as the
    changes of a git history, is no thread. An issue that moved to another repository (``to``) is closed here.
    """
    if "first_response_at" in events.columns:
        return events
    opened = _opened(events)
    after = _gathered(_acts(events).union(_merges(events, accounts), _welcoming(events)))
    joined = opened.left_join(after, "subject").drop("subject_right")
    other = ibis.ifelse(joined.author != joined.asker, joined.author, ibis.null("string"))
    named = joined.mutate(merger=joined.merger.coalesce(other), merger_bot=joined.merger_bot.fill_null(NO))
    first = named.said_at.isnull() | (named.merged_at < named.said_at)
    answers = (named.merger != named.asker) & ~named.merger_bot & first
    return _shaped(named, answers.fill_null(NO))


def _shaped(named: Any, merge_answers: Any) -> Any:
    def since(moment: Any) -> Any:
        return ibis.ifelse(moment < named["at"], named["at"], moment)

    gone = ibis.ifelse(named.reopened_at > named.ended_at, ibis.null(named["at"].type()), named.ended_at)
    return named.select(
        *OPENED_WITH,
        "title",
        first_response_at=since(ibis.ifelse(merge_answers, named.merged_at, named.said_at)),
        responder=ibis.ifelse(merge_answers, named.merger, named.said_by),
        first_review_at=since(named.reviewed_at),
        merged_at=since(named.merged_at),
        merger=named.merger,
        closed_at=since(named.merged_at.coalesce(gone)),
        last_at=ibis.greatest(named["at"], named.last_at.coalesce(named["at"])),
        reviews=named.reviews.fill_null(0),
        reviewers=named.reviewers.fill_null(0),
        comments=named.comments.fill_null(0),
        lines=named.lines,
        files=named.files,
        good_first=named.good_first.fill_null(NO),
        question=named.question.fill_null(NO),
    )


def _who(events: Any) -> Any:
    return events.person.coalesce(events.actor)


def _opened(events: Any) -> Any:
    """Return each opening once, the earliest told, with ``asker`` and ``title``."""
    rows = events.filter(events.kind.isin([CHANGE, ISSUE]), events.subject != "")
    rows = rows.select(*OPENED_WITH, asker=_who(rows), title=told(rows.extra, "title"))
    rows = rows.mutate(told=ibis.row_number().over(group_by="subject", order_by=["at", "kind", "id"]))
    return rows.filter(rows.told == 0).drop("told")


def _askers(events: Any) -> Any:
    """Return who opened each thread; made by itself, since it is much less to hold than all of the openings."""
    rows = events.filter(events.kind.isin([CHANGE, ISSUE]), events.subject != "")
    told = {"at": rows["at"], "kind": rows.kind, "id": rows.id, "who": _who(rows)}
    first = rows.group_by("subject").agg(first=ibis.struct(told).min())
    return first.select("subject", asker=first.first["who"])


def _acts(events: Any) -> Any:
    """Return what was said of each thread, and when it was closed, opened again or moved away."""
    rows = events.filter(events.kind.isin([REVIEW, *COMMENTS, *CLOSINGS, *REOPENINGS]))
    rows = rows.select("subject", "kind", "at", "id", "bot", who=_who(rows))
    rows = rows.join(_askers(events), "subject")
    says = ~rows.bot & (rows.who != rows.asker) & ~rows.kind.isin(REOPENINGS)
    return _alike(rows, id=rows.id, who=rows.who, says=says, bot=rows.bot)


def _merges(events: Any, accounts: Any) -> Any:
    """Return each merge: when, by whom (as far as it is told), whose change, and how large; and what moved away."""
    rows = events.filter(events.kind.isin([MERGE, MOVE]))
    rows = rows.select(
        *("subject", "kind", "at"),
        author=_who(rows),
        account=told(rows.extra, "merged_by"),
        lines=(_number(rows, "added") + _number(rows, "removed")).coalesce(rows.amount.cast("int64")),
        files=_number(rows, "files"),
        to=told(rows.extra, "to"),
    )
    rows = rows.filter((rows.kind == MERGE) | rows.to.notnull())
    rows = _named(rows, events, accounts)
    return _alike(
        rows,
        who=rows.holder.coalesce(rows.account),
        bot=rows.robot,
        author=rows.author,
        lines=rows.lines,
        files=rows.files,
    )


def _number(rows: Any, name: str) -> Any:
    return told(rows.extra, name).try_cast("int64")


def _named(rows: Any, events: Any, accounts: Any) -> Any:
    """Add who the ``account`` of each row is: ``holder`` and ``robot``."""
    if accounts is None:
        seen = events.filter(events.actor != "").group_by("actor")
        seen = seen.agg(holder=events.person.argmax(events["at"]), robot=events.bot.any())
        return rows.left_join(seen, rows.account == seen.actor)
    then = [rows["at"] >= accounts.from_at, rows["at"] < accounts.until_at]
    held = rows.left_join(accounts, [rows.account == accounts.account, *then])
    return held.select(*[rows[name] for name in rows.columns], holder=accounts.person, robot=accounts.bot)


def _welcoming(events: Any) -> Any:
    """Return the labels that invite newcomers, or say that something is asked, and were not taken away again."""
    rows = events.filter(events.kind.isin(LABELS))
    rows = rows.select("subject", "at", label=told(rows.extra, "label").lower(), removed=is_true(rows.extra, "removed"))
    rows = rows.filter(rows.label.re_search(f"{WELCOMING}|{ASKING}"))
    last = rows.group_by(["subject", "label"]).agg(removed=rows.removed.argmax(rows["at"]))
    moment = ibis.null(events["at"].type())
    kind = ibis.ifelse(last.label.re_search(ASKING), ASKS, WELCOME)
    return _alike(last.filter(~last.removed).mutate(kind=kind, at=moment))


def _alike(rows: Any, **said: Any) -> Any:
    """Return rows with the columns that all of them have; what is not said is null."""
    missing = {name: ibis.null(kind) for name, kind in SAID.items() if name not in said}
    return rows.select("subject", "kind", "at", **{name: {**said, **missing}[name] for name in SAID})


def _gathered(rows: Any) -> Any:
    """Return one row for each subject."""
    moment, merge = rows["at"], rows.kind == MERGE
    review, comment = rows.says & (rows.kind == REVIEW), rows.says & rows.kind.isin(COMMENTS)
    after = rows.group_by("subject").agg(
        first=ibis.struct({"at": moment, "who": rows.who}).min(where=rows.says),
        reviewed_at=moment.min(where=review),
        reviews=_different(rows.id, review),
        reviewers=_different(rows.who, review),
        comments=_different(rows.id, comment),
        ended_at=moment.max(where=rows.kind.isin([*CLOSINGS, MOVE])),
        reopened_at=moment.max(where=rows.kind.isin(REOPENINGS)),
        last_at=moment.max(where=rows.bot.isnull() | ~rows.bot),
        merged_at=moment.min(where=merge),
        merger=rows.who.argmin(moment, where=merge),
        merger_bot=rows.bot.argmin(moment, where=merge),
        author=rows.author.argmin(moment, where=merge),
        lines=rows.lines.max(),
        files=rows.files.max(),
        good_first=(rows.kind == WELCOME).any(),
        question=(rows.kind == ASKS).any(),
    )
    return after.mutate(said_at=after.first["at"], said_by=after.first["who"]).drop("first")


def _different(values: Any, where: Any) -> Any:
    """Return how many different values there are; of lists as short as a thread's it takes a third of ``nunique``."""
    return values.hash().collect(where=where).unique().length()
