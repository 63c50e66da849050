"""Applying a planned change to the charter: whole, once, as a commit where the charter is a git repository."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from folkmoot.charter.amending.proof import amended, target
from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter, version_of
from folkmoot.jobs.files import write_whole
from folkmoot.ledger.audit import note
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false")
_PATIENCE = 60.0  # seconds for one git command


def amend(
    charter: Charter, amendment: Amendment, *, message: str, actor: Actor, branch: str = "", as_read: bool = False
) -> str:  # fmt: skip
    """Apply ``amendment`` and return the commit; "" where the charter is a plain folder.

    ``branch``: commit there, without touching the work tree, so that it can be pushed and reviewed; else the change is
    made where the portal reads it. ``as_read``: only if nothing of the charter has changed since ``charter`` was read, for a change
    that says what follows from all of it. The caller has asked whether the actor may.
    Edges: a change that is in place already is not made twice; one that was broken off is gone on with.
    Errors: BadInput when a file has changed since the change was planned, when the charter could not be read
    afterwards, for a branch in a plain folder, and for what git refuses.
    """
    text = _message(amendment, message, actor)
    with _alone(charter.root):
        if as_read and version_of(charter.root) != charter.commit and not is_in_place(charter.root, amendment):
            raise _changed(", ".join(one.path for one in amendment.files))
        commit = _applied(charter, amendment, text, actor, branch)
    paths = [one.path for one in amendment.files]
    note(actor, "charter.amend", ", ".join(paths)[:500], before={"commit": charter.commit},
         after={"commit": commit, "branch": branch, "files": paths}, why=message)  # fmt: skip
    return commit


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the charter's folder for the body, so that of two changes of one file at once neither is written over.

    Nothing is recorded meanwhile: whoever waits here may hold the ledger.
    """
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _applied(charter: Charter, amendment: Amendment, text: str, actor: Actor, branch: str) -> str:
    _must_fit(charter.root, amendment)
    amended(charter, amendment)
    inside = _is_git(charter.root)
    if branch and not inside:
        raise BadInput(
            Text("the charter is no git repository, so it has no branches.", "章程不是 git 仓库，没有分支。"),
            where=str(charter.root),
            mend=Text(
                "Apply the change without a branch, or run git init there.",
                "请不填分支直接应用，或在该处执行 git init。",
            ),
        )
    if branch:
        return _on_branch(charter.root, amendment, text, actor, branch)
    _written(charter.root, amendment)
    return _committed(charter.root, amendment, text, actor) if inside else ""


def is_in_place(root: Path, amendment: Amendment) -> bool:
    """Return whether the charter at ``root`` holds every file of the change as it shall be."""
    return all(_now(root, one.path) == one.after for one in amendment.files)


def patch(charter: Charter, amendment: Amendment, *, message: str, actor: Actor) -> str:
    """Return the change as a mail that ``git am`` takes, for whoever keeps the charter elsewhere."""
    amended(charter, amendment)
    subject, _, body = _message(amendment, message, actor).partition("\n")
    head = f"From {'0' * 40} Mon Sep 17 00:00:00 2001\nFrom: {_author(actor)}\nSubject: [PATCH] {subject}\n"
    return f"{head}\n{body.strip()}\n---\n{amendment.diff}-- \nFolkmoot\n"


def _must_fit(root: Path, amendment: Amendment) -> None:
    for one in amendment.files:
        if _now(root, one.path) not in (one.before, one.after):
            raise _changed(one.path)


def _changed(where: str) -> BadInput:
    return BadInput(
        Text("the file has changed since this was planned.", "文件在此期间已有改动。"),
        where=where,
        mend=Text("Look at the new difference, then apply it again.", "请查看新的差异后再应用。"),
    )


def _now(root: Path, path: str) -> str | None:
    full = target(root, path)
    return full.read_bytes().decode("utf-8", "surrogateescape") if full.is_file() else None


def _written(root: Path, amendment: Amendment) -> None:
    for one in amendment.files:
        path = target(root, one.path)
        if one.after is None:
            path.unlink(missing_ok=True)
        elif _now(root, one.path) != one.after:
            write_whole(path, one.after.encode())
    read_charter(root)  # whatever is wrong shows now, while somebody looks


def _committed(root: Path, amendment: Amendment, text: str, actor: Actor) -> str:
    """Commit exactly these files on the branch that is checked out; what somebody else has staged stays staged."""
    paths = [one.path for one in amendment.files]
    _git(root, "add", "--intent-to-add", "--", *[one.path for one in amendment.files if one.after is not None])
    if _git(root, "status", "--porcelain", "--", *paths).strip():
        _git(root, "commit", "--quiet", "--no-verify", f"--author={_author(actor)}", "--message", text, "--only", "--", *paths,
             identity=actor)  # fmt: skip
    return _git(root, "rev-parse", "HEAD").strip()


def _on_branch(root: Path, amendment: Amendment, text: str, actor: Actor, branch: str) -> str:
    """Commit on ``branch``, begun at what is checked out; index and work tree of the checkout are not touched."""
    name = f"refs/heads/{branch}"
    _git(root, "check-ref-format", name)
    if branch == _git(root, "branch", "--show-current").strip():
        raise BadInput(
            Text(f"'{branch}' is checked out.", f"分支“{branch}”正被检出。"),
            mend=Text("Apply the change without a branch, or name another one.", "请不填分支直接应用，或换一个分支。"),
        )
    old = _git(root, "rev-parse", "--verify", "--quiet", name, fails="").strip()
    parent = old or _git(root, "rev-parse", "HEAD").strip()
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    with TemporaryDirectory(prefix="folkmoot-") as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        _git(root, "read-tree", parent, more=index)
        for one in amendment.files:
            if one.after is None:
                _git(root, "rm", "--cached", "--quiet", "--ignore-unmatch", "--", one.path, more=index)
                continue
            blob = _git(root, "hash-object", "-w", "--stdin", given=one.after).strip()
            _git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{prefix}{one.path}", more=index)
        tree = _git(root, "write-tree", more=index).strip()
    if old and tree == _git(root, "rev-parse", f"{old}^{{tree}}").strip():
        return old
    commit = _git(root, "commit-tree", tree, "-p", parent, "-m", text, identity=actor).strip()
    _git(root, "update-ref", name, commit, old or "0" * 40)
    return commit


def _is_git(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-inside-work-tree", fails="").strip() == "true"


def _message(amendment: Amendment, message: str, actor: Actor) -> str:
    words = message.strip()
    body = f"\n\n{words}" if words and words != amendment.summary.en else ""
    return f"{amendment.summary.en}{body}\n\nRecorded-by: {actor.name}\n"


def _author(actor: Actor) -> str:
    name = "".join(letter for letter in actor.name if letter.isprintable() and letter not in "<>") or "somebody"
    return f"{name} <portal@folkmoot.invalid>"


def _git(
    root: Path, *words: str, given: str | None = None, fails: str | None = None, identity: Actor | None = None,
    more: dict[str, str] | None = None,
) -> str:  # fmt: skip
    """Run git in the charter. ``fails``: what to return when it does not succeed, instead of an error."""
    named = {"GIT_COMMITTER_NAME": "Folkmoot", "GIT_COMMITTER_EMAIL": "portal@folkmoot.invalid"} if identity else {}
    if identity:
        named |= {
            "GIT_AUTHOR_NAME": _author(identity).partition(" <")[0],
            "GIT_AUTHOR_EMAIL": "portal@folkmoot.invalid",
        }
    try:
        done = subprocess.run(
            (*_GIT, "-C", str(root), *words), input=given, capture_output=True, text=True, timeout=_PATIENCE, check=False,
            env={**os.environ, **named, **(more or {})},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        if fails is not None:
            return fails
        raise BadInput(
            Text(f"git did not answer: {error}.", f"git 没有响应：{error}。"),
            where=str(root),
            mend=Text("Try again.", "请重试。"),
        ) from error
    if done.returncode and fails is None:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BadInput(
            Text(f"git refused: {said[0] if said else words[0]}", f"git 拒绝了该操作：{said[0] if said else words[0]}"),
            where=str(root),
            mend=Text("Mend that and try again.", "请处理后重试。"),
        )
    return done.stdout if not done.returncode else (fails or "")
