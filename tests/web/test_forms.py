"""Forms: labels in both languages, words of two sides, and what is wrong beside its field."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils import translation

from folkmoot.model.text import Text
from folkmoot.web.forms import DayField, Form, MomentField, WordsField, told


class Event(Form):
    title = WordsField(label=told(Text("Title", "标题")), most=40)
    day = DayField(label=told(Text("Day", "日期")))
    at = MomentField(label=told(Text("Begins", "开始")), required=False)
    places = forms.IntegerField(label=told(Text("Places", "名额")), required=False, min_value=1)


def test_words_of_two_sides_become_a_text():
    form = Event({"title_en": " Meet ", "title_zh": "聚会", "day": "2026-03-04", "at": "2026-03-04T19:30"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "title": Text("Meet", "聚会"), "day": date(2026, 3, 4), "at": datetime(2026, 3, 4, 19, 30), "places": None,
    }  # fmt: skip


def test_one_language_is_enough_and_none_is_wrong():
    assert Event({"title_zh": "聚会", "day": "2026-03-04"}).is_valid()
    assert set(Event({"day": "2026-03-04"}).errors) == {"title"}


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays():
    form = Event({"title_en": "Meet", "day": "tomorrow", "places": "0"})
    drawn = str(form)
    assert "Write the day as 2026-11-24." in drawn
    assert 'id="id_day_error"' in drawn
    assert 'value="tomorrow"' in drawn
    assert 'value="Meet"' in drawn


def test_labels_are_said_in_the_readers_language():
    with translation.override("zh-hans"):
        drawn = str(Event())
    assert "标题" in drawn
    assert "名额" in drawn
    assert "Title" in str(Event())


def test_what_was_typed_is_escaped():
    drawn = str(Event({"title_en": "<script>alert(1)</script>", "day": "2026-03-04"}))
    assert "<script>" not in drawn
