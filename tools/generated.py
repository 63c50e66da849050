"""Writes what is made from other files: pages of docs/, the colours of press; ``--check`` says what is out of date."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from folkmoot.charter.reference import charter_markdown, checks_markdown, json_schema
from folkmoot.cli.reference import commands_markdown
from folkmoot.metrics.reference import metrics_markdown
from folkmoot.reports.reference import reports_markdown
from folkmoot.wiring.reference import settings_markdown

ROOT = Path(__file__).resolve().parent.parent
TOKENS = ROOT / "src/folkmoot/web/static/folkmoot/css/tokens.css"
PAIR = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-fA-F]{6}),\s*(#[0-9a-fA-F]{6})\);")


def tokens_module() -> str:
    """Return the module of real colours: every token of the portal that is a light and a dark one."""
    pairs = PAIR.findall(TOKENS.read_text("utf-8"))
    tables = []
    for place, name in ((1, "LIGHT"), (2, "DARK")):
        lines = "".join(f'    "{pair[0]}": "{pair[place]}",\n' for pair in pairs)
        tables.append(f"{name} = {{\n{lines}}}\n")
    return '"""Real colours by token: made from the portal\'s token file by `make docs`."""\n\n' + "".join(tables)


GENERATED: dict[str, Callable[[], str]] = {
    "docs/charter.md": charter_markdown,
    "docs/charter.schema.json": json_schema,
    "docs/checks.md": checks_markdown,
    "docs/commands.md": commands_markdown,
    "docs/metrics.md": metrics_markdown,
    "docs/reports.md": reports_markdown,
    "docs/settings.md": settings_markdown,
    "src/folkmoot/press/tokens.py": tokens_module,
}


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` compare them; 1 if one is out of date."""
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
