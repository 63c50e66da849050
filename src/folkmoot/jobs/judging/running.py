"""A program run apart, watched from outside: ended when it takes more than it may, with everything that it has started."""

from __future__ import annotations

import itertools
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from folkmoot.model.submission import LimitPlan

INSIDE = Path(__file__).with_name("inside.py")
SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache")
USERS = (60_706, 400)  # the first of the users that nothing belongs to, and how many there are
PAUSE = 0.02  # seconds between two looks
FLOOD = 64  # what is printed beyond what is kept is thrown away, until it is so many times as much
FLOOD_LEAST = 1 << 20
PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
SCARCE = 100_000_000  # bytes of the machine's memory below which everything is stopped
FILES = 10_000  # that a program may write
_MEMORY = re.compile(rb"^(MemoryError|OSError: \[Errno 12\]|numpy\..*ArrayMemoryError)", re.MULTILINE)
_turn = itertools.count(os.getpid())


@dataclass(frozen=True)
class Program:
    """What is run: the interpreter's options and a script, what it may read and where, and where its files are kept.

    ``reads``: folders by the place at which it sees them. ``apart``: in a room of its own, without a network.
    """

    argv: tuple[str, ...]
    limits: LimitPlan
    reads: Mapping[str, Path] = field(default_factory=dict)
    keep: Path | None = None
    at: str = "/"
    environment: Mapping[str, str] = field(default_factory=dict)
    veiled: tuple[Path, ...] = ()
    apart: bool = True


@dataclass(frozen=True)
class Ended:
    """How a program ended. ``why``: "" of its own, else lost, wall, cpu, memory, scarce or output."""

    code: int
    why: str = ""
    seconds: float = 0.0
    output: str = ""
    errors: str = ""

    @property
    def well(self) -> bool:
        """Whether it ended of its own, and well."""
        return not self.why and self.code == 0


def run(program: Program) -> Ended:
    """Run a program to its end, or until it has taken what it may; nothing that it started is left behind."""
    with tempfile.TemporaryDirectory(prefix="moot-room-") as room:
        told, tells = os.pipe()
        try:
            watched = _Watched(program, _begun(program, room, tells), told)
        finally:
            os.close(tells)
        try:
            return watched.to_the_end()
        finally:
            watched.end()
            watched.close()
            os.close(told)


def _begun(program: Program, room: str, tells: int) -> subprocess.Popen[bytes]:
    python = [str(Path(one).absolute()) for one in (sys.prefix, sys.base_prefix, sys.exec_prefix)]
    system = [*SYSTEM, *(one for one in dict.fromkeys(python) if not one.startswith("/usr/") and one != "/usr")]
    root = os.geteuid() == 0
    user = USERS[0] + next(_turn) % USERS[1] if root else 0
    spec = {
        "argv": [sys.executable, *program.argv], "at": program.at, "told": tells, "root": root,
        "room": room if program.apart else "", "system": system, "user": user,
        "reads": [[str(path.absolute()), place] for place, path in program.reads.items()],
        "veiled": [str(one.absolute()) for one in program.veiled], "keep": str(program.keep.absolute()) if program.keep else "",
        "environment": {**CLEAN, **program.environment}, "files": FILES,
        **{name: getattr(program.limits, name) for name in ("memory", "cpu", "written", "processes")},
    }  # fmt: skip
    if program.keep and root and not program.apart:
        os.chown(program.keep, user, -1)
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(INSIDE), json.dumps(spec)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=CLEAN, cwd="/", pass_fds=(tells,), start_new_session=True,
    )  # fmt: skip


CLEAN = {
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/out", "TMPDIR": "/out", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}  # fmt: skip
"""All that a program is told about where it runs; few threads, so that memory is what it says."""


class _Watched:
    """One program that runs."""

    def __init__(self, program: Program, process: subprocess.Popen[bytes], told: int) -> None:
        self.program, self.process = program, process
        self.told, self.output, self.errors = bytearray(), bytearray(), bytearray()
        self.printed, self.cpu = 0, 0.0
        self.began = time.monotonic()
        self.reads = selectors.DefaultSelector()
        for stream, into in ((process.stdout, self.output), (process.stderr, self.errors), (told, self.told)):
            handle = stream if isinstance(stream, int) else stream.fileno() if stream else -1
            os.set_blocking(handle, False)
            self.reads.register(handle, selectors.EVENT_READ, into)

    def to_the_end(self) -> Ended:
        """Watch it."""
        why = ""
        while not why and self.process.poll() is None:
            self._read(PAUSE)
            why = self._too_much()
        if why:
            self.end()
        self._read(0, all_of_it=True)
        return self._ended(why)

    def _read(self, patience: float, *, all_of_it: bool = False) -> None:
        ready = self.reads.select(patience)
        while ready:
            for key, _events in ready:
                said = b""
                with suppress(BlockingIOError):
                    said = os.read(key.fd, 1 << 16)
                if not said:
                    self.reads.unregister(key.fd)
                self._take(key.data, said)
            ready = self.reads.select(0) if all_of_it and self.reads.get_map() else []
        if not self.reads.get_map():
            time.sleep(patience)

    def _take(self, into: bytearray, said: bytes) -> None:
        most = 1 << 16 if into is self.told else self.program.limits.output
        if into is not self.told:
            self.printed += len(said)
        if into is self.errors:
            into += said
            del into[: max(0, len(into) - most)]  # what it said last tells why it ended
        else:
            into += said[: max(0, most - len(into))]

    def _too_much(self) -> str:
        limits = self.program.limits
        if time.monotonic() - self.began > limits.wall:
            return "wall"
        if self.printed > max(FLOOD * limits.output, FLOOD_LEAST):
            return "output"
        memory, cpu, number = 0, 0.0, 0
        for one in list(_below(self.process.pid)):
            taken = _taken(one)
            memory, cpu, number = memory + taken[0], cpu + taken[1], number + 1
        self.cpu = max(self.cpu, cpu)
        if memory > limits.memory * 1_000_000:
            return "memory"
        if cpu > limits.cpu:
            return "cpu"
        return "scarce" if number and _free() < SCARCE else ""

    def _ended(self, why: str) -> Ended:
        seconds = time.monotonic() - self.began
        lines = self.told.decode("utf-8", "replace").splitlines()
        output, errors = (bytes(one).decode("utf-8", "replace") for one in (self.output, self.errors))
        lost = next((line for line in lines if line.startswith("lost")), "")
        if lost or (not why and not any(line.startswith("ended") for line in lines)):
            return Ended(-1, why or "lost", seconds, output, lost or errors)
        code = next((int(line.split()[1]) for line in lines if line.startswith("ended")), -signal.SIGKILL)
        if not why and (
            code == -signal.SIGXCPU or (code == -signal.SIGKILL and self.cpu > self.program.limits.cpu - 1)
        ):
            why = "cpu"  # the kernel was quicker than who looks from outside
        if not why and code and _MEMORY.search(bytes(self.errors)):
            why = "memory"
        return Ended(code, why, seconds, output, errors)

    def end(self) -> None:
        """End it with all that it has started: the first process of its room first, with which the others go."""
        for _turn in range(50):
            below = list(_below(self.process.pid))
            for one in below:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(one, signal.SIGKILL)
            if not below:
                break
            time.sleep(PAUSE / 4)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Close what it was read from."""
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        self.reads.close()


def _below(process: int) -> Iterator[int]:
    """Yield the processes that a process has started, and theirs."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for one in path.read_text("ascii").split():
                yield int(one)
                yield from _below(int(one))


def _taken(process: int) -> tuple[int, float]:
    """Return the memory and the seconds of processor that a process has; none of one that is gone."""
    try:
        said = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0, 0.0
    return int(said[21]) * PAGE, sum(int(one) for one in said[11:15]) / TICK


def _free() -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return SCARCE


@dataclass(frozen=True)
class Isolation:
    """What this machine gives: whether a program can be put apart, and why not."""

    apart: bool
    why: str = ""


PROBE = (
    "import os, sys\n"
    "assert os.getpid() == 1, 'its processes are not its own'\n"
    "assert not os.path.exists('/proc/self') and not os.path.exists('/etc/passwd'), 'it sees the machine'\n"
    "assert os.getuid() != 0, 'it is root'\n"
)


@cache
def isolation() -> Isolation:
    """Return what this machine gives, by trying it once: nothing is taken for granted."""
    if sys.platform != "linux":
        return Isolation(apart=False, why=f"{sys.platform} has no namespaces")
    limits = replace(LimitPlan(), wall=20, cpu=10, memory=128, output=2000)
    ended = run(Program(("-I", "-S", "-c", PROBE), limits))
    if ended.well:
        return Isolation(apart=True)
    return Isolation(apart=False, why=" ".join(ended.errors.split())[-200:] or ended.why)
