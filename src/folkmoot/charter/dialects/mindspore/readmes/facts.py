"""What a group's README says about the group itself: mission, repositories, channels, links, yearly targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from folkmoot.charter.dialects.mindspore.claims import README, Claims, Holding, Said
from folkmoot.charter.dialects.mindspore.markdown import Section, items, links, plain
from folkmoot.charter.dialects.mindspore.places import URL, repo_in
from folkmoot.model.finding import Place
from folkmoot.model.groups import Channel, YearTarget
from folkmoot.model.link import Link
from folkmoot.model.text import Text, text_of

_MISSION = re.compile(
    r"sig\s*简介|sig\s*介绍|^[\d.、\s]*(简介|概述|使命)|使命|mission$|^[\d.\s]*(summary|brief introduction)|"
    r"introduction to sig|sig introduction",
    re.IGNORECASE,
)
_REPOSITORIES = re.compile(r"代码仓|代码链接|code (repositor|warehouse|link)|repositories", re.IGNORECASE)
_LINKS = re.compile(r"discussion|resources|videos|往期|previous sessions|学习资源", re.IGNORECASE)
_TARGETS = re.compile(
    r"(20\d\d)\s*年?\s*(?:目标|goals?\b|targets?\b)|(?:goals?|targets?)\s*(?:for|of|in)\s*(20\d\d)", re.IGNORECASE
)
_SLACK = re.compile(r"https?://[\w.]*slack\.com/[^\s<>()\]\"]+")


def facts(found: tuple[Section, ...], path: str) -> Claims:
    """Return what the README declares about its group, people and meetings apart."""
    return Claims(
        missions=tuple(_missions(found, path)),
        holdings=tuple(_holdings(found, path)),
        channels=tuple(_channels(found, path)),
        links=tuple(_links(found, path)),
        targets=tuple(_targets(found)),
    )


def _missions(found: Iterable[Section], path: str) -> Iterator[Said]:
    """Yield the first paragraph of the section that introduces the group, or of the first one of all."""
    sections = [section for section in found if section.level]
    introduced = [section for section in sections if _MISSION.search(section.title)]
    for section in (*introduced, *sections):
        for line, words in section.lines:
            text = plain(words)
            if len(text) > 20 and not words.lstrip().startswith(("-", "*", "+", "|", "!", "[", "<", "#")):
                yield Said(text, README, Place(path, line))
                return


def _holdings(found: Iterable[Section], path: str) -> Iterator[Holding]:
    """Yield the repositories in sections about code, and those that a link elsewhere calls the group's code."""
    for section in found:
        about_code = bool(_REPOSITORIES.search(section.title))
        for line, words in section.lines:
            titled = [url for title, url in links(words) if about_code or _REPOSITORIES.search(title)]
            for url in dict.fromkeys([*titled, *(URL.findall(words) if about_code else ())]):
                if (repo := repo_in(url)).key:
                    yield Holding(repo.key, Place(path, line), repo.path, README)


def _channels(found: Iterable[Section], path: str) -> Iterator[Channel]:
    for section in found:
        for line, words in section.lines:
            for url in _SLACK.findall(words):
                yield Channel("slack", url, "Slack", place=Place(path, line))


def _links(found: Iterable[Section], path: str) -> Iterator[Link]:
    for section in found:
        for line, words in section.lines if _LINKS.search(section.title) else ():
            for title, url in links(words):
                if url.startswith(("http://", "https://")) and not _SLACK.match(url) and title:
                    yield Link(plain(title), url, place=Place(path, line))


def both(chinese: Sequence[YearTarget], english: Sequence[YearTarget]) -> tuple[YearTarget, ...]:
    """Return the targets of two languages as one list where they stand side by side, else one after the other."""
    if len(chinese) != len(english) or any(one.year != other.year for one, other in zip(chinese, english, strict=True)):
        return (*chinese, *english)
    pairs = zip(chinese, english, strict=True)
    return tuple(YearTarget(one.year, Text(other.title.en, one.title.zh)) for one, other in pairs)


def _targets(found: Iterable[Section]) -> Iterator[YearTarget]:
    for section in found:
        if year := _TARGETS.search(section.title):
            listed = items(section.lines)
            top = min((item.depth for item in listed), default=0)
            for item in listed:
                if item.depth == top and (words := plain(item.text).rstrip("；;。.")):
                    yield YearTarget(int(year[1] or year[2]), text_of(words))
