"""The reference page of the metrics, made from their declarations."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from folkmoot import metrics
from folkmoot.metrics.registry import METRICS

DECLARED = tuple(
    import_module(f"{metrics.__name__}.{module.name}")
    for module in iter_modules(metrics.__path__)
    if module.name != "reference"
)
"""Every module of this room: importing them registers their metrics and indicators."""

HEAD = """\
# Metrics

Every figure is made by one of these. A name and a version stand in every answer; when a definition changes, its version rises.
Bots are left out unless they are asked for. What *commits*, *contributions*, *new* and the like mean in all of them stands in
[reports](reports.md#how-things-are-counted).

A metric is a pure function `(events, scope) → table`: it runs nothing and knows no source. `events` come from the lake with people,
organisations and, where a metric asks for it, groups joined in; the metric applies the window. `make docs` writes this page.
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
