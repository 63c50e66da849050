"""A form whose outcome is shown before it is written: the change of the charter, and what the checks say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.web.acting import status_of
from folkmoot.web.forms import Form, Sheet
from folkmoot.web.house import community
from folkmoot.web.words import refusal


class PlannedPage:
    """What is shown above the form: nothing yet, or a planned change with its findings and faults."""

    made: Any = None

    def show(self, made: Any) -> None:
        """Show a planned change."""
        self.made = made


def shown_first(
    request: HttpRequest, sheet: Sheet, form: Form, does: Callable[[dict[str, Any]], str], seen: PlannedPage
) -> HttpResponse:  # fmt: skip
    """Show a form, then the change that it makes, then go to the address that ``does`` returns once it is written.

    Edges: ``does`` returns "" when it has only shown the change. Answers 400 for what is wrong, 403 for who may not.
    """
    fault, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                back = does(form.cleaned_data)
                if back:
                    return HttpResponseRedirect(back)
                status = 200
            except (BadInput, NotAllowed) as error:
                fault, status = refusal(error), status_of(error)
    context = {
        "section": sheet.section, "zone": community().zone, "sheet": sheet, "form": form, "fault": fault, "made": seen.made,
        "branch": request.POST.get("branch", ""), **sheet.more,
    }  # fmt: skip
    return render(request, "programmes/declare.html", context, status=status)
