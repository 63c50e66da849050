"""Reports count as a plain loop over the events does, whatever happened."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.model.event import CONTRIBUTIONS
from tests.reports.facts import asking, by, events_of, homes_of

PERSON = {"gitee:ann": "ann", "github:ann-a": "ann", "gitee:bo": "bo", "gitee:cy": "gitee:cy"}
KINDS = ("commit.authored", "change.merged", "change.reviewed", "repo.starred")
HAPPENED = st.lists(
    st.tuples(
        st.integers(0, 200 * 24), st.sampled_from(KINDS), st.sampled_from(["kit", "docs"]), st.sampled_from(sorted(PERSON))
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def words_of(happened):
    return "\n".join(
        f"{(datetime(2023, 10, 1) + timedelta(hours=hour)).isoformat()} {kind} {repo}!{number} {who}"
        for number, (hour, kind, repo, who) in enumerate(happened)
    )


def month(moment):
    return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m}"


@given(HAPPENED)
@settings(max_examples=8, deadline=None)
def test_reports_count_as_a_plain_loop_does(happened):
    words = words_of(happened)
    events = list(events_of(words))
    by_person, by_month, firsts = defaultdict(int), defaultdict(set), {}
    for event in sorted(events, key=lambda event: event.at):
        person = PERSON[event.actor]
        by_person[person] += 1
        if event.kind in CONTRIBUTIONS:
            by_month[month(event.at)].add(person)
            firsts.setdefault(person, month(event.at))
    with tempfile.TemporaryDirectory() as folder:
        asked = asking(homes_of(Path(folder) / "lake", words))
        people = asked("people", kind="active")
        months = asked("overview").parts["people"]
        repositories = by(asked("repositories"), "repo")
        inside = asked("overview", since="2024-01-01")
    assert {row["id"]: row["events"] for row in people.rows} == by_person
    assert {row["month"]: row["active"] for row in months.rows} == {name: len(who) for name, who in by_month.items()}
    assert {row["month"]: row["new"] for row in months.rows} == {
        name: sum(1 for first in firsts.values() if first == name) for name in by_month
    }
    for name in ("kit", "docs"):
        assert repositories[f"gitee:example/{name}"]["events"] == sum(
            1 for event in events if f"/{name}!" in event.subject
        )
    since = datetime(2023, 12, 31, 16)
    assert inside.total == len({PERSON[e.actor] for e in events if e.at >= since and e.kind in CONTRIBUTIONS})
