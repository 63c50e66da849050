"""The single events under a number that is no plain count of a kind: which of them, each once, stand under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis

from folkmoot.metrics.building import ended
from folkmoot.metrics.interest import FORKED, STARRED, UNSTARRED, WATCHED
from folkmoot.metrics.language import titled
from folkmoot.metrics.questions import forum
from folkmoot.metrics.releasing import released
from folkmoot.metrics.talk import ATTENDED, HOSTED, TALK, begun_and_answers, talk_threads
from folkmoot.metrics.threads import CHANGE, MERGE, REVIEW
from folkmoot.metrics.windows import within
from folkmoot.metrics.writing import COMMIT, written
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

Pick = Callable[[Any, Scope], Any]
"""(events of the scope at any time, the window) → those of them that are picked; the window is the caller's to apply."""


def picked(events: Any, said: str, scope: Scope) -> Any:
    """Return the events that ``said`` picks, one of ``PICKS``; all of them for ""."""
    return PICKS[said](events, scope) if said else events


def _among(events: Any, chosen: Any) -> Any:
    return events.semi_join(chosen.select("id"), "id")


def _first(rows: Any, *keys: str) -> Any:
    """Return the first event of each thing that the keys name."""
    told = ibis.struct({"at": rows["at"], "id": rows.id}).min()
    return rows.group_by(*keys).agg(first=told).select(id=lambda each: each.first["id"])


def _merged(events: Any, scope: Scope) -> Any:
    """Return the first merge of each change in the window: what was merged twice in it is one change."""
    rows = within(events.filter(events.kind == MERGE), scope)
    return _among(rows, _first(rows, "subject"))


def _acts(events: Any, _scope: Scope) -> Any:
    """Return each star, fork and watch once: what one account did at one moment is one act."""
    rows = events.filter(events.kind.isin([STARRED, UNSTARRED, FORKED, WATCHED]))
    return _among(rows, _first(rows, "kind", "repo", "actor", "at"))


def _meetings(events: Any, _scope: Scope) -> Any:
    """Return the first thing that is told of each meeting."""
    rows = events.filter(events.kind.isin([ATTENDED, HOSTED, TALK]))
    return _among(rows, _first(rows, "subject"))


def _releases(events: Any, _scope: Scope) -> Any:
    """Return each release at its first moment; prereleases are left out."""
    told = released(events)
    early = told.filter(told.prerelease).select("repo", "subject").distinct()
    return _among(events, _first(told.anti_join(early, ["repo", "subject"]), "repo", "subject"))


def _reviews(events: Any, _scope: Scope) -> Any:
    """Return the reviews by people of changes that somebody else opened, each once."""
    rows = events.filter(events.kind == REVIEW, ~events.bot)
    rows = rows.mutate(who=rows.person.coalesce(rows.actor))
    asked = events.filter(events.kind == CHANGE)
    own = asked.select("subject", who=asked.person.coalesce(asked.actor))
    rows = rows.anti_join(own, ["subject", "who"])
    return _among(events, _first(rows, "at", "subject", "repo", "organization", "who"))


def _unanswered(events: Any, scope: Scope) -> Any:
    """Return the beginnings of threads on lists and in forums that nobody else has answered."""
    begun = talk_threads(events, scope)
    return _among(events, begun.filter(begun.answered_at.isnull()))


def _first_answers(events: Any, _scope: Scope) -> Any:
    """Return the first message of another person in each topic of a forum."""
    _begun, answers = begun_and_answers(forum(events))
    return _among(events, _first(answers, "kind", "root"))


def _told(extract: Callable[[Any], Any], wanted: Callable[[Any], Any]) -> Pick:
    """Return what picks the events of an extract that are wanted."""

    def pick(events: Any, _scope: Scope) -> Any:
        return _among(events, extract(events).filter(wanted))

    return pick


NAMES = {
    "merged": Text("merged changes, each once", "合入的变更，每个一次"),
    "acts": Text("stars, forks and watches, each once", "点赞、复刻与关注，每次一行"),
    "meetings": Text("meetings, each once", "会议，每场一次"),
    "releases": Text("releases without prereleases", "版本，不含预发布"),
    "reviews": Text("reviews of others' changes", "对他人变更的检视"),
    "unanswered": Text("threads that nobody answered", "无人回复的话题"),
    "first-answers": Text("first answers to topics in forums", "论坛话题的首个回复"),
    "builds": Text("builds that passed or failed", "通过或失败的构建"),
    "timed": Text("builds that tell how long they took", "时长已知的构建"),
    "chinese": Text("titles with Chinese characters", "含汉字的标题"),
    "documentation": Text("commits to documentation", "涉及文档的提交"),
    "translation": Text("commits to translations", "涉及翻译的提交"),
}
PICKS: Mapping[str, Pick] = {
    "merged": _merged,
    "acts": _acts,
    "meetings": _meetings,
    "releases": _releases,
    "reviews": _reviews,
    "unanswered": _unanswered,
    "first-answers": _first_answers,
    "builds": _told(ended, lambda rows: rows.passed.notnull()),
    "timed": _told(ended, lambda rows: rows.minutes.notnull()),
    "chinese": _told(titled, lambda rows: rows.script.isin(["han", "mixed"])),
    "documentation": _told(written, lambda rows: (rows.kind == COMMIT) & rows.documentation),
    "translation": _told(written, lambda rows: (rows.kind == COMMIT) & rows.translation),
}
"""What may be picked; ``NAMES`` says each in words."""
