"""Forms on a page of their own: fields told in both languages, what is wrong with each beside it, what was typed kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import LANGUAGES, Text
from folkmoot.web.acting import status_of
from folkmoot.web.house import community
from folkmoot.web.words import refusal, said

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)


class Renderer(TemplatesSetting):
    """Draws fields as the portal does."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class Form(forms.Form):
    """A form of the portal."""

    default_renderer = Renderer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for one in self.fields.values():
            if not isinstance(one.widget, PLAIN):
                one.widget.attrs.setdefault("class", "field")

    def offer(self, **choices: Iterable[tuple[str, Any]]) -> None:
        """Say what can be chosen in some fields."""
        for name, found in choices.items():
            field = self.fields[name]
            if not isinstance(field, forms.ChoiceField):
                raise TypeError(f"{name} is no field of choices")
            field.choices = list(found)


class Both(forms.MultiWidget):
    """Two places for the same words: English and Chinese."""

    template_name = "forms/both.html"

    def __init__(self, *, long: bool, most: int) -> None:
        one = forms.Textarea if long else forms.TextInput
        attrs: dict[str, Any] = {"class": "field", "maxlength": most, **({"rows": 3} if long else {})}
        super().__init__({name: one({**attrs, "lang": name}) for name in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        """Return the two sides of a text."""
        return [value.en, value.zh] if isinstance(value, Text) else ["", ""]


class WordsField(forms.MultiValueField):
    """The same words in English and Chinese; one language is enough."""

    def __init__(self, *, most: int = 200, long: bool = False, required: bool = True, **options: Any) -> None:
        sides = tuple(forms.CharField(max_length=most, required=False) for _name in LANGUAGES)
        widget = Both(long=long, most=most)
        super().__init__(sides, required=required, require_all_fields=False, widget=widget, **options)

    def compress(self, data_list: Sequence[str]) -> Text:
        """Return the two sides as a text."""
        english, chinese = data_list or ("", "")
        return Text(english, chinese)


class DayField(forms.DateField):
    """A day, chosen from a calendar where the browser has one."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d",)
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Write the day as 2026-11-24.")}


class MomentField(forms.DateTimeField):
    """A day and a time on the community's clocks; a moment without a zone, which the job turns into UTC."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Write the moment as 2026-11-24 19:00.")}

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment as the clocks show it."""
        found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


class DayAndTime(forms.MultiWidget):
    """A day from a calendar, and beside it a time that may stay empty."""

    template_name = "forms/moment.html"

    def __init__(self) -> None:
        day, time = {"type": "date", "aria-label": _("Day")}, {"type": "time", "aria-label": _("Time, may stay empty")}
        super().__init__({
            "": forms.DateInput({**day, "class": "field"}, format="%Y-%m-%d"),
            "time": forms.TimeInput({**time, "class": "field"}, format="%H:%M"),
        })  # fmt: skip

    def decompress(self, value: Any) -> list[str]:
        """Return a declared day or moment as its two parts."""
        day, _space, time = str(value or "").partition(" ")
        return [day, time]


class DayOrMomentField(forms.MultiValueField):
    """A whole day, or a moment of it, as declarations write them: 2026-12-14, or 2026-12-14 20:00."""

    default_error_messages: ClassVar[dict[str, Any]] = {"day": _("Write the day, too.")}

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        parts = (DayField(required=required), forms.TimeField(required=False, input_formats=("%H:%M", "%H:%M:%S")))
        super().__init__(parts, required=required, require_all_fields=False, widget=DayAndTime(), **options)

    def compress(self, data_list: Sequence[Any]) -> str:
        """Return the day, with its time where there is one."""
        day, time = data_list or (None, None)
        if time and not day:
            raise forms.ValidationError(self.error_messages["day"], code="day")
        return " ".join(filter(None, (day and day.isoformat(), time and time.strftime("%H:%M"))))


def told(words: Text) -> Any:
    """Return words for a label, a hint or a choice: said in the language of whoever reads it at that moment."""
    return lazystr(_Told(words))


def choices_of(words: Mapping[str, Text], *, empty: bool = False) -> list[tuple[str, Any]]:
    """Return names and what they are called as choices; with ``empty`` none of them can be chosen too."""
    return [*([("", "–")] if empty else []), *((name, told(text)) for name, text in words.items())]


@dataclass(frozen=True)
class _Told:
    words: Text

    def __str__(self) -> str:
        return said(self.words)


@dataclass(frozen=True)
class Sheet:
    """A page that is a form: its title, what it leads to, where it belongs, and the word on its button."""

    section: str
    title: Text
    sentence: Text
    send: Text
    above: tuple[tuple[str, Text], ...] = ()  # the pages above it: address and title
    sheets: tuple[str, ...] = ()  # further style sheets
    more: dict[str, Any] = field(default_factory=dict)


def form_page(request: HttpRequest, sheet: Sheet, form: Form, does: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Show a form, or do what it asks for and go to the address that ``does`` returns.

    Edges: what was typed stays, whatever is wrong with it. Answers 400 for what is wrong, 403 for who may not.
    """
    fault, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return HttpResponseRedirect(does(form.cleaned_data))
            except (BadInput, NotAllowed) as error:
                fault, status = refusal(error), status_of(error)
    context = {
        "section": sheet.section,
        "zone": community().zone,
        "sheet": sheet,
        "form": form,
        "fault": fault,
        **sheet.more,
    }
    return render(request, "forms/page.html", context, status=status)
