"""The reference pages are made from the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from folkmoot.charter.checks import known_checks
from folkmoot.charter.reader import read_charter
from folkmoot.charter.reference import charter_markdown, checks_markdown, json_schema


def test_the_page_describes_every_field():
    page = charter_markdown()
    for words in ("| `accounts` | list of text |", "| `kind` | `sig` \\| `wg`", "## Series", "| `since` | day |"):
        assert words in page
    assert "`place`" not in page


def test_the_first_charter_of_the_page_is_right(tmp_path: Path):
    for block in re.findall(r"```yaml\n# ([\w/.]+)\n(.*?)```", charter_markdown(), re.DOTALL):
        path = tmp_path / block[0]
        path.parent.mkdir(exist_ok=True)
        path.write_text(block[1], "utf-8")
    charter = read_charter(tmp_path)
    assert not charter.findings
    assert (len(charter.people), len(charter.groups)) == (2, 1)


def test_every_check_has_its_row():
    page = checks_markdown()
    assert all(f"| `{name}` |" in page for name in known_checks())


def test_the_schema_is_whole():
    schema = json.loads(json_schema())
    wanted = set(re.findall(r'"#/\$defs/(\w+)"', json_schema()))
    assert wanted <= set(schema["$defs"])
    assert "Place" not in schema["$defs"]
    assert schema["$defs"]["Group"]["required"] == ["kind", "slug", "name"]
    assert schema["$defs"]["Group"]["additionalProperties"] is False
