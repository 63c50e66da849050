"""The reference page of the commands, made from their own help."""

from __future__ import annotations

import typer

HEAD = """\
# Commands

Every command takes `--help`. Exit status: 0 fine, 1 findings, 2 it could not run (with one sentence that says why).
`moot --workspace DIR …` names the workspace; otherwise it is the one at or above the current folder.
"""


def _options(command: typer.core.TyperCommand, context: typer.Context) -> list[str]:
    lines = []
    for parameter in command.params:
        shown = parameter.get_help_record(context)
        if shown and "--help" not in shown[0]:
            lines.append(f"| `{shown[0]}` | {' '.join(shown[1].split())} |".replace("||", "|"))
    return lines


def _section(command: typer.core.TyperCommand, name: str) -> list[str]:
    context = typer.Context(command, info_name=name)
    lines = ["", f"## `{name}`", "", (command.help or "").strip(), ""]
    if command.epilog:
        lines += [command.epilog.replace("Example: ", "```sh\n", 1) + "\n```", ""]
    options = _options(command, context)
    return lines + (["| Argument or option | What it does |", "|---|---|", *options] if options else [])


def commands_markdown() -> str:
    """Return ``docs/commands.md``: every verb with its example and options."""
    from folkmoot.cli.app import app, register_verbs

    register_verbs()
    root = typer.main.get_command(app)
    lines: list[str] = []
    for name, command in sorted(getattr(root, "commands", {}).items()):
        below = getattr(command, "commands", None)
        if below is None:
            lines += _section(command, f"moot {name}")
        else:
            for verb, inner in sorted(below.items()):
                lines += _section(inner, f"moot {name} {verb}")
    return HEAD + "\n".join(lines) + "\n"
