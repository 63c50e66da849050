"""What runs between the worker and somebody's program: a machine with nothing in it, and no way out. Standard library only.

It is run as a file by ``python -I -S`` and imports nothing of ours. It says over a pipe whether the room is made; then one process
stands in it as process 1 of its own, with its own network (none), mounts (a few folders, read-only), user, and limits.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import stat
import struct
import sys
from typing import Any, NoReturn

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
KEPT = (
    (1, 1),
    (2, 2),
    (4, 4),
    (8, 8),
    (1024, 1024),
    (2048, 2048),
    (4096, 1 << 21),
)  # statvfs → mount: what a mount must keep
DEATH, NO_NEW_PRIVILEGES, SECCOMP, BOUNDING, REAPER = 1, 38, 22, 24, 36
DEVICES = ("null", "zero", "full", "random", "urandom")
MEGA = 1_000_000
LOST, BROKEN = 125, 126  # exit codes: the room could not be made; the program could not be begun
TAKEN = 1 << 16  # bytes copied at a time
libc = ctypes.CDLL(None, use_errno=True)
Spec = dict[str, Any]

# Calls that no entry needs, by architecture: memory that no limit sees, other processes, rooms in the room, the kernel's own.
DENIED = {
    "x86_64": (0xC000003E, (
        319, 29, 30, 31, 67, 240, 68, 69, 101, 310, 311, 272, 308, 165, 166, 155, 161, 428, 429, 430, 431, 432, 433, 442, 425, 426, 427,
        321, 298, 323, 248, 249, 250, 175, 176, 313, 246, 320, 169, 153, 163, 167, 168, 304, 303, 134, 435, 41, 424, 434, 438, 447,
    )),
    "aarch64": (0xC00000B7, (
        279, 194, 195, 196, 197, 180, 186, 187, 188, 189, 117, 270, 271, 97, 268, 40, 39, 41, 51, 428, 429, 430, 431, 432, 433, 442, 425,
        426, 427, 280, 241, 282, 217, 218, 219, 105, 106, 273, 104, 294, 142, 58, 89, 224, 225, 265, 264, 435, 198, 424, 434, 438, 447,
    )),
}  # fmt: skip
NO_SUCH = frozenset({435})  # clone3: its flags cannot be looked at; told that there is none, the library calls clone
CLONE = {"x86_64": 56, "aarch64": 220}
ROOMS = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | 0x02000000


def called(result: int, what: str) -> int:
    """Return a call's result. Errors: OSError naming what failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), what)
    return result


def mount(source: str | None, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """Mount something."""
    said = [one.encode() if one is not None else None for one in (source, target, kind, data)]
    called(libc.mount(said[0], said[1], said[2], ctypes.c_ulong(flags), said[3]), f"mount {target}")


def apart(*, root: bool) -> None:
    """Leave the worker's rooms: own mounts, network, processes, messages; as nobody in particular where we are not root."""
    rooms = NEWNS | NEWPID | NEWNET | NEWIPC | NEWUTS
    if root:
        called(libc.unshare(rooms), "unshare")
        return
    user, group = os.getuid(), os.getgid()
    called(libc.unshare(rooms | NEWUSER), "unshare")
    for name, words in (("setgroups", "deny"), ("uid_map", f"1000 {user} 1"), ("gid_map", f"1000 {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(words)


def bound(source: str, target: str, *, writable: bool = False) -> None:
    """Show a file or folder in the room, read-only unless it may be written; a mount keeps what it was not allowed."""
    mount(source, target, None, BIND | REC)
    seen = os.statvfs(target).f_flag
    keeps = sum(flag for told, flag in KEPT if seen & told and told != RDONLY)
    mount(None, target, None, BIND | REMOUNT | NOSUID | keeps | (0 if writable else NODEV | RDONLY))


def made(spec: Spec) -> str:
    """Make the room and return its root: the interpreter, what is to be read, one folder to write in, a few devices."""
    root: str = spec["room"]
    mount(None, "/", None, REC | PRIVATE)
    mount("tmpfs", root, "tmpfs", NOSUID | NODEV, "size=1m,nr_inodes=4k,mode=755")
    for source in spec["system"]:
        target = root + source
        if os.path.islink(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not os.path.lexists(target):
                os.symlink(os.readlink(source), target)
        elif os.path.isdir(source) and not os.path.isdir(target):
            os.makedirs(target, exist_ok=True)
            bound(source, target)
        elif os.path.isfile(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="ascii"):
                pass
            bound(source, target)
    for hidden in spec["veiled"]:
        if os.path.isdir(root + hidden):
            mount("tmpfs", root + hidden, "tmpfs", NOSUID | NODEV | NOEXEC, "size=4k,nr_inodes=2,mode=0")
    os.makedirs(root + "/dev")
    for name in DEVICES:
        with open(f"{root}/dev/{name}", "w", encoding="ascii"):
            pass
        bound(f"/dev/{name}", f"{root}/dev/{name}", writable=True)
    for source, target in spec["reads"]:
        os.makedirs(root + target, exist_ok=True)
        bound(source, root + target)
    os.makedirs(root + "/out")
    size = f"size={spec['written'] * MEGA},nr_inodes={spec['files']},mode=777"
    mount("tmpfs", root + "/out", "tmpfs", NOSUID | NODEV, size)
    mount(None, root, None, BIND | REMOUNT | RDONLY | NOSUID | NODEV)
    return root


def limited(spec: Spec) -> None:
    """Set the limits of every process in the room."""
    memory = 2 * spec["memory"] * MEGA + 256 * MEGA  # of addresses; who looks from outside counts the memory itself
    most = {
        resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: spec["cpu"], resource.RLIMIT_FSIZE: spec["written"] * MEGA,
        resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 128, resource.RLIMIT_NPROC: spec["processes"], resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0, resource.RLIMIT_STACK: 8 * 1024 * 1024,
    }  # fmt: skip
    for which, value in most.items():
        hard = resource.getrlimit(which)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        after = least + 1 if which == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else least
        resource.setrlimit(which, (least, after))


def become(user: int) -> None:
    """Be a user that nothing belongs to, with no way back."""
    for capability in range(64):
        libc.prctl(BOUNDING, capability, 0, 0, 0)
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    called(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")


def filtered() -> None:
    """Let the kernel refuse calls that no entry needs; on an architecture that is not known, nothing is filtered."""
    arch, numbers = DENIED.get(os.uname().machine, (0, ()))
    if not arch or sys.maxsize < 2**32:
        return
    refuse, allow, missing = 0x00050000 | errno.EPERM, 0x7FFF0000, 0x00050000 | errno.ENOSYS
    load, same, anyof, answer = 0x20, 0x15, 0x45, 0x06
    code = [(load, 0, 0, 4), (same, 1, 0, arch), (answer, 0, 0, refuse), (load, 0, 0, 0)]
    code += [(0x35, 0, 1, 0x40000000), (answer, 0, 0, refuse)]  # calls of another way of counting
    for number in numbers:
        code += [(same, 0, 1, number), (answer, 0, 0, missing if number in NO_SUCH else refuse)]
    code += [(same, 0, 3, CLONE[os.uname().machine]), (load, 0, 0, 16), (anyof, 0, 1, ROOMS), (answer, 0, 0, refuse)]
    code.append((answer, 0, 0, allow))
    program = b"".join(struct.pack("HBBI", *one) for one in code)
    kept = ctypes.create_string_buffer(program, len(program))
    told = ctypes.create_string_buffer(struct.pack("HL", len(code), ctypes.addressof(kept)))
    called(libc.prctl(SECCOMP, 2, told, 0, 0), "seccomp")


def stood(spec: Spec, root: str, told: int) -> NoReturn:
    """Stand in the room as its first process, and become the program; without a room only limits and the user hold it."""
    os.setsid()
    if root:
        os.chroot(root)
    os.chdir(spec["at"])
    limited(spec)
    become(spec["user"])
    libc.prctl(DEATH, signal.SIGKILL, 0, 0, 0)
    filtered()
    os.write(told, b"made\n")
    os.execve(spec["argv"][0], spec["argv"], spec["environment"])


def waited(child: int) -> int:
    """Wait for the program, and say how it ended as a shell does."""
    while True:
        done, status = os.wait()
        if done == child:
            return os.waitstatus_to_exitcode(status)


def kept(root: str, target: str, most: int, files: int) -> None:
    """Copy what was written: plain files and folders only, and no more than was allowed."""
    left = [most, files]
    for folder, names, others in os.walk(root + "/out"):
        place = os.path.relpath(folder, root + "/out")
        names[:] = [name for name in names if not os.path.islink(os.path.join(folder, name))]
        for name in others:
            source = os.path.join(folder, name)
            seen = os.lstat(source)
            if not stat.S_ISREG(seen.st_mode) or seen.st_size > left[0] or not left[1]:
                continue
            left[0] -= seen.st_size
            left[1] -= 1
            os.makedirs(os.path.join(target, place), exist_ok=True)
            handle = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(handle, "rb") as old, open(os.path.join(target, place, name), "xb") as new:
                shutil.copyfileobj(old, new, TAKEN)


def main() -> int:
    """Make the room, run the program in it, keep what it wrote, and end as it ended."""
    spec = json.loads(sys.argv[1])
    told = spec["told"]
    os.set_inheritable(told, False)  # noqa: FBT003 — as the library spells it
    try:
        if spec["room"]:
            apart(root=spec["root"])
        libc.prctl(DEATH, signal.SIGKILL, 0, 0, 0)
        libc.prctl(REAPER, 1, 0, 0, 0)
        root = made(spec) if spec["room"] else ""
    except OSError as error:
        os.write(told, f"lost {error}\n".encode())
        return LOST
    child = os.fork()
    if not child:
        try:
            stood(spec, root, told)
        except BaseException as error:
            os.write(told, f"lost {error}\n".encode())
        os._exit(BROKEN)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(null, stream)  # so that what reads them sees the end with the program's
    code = waited(child)
    os.write(told, f"ended {code}\n".encode())
    if spec["keep"] and root:
        kept(root, spec["keep"], spec["written"] * MEGA, spec["files"])
    return 0  # what is left of the program in a room ends with it; without one, who started this ends it


if __name__ == "__main__":
    sys.exit(main())
