"""The only place that runs git: opens a repository or bundle, reads tips and log. Foreign settings are not trusted."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.stream import LOG

CHUNK = 1 << 20
_SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never",
    "-c", "protocol.file.allow=always", "-c", "core.attributesFile=/dev/null", "-c", "log.showSignature=false",
    "-c", "core.quotePath=false", "-c", "diff.external=", "-c", "gc.auto=0", "-c", "core.pager=cat",
)  # fmt: skip
"""Nothing that a foreign repository's own settings could start, and no contact with a network."""

_REFS = ("refs/heads", "refs/remotes", "refs/tags")
_PIPE_SIZE = 1031  # fcntl.F_SETPIPE_SZ, which only Linux has


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C",
    }  # fmt: skip


def run_git(folder: Path | None, *arguments: str, stdin: str = "") -> str:
    """Run git and return what it printed. Errors: SourceUnreadable with git's own last sentence."""
    where = ["-C", str(folder)] if folder else []
    try:
        done = subprocess.run(
            ["git", *_SAFE, *where, *arguments],
            input=stdin.encode(), capture_output=True, check=False, env=_environment(),
        )  # fmt: skip
    except FileNotFoundError as error:
        raise SourceUnreadable("git is not installed.", mend="Install it: apt-get install git.") from error
    if done.returncode != 0:
        raise SourceUnreadable(_sentence(done.stderr), where=str(folder or ""), mend=_mend(done.stderr, folder))
    return done.stdout.decode("utf-8", "replace")


def _sentence(stderr: bytes) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    last = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
    said = last.partition(": ")[2] or last or "it gave no reason"
    return f"git cannot read it: {said.rstrip('.')}."


def _mend(stderr: bytes, folder: Path | None) -> str:
    if b"dubious ownership" in stderr:
        return f"It belongs to another user; allow it with: git config --global --add safe.directory {folder}."
    if b"not a git repository" in stderr:
        return "Name a repository, a bare repository or a bundle."
    return "Check it with: git fsck."


@dataclass(frozen=True)
class Repository:
    """A repository that can be read: its folder, and where the user said it is."""

    folder: Path
    said: Path

    def tips(self) -> dict[str, str]:
        """Return what the branches, remote branches, tags and HEAD point to, commits only: name → sha."""
        form = "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"
        tips: dict[str, str] = {}
        for line in run_git(self.folder, "for-each-ref", f"--format={form}", *_REFS).splitlines():
            name, kind, sha, peeled_kind, peeled = line.split("\0")
            if kind == "commit":
                tips[name] = sha
            elif peeled_kind == "commit":
                tips[name] = peeled
        if head := self._head():
            tips["HEAD"] = head
        return tips

    def _head(self) -> str:
        try:
            return run_git(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
        except SourceUnreadable:
            return ""  # an empty repository has a HEAD that points nowhere yet

    def known(self, shas: set[str]) -> set[str]:
        """Return those of ``shas`` that are still there: a force-push and gc may have removed some."""
        if not shas:
            return set()
        said = run_git(
            self.folder, "cat-file", "--batch-check=%(objectname) %(objecttype)", stdin="\n".join(sorted(shas)) + "\n"
        )
        return {line.split()[0] for line in said.splitlines() if line.endswith(" commit")}

    def count(self, tips: set[str], seen: set[str]) -> int:
        """Return how many commits a log of ``tips`` without ``seen`` will print."""
        return int(run_git(self.folder, "rev-list", "--count", "--stdin", stdin=_wanted(tips, seen)) or 0)

    @property
    def shallow(self) -> bool:
        """Whether the history was cut when it was cloned."""
        return run_git(self.folder, "rev-parse", "--is-shallow-repository").strip() == "true"

    def remote(self) -> str:
        """Return the address of ``origin``; empty where there is none."""
        try:
            return run_git(self.folder, "config", "--get", "remote.origin.url").strip()
        except SourceUnreadable:
            return ""  # git's way of saying that it is not set

    def mailmap(self) -> str:
        """Return the ``.mailmap`` at HEAD; empty where there is none."""
        try:
            return run_git(self.folder, "cat-file", "blob", "HEAD:.mailmap")
        except SourceUnreadable:
            return ""  # most repositories have none

    def log(self, tips: set[str], seen: set[str]) -> Iterator[bytes]:
        """Yield the bytes of one ``git log`` of ``tips`` without ``seen``. Errors: SourceUnreadable at its end."""
        if not tips:
            return
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
            stdin.write(_wanted(tips, seen).encode())
            stdin.seek(0)
            process = subprocess.Popen(
                ["git", *_SAFE, "-C", str(self.folder), *LOG, "--stdin"],
                stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=_environment(), pipesize=CHUNK,
            )  # fmt: skip
            try:
                pipe = process.stdout
                while pipe is not None and (chunk := os.read(pipe.fileno(), CHUNK)):
                    yield chunk
            finally:
                if process.stdout is not None:
                    process.stdout.close()
                if process.poll() is None and process.returncode is None:
                    _end(process)
            stderr.seek(0)
            if process.returncode != 0:
                said = stderr.read()
                raise SourceUnreadable(_sentence(said), where=str(self.said), mend=_mend(said, self.folder))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait for git to end by itself after its pipe was closed; it stops at the next write."""
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wanted(tips: set[str], seen: set[str]) -> str:
    return "".join(f"{sha}\n" for sha in sorted(tips)) + "".join(f"^{sha}\n" for sha in sorted(seen))


def open_repository(path: Path, cache: Path) -> Repository:
    """Open a repository, a bare repository, or a bundle (which is kept as a bare clone below ``cache``).

    Errors: SourceUnreadable when nothing is there, or it is none of these, or the bundle is broken.
    """
    if not path.exists():
        raise SourceUnreadable("nothing is there.", where=str(path), mend="Correct the path.")
    if path.is_file():
        return Repository(_unbundled(path, cache), path)
    top = run_git(path, "rev-parse", "--absolute-git-dir").strip()
    if Path(top).resolve() not in (path.resolve(), (path / ".git").resolve()) and not (path / ".git").is_file():
        raise SourceUnreadable(
            "this folder is no repository, only a part of one.", where=str(path), mend=f"Name the repository: {top}."
        )
    return Repository(path, path)


def _unbundled(bundle: Path, cache: Path) -> Path:
    """Return a bare clone that holds what the bundle holds; made whole or not at all, and brought up to date."""
    with bundle.open("rb") as file:
        if not file.read(16).startswith((b"# v2 git bundle", b"# v3 git bundle")):
            raise SourceUnreadable(
                "this file is no git bundle.",
                where=str(bundle),
                mend="Name a folder, or make one with: git bundle create.",
            )
    stat = bundle.stat()
    stamp = f"{stat.st_size} {stat.st_mtime_ns}"
    folder = cache / f"{bundle.stem}-{_short(bundle)}.git"
    mark = folder / "folkmoot-bundle"
    if mark.is_file() and mark.read_text("ascii") == stamp:
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache, prefix=".new-"))
    try:
        run_git(None, "init", "--quiet", "--bare", str(fresh))
        run_git(fresh, "fetch", "--quiet", "--no-write-fetch-head", str(bundle.absolute()), "+refs/*:refs/*")
        (fresh / "folkmoot-bundle").write_text(stamp, "ascii")
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    except SourceUnreadable as error:
        raise SourceUnreadable(
            error.what, where=str(bundle), mend="Make the bundle again; check it with: git bundle verify."
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _short(path: Path) -> str:
    from hashlib import sha256

    return sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
