"""What is said on lists and forums and at meetings, and whether it is answered."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = (
        "mail.sent",
        "meeting.attended",
    )
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_threads_that_nobody_answers_are_told(asked):
    """
    2024-05-02T00:00  mail.sent         mail:dev/a  ann  repo="mail:dev"
    2024-05-02T06:00  mail.sent         mail:dev/b  bo   parent="mail:dev/a"  repo="mail:dev"
    2024-05-03T00:00  mail.sent         mail:dev/c  cy  repo="mail:dev"
    2024-05-04T00:00  meeting.attended  meetings:compiler/1  ann  group="compiler"
    """
    answer = asked("talk")
    assert answer.sentence.en == (
        "In all the time that was read, there were 3 mails and 0 posts; of 2 threads nobody else has answered 1 so far."
    )
    (threads,) = answer.parts["threads"].rows
    assert (threads["threads"], threads["unanswered"], threads["share"], threads["hours"]) == (2, 1, 0.5, 6.0)
    (meeting,) = answer.parts["meetings"].rows
    assert (meeting["month"], meeting["group"], meeting["name"].en, meeting["meetings"]) == (
        "2024-05", "compiler", "Compiler", 1,
    )  # fmt: skip
    assert answer.parts["contents"].total is None
