"""What an activity brought: against named controls, or against what its own past lets expect; else it cannot be told."""

from __future__ import annotations

from folkmoot.model.attribution import Attribution, Panel
from folkmoot.rules.attribution_controls import LEAST_CONTROLS, against_controls
from folkmoot.rules.attribution_panel import usable
from folkmoot.rules.attribution_series import against_past


def attribute(panel: Panel) -> Attribution:
    """Return what can be said about the effect of an activity.

    Against at least three controls by difference-in-differences, which can be strong; without any as an interrupted series, which is
    always weak. It cannot be told when the window is not over, periods are unread, the past is too short, too few units are
    left, or a check of the assumptions fails: then ``why`` says so.
    Source: https://doi.org/10.1162/003355304772839588 (few clusters and serial correlation), https://doi.org/10.1080/01621459.2021.1920957
    (placebo windows).
    """
    if not panel.over:
        return Attribution("none", "unknown", why=("pending",))
    if panel.ends > len(panel.periods) or panel.ends <= panel.begins:
        return Attribution("none", "unknown", why=("unread",))
    named = len(panel.controls)
    panel, lost = usable(panel)
    if not panel.treated:
        return Attribution("none", "unknown", why=("unread",))
    if named:
        if len(panel.controls) < LEAST_CONTROLS:
            return Attribution("controls", "unknown", why=("few-controls", *(("unread-controls",) if lost else ())))
        return against_controls(panel)
    return against_past(panel)
