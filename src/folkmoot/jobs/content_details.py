"""What is planned of a piece of content, proven: kind, group, channels, audience, indicator, campaign, its place in a series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from folkmoot.jobs import content_refusals as refusals
from folkmoot.ledger.words import must_be_words
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.content import HOLDERS, KINDS, LANGUAGES, LEVELS, Details, Piece
from folkmoot.model.text import Text
from folkmoot.reports.ask import load
from folkmoot.reports.homes import Homes
from folkmoot.rules.content import may_hold, parts_of

TITLE, SAYS, BYLINE, LINK = 200, 5000, 80, 2000  # letters
CAMPAIGN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
MOST_PARTS = 500


def proven(homes: Homes, said: Details, every: Iterable[Piece] = (), *, of: Piece | None = None) -> Details:
    """Return details with their words brought in order. ``every``: all pieces; ``of``: the piece that they are of, when it is there.

    Errors: BadInput naming the first thing that is wrong.
    """
    title = Text(_short(said.title.en, TITLE), _short(said.title.zh, TITLE))
    found = replace(
        said, title=title, says=said.says.strip()[:SAYS], byline=_short(said.byline, BYLINE), campaign=said.campaign.strip(),
        channels=tuple(dict.fromkeys(said.channels)),
    )  # fmt: skip
    must_be_words(title.en, title.zh, found.says, found.byline, *found.channels, found.release)
    if not title:
        raise refusals.NO_TITLE.bad()
    if found.kind not in KINDS:
        raise refusals.NO_KIND.bad(kind=found.kind, kinds=_listed(KINDS))
    group = homes.charter.group_by_slug.get(found.group)
    if group is None or group.status == "archived":
        raise refusals.NO_GROUP.bad(group=found.group)
    for channel in found.channels:
        must_be_channel(homes, channel)
    _must_be_known(homes, found)
    _must_fit(found, tuple(every), of)
    return found


def _must_be_known(homes: Homes, said: Details) -> None:
    if said.language and said.language not in LANGUAGES:
        raise refusals.NO_LANGUAGE.bad(language=said.language)
    if said.level and said.level not in LEVELS:
        raise refusals.NO_LEVEL.bad(level=said.level)
    if said.indicator and said.indicator not in _indicators():
        raise refusals.NO_INDICATOR.bad(indicator=said.indicator)
    if said.campaign and not CAMPAIGN.fullmatch(said.campaign):
        raise refusals.NO_CAMPAIGN.bad(campaign=said.campaign[:80])
    if said.release and said.release not in {one.id for one in homes.charter.releases}:
        raise refusals.NO_RELEASE.bad(release=said.release[:80])


@cache
def _indicators() -> frozenset[str]:
    load()  # indicators are known once every report is
    return frozenset(INDICATORS)


def _must_fit(said: Details, every: tuple[Piece, ...], of: Piece | None) -> None:
    """Errors: BadInput for a part of what takes none, of a place that is taken, or of a course that would lose its parts."""
    number = of.number if of else 0
    own = parts_of(number, every) if number else ()
    if own and (said.holder or said.kind not in HOLDERS):
        raise refusals.HOLDS_PARTS.bad()
    if not said.holder:
        return
    holder = next((one for one in every if one.number == said.holder), None)
    if holder is None or holder.number == number or not may_hold(holder) or said.kind in HOLDERS:
        raise refusals.NO_HOLDER.bad(number=said.holder)
    others = [one for one in parts_of(said.holder, every) if one.number != number]
    if not 0 <= said.part <= MOST_PARTS or (said.part and any(one.details.part == said.part for one in others)):
        raise refusals.NO_PART.bad(part=said.part, number=said.holder)


def must_be_channel(homes: Homes, channel: str) -> None:
    """Errors: BadInput for a channel that the charter does not declare."""
    known = homes.charter.channel_by_id
    if channel not in known:
        raise refusals.NO_CHANNEL.bad(channel=channel[:80], channels=_listed(known))


def must_be_link(said: str) -> str:
    """Return an address of the web. Errors: BadInput for what is none."""
    link = said.strip()
    must_be_words(link)
    parts = urlsplit(link) if len(link) <= LINK and not re.search(r"\s", link) else urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refusals.NO_LINK.bad()
    return link


def _short(words: str, most: int) -> str:
    return " ".join(words.split())[:most]


def _listed(names: Iterable[str]) -> Text:
    known = list(names)
    return Text(", ".join(known) or "none", "、".join(known) or "无")
