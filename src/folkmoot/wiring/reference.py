"""The reference page of the settings, made from their declaration."""

from __future__ import annotations

from pydantic import BaseModel

from folkmoot.wiring.settings import GitSource, Settings

HEAD = """\
# Settings

A workspace is a folder with a `folkmoot.toml`. `moot init` writes it; this page lists everything that it may say.
Secrets never stand in it: they come from the environment.
"""

ENVIRONMENT = """\
## Environment

| Variable | What it does |
|---|---|
| `MOOT_LEDGER` | Address of the ledger, such as `postgresql://user@host/name`; goes before `ledger` above. |
| `MOOT_SECRET_KEY` | Signs sessions. Without it one is made and kept in the workspace, for its owner only. |
| `MOOT_SIGNING_KEY` | Signs records of decisions: 32 bytes as base64url. Without it a key is made and kept in the workspace, for its owner only. |
| `MOOT_CERTIFICATE_KEY`, `MOOT_CERTIFICATE_RSA` | Sign certificates: 32 bytes as base64url, an RSA key as PEM. Else made and kept, too. |
| `MOOT_CONTACTS_KEY` | Seals contacts and notes of partners: a Fernet key. Without it one is made and kept in the workspace, for its owner only. |
| `MOOT_HOSTS` | Host names under which the portal may be asked for, separated by commas; loopback always may. |
| `MOOT_HTTPS` | `1` when the portal stands behind HTTPS: cookies are then sent over HTTPS only. |
| `MOOT_WORKERS` | How many processes serve the portal; 1 by default. |
| `MOOT_DEBUG` | `1` shows error pages with details; never in production. |
| `MOOT_GITHUB_CLIENT_ID`, `MOOT_GITHUB_CLIENT_SECRET` | Switch on sign-in with GitHub. |
| `MOOT_GITEE_CLIENT_ID`, `MOOT_GITEE_CLIENT_SECRET` | Switch on sign-in with Gitee. |
"""


def _rows(model: type[BaseModel]) -> list[str]:
    lines = ["| Setting | Default | What it is |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        default = "required" if field.is_required() else f"`{field.default!r}`"
        lines.append(f"| `{name}` | {default} | {field.description} |")
    return lines


def settings_markdown() -> str:
    """Return ``docs/settings.md``."""
    tables = ["", "## `folkmoot.toml`", "", *_rows(Settings), "", "## Each `[[git]]` table", "", *_rows(GitSource), ""]
    return HEAD + "\n".join(tables) + "\n" + ENVIRONMENT
