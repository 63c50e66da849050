"""The agenda: which template fits, what is due under which line, and the order that people give it."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.agenda import AgendaTemplate, Due, TemplateTopic
from folkmoot.model.groups import Group, Kind
from folkmoot.model.sitting import Placed, Topic
from folkmoot.model.text import Text
from folkmoot.rules import agenda

COMPILER = Group(Kind.SIG, "compiler", Text("Compiler"))
WEEKLY = Text("Weekly", "周会")
TEMPLATE = AgendaTemplate(
    "t", fixed=(TemplateTopic(Text("Tasks"), 10, ("actions",)), TemplateTopic(Text("Papers"), 20)),
    optional=(TemplateTopic(Text("Demo")),),
)  # fmt: skip
AT = datetime(2026, 3, 1)


def topic(number: int, state: str = "accepted") -> Topic:
    return Topic(number, Text(f"Topic {number}"), "", None, "", "ann", AT, state)


def test_the_closest_template_holds():
    """
    all · kind sig · group compiler · series Weekly of compiler: each goes before those on its left
    """
    said = [
        AgendaTemplate("all"),
        AgendaTemplate("sig", kind="sig"),
        AgendaTemplate("own", group="compiler"),
        AgendaTemplate("series", group="compiler", series="周会"),
    ]
    for number in range(4, 0, -1):
        assert agenda.template_for(said[:number], COMPILER, WEEKLY).id == said[number - 1].id
    assert agenda.template_for(said, COMPILER, Text("Monthly")).id == "own"
    assert agenda.template_for((), COMPILER, WEEKLY) is agenda.GROUP
    assert agenda.template_for((), Group(Kind.COMMITTEE, "tsc", Text("TSC")), WEEKLY) is agenda.COMMITTEE


def test_what_is_due_stands_under_the_topic_that_brings_it_else_at_the_end():
    due = (Due("actions", Text("Write it")), Due("motions", Text("Adopt it")))
    found = agenda.lines(TEMPLATE, (), (), due)
    assert [(line.ref, [one.kind for one in line.due]) for line in found] == [
        ("fixed:0", ["actions"]), ("fixed:1", []), ("due:motions", ["motions"]),
    ]  # fmt: skip


def test_withdrawn_topics_are_gone_and_suggested_ones_stand_last():
    topics = (topic(1, "suggested"), topic(2, "withdrawn"), topic(3))
    order = (Placed("topic:1"), Placed("topic:3"), Placed("fixed:1", minutes=5, presenter="bo"))
    found = agenda.lines(TEMPLATE, topics, order, ())
    assert [line.ref for line in found] == ["topic:3", "fixed:1", "fixed:0", "topic:1"]
    assert (found[1].minutes, found[1].presenter) == (5, "bo")
    assert agenda.planned_minutes(found) == 15


def test_a_meeting_may_leave_a_line_out_and_take_it_back():
    out = (Placed("fixed:1", out=True),)
    assert [line.ref for line in agenda.lines(TEMPLATE, (), out, ())] == ["fixed:0"]
    assert agenda.left_out(TEMPLATE, (*out, Placed("topic:9", out=True))) == ("fixed:1",)


@given(st.permutations(["fixed:0", "fixed:1", "topic:1", "topic:2", "due:tasks", "topic:99"]), st.integers(0, 6))
def test_no_order_loses_a_line(refs, kept):
    found = agenda.lines(
        TEMPLATE, (topic(1), topic(2)), [Placed(ref) for ref in refs[:kept]], (Due("tasks", Text("x")),)
    )
    assert sorted(line.ref for line in found) == ["due:tasks", "fixed:0", "fixed:1", "topic:1", "topic:2"]
    named = [ref for ref in refs[:kept] if ref != "topic:99"]
    assert [line.ref for line in found][: len(named)] == named
