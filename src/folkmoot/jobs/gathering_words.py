"""What somebody typed about an event, made sound: moments, links, seats and people, or a refusal that names what is wrong."""

from __future__ import annotations

from dataclasses import replace

from folkmoot.jobs import gathering_refusals as refusals
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.gathering import Announced, Speaker
from folkmoot.model.people import account_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.gatherings import in_utc
from folkmoot.rules.recurrence import zone_of

TITLE, SAYS, LINE, MOST_SEATS, MOST_PEOPLE = 200, 10_000, 500, 100_000, 50


def must_be_sound(homes: Homes, said: Announced) -> Announced:
    """Return what is announced with people by their ids. Errors: BadInput for the first thing that is wrong."""
    _words(said)
    if zone_of(said.zone) is None:
        raise refusals.NO_ZONE.bad(zone=said.zone[:60])
    begins, ends = (in_utc(one, said.zone) for one in (said.begins, said.ends))
    until = in_utc(said.until, said.zone) if said.until else begins
    for at, words in ((begins, said.begins), (ends, said.ends), (until, said.until)):
        if at is None:
            raise refusals.NO_MOMENT.bad(said=words[:60], zone=said.zone)
    if begins is not None and ends is not None and ends <= begins:
        raise refusals.ENDS_FIRST.bad()
    if until is not None and ends is not None and until > ends:
        raise refusals.TOO_LATE_UNTIL.bad()
    if not 0 <= said.capacity <= MOST_SEATS:
        raise refusals.NO_SEATS.bad()
    if said.indicator and said.indicator not in INDICATORS:
        raise refusals.NO_INDICATOR.bad(said=said.indicator[:60])
    hosts = tuple(dict.fromkeys(person_said(homes, one) for one in said.hosts[:MOST_PEOPLE]))
    speakers = tuple(Speaker(person_said(homes, one.person), one.title[:TITLE]) for one in said.speakers[:MOST_PEOPLE])
    return replace(said, hosts=hosts, speakers=speakers)


def _words(said: Announced) -> None:
    if not str(said.title).strip():
        raise refusals.NO_TITLE.bad()
    for words, most in ((said.title, TITLE), (said.says, SAYS)):
        if max(len(words.en), len(words.zh)) > most:
            raise refusals.TOO_LONG.bad(most=f"{most:,}")
    for line in (said.venue, said.link, said.campaign):
        if len(line) > LINE:
            raise refusals.TOO_LONG.bad(most=f"{LINE:,}")
    if not said.venue.strip() and not said.link.strip():
        raise refusals.NO_WHERE.bad()
    if said.link and not said.link.startswith(("https://", "http://")):
        raise refusals.NO_LINK.bad(said=said.link[:100])


def person_said(homes: Homes, said: str) -> str:
    """Return who is meant: by id, account (also one that nobody has seen yet) or a name that one person bears. Errors: BadInput for nobody."""
    words = said.strip()
    if words in homes.charter.person_by_id or words in homes.identity.people:
        return words
    known = homes.faces.named(words)
    if known is not None:
        return known.id
    try:
        return account_of(words)
    except ValueError as error:
        raise refusals.NO_PERSON.bad(said=words[:60]) from error
