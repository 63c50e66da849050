"""Checks of meeting series."""

from __future__ import annotations


def test_meetings(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        meetings:
          - {title: Fine, rrule: FREQ=MONTHLY;BYDAY=1TU, time: "19:00", zone: Asia/Shanghai, starts: 2024-01-02}
          - {title: Zone, zone: Asia/Beijing}
          - {title: Rule, rrule: every week, time: "19:00"}
          - {title: Part, rrule: FREQ=WEEKLY;BYDAY=XX, time: "19:00"}
          - {title: Day, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00", starts: 2024-01-03}
          - {title: Start, rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU, time: "19:00"}
          - {title: Time, rrule: FREQ=WEEKLY;BYDAY=TU}
          - {title: Late, time: "25:00"}
          - {title: Said, said: now and then}
    """
    assert found("unknown-zone") == ["8 'Zone' is in 'Asia/Beijing', which is no IANA time zone."]
    assert [line.split(":")[0] for line in found("recurrence-rule")] == [
        "9 'Rule' recurs by 'every week', which is no rule",
        "10 'Part' recurs by 'FREQ=WEEKLY;BYDAY=XX', which is no rule",
    ]
    assert found("start-weekday") == ["11 'Day' begins on 2024-01-03, a Wednesday, but recurs on TU."]
    assert found("meeting-without-start") == ["12 Which weeks 'Start' meets in cannot be told: it names no first day."]
    assert found("meeting-without-time") == ["13 'Time' of kit says no time."]
    assert found("meeting-time-of-day") == ["14 'Late' begins at 25:00, which is no time of day."]
