"""Bundles: a repository in one file. It is kept unpacked as a bare clone, and brought up to date when the file changes."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.client import REFS, Repository, repository_at, run_git

_MARK = "folkmoot-bundle"  # in the clone: which state of the bundle it holds
_HEAD = "refs/folkmoot/head"  # keeps what a bundle's HEAD points to, which may be on no branch
_LONGEST_HEADER = 64  # lines of a bundle's header that may come before its references


def open_repository(path: Path, cache: Path) -> Repository:
    """Open a repository, a bare repository, or a bundle (which is kept as a bare clone below ``cache``).

    Errors: SourceUnreadable when nothing is there, or it is none of these, or the bundle is broken.
    """
    try:
        if not path.exists():
            raise SourceUnreadable("nothing is there.", where=str(path), mend="Correct the path.")
        return Repository(_unbundled(path, cache), path) if path.is_file() else repository_at(path)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise SourceUnreadable(f"it cannot be opened: {reason}.", where=str(path), mend="Make it readable.") from error


def _unbundled(bundle: Path, cache: Path) -> Path:
    """Return a bare clone that holds what the bundle holds; made whole or not at all."""
    form = _object_format(bundle)
    stat = bundle.stat()
    stamp = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
    folder = cache / f"{bundle.stem[:100]}-{_short(bundle)}.git"
    with _alone(cache):
        if _stamp(folder) == stamp:
            return folder
        try:
            _renew(bundle, folder, stamp, form)
        except SourceUnreadable as error:
            what = error.what.replace("git cannot read it", "git cannot read this bundle")
            mend = error.mend if "--" in error.mend else "Make it again; check it with: git bundle verify."
            raise SourceUnreadable(what, where=str(bundle), mend=mend) from error
    return folder


def _renew(bundle: Path, folder: Path, stamp: str, form: str) -> None:
    if (folder / _MARK).is_file():
        try:
            _fetch(bundle, folder)  # only what is new; and a bundle may hold no more than that
            (folder / _MARK).write_text(stamp, "ascii")
        except SourceUnreadable:
            pass  # the clone may be what is broken: a fresh one decides
        else:
            return
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        run_git(None, "init", "--quiet", "--bare", "--template=", f"--object-format={form}", str(fresh))
        _fetch(bundle, fresh)
        (fresh / _MARK).write_text(stamp, "ascii")
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fetch(bundle: Path, clone: Path) -> None:
    heads = _heads(bundle, clone)
    if not heads:
        raise SourceUnreadable("this bundle is cut off: it names no branch.")
    wanted = [f"+{ref}/*:{ref}/*" for ref in REFS] + ([f"+HEAD:{_HEAD}"] if "HEAD" in heads else [])
    run_git(
        clone, "fetch", "--quiet", "--atomic", "--no-tags", "--no-write-fetch-head", "--update-head-ok",
        str(bundle.absolute()), *wanted, protocol="file",
    )  # fmt: skip
    _point_head(clone, heads)


def _heads(bundle: Path, clone: Path) -> dict[str, str]:
    said = run_git(clone, "bundle", "list-heads", str(bundle.absolute()))
    return {name: sha for sha, _, name in (line.partition(" ") for line in said.splitlines())}


def _point_head(clone: Path, heads: dict[str, str]) -> None:
    """Let the clone's HEAD be the bundle's: the branch of that commit, the commit itself, or else a main branch."""
    head = heads.get("HEAD")
    branches = [name for name in heads if name.startswith("refs/heads/") and head in (None, heads[name])]
    if branches:
        main = min(branches, key=lambda name: (name not in {"refs/heads/main", "refs/heads/master"}, name))
        run_git(clone, "symbolic-ref", "HEAD", main)
    elif head:
        run_git(clone, "update-ref", "--no-deref", "HEAD", head)


def _object_format(bundle: Path) -> str:
    """Return the kind of hash that a bundle's commits are named by. Errors: SourceUnreadable when it is no bundle."""
    form = "sha1"
    with bundle.open("rb") as file:
        if not file.readline(64).startswith((b"# v2 git bundle", b"# v3 git bundle")):
            raise SourceUnreadable(
                "this file is no git bundle.",
                where=str(bundle),
                mend="Name a folder, or make one with: git bundle create.",
            )
        for _ in range(_LONGEST_HEADER):
            if not (line := file.readline(256)).startswith(b"@"):
                break
            if line.startswith(b"@object-format="):
                form = "sha256" if b"sha256" in line else "sha1"
    return form


def _stamp(folder: Path) -> str:
    try:
        return (folder / _MARK).read_text("ascii", "replace")
    except FileNotFoundError:
        return ""


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Let one process at a time change the clones."""
    cache.mkdir(parents=True, exist_ok=True)
    handle = os.open(cache, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _short(path: Path) -> str:
    return sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
