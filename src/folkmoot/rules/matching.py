"""Which open issues suit somebody: by the repositories, topics and language of what they did, each match with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import log2
from typing import Literal

WELCOME = re.compile(r"good[ _-]*first|first[ _-]*timer|help[ _-]*wanted|beginner|newcomer|新手", re.IGNORECASE)
UPKEEP = re.compile(
    r"\b(approved|lgtm|merged|wip|hold|stale|duplicate|invalid|triage|priority|lifecycle)\b|[-/]cla[/ _-]|^p[0-4]$|won'?t[ _-]?fix"
    r"|^(cla|stat|state|status|needs|ci|size|release|milestone|do[ _-]not)[/ _:-]|已合入|^待|进行中",
    re.IGNORECASE,
)
"""Labels that tell how far a thing has come and nothing of what it is about."""
LEVEL = r"(?:(?:difficulty|level|effort|难度)\s*[/:：_ -]*\s*)?"
EASY = re.compile(LEVEL + "(?:easy|simple|trivial|low|starter|简单|入门|容易|低)", re.IGNORECASE)
MEDIUM = re.compile(LEVEL + "(?:medium|moderate|intermediate|中等|中)", re.IGNORECASE)
HARD = re.compile(LEVEL + "(?:hard|difficult|complex|expert|high|困难|复杂|高)", re.IGNORECASE)
PREFIX = re.compile(r"^(area|sig|comp(onent)?|module|kind|topic|domain|领域|模块)\s*[/:：_-]\s*", re.IGNORECASE)
Why = Literal["repo", "group", "topic", "language", "easy", "unmarked"]
REPO_MOST, TOPIC_MOST, GROUP, LANGUAGE = 3.0, 3.0, 1.0, 0.5
COMMON = 0.5  # a topic that more than this share of the issues bears tells nothing
DIFFICULTY = {"easy": 0, "": 1, "medium": 2, "hard": 3}


@dataclass(frozen=True, slots=True)
class History:
    """What somebody did: how often in which repository and about which topic, for which groups, in which writing."""

    repos: Mapping[str, int]
    topics: Mapping[str, int]
    groups: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()  # han, latin

    def __bool__(self) -> bool:
        return bool(self.repos)


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue that invites newcomers and that nobody has taken."""

    subject: str
    repo: str
    title: str
    labels: frozenset[str]
    since: datetime
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an issue suits somebody: in what, and how often they did such a thing."""

    why: Why
    what: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """An issue with what speaks for it, the strongest reason first."""

    issue: OpenIssue
    score: float
    difficulty: str
    reasons: tuple[Reason, ...]


def topics_of(labels: Iterable[str]) -> frozenset[str]:
    """Return what labels say a thing is about: without invitations, difficulty and upkeep, and without ``area/`` and the like.

    A label that nobody has heard of is a topic by its own name: it matches whoever worked on things that bear it.
    """
    found = (PREFIX.sub("", label.strip().lower()) for label in labels if not _is_no_topic(label))
    return frozenset(one for one in found if one and not _is_no_topic(one))


def _is_no_topic(label: str) -> bool:
    words = label.strip()
    return any(one.search(words) for one in (WELCOME, UPKEEP)) or any(
        one.fullmatch(words) for one in (EASY, MEDIUM, HARD)
    )


def difficulty_of(labels: Iterable[str]) -> str:
    """Return easy, medium or hard; "" where no label tells, as most do not."""
    said = [label.strip() for label in labels]
    for name, words in (("hard", HARD), ("medium", MEDIUM), ("easy", EASY)):
        if any(words.fullmatch(label) for label in said):
            return name
    return ""


def script_of(title: str) -> str:
    """Return in which writing a title is: han, latin, or "" for both or neither."""
    han, latin = bool(re.search(r"[㐀-鿿]", title)), bool(re.search(r"[A-Za-z]{3}", title))
    return "han" if han and not latin else "latin" if latin and not han else ""


def suggest(history: History, issues: Iterable[OpenIssue]) -> tuple[Fit, ...]:
    """Return the issues that suit somebody best first; of those that suit alike the easier, then the newer one.

    Edges: who has no history gets every issue, the easiest first. A topic that most issues bear tells nothing.
    """
    every = list(issues)
    bearing = Counter(topic for one in every for topic in topics_of(one.labels))
    found = [_fit(history, one, bearing, len(every)) for one in every]
    return tuple(sorted(found, key=_order))


def _order(one: Fit) -> tuple[float, int, float, str]:
    return (-one.score, DIFFICULTY[one.difficulty], -one.issue.since.timestamp(), one.issue.subject)


def _fit(history: History, issue: OpenIssue, bearing: Mapping[str, int], total: int) -> Fit:
    scored = [*_places(history, issue), *_topics(history, issue, bearing, total), *_language(history, issue)]
    difficulty = difficulty_of(issue.labels)
    scored.sort(key=lambda one: -one[0])
    reasons = [reason for _score, reason in scored]
    if difficulty == "easy":
        reasons.append(Reason("easy"))
    elif not difficulty and not history:
        reasons.append(Reason("unmarked"))
    return Fit(issue, round(sum(score for score, _reason in scored), 4), difficulty, tuple(reasons))


def _places(history: History, issue: OpenIssue) -> Iterable[tuple[float, Reason]]:
    times = history.repos.get(issue.repo, 0)
    if times:
        yield min(REPO_MOST, 1 + log2(1 + times) / 3), Reason("repo", issue.repo, times)
        return
    shared = sorted(history.groups & issue.groups)
    if shared:
        yield GROUP, Reason("group", shared[0])


def _topics(
    history: History, issue: OpenIssue, bearing: Mapping[str, int], total: int
) -> Iterable[tuple[float, Reason]]:
    left = TOPIC_MOST
    for topic in sorted(topics_of(issue.labels), key=lambda one: (bearing[one], one)):
        times = history.topics.get(topic, 0)
        if not times or (total > 2 and bearing[topic] > COMMON * total):
            continue
        worth = min(left, 1.5, 0.5 + log2(1 + times) / 4)
        left -= worth
        if worth > 0:
            yield worth, Reason("topic", topic, times)


def _language(history: History, issue: OpenIssue) -> Iterable[tuple[float, Reason]]:
    script = script_of(issue.title)
    if script and script in history.scripts and len(history.scripts) == 1:
        yield LANGUAGE, Reason("language", script)
