"""A path → a Charter: recognises the dialect and reads it; tells which version of the declarations stands there."""

from __future__ import annotations

import hashlib
import os
import pkgutil
import subprocess
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from folkmoot.charter import dialects
from folkmoot.charter.charter import Charter
from folkmoot.charter.files import files_below
from folkmoot.charter.native import reader as native
from folkmoot.charter.native.beside import with_own
from folkmoot.charter.order import in_order
from folkmoot.model.errors import CharterUnreadable

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "--no-optional-locks")
_known: dict[tuple[str, str], str] = {}


@cache
def dialect_modules() -> tuple[ModuleType, ...]:
    """Return the dialects in the order in which they are tried: native first, then the others by name."""
    names = sorted(each.name for each in pkgutil.iter_modules(dialects.__path__))
    return (native, *(import_module(f"{dialects.__name__}.{name}") for name in names))


def read_charter(path: Path) -> Charter:
    """Return the charter at ``path``: a community's folder, or the one file that declares it.

    Edges: faults in it are findings of the charter, not errors.
    Errors: CharterUnreadable when nothing is there, or none of the dialects knows what is.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - also takes ".." out, so that places are shown below it
    if not path.exists():
        raise CharterUnreadable(
            "there is nothing here.", where=str(path), mend="Name the folder of a community's declarations."
        )
    root = path if path.is_dir() else path.parent
    commit = version_of(path)
    for dialect in dialect_modules():
        if dialect.recognises(path) or (path.name == native.FILE and dialect.recognises(root)):
            charter: Charter = dialect.read(root if dialect is native else path, commit)
            charter = charter if dialect is native else with_own(charter)
            return in_order(replace(charter, commit=commit))
    raise CharterUnreadable(
        "no dialect knows this as a community.",
        where=str(path),
        mend="Name a folder with community.yaml, or with sigs.yaml (as Kubernetes) or sigs/ (as MindSpore).",
    )


def version_of(path: Path) -> str:
    """Return which version of the declarations stands at ``path``; it changes whenever a file does.

    The git commit where the work tree is clean, else a hash of names, sizes and times. After the first call, files
    are only looked at, not read, and git is not asked again until one changed.
    """
    path = path.absolute()
    seen = _looked_at(path)
    known = _known.get((str(path), seen))
    if known is None:
        known = _known[str(path), seen] = _commit(path) or seen
    return known


def _looked_at(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=20)
    root = path if path.is_dir() else path.parent
    for file in files_below(root, "") if path.is_dir() else (path,):
        try:
            about = file.stat()
        except OSError:  # a link that leads nowhere: its name still counts
            digest.update(f"{file}\0".encode("utf-8", "surrogateescape"))
            continue
        told = f"{file.relative_to(root)}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ino}\n"
        digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _commit(path: Path) -> str:
    """Return the commit of a clean work tree; empty where there is no git, or something is changed or ignored."""
    folder, below = (path, ".") if path.is_dir() else (path.parent, path.name)
    asked = (*_GIT, "-C", str(folder), "status", "--porcelain=v2", "--branch", "--ignored", "--", below)
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=True).stdout.splitlines()
    except (OSError, subprocess.SubprocessError):
        return ""
    commit = next((line.split()[-1] for line in told if line.startswith("# branch.oid ")), "")
    clean = all(line.startswith("# ") for line in told) and commit != "(initial)"
    return commit if clean else ""
