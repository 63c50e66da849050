"""The settings of a workspace: ``folkmoot.toml`` and the environment. Secrets come only from the environment."""

from __future__ import annotations

import os
import secrets
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

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


class ForgeSource(BaseModel):
    """Repositories, or whole organisations, of one forge that are read through its API."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repos: tuple[str, ...] = Field(default=(), description="Repositories to read, as `owner/name`.")
    orgs: tuple[str, ...] = Field(default=(), description="Organisations: their members, and all their repositories.")
    api: str = Field(default="", description="Address of the API; empty: that of the public forge.")
    patience: int = Field(
        default=60, ge=0, description="How many minutes to wait for a rate limit before leaving the rest for next time."
    )


class GithubSource(ForgeSource):
    """Repositories of GitHub, or of a GitHub Enterprise server. Tokens: `MOOT_GITHUB_TOKEN`, several apart by commas."""

    graphql: bool = Field(
        default=True,
        description="Whether details of changes are asked for by GraphQL when there is a token; else by REST.",
    )
    stars: bool = Field(default=True, description="Whether who starred is read, too; long lists cost many requests.")
    builds: bool = Field(
        default=True, description="Whether checks and statuses of changes are read; two requests for each change."
    )


class GiteeSource(ForgeSource):
    """Repositories of Gitee. Tokens: `MOOT_GITEE_TOKEN`, several apart by commas."""

    forge: Literal["gitee", "atomgit", "gitcode"] = Field(
        default="gitee",
        description="`atomgit` and `gitcode` speak a like API; tokens: `MOOT_ATOMGIT_TOKEN`, `MOOT_GITCODE_TOKEN`.",
    )


class MailSource(BaseModel):
    """A mailing list: an mbox file, a folder of them, or a list of a HyperKitty archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list: str = Field(description="Address or name of the list: `dev@lists.example.org`.")
    path: str = Field(default="", description="An mbox file, or a folder with mbox files (also `.gz`).")
    url: str = Field(default="", description="Address of a HyperKitty archive: `https://lists.example.org/archives`.")
    since: date | None = Field(default=None, description="First month to fetch from an archive.")


class DownloadsSource(BaseModel):
    """Downloads of a package or of the files of releases, or pulls of a container image."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["pypi", "container", "release", "table"] = Field(
        default="pypi",
        description="`pypi`: a project on PyPI; `container`: an image on Docker Hub; `release`: the files of a "
        "repository's releases on GitHub; `table`: a CSV or JSON file.",
    )
    name: str = Field(description="The project, image or repository: `mindspore`, `library/redis`, `owner/name`.")
    path: str = Field(default="", description="For `table`: the file, or a folder of them, below the workspace.")
    api: str = Field(default="", description="Address of the statistics' API; empty: the public one.")


class DiscourseSource(BaseModel):
    """A Discourse forum."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(description="Its address: `https://discuss.example.org`.")
    name: str = Field(default="", description="What to call it; empty: its host.")


class StackExchangeSource(BaseModel):
    """A dump of Stack Overflow or a sister site: its folder with Posts.xml, Comments.xml and Users.xml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(description="Folder of the dump.")
    site: str = Field(default="stackoverflow", description="The site's name.")
    tags: tuple[str, ...] = Field(default=(), description="Only questions with one of these tags, and their answers.")


class GharchiveSource(BaseModel):
    """Hourly files of GitHub Archive: history, and never complete."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(description="Folder with `YYYY-MM-DD-H.json.gz` files.")
    repos: tuple[str, ...] = Field(default=(), description="Only these repositories; empty: those of the charter.")


class ChannelSource(BaseModel):
    """Where alerts and digests are sent. What is secret about it comes from the environment.

    `MOOT_SMTP_PASSWORD` for mail; for a webhook `MOOT_CHANNEL_<NAME>_URL` and, to have its posts signed,
    `MOOT_CHANNEL_<NAME>_SECRET` (the name in capitals, what is no letter or digit as `_`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        pattern=r"^(mail|hook):[a-z0-9][a-z0-9._-]*$", description="As the charter calls it: `mail:ops`, `hook:chat`."
    )
    to: tuple[str, ...] = Field(default=(), description="For mail: the addresses.")
    form: Literal["json", "slack", "feishu", "dingtalk", "wecom"] = Field(
        default="json", description="For a webhook: what the other side takes."
    )
    language: Literal["en", "zh"] = Field(default="en", description="In which language it is told.")


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
    collect_every: int = Field(
        default=0,
        ge=0,
        description="How many minutes from one collecting to the next while `moot serve` runs; 0: never.",
    )
    alerts_every: int = Field(
        default=60,
        ge=0,
        description="How many minutes from one look at the alerts to the next while `moot serve` runs; 0: never.",
    )
    due_every: int = Field(
        default=5,
        ge=0,
        description="How many minutes from one look at what time makes due (votes, elections, rounds, reminders) to the next "
        "while `moot serve` runs; 0: never.",
    )
    address: str = Field(
        default="",
        description="Where people find the portal, for links in mails and feeds: `https://moot.example.org`.",
    )
    smtp: str = Field(
        default="", description="The mail server: `smtp://host:587` or `smtps://host:465`; user as `smtp://user@host`."
    )
    sender: str = Field(default="", description="From which address mails come.")
    channel: tuple[ChannelSource, ...] = Field(default=(), description="Channels, one [[channel]] table each.")
    digest_to: tuple[str, ...] = Field(
        default=(),
        description="Channels that get the weekly digest while `moot serve` runs, on the day that the charter names; absent: none.",
    )
    remind_to: tuple[str, ...] = Field(
        default=(),
        description="Channels that are reminded of meetings whose series name no others, while `moot serve` runs; absent: none.",
    )
    stale_after: int = Field(
        default=48, ge=1, description="From how many hours on `moot doctor` calls a reading stale."
    )
    git: tuple[GitSource, ...] = Field(default=(), description="Repositories to read, one [[git]] table each.")
    github: tuple[GithubSource, ...] = Field(default=(), description="GitHub, one [[github]] table each.")
    gitee: tuple[GiteeSource, ...] = Field(default=(), description="Gitee and its kin, one [[gitee]] table each.")
    mail: tuple[MailSource, ...] = Field(default=(), description="Mailing lists, one [[mail]] table each.")
    downloads: tuple[DownloadsSource, ...] = Field(default=(), description="Packages, one [[downloads]] table each.")
    discourse: tuple[DiscourseSource, ...] = Field(default=(), description="Forums, one [[discourse]] table each.")
    stackexchange: tuple[StackExchangeSource, ...] = Field(
        default=(), description="Dumps, one [[stackexchange]] table each."
    )
    gharchive: tuple[GharchiveSource, ...] = Field(
        default=(), description="GitHub Archive, one [[gharchive]] table each."
    )
    drop: str = Field(
        default="drop", description="The drop folder: files of whatever has no API; see docs/sources/drop.md."
    )


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


def tokens(name: str) -> tuple[str, ...]:
    """Return the tokens of a service, from ``MOOT_<NAME>_TOKEN``: several stand apart by commas or white space."""
    return tuple(os.environ.get(f"MOOT_{name.upper()}_TOKEN", "").replace(",", " ").split())


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
