"""The reference of the native form and of the checks, made from the code: Markdown and a JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import yaml
from pydantic import TypeAdapter

from folkmoot.charter.checks import known_checks
from folkmoot.charter.native.beside import beside_keys
from folkmoot.charter.native.fields import HIDDEN, NounField, fields_of
from folkmoot.charter.native.kinds import KINDS

_INTRO = """\
# The charter

A charter is a folder of YAML files under version control. It holds what a community *declares*: its groups, people, roles, meetings,
repositories, proposals and targets. What people *do* is observed and recorded elsewhere and never stands here.

A community need not be converted to be read: `moot` also reads communities as they are (MindSpore's and openEuler's `sigs/`,
Kubernetes' `sigs.yaml`). `moot convert SRC DST` writes any of them in the form that this page describes; reading that back gives the
same declarations.

## A first charter

```yaml
# community.yaml
community:
  name: {en: Example, zh: 示例}
  zone: Asia/Shanghai
  languages: [zh, en]
  forges:
    - {key: gitee, url: https://gitee.com}
people:
  - id: ann
    name: Ann Author
    accounts: [gitee:ann, github:ann-a, "mail:ann@example.org"]
    affiliations:
      - {organization: Example University, since: 2024-03-01}
  - id: bo
    name: Bo
    accounts: [gitee:bo]
```

```yaml
# groups/compiler.yaml
group:
  kind: sig
  slug: compiler
  name: {en: Compiler, zh: 编译器}
  mission: Turns models into fast code.
  roles:
    - {person: bo, role: maintainer, since: 2024-01-09, cause: elected}
    - {person: ann, role: member, since: 2024-03-01}
  repositories:
    - {repo: "gitee:example/kit", path: src/compiler}
  channels:
    - {kind: mail, address: compiler@lists.example.org}
  meetings:
    - title: Fortnightly meeting
      rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
      time: "19:00"
      zone: Asia/Shanghai
      starts: 2024-01-09
```

Then `moot check .` says at once everything that is wrong, each with its file and line and how to mend it.

## Rules of the form

- `community.yaml` stands at the top and declares the community. All other files may have any name that ends in `.yaml` or `.yml`, in any
  folder; hidden folders are passed over. A file may hold several of the keys below.
- One bad entry does not lose the others: it is reported and left out, with the list entry in which it stands.
- *Words* are plain text (its script tells the language) or one side for each language: `{en: Compiler, zh: 编译器}`.
- A *day* is written `2024-03-01`. A scalar is read as it is written, so `no`, `007` and `19:00` are safe as names and times.
- An *account* is `forge:login`. A `mail:` address is read as its SHA-256 and shown nowhere; the hash may be written instead.
- A *repository* is `forge:owner/name`, in lower case.
- Roles are dated terms. A term that has ended stays, with `until`: rosters are always read as of a day.
- A file may have 2 MB; links that lead out of the folder, aliases that contain themselves and the like are refused.

Editors that know JSON Schema help while you write: point them to `charter.schema.json` beside this page, for example with
`# yaml-language-server: $schema=…/charter.schema.json` in the first line.
"""

_SKIPS = """\
## Switching a check off

```yaml
skip:
  - {check: group-without-lead, path: groups/old-*, reason: Kept for their history.}
```

A skip without `path` holds everywhere. A skip that hides nothing, or names no check, is itself reported. Beside the files of another
dialect, a file `folkmoot.yaml` at the top may hold such a list. [checks.md](checks.md) names all checks.

## Beside the files of another dialect

A file `folkmoot.yaml` at the top of a community that is read as it is may hold what that dialect has no place for: {beside}.
How the board's declarations are used stands in the [guide for operators](guides/operator.md).
"""

_CHECKS = """\
# Checks

`moot check PATH` asks all of these. An **error** makes an answer wrong, a **warning** makes it doubtful, a **note** does neither. Checks that
are noticed while a file is read stand here too. Each can be switched off by name, with a reason: see [charter.md](charter.md).
"""

_ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def charter_markdown() -> str:
    """Return ``docs/charter.md``: the native form, field by field."""
    lines = [_INTRO, "## Keys of a file", "", "| Key | Holds | What it is |", "|---|---|---|"]
    for kind in KINDS.values():
        holds = _linked(kind.noun)
        shape = f"list of {holds}" if kind.many else holds
        lines.append(f"| `{kind.key}` | {shape} | {kind.says.said_in('en')} |")
    beside = ", ".join(f"`{key}`" for key in beside_keys())
    lines += ["", _SKIPS.replace("{beside}", beside)]
    for noun in _nouns():
        lines += _section(noun)
    return "\n".join(lines).rstrip() + "\n"


def _nouns() -> list[type]:
    """Every noun that can be declared, outer ones first."""
    found: list[type] = []
    waiting = [kind.noun for kind in KINDS.values()]
    while waiting:
        noun = waiting.pop(0)
        if noun not in found:
            found.append(noun)
            waiting = [field.noun for field in fields_of(noun).values() if field.noun] + waiting
    return found


def _linked(noun: type) -> str:
    return f"[{noun.__name__}](#{noun.__name__.lower()})"


def _section(noun: type) -> Iterator[str]:
    yield f"## {noun.__name__}"
    yield ""
    yield cleandoc(noun.__doc__ or "")
    yield ""
    yield "| Field | Type | | What it is | Example |"
    yield "|---|---|---|---|---|"
    for field in fields_of(noun).values():
        needed = "required" if field.required else ""
        shape = (f"list of {_linked(field.noun)}" if field.many else _linked(field.noun)) if field.noun else field.shape
        example = _example(field)
        yield f"| `{field.name}` | {_cell(shape)} | {needed} | {_cell(field.description)} | {_cell(example)} |"
    yield ""


def _example(field: NounField) -> str:
    shown = []
    for value in field.examples:
        said = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000)
        said = said.removesuffix("...\n").strip()
        shown.append(f"`{said.strip(chr(39)) if field.shape == 'day' else said}`")
    return ", ".join(shown)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def checks_markdown() -> str:
    """Return ``docs/checks.md``: every check with what holds where it finds nothing."""
    lines = [
        _CHECKS,
        "| Check | Severity | Where it finds nothing | To mend a finding | 中文 |",
        "|---|---|---|---|---|",
    ]
    for each in known_checks().values():
        cells = (f"`{each.name}`", each.severity.value, each.asks.en, each.mend.en, each.asks.zh)
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def json_schema() -> str:
    """Return ``docs/charter.schema.json``: what one native file may hold, for editors."""
    adapters: list[Any] = [(kind.key, "validation", TypeAdapter(kind.noun)) for kind in KINDS.values()]
    by_key, definitions = TypeAdapter.json_schemas(adapters, ref_template="#/$defs/{model}")
    properties: dict[str, Any] = {}
    for kind in KINDS.values():
        one = by_key[kind.key, "validation"]
        properties[kind.key] = {"description": kind.says.said_in("en"), **(
            {"type": "array", "items": one} if kind.many else one
        )}  # fmt: skip
    schema = {
        "$schema": _ADDRESS,
        "title": "A file of a Folkmoot charter",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _without_places(definitions["$defs"]),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _without_places(definitions: dict[str, Any]) -> dict[str, Any]:
    """A place is set by the reader: nobody declares it."""
    kept = {name: each for name, each in definitions.items() if name != "Place"}
    for each in kept.values():
        each.get("properties", {}).pop(HIDDEN, None)
    return kept
