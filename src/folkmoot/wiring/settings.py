"""The settings of a workspace: ``folkmoot.toml`` and the environment. Secrets come only from the environment."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from folkmoot.model.errors import WorkspaceBroken, WorkspaceMissing

FILE = "folkmoot.toml"


class GitSource(BaseModel):
    """A git repository, bare repository or bundle that ``moot collect`` reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(description="Folder or bundle, absolute or below the workspace.")
    repo: str = Field(
        default="",
        description="What to call it: forge:owner/name. Empty: found from its remote or the charter.",
    )
    robot_merges: bool = Field(
        default=False,
        description="Whether a merge with a robot's words (`!N TITLE`, `From: @LOGIN`) counts as a merged change, too.",
    )


class Settings(BaseModel):
    """What ``folkmoot.toml`` may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    charter: str = Field(
        default="charter",
        description="The community's declarations: a folder, absolute or below the workspace.",
    )
    lake: str = Field(default="lake", description="The lake's folder.")
    ledger: str = Field(
        default="ledger.sqlite3",
        description="SQLite file, or a postgresql:// address; the environment's MOOT_LEDGER goes before it.",
    )
    git: tuple[GitSource, ...] = Field(default=(), description="Repositories to read, one [[git]] table each.")


def find_workspace(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds a ``folkmoot.toml``."""
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / FILE).is_file():
            return folder
    raise WorkspaceMissing(
        "this is no workspace: neither it nor a folder above holds a folkmoot.toml.",
        where=str(start),
        mend="Make one with: moot init DIR --charter PATH, or name one with --workspace DIR.",
    )


def read_settings(folder: Path) -> Settings:
    """Read ``folkmoot.toml``. Errors: WorkspaceBroken with the line, or the field and what it may be."""
    path = folder / FILE
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        return Settings.model_validate(said)
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceBroken(f"not TOML: {error}.", where=str(path), mend="Correct that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise WorkspaceBroken(
            f"the setting '{field}' is wrong: {first['msg'].lower()}.",
            where=str(path),
            mend=f"Settings are: {', '.join(Settings.model_fields)}.",
        ) from error


def ledger_address(folder: Path, settings: Settings) -> str:
    """Return the ledger's database address, as a URL."""
    said = os.environ.get("MOOT_LEDGER") or settings.ledger
    return said if "://" in said else f"sqlite:///{(folder / said).absolute()}"


def session_key(folder: Path) -> str:
    """Return the key that signs sessions: ``MOOT_SECRET_KEY``, or one made for this workspace."""
    if said := os.environ.get("MOOT_SECRET_KEY"):
        return said
    path = folder / ".secret-key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text("ascii")
