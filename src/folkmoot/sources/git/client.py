"""The only place that runs git: opens a repository, reads its tips and log. A repository's own settings start nothing."""

from __future__ import annotations

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.stream import LOG

CHUNK = 1 << 20
LARGEST_MAILMAP = 4 << 20
REFS = ("refs/heads", "refs/remotes", "refs/tags")

_SETTINGS = (
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.pager=cat",
    "core.quotePath=false", "core.logAllRefUpdates=false", "diff.external=", "diff.algorithm=myers",
    "diff.relative=false", "diff.submodule=short", "log.showSignature=false", "log.showRoot=true", "gc.auto=0",
    "maintenance.auto=false", "fetch.unpackLimit=1", "fetch.recurseSubmodules=false", "safe.bareRepository=all",
)  # fmt: skip
"""They go before what the repository's own settings say: those may name programs, or make figures differ."""

_SAFE = tuple(word for setting in _SETTINGS for word in ("-c", setting))


def _environment(protocol: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        # A list of protocols in the environment is the only one that a repository's settings cannot widen: a partial
        # clone would otherwise fetch, and to do so run a program that its settings name.
        "GIT_ALLOW_PROTOCOL": protocol, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null/none", "LC_ALL": "C",
    }  # fmt: skip


def run_git(folder: Path | None, *arguments: str, stdin: str = "", protocol: str = "none") -> str:
    """Run git and return what it printed. Errors: SourceUnreadable with git's own reason."""
    where = ["-C", str(folder)] if folder else []
    try:
        done = subprocess.run(
            ["git", *_SAFE, *where, *arguments],
            input=stdin.encode(), capture_output=True, check=False, env=_environment(protocol),
        )  # fmt: skip
    except FileNotFoundError as error:
        raise _no_git() from error
    if done.returncode != 0:
        raise unreadable(done.stderr, folder, folder)
    return done.stdout.decode("utf-8", "replace")


def _no_git() -> SourceUnreadable:
    return SourceUnreadable("git is not installed.", mend="Install it: apt-get install git.")


def unreadable(stderr: bytes, said: Path | None, folder: Path | None) -> SourceUnreadable:
    """Return the error that tells git's reason in one sentence; ``said``: the path that the user named."""
    where = str(said or "")
    for sign, what, mend in _REASONS:
        if sign in stderr:
            return SourceUnreadable(what, where=where, mend=mend.format(folder=folder))
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    last = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
    reason = last.partition(": ")[2] or last or "it gave no reason"
    return SourceUnreadable(f"git cannot read it: {reason.rstrip('.')}.", where=where, mend="Check it with: git fsck.")


_REASONS = (
    (b"dubious ownership", "it belongs to another user, and git does not trust it for that.",
     "If you do: git config --global --add safe.directory {folder}."),
    (b"not a git repository", "this is no git repository.", "Name a repository, a bare repository or a bundle."),
    (b"promisor", "this is a partial clone: the contents of its files are not here.",
     "Clone it again without --filter."),
    (b"lacks these prerequisite commits", "this bundle builds on commits that it does not hold.",
     "Make a whole one: git bundle create FILE --all."),
)  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """A repository that can be read: its folder, and where the user said it is."""

    folder: Path
    said: Path

    def tips(self) -> dict[str, str]:
        """Return what the branches, remote branches, tags and HEAD point to, commits only: name → sha."""
        form = "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"
        tips: dict[str, str] = {}
        for line in run_git(self.folder, "for-each-ref", f"--format={form}", *REFS).splitlines():
            name, kind, sha, peeled_kind, peeled = line.split("\0")
            if kind == "commit":
                tips[name] = sha
            elif peeled_kind == "commit":
                tips[name] = peeled
            elif peeled_kind == "tag" and (found := self._commit(name)):
                tips[name] = found
        if head := self._commit("HEAD"):
            tips["HEAD"] = head
        return tips

    def _commit(self, name: str) -> str:
        try:
            return run_git(self.folder, "rev-parse", "--verify", "--quiet", name + "^{commit}").strip()
        except SourceUnreadable:
            return ""  # the HEAD of an empty repository points nowhere yet; a tag may tag a file

    def known(self, shas: Iterable[str]) -> set[str]:
        """Return those of ``shas`` that are commits here: a force-push and gc may have removed some."""
        wanted = "".join(f"{sha}\n" for sha in sorted(set(shas)))
        if not wanted:
            return set()
        said = run_git(self.folder, "cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=wanted)
        return {line.split()[0] for line in said.splitlines() if line.endswith(" commit")}

    def count(self, tips: set[str], seen: set[str]) -> int:
        """Return how many commits a log of ``tips`` without ``seen`` will print."""
        return int(run_git(self.folder, "rev-list", "--count", "--stdin", stdin=_wanted(tips, seen)) or 0)

    def cut(self) -> frozenset[str]:
        """Return the commits at which a shallow history ends; empty when it is whole."""
        path = run_git(self.folder, "rev-parse", "--git-path", "shallow").rstrip("\n")
        try:
            return frozenset((self.folder / path).read_text("ascii", "replace").split())
        except FileNotFoundError:
            return frozenset()

    def remote(self) -> str:
        """Return the address of ``origin``; empty where there is none."""
        try:
            return run_git(self.folder, "config", "--get", "remote.origin.url").strip()
        except SourceUnreadable:
            return ""  # git's way of saying that it is not set

    def mailmap(self) -> str:
        """Return the ``.mailmap`` at HEAD; empty where there is none, or none of a believable size."""
        try:
            size = int(run_git(self.folder, "cat-file", "-s", "HEAD:.mailmap"))
            return run_git(self.folder, "cat-file", "blob", "HEAD:.mailmap") if size <= LARGEST_MAILMAP else ""
        except SourceUnreadable:
            return ""  # most repositories have none

    def authors(self, shas: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return name and address of the authors of those commits that are here: sha → (name, address)."""
        wanted = "".join(f"{sha}\n" for sha in sorted(self.known(shas)))
        if not wanted:
            return {}
        form = "--format=%H%x00%an%x00%ae%x00"
        said = run_git(self.folder, "log", "--no-walk=unsorted", "--no-mailmap", form, "--stdin", stdin=wanted)
        fields = [field.strip("\n") for field in said.split("\0")]
        return {fields[at]: (fields[at + 1], fields[at + 2]) for at in range(0, len(fields) - 2, 3)}

    def log(self, tips: set[str], seen: set[str]) -> Iterator[bytes]:
        """Yield the bytes of one ``git log`` of ``tips`` without ``seen``. Errors: SourceUnreadable, at its end."""
        if not tips:
            return
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
            stdin.write(_wanted(tips, seen).encode())
            stdin.seek(0)
            process = subprocess.Popen(
                ["git", *_SAFE, "-C", str(self.folder), *LOG, "--stdin"],
                stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=_environment("none"),
            )  # fmt: skip
            assert process.stdout is not None  # noqa: S101  # it was asked for above
            pipe = process.stdout.fileno()
            _widen(pipe)
            try:
                while chunk := os.read(pipe, CHUNK):
                    yield chunk
            except BaseException:
                process.kill()  # whoever reads has stopped; git may be far from its next word
                raise
            finally:
                process.stdout.close()
                process.wait()
            if process.returncode != 0:
                stderr.seek(0)
                raise unreadable(stderr.read(), self.said, self.folder)


def _widen(pipe: int) -> None:
    """Let git print more before it has to wait; where the system grants no wider pipe, the usual one does."""
    with suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, CHUNK)


def _wanted(tips: set[str], seen: set[str]) -> str:
    return "".join(f"{sha}\n" for sha in sorted(tips)) + "".join(f"^{sha}\n" for sha in sorted(seen))


def repository_at(path: Path) -> Repository:
    """Open a repository or a bare repository. Errors: SourceUnreadable when it is none, or only a folder inside one."""
    top = run_git(path, "rev-parse", "--absolute-git-dir").rstrip("\n")
    if Path(top).resolve() not in (path.resolve(), (path / ".git").resolve()) and not (path / ".git").is_file():
        raise SourceUnreadable(
            "this folder is no repository, only a part of one.", where=str(path), mend=f"Name the repository: {top}."
        )
    return Repository(path, path)
