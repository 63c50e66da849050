"""Entries judged: what gives a score, who is at fault where none is given, and hostile entries, each contained and told in a sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from folkmoot.jobs.judging import judge as room
from folkmoot.jobs.judging.judge import Bench, checked, judge
from folkmoot.jobs.judging.running import Isolation, isolation
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import Verdict
from tests.jobs.entries import ANSWERS, CODE, DEVICE, FILES, LINK, bench_at, packed

apart = pytest.mark.skipif(not isolation().apart, reason=f"this machine puts no program apart: {isolation().why}")
SPEAKS = 'import os\nopen(os.path.join(os.environ["MOOT_OUT"], "answers.txt"), "w").write({said!r})\n'


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return bench_at(tmp_path)


def judged(bench: Bench, content: bytes, plan=FILES) -> Verdict:
    path = bench.charter.parent / "entry.zip"
    path.write_bytes(content)
    return judge(path, plan, bench)


def ran(bench: Bench, code: str, **more: str) -> Verdict:
    return judged(bench, packed({"main.py": code, **more}), CODE)


def test_files_are_scored_exactly(bench):
    made = judged(bench, packed({"answers.txt": "a b c d e f g x"}))
    assert (made.state, made.fault, made.detail) == ("scored", "", "")
    assert made.metrics == {"share": Decimal("0.8750"), "size": Decimal(8)}


@apart
def test_a_program_is_run_and_what_it_wrote_is_scored(bench):
    code = "import helper, os\nprint(len(open(os.environ['MOOT_PUBLIC'] + '/questions.txt').read().split()))\n" + SPEAKS
    made = ran(bench, code.format(said=ANSWERS), **{"helper.py": ""})
    assert (made.state, made.metrics["share"], made.output) == ("scored", Decimal("1.0000"), "8")


@pytest.mark.parametrize(
    ("content", "english", "chinese"),
    [
        (b"", "the file is empty.", "文件为空。"),
        (b"not a zip " * 9, "this is no zip archive.", "这不是 zip 压缩包。"),
        (packed({}), "the archive holds no file.", "压缩包中没有文件。"),
        (packed({"answers.txt": b"\0" * 9_000_000}), "the archive unpacks to more than 2 MB.", "压缩包解压后超过 2 MB。"),
        (packed({"../../etc/x": "y"}), "the archive names a file outside of itself: ../../etc/x.", "压缩包中有指向包外的路径"),
        (packed({"/etc/x": "y"}), "the archive names a file outside of itself: /etc/x.", "压缩包中有指向包外的路径"),
        (packed({"a\\..\\..\\x": "y"}), "the archive names a file outside of itself", "压缩包中有指向包外的路径"),
        (LINK, "the archive holds a link instead of a file: answers.txt.", "压缩包中包含链接而不是文件"),
        (DEVICE, "the archive holds something that is no plain file: answers.txt.", "压缩包中包含非普通文件"),
        (packed({f"{n}.txt": "" for n in range(99)}), "the archive holds more than 20 files.", "压缩包中的文件超过 20 个。"),
        (packed({"n" * 5000: "y"}), "a file's name or path is too long", "文件名或路径过长"),
        (packed({"a\x07b": "y"}), "a file's name is not plain: a?b.", "文件名不规范"),
        (packed({"A.txt": "1", "a.TXT": "2"}), "the archive holds a.TXT twice.", "压缩包中重复包含 a.TXT。"),
        (packed({"answers.txt": "a b c " * 99})[:60] + packed({"x": ""})[-60:], "the zip archive is damaged.", "zip 压缩包已损坏。"),
        (os.urandom(1_200_000), "the upload is larger than 1 MB.", "上传的文件超过 1 MB。"),
        (packed({"x.exe": "MZ"}), "x.exe is a program for another machine.", "x.exe 是其他系统的程序。"),
        (packed({"other.txt": "a"}), "There is no answers.txt.", "缺少 answers.txt。"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_must_be_is_refused_in_one_sentence(bench, content, english, chinese):
    made = judged(bench, content)
    assert (made.state, made.fault) == ("refused", "entrant")
    assert made.says.en.startswith(english)
    assert made.says.zh.startswith(chinese)
    assert not (bench.charter.parent / "etc").exists()


def test_a_list_of_files_that_lies_about_their_size_is_found_out(bench):
    """The archive says one byte and unpacks to 9 MB: what is written is counted, not what is told."""
    content = bytearray(packed({"answers.txt": b"\0" * 9_000_000}))
    size = (9_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    made = judged(bench, bytes(content).replace(size, (1).to_bytes(4, "little")))
    assert (made.state, made.fault) == ("refused", "entrant")


@pytest.mark.parametrize("said", ["NaN", "Infinity", "null"])
def test_what_is_no_number_never_ranks(bench, said):
    made = judged(bench, packed({"answers.txt": said}))
    assert (made.state, made.fault, made.metrics["share"]) == ("failed", "entrant", None)
    assert made.says.zh == "得分不是有效数值：share。"


def test_a_scorer_that_fails_is_the_platforms_fault_and_its_words_stay_hidden(bench):
    made = judged(bench, packed({"answers.txt": "CRASH"}))
    assert (made.state, made.fault) == ("broke", "platform")
    assert "not your fault" in made.says.en
    assert "the scorer's own fault" in made.detail
    assert made.output == ""


def test_a_contest_without_its_script_is_the_platforms_fault(bench):
    (bench.charter / "contest" / "score.py").unlink()
    assert judged(bench, packed({"answers.txt": ANSWERS})).fault == "platform"


HOSTILE = {
    "fork bomb": ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n", ("timed-out",), "", ""),
    "thread bomb": ("import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(99,)).start()\n", ("failed", "timed-out"), "", ""),
    "memory hog": ("x = []\nwhile True: x.append(bytearray(10**7))\n", ("out-of-memory",), "It needed more than 120 MB of memory.",
                   "内存需求超过 120 MB。"),
    "memory at once": ("x = bytearray(10**10)\n", ("out-of-memory",), "It needed more than 120 MB", "内存需求超过 120 MB。"),
    "endless loop": ("while True: pass\n", ("timed-out",), "It used more than 2 seconds of processor", "占用处理器超过 2 秒，已被终止。"),
    "endless sleep": ("import time; time.sleep(999)\n", ("timed-out",), "It ran longer than 4 seconds", "运行超过 4 秒，已被终止。"),
    "endless output": ("import os\nwhile True: os.write(1, b'x' * 65536)\n", ("failed",), "It printed without end", "输出无休止，已被终止。"),
    "endless file": ("f = open('/out/f', 'wb')\nwhile True: f.write(b'x' * 65536)\n", ("failed",), "It ended with an error", "运行出错"),
    "many files": ("for n in range(10**6): open(f'/out/{n}', 'w').close()\n", ("failed", "timed-out"), "", ""),
    "segfault": ("import ctypes; ctypes.string_at(0)\n", ("failed",), "It was ended by signal 11.", "运行被信号 11 终止。"),
    "does nothing": ("pass\n", ("failed",), "It wrote no file", "未在 MOOT_OUT 指定的目录中写入任何文件。"),
    "link as its work": ("import os; os.symlink('/script/script.py', '/out/answers.txt')\n", ("failed",), "It wrote no file", ""),
}  # fmt: skip


@apart
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_program_is_contained_and_explained(bench, name):
    code, states, english, chinese = HOSTILE[name]
    made = ran(bench, code)
    assert made.state in states, (made.says.en, made.output, made.detail)
    assert made.fault == "entrant"
    assert made.says.en.startswith(english)
    assert made.says.zh.startswith(chinese)
    assert len(made.output) <= CODE.limits.output
    assert _left_behind() == []


def _left_behind() -> list[str]:
    said = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in said.splitlines() if "/entry/main.py" in line]


LOOKS = """\
import ctypes, json, os, socket, sys
found = {}
def tries(name, what):
    try: found[name] = repr(what())
    except BaseException as error: found[name] = "no"
tries("network", lambda: socket.create_connection(("127.0.0.1", PORT), 2))
tries("raw", lambda: ctypes.CDLL(None).socket(2, 1, 0) >= 0 or 1 / 0)
tries("workspace", lambda: os.listdir("WORKSPACE"))
tries("answers", lambda: open("WORKSPACE/hidden/quiz/answers.txt").read())
tries("hidden", lambda: os.listdir("/hidden"))
tries("passwords", lambda: open("/etc/passwd").read())
tries("processes", lambda: os.listdir("/proc"))
tries("parent", lambda: os.kill(os.getppid(), 9) or (os.getppid() == 0 and 1 / 0))
tries("root", lambda: os.getuid() == 0 or 1 / 0)
tries("become", lambda: os.setuid(0))
tries("mount", lambda: ctypes.CDLL(None).mount(b"none", b"/out", b"tmpfs", 0, None) == 0 or 1 / 0)
tries("rooms", lambda: ctypes.CDLL(None).unshare(0x10000000) == 0 or 1 / 0)
tries("memory", lambda: os.memfd_create("x"))
tries("write", lambda: open("/entry/x", "w"))
tries("library", lambda: open(os.__file__, "a"))
tries("escape", lambda: os.chroot("/out"))
tries("secrets", lambda: [1 for name in os.environ if "SESSION" in name or "LEDGER" in name or "TOKEN" in name][0])
tries("temporary", lambda: os.listdir("/tmp"))
open("/out/answers.txt", "w").write("a")
print(json.dumps({name: said for name, said in found.items() if said != "no"}))
"""


@apart
def test_a_program_sees_no_network_no_other_entry_no_answer_and_nothing_of_the_machine(bench, monkeypatch):
    monkeypatch.setenv("MOOT_SESSION_KEY", "secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = LOOKS.replace("PORT", str(server.getsockname()[1])).replace("WORKSPACE", str(bench.charter.parent))
        made = ran(bench, code)
    assert made.output == "{}"
    assert made.state == "scored", (made.says, made.detail)


def _all_may_run_it() -> bool:
    seen = Path(sys.executable).resolve()
    return all(one.stat().st_mode & 0o001 for one in (seen, *seen.parents, *Path(sys.prefix).parents))


@apart
def test_nobody_in_particular_does_the_same(bench, tmp_path):
    """Whoever is root here also tries it as another user, as it would be without."""
    if os.geteuid() or not Path("/usr/bin/setpriv").exists():
        pytest.skip("only root can become another user")
    words = "from folkmoot.jobs.judging.running import isolation; given = isolation(); print(given.apart, given.why)"
    if not _all_may_run_it():
        pytest.skip("another user cannot read this interpreter")
    said = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-c", words],
        capture_output=True, text=True, check=False, cwd="/", env={"PYTHONPATH": str(Path("src").absolute())},
    )  # fmt: skip
    assert said.stdout.startswith("True") or "Operation not permitted" in said.stdout, said


def test_without_rooms_no_program_is_run_and_files_are_still_scored(bench, monkeypatch):
    monkeypatch.setattr(room, "isolation", lambda: Isolation(apart=False, why="no namespaces"))
    made = ran(bench, SPEAKS.format(said=ANSWERS))
    assert (made.state, made.fault) == ("broke", "platform")
    assert "no namespaces" in made.detail
    made = judged(bench, packed({"answers.txt": ANSWERS}))
    if not os.geteuid() and not _all_may_run_it():
        assert made.fault == "platform", "no user to whom nothing belongs can run this interpreter"
    else:
        assert made.metrics.get("share") == Decimal("1.0000"), made.detail


def test_the_check_that_an_entrant_runs_is_the_one_that_is_run(bench):
    path = bench.charter.parent / "entry.zip"
    path.write_bytes(packed({"answers.txt": "a", "x.exe": "MZ"}))
    with pytest.raises(BadInput) as told:
        checked(path, FILES, bench)
    assert told.value.said_in("zh") == judge(path, FILES, bench).says.zh
    path.write_bytes(packed({"answers.txt": "a"}))
    assert checked(path, FILES, bench) == 1
