"""Checks of rotas and exceptions."""

from __future__ import annotations


def test_rotas(found):
    """
    community: {name: Example}
    people: [{id: ann, name: Ann}, {id: bo, name: Bo}]
    groups:
      - kind: sig
        slug: kit
        name: Kit
        roles: [{person: ann, role: maintainer}]
        meetings:
          - {title: Fine, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00", zone: UTC, starts: 2026-01-06, rota: [ann]}
          - {title: Who, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00", zone: UTC, starts: 2026-01-06, rota: [bo, eve]}
          - {title: When, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00", zone: UTC, rota: [ann]}
    """
    assert found("rota-person") == [
        "10 'bo' in the rota of 'Who' has no role in kit.",
        "10 'eve' in the rota of 'Who' is nobody whom the charter declares.",
    ]
    assert found("rota-without-start") == [
        "11 Whose turn it is in 'When' cannot be told: neither the series nor its rota says when it began."
    ]


def test_exceptions(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        meetings:
          - title: Weekly
            rrule: FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
            time: "19:00"
            zone: UTC
            starts: 2026-01-06
            exceptions:
              - {day: 2026-01-13, does: cancel, reason: Holidays}
              - {day: 2026-01-14, does: move, to: 2026-01-15}
              - {day: 2026-01-20, does: add}
              - {day: 2026-01-22, does: add}
              - {day: 2026-01-22, does: cancel}
              - {day: 2026-07-07, does: skip}
          - {title: Said, said: now and then, exceptions: [{day: 2026-01-22, does: cancel}]}
    """
    assert found("exception-off-rule") == [
        "14 'Weekly' does not meet on 2026-01-14, so there is nothing to move.",
        "15 'Weekly' meets on 2026-01-20 by its rule already.",
        "18 'Weekly' does not meet on 2026-07-07, so there is nothing to skip.",
    ]


def test_names_and_times_of_day(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        meetings:
          - {id: weekly, title: One, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00"}
          - {id: weekly, title: Two, rrule: FREQ=DAILY;BYHOUR=9, time: "19:00"}
          - {id: extra, title: Three}
    """
    assert found("series-name-twice") == [
        "7 'weekly' names another series of kit too; its links and calendars would change places.",
        "8 'weekly' names another series of kit too; its links and calendars would change places.",
        "9 'extra' names another series of kit too; its links and calendars would change places.",
    ]
    assert found("meeting-finer-than-a-day") == ["8 'Two' recurs by 'FREQ=DAILY;BYHOUR=9', more than once a day."]
