"""What Gitee's log of a change or issue tells: an entry says who, when, and in words what. Pure.

The API's description names no types of entries; these are the ones that are known. An entry that is not known is no event.
Source: https://gitee.com/api/v5/swagger#/getV5ReposOwnerRepoPullsNumberOperateLogs
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.sources.http.told import Told

_TAGS = re.compile(r"<[^>]{0,300}>")
_NEAR = timedelta(seconds=10)  # between a thing's own moment and the one of its entry in the log


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that is known. ``what``: merged, closed, reopened, labeled, assigned, approved or tested."""

    what: str
    id: str
    at: datetime
    user: Told | None
    label: str = ""
    assignee: Told | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    what: str
    words: re.Pattern[str]
    types: frozenset[str] = frozenset()
    removed: bool = False


def _known(what: str, words: str, *types: str, removed: bool = False) -> _Known:
    return _Known(what, re.compile(words, re.IGNORECASE), frozenset(types), removed)


_KNOWN = (
    _known("labeled", r"(?:删除|移除|取消)了?标签\s*(.*)", "remove_label", "delete_label", "unset_label", removed=True),
    _known("labeled", r"(?:removed|deleted) (?:the )?label\s+(.*)", removed=True),
    _known("labeled", r"(?:添加|增加|新增|设置)了?标签\s*(.*)", "add_label", "set_label"),
    _known("labeled", r"added (?:the )?label\s+(.*)"),
    _known("reopened", r"重新(?:打开|开启)|reopened", "reopened_pr", "reopen_pr", "reopened", "reopen"),
    _known("merged", r"合并了|\bmerged\b", "merged_pr", "merge_pr", "merged", "merge"),
    _known("closed", r"关闭了|\bclosed\b", "closed_pr", "close_pr", "closed", "close"),
    _known("tested", r"测试通过|通过了?测试|passed the test", "test_pass", "tested"),
    _known("approved", r"(?:审查|审核|评审|检视)通过|通过了?(?:代码)?(?:审查|审核|评审|检视)|\bapproved\b", "check_pass", "approved", "approve"),
    _known("assigned", r"取消了?.{0,40}(?:指派|负责人|审查人员)|unassigned", "unset_assignee", "remove_assignee", removed=True),
    _known("assigned", r"指派|负责人|审查人员|\bassigned\b", "set_assignee", "assign"),
)  # fmt: skip
"""The words go before the type: they are what people see. The first that fits counts."""

_FINISHED = re.compile(r"已(?:完成|拒绝|关闭)|\b(?:done|closed|rejected)\b", re.IGNORECASE)


def entries(logs: Iterable[Told]) -> list[Entry]:
    """Return the entries of a log that are known, the oldest first. Errors: SourceUnreadable for another shape."""
    found = [entry for log in logs if (entry := _entry(log)) is not None]
    return sorted(found, key=lambda entry: (entry.at, entry.id))


def merger(log: Iterable[Told]) -> Told | None:
    """Return who merged a change, which happens once; None where no entry tells it."""
    merges = [entry for entry in entries(log) if entry.what == "merged"]
    return merges[-1].user if merges else None


def closer(log: Sequence[Told], at: datetime) -> Told | None:
    """Return who closed something at a moment: the doer of the nearest entry; None where no entry is near."""
    near = [
        (abs(log_at - at), one.name("id"), one)
        for one in log
        if (log_at := one.moment("created_at")) - _NEAR <= at <= log_at + _NEAR and _closes(one)
    ]
    return min(near, key=lambda found: found[:2])[2].maybe("user") if near else None


def _closes(log: Told) -> bool:
    entry = _entry(log)
    return entry.what == "closed" if entry is not None else bool(_FINISHED.search(_words(log)))


def _entry(log: Told) -> Entry | None:
    kind, words = log.text("action_type", "") or log.text("action", ""), _words(log)
    for known in _KNOWN:
        if match := known.words.search(words):
            return _told(log, known, match.group(1).strip() if match.lastindex else "")
    for known in _KNOWN:
        if kind in known.types:
            label = words.rpartition(" ")[2] if known.what == "labeled" else ""
            return _told(log, known, label)
    return None


def _told(log: Told, known: _Known, label: str) -> Entry:
    assignee = (
        log.maybe("assignee") if known.what == "assigned" and isinstance(log.data.get("assignee"), dict) else None
    )
    return Entry(
        known.what, log.name("id"), log.moment("created_at"), log.maybe("user"), label, assignee, known.removed
    )


def _words(log: Told) -> str:
    return " ".join(_TAGS.sub("", log.text("content", "")).split())
