"""Writes the pages of docs/ that are made from the code; ``--check`` says which of them are out of date."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from folkmoot.charter.reference import charter_markdown, checks_markdown, json_schema
from folkmoot.cli.reference import commands_markdown
from folkmoot.metrics.reference import metrics_markdown
from folkmoot.reports.reference import reports_markdown
from folkmoot.wiring.reference import settings_markdown

ROOT = Path(__file__).resolve().parent.parent
GENERATED: dict[str, Callable[[], str]] = {
    "docs/charter.md": charter_markdown,
    "docs/charter.schema.json": json_schema,
    "docs/checks.md": checks_markdown,
    "docs/commands.md": commands_markdown,
    "docs/metrics.md": metrics_markdown,
    "docs/reports.md": reports_markdown,
    "docs/settings.md": settings_markdown,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` compare them; 1 if one is out of date."""
    stale = [name for name, make in GENERATED.items() if _differs(ROOT / name, make())]
    if "--check" in arguments:
        for name in stale:
            print(f"{name} is out of date. Write it again with: make docs")
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(GENERATED[name](), "utf-8")
        print(f"wrote {name}")
    return 0


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text("utf-8") != text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
