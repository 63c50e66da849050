"""Organisations as the rosters spell them: one name for spellings that differ in case only, and proven mail domains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Seat
from folkmoot.charter.dialects.mindspore.translations import bodies
from folkmoot.model.community import Organization
from folkmoot.model.finding import Finding
from folkmoot.model.text import Text

_PUBLIC = frozenset(
    {"163.com", "126.com", "139.com", "qq.com", "vip.qq.com", "foxmail.com", "gmail.com", "outlook.com", "hotmail.com",
     "sina.com", "sina.cn", "yeah.net", "aliyun.com", "icloud.com", "live.com", "yahoo.com", "yahoo.cn", "msn.com",
     "me.com", "protonmail.com", "proton.me", "sohu.com", "tom.com", "21cn.com", "users.noreply.github.com",
     "noreply.gitee.com", "user.noreply.gitee.com"}
)  # fmt: skip
_ENOUGH = 2  # people with one domain; a single address may be from an earlier employer


def organizations(
    groups: Iterable[Sequence[Seat]],
) -> tuple[tuple[Organization, ...], Mapping[str, str], tuple[Finding, ...]]:
    """Return the organisations, the name to show for each spelling, and a finding per spelling that is not shown."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[Seat]] = defaultdict(list)
    lists = [tuple(seats) for seats in groups]
    key = _translated(pair for seats in lists for pair in bodies(seats))
    for seat in (seat for seats in lists for seat in seats):
        if seat.organization:
            spelled[key(seat.organization)][seat.organization] += 1
            places[seat.organization].append(seat)
    shown = {spelling: max(same, key=lambda each: same[each]) for same in spelled.values() for spelling in same}
    domains = _domains(places, shown)
    found = tuple(
        Organization(name, tuple(spelling for spelling in same if spelling != name), domains.get(name, ()))
        for same in spelled.values()
        for name in [shown[next(iter(same))]]
    )
    return found, shown, tuple(_findings(places, shown))


def _translated(pairs: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return the function that gives all spellings of an organisation one key; a name with two translations has none."""
    found: dict[str, set[str]] = defaultdict(set)
    for chinese, english in pairs:
        found[_key(chinese)].add(_key(english))
    sure = {chinese: next(iter(english)) for chinese, english in found.items() if len(english) == 1}
    return lambda name: sure.get(_key(name), _key(name))


def _key(name: str) -> str:
    return "".join(name.casefold().split())


def _domains(places: Mapping[str, list[Seat]], shown: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """A domain belongs to the one organisation whose people have it, if there are enough of them and no other domain."""
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for spelling, seats in places.items():
        for seat in seats:
            if seat.domain and seat.domain not in _PUBLIC:
                people[shown[spelling]][seat.domain].add(seat.account or seat.mail)
    claimed = Counter(domain for domains in people.values() for domain in domains)
    return {
        name: (domain,)
        for name, domains in people.items()
        if len(domains) == 1
        for domain, who in domains.items()
        if len(who) >= _ENOUGH and claimed[domain] == 1
    }


def _findings(places: Mapping[str, list[Seat]], shown: Mapping[str, str]) -> Iterable[Finding]:
    for spelling, seats in places.items():
        if spelling != shown[spelling]:
            first = min(seats, key=lambda seat: seat.place)
            says = Text(
                f"'{spelling}' stands here ({_times(len(seats))}), '{shown[spelling]}' elsewhere; they are read as one organisation.",
                f"此处写作“{spelling}”（共 {len(seats)} 处），其他处写作“{shown[spelling]}”；读作同一组织。",
            )
            yield noticed.ORGANIZATION.at(first.place, says)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def respelled(seats: Iterable[Seat], shown: Mapping[str, str]) -> tuple[Seat, ...]:
    """Return the seats with the spelling that is shown."""
    return tuple(replace(seat, organization=shown[seat.organization]) if seat.organization else seat for seat in seats)
