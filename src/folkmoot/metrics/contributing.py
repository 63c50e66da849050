"""The board of contributions: what each person opened, merged, published, presented and organised."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

COUNTED = {
    "issues": "issue.opened", "changes": "change.merged", "articles": "content.published", "talks": "meeting.presented",
    "meetings": "meeting.hosted",
}  # fmt: skip
"""The columns of the board and what they count."""


@metric(
    title=Text("Board of contributions", "贡献看板"),
    says=Text(
        "For each person issues opened, changes merged, content published, talks given and meetings hosted, each thing once.",
        "每人新建的问题单、合入的变更、发布的内容、分享与主持的会议，同一事项只计一次。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "types-of-contributions/",
)
def contribution_board(events: Any, scope: Scope) -> Any:
    """What did each person contribute in the window?

    Rows: one per person with any of these: person, issues, changes, articles, talks, meetings.
    Edges: what two sources told counts once, by its subject where it has one; two talks in one meeting are two.
    """
    inside = somebodys(within(events, scope))
    inside = inside.filter(inside.kind.isin(list(COUNTED.values())))
    alone = (inside.subject == "") | (inside.kind == COUNTED["talks"])
    thing = alone.ifelse(inside.id, inside.subject)
    counts = {name: thing.nunique(where=inside.kind == kind) for name, kind in COUNTED.items()}
    return inside.group_by("person").agg(**counts)
