"""The reference page of the metrics, made from their declarations."""

from __future__ import annotations

from folkmoot.metrics import activity, people
from folkmoot.metrics.registry import METRICS

DECLARED = (activity, people)  # importing them registers their metrics

HEAD = """\
# Metrics

Every figure is made by one of these. A name and a version stand in every answer; when a definition changes, its version rises.
Bots are left out unless they are asked for.
"""


def metrics_markdown() -> str:
    """Return ``docs/metrics.md``."""
    lines = [HEAD]
    for name, metric in sorted(METRICS.items()):
        lines += [
            f"## `{name}` (version {metric.version}, in {metric.unit})",
            "",
            f"**{metric.title.en}** · {metric.title.zh}",
            "",
        ]
        lines += [metric.definition, ""]
        lines += [f"Source: <{metric.source}>", ""] if metric.source else []
    return "\n".join(lines)
