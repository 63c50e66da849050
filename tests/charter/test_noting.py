"""Notes of a meeting in a community's own form: what is written reads back the same, and publishing twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.charter.amending.proof import amended
from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore import noting as mindspore
from folkmoot.charter.native import noting as native
from folkmoot.charter.noting import noted
from folkmoot.charter.reader import read_charter
from folkmoot.model.community import Minutes
from folkmoot.model.meeting_note import MeetingNote
from folkmoot.model.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTE = MeetingNote(
    key="kit/weekly/2026-03-10", group="kit", day=date(2026, 3, 10), title=Text("Weekly", "周会"),
    starts_at=datetime(2026, 3, 10, 19, 0, tzinfo=SHANGHAI), ends_at=datetime(2026, 3, 10, 20, 0, tzinfo=SHANGHAI),
    attendees=("Ann Author (Example University)", "波先生 (示例公司)", "hub_art"), absent=("Cy Outsider",),
    represented=("Dee Director (Example) → Ann Author",),
    agenda=(Text("Tasks", "任务"), Text("Papers")),
    says=Text("# Weekly\n\n## Attendees\n\n- Somebody Else\n\nParticipants: Nobody\n\nWe met.", "# 周会\n\n## 出席\n\n- 另一人"),
    actions=(Text("Write it – Ann, 2026-03-20", "撰写 – Ann, 2026-03-20"),),
    join_url="https://meet.example.org/kit", links=((Text("Recording", "会议录像"), "https://v.example.org/1"),),
)  # fmt: skip
NATIVE = """\
community: {name: Kit, zone: Asia/Shanghai}
groups: [{kind: sig, slug: kit, name: Kit}]
minutes: [{group: kit, day: 2026-03-03, title: By hand}]
"""


@pytest.fixture
def own(tmp_path: Path) -> Charter:
    (tmp_path / "community.yaml").write_text(NATIVE, "utf-8")
    return read_charter(tmp_path)


@pytest.fixture
def forge(tmp_path: Path) -> Charter:
    """A community of MindSpore's kind with a SIG that has notes already, one that has none, and a committee."""
    for name, content in {
        "sigs/kit/README.md": "# Kit SIG\n", "sigs/kit/sig-info.yaml": "name: kit\n", "sigs/bare/README.md": "# Bare\n",
        "sigs/kit/meetings/001-20260224.md": "# Tuesday, February 24, 2026 at 19:00 GMT+8\n\n## Attendees\n\n* Ann\n",
        "tsc/README.md": "# TSC\n\n* Ann Author (Example University)\n",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    return read_charter(tmp_path)


def read_back(charter: Charter, note: MeetingNote) -> Minutes:
    before = set(charter.minutes)
    (new,) = [one for one in amended(charter, noted(charter, note)).minutes if one not in before]
    return new


def test_native_notes_read_back_the_same(own):
    assert read_back(own, NOTE) == native.minutes(NOTE)
    assert read_back(own, NOTE).document == "minutes/kit-weekly-2026-03-10.md"


def test_a_page_of_notes_in_two_languages_has_one_title():
    said = Text("# Weekly\n\n## Agenda\n\n```\n# kept\n```", "# 周会\n\n## 议程")
    words = dict(native.files(replace(NOTE, says=said)))[native.minutes(NOTE).document]
    headings = [line for line in words.splitlines() if line.startswith("#")]
    assert headings[1:] == ["## Weekly", "### Agenda", "# kept", "## 周会", "### 议程"]


@pytest.mark.parametrize(
    ("group", "path"),
    [
        ("kit", "sigs/kit/meetings/002-20260310.md"),
        ("bare", "sigs/bare/meetings/001-20260310.md"),
        ("tsc", "tsc/meeting-notes/2026/2026-03-10.md"),
    ],
)
def test_the_forges_notes_read_back_the_same(forge, group, path):
    note = replace(NOTE, group=group)
    assert read_back(forge, note) == Minutes(group, note.day, mindspore.title(note), note.attendees, note.absent, path)


def test_reading_finds_nothing_odd_in_what_we_write(forge):
    for group in ("kit", "tsc"):
        after = amended(forge, noted(forge, replace(NOTE, group=group)))
        odd = [one for one in after.findings if "20260310" in one.place.path or "2026-03-10" in one.place.path]
        assert [one.check for one in odd if one.check != "no-quorum"] == []


def test_titles_are_those_that_the_community_writes():
    assert mindspore.title(NOTE) == "Tuesday, March 10, 2026 at 19:00 GMT+8"
    assert mindspore.title(replace(NOTE, group="tsc")) == "Steering Committee Meeting 2026/Mar/10"
    kolkata = datetime(2026, 3, 10, 19, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert mindspore.title(replace(NOTE, starts_at=kolkata)).endswith("GMT+5:30")


@pytest.mark.parametrize("kind", ["own", "forge"])
def test_publishing_twice_writes_the_same_files(request, kind, tmp_path):
    charter = request.getfixturevalue(kind)
    first = noted(charter, NOTE)
    for one in first.files:
        (tmp_path / one.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one.path).write_text(one.after or "", "utf-8")
    again = noted(read_charter(tmp_path), NOTE, again=[one.path for one in first.files])
    assert [one.path for one in again.files] == [one.path for one in first.files]
    assert all(one.before == one.after for one in again.files)


def test_notes_that_somebody_put_there_by_hand_are_not_written_over(forge, tmp_path):
    path = tmp_path / "tsc/meeting-notes/2026/2026-03-10.md"
    path.parent.mkdir(parents=True)
    path.write_text("# By hand 2026-03-10\n", "utf-8")
    (file,) = noted(forge, replace(NOTE, group="tsc")).files
    assert file.path == "tsc/meeting-notes/2026/2026-03-10-2.md"


NAMES = st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}( \([A-Z][a-z]{2,9}\))?", fullmatch=True) | st.from_regex(
    r"[王李张陈][小大明华]{1,2}", fullmatch=True
)
LINES = st.lists(
    st.sampled_from(
        ("## Attendees", "- Somebody", "Participants: A, B", "出席", "# 参会", "", "* one", "words", "与会：甲")
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), LINES, LINES, st.sampled_from(["kit", "tsc"]))
def test_whatever_the_minutes_say_the_attendees_are_those_of_the_roll_call(forge, names, english, chinese, group):
    note = replace(
        NOTE, group=group, attendees=tuple(names), absent=(), says=Text("\n".join(english), "\n".join(chinese))
    )
    found = read_back(forge, note)
    assert (found.attendees, found.absent, found.day) == (tuple(names), (), note.day)
