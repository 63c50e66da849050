"""SSH signatures, made by ssh-keygen itself: what was signed by a published key is accepted, and nothing else."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.model.errors import BadInput
from folkmoot.rules.sshsig import BEGIN, END, key_blob, signer

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
TEXT = "I am github:ann, and ann at moot.example.org. 2026-11-21T10:00:00Z n0nce"


def keygen(folder: Path, kind: str, *more: str) -> Path:
    path = folder / f"{kind}-{len(list(folder.iterdir()))}"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *more, "-N", "", "-C", "ann@laptop", "-f", path], check=True)
    return path


def sign(key: Path, text: str, namespace: str = "folkmoot") -> str:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


def public(key: Path) -> str:
    return key.with_suffix(".pub").read_text("utf-8")


@pytest.fixture(scope="module")
def ann(tmp_path_factory) -> Path:
    return keygen(tmp_path_factory.mktemp("keys"), "ed25519")


@pytest.mark.parametrize("kind", [("ed25519",), ("ecdsa", "-b", "256"), ("ecdsa", "-b", "521"), ("rsa", "-b", "2048")])
def test_a_signature_by_a_published_key_is_accepted(tmp_path, kind):
    key, other = keygen(tmp_path, *kind), keygen(tmp_path, "ed25519")
    found = signer(TEXT, sign(key, TEXT), namespace="folkmoot", keys=[public(other), "not a key", public(key)])
    told = subprocess.run(["ssh-keygen", "-l", "-f", key], capture_output=True, check=True).stdout.decode()
    assert found in told
    assert signer(TEXT, sign(key, TEXT + "\n"), namespace="folkmoot", keys=[public(key)]) == found


def test_what_is_refused_says_why(tmp_path, ann):
    other, weak = keygen(tmp_path, "ed25519"), keygen(tmp_path, "rsa", "-b", "1024")
    good, keys = sign(ann, TEXT), [public(ann), public(weak)]
    for text, armoured, says in (
        (TEXT, sign(other, TEXT), "not among those"),
        (TEXT + "!", good, "does not fit"),
        (TEXT, sign(ann, TEXT, "git"), "something else"),
        (TEXT, sign(weak, TEXT), "does not fit"),
        (TEXT, good[:90] + "\n" + END, "breaks off|not whole|no SSH signature"),
        (TEXT, good.replace("U1NIU0lH", "U1NIU0lI"), "no SSH signature"),
        (TEXT, "hello", "no SSH signature"),
        (TEXT, BEGIN + "\n" + "A" * 100_000 + "\n" + END, "no SSH signature"),
    ):
        with pytest.raises(BadInput, match=says):
            signer(text, armoured, namespace="folkmoot", keys=keys)
    with pytest.raises(BadInput, match="not among those"):
        signer(TEXT, good, namespace="folkmoot", keys=[])


def test_a_line_that_is_no_key_is_none():
    for line in ("", "ssh-ed25519", "ssh-ed25519 !!", "ssh-dss AAAAB3NzaC1kc3M=", "ssh-rsa AAAAC3NzaC1lZDI1NTE5"):
        assert key_blob(line) == b""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(where=st.integers(0, 400), what=st.integers(1, 255))
def test_no_byte_of_a_signature_can_be_changed(ann, signed, where, what):
    """Whatever is done to it, it is refused in one sentence; the reserved field and the digest are signed, too."""
    blob = bytearray(signed)
    blob[where % len(blob)] ^= what
    armoured = f"{BEGIN}\n{base64.b64encode(bytes(blob)).decode()}\n{END}"
    with pytest.raises(BadInput):
        signer(TEXT, armoured, namespace="folkmoot", keys=[public(ann)])


@pytest.fixture(scope="module")
def signed(ann) -> bytes:
    return base64.b64decode("".join(sign(ann, TEXT).strip()[len(BEGIN) : -len(END)].split()))


@given(st.binary(max_size=300))
def test_random_bytes_are_no_signature(data):
    armoured = f"{BEGIN}\n{base64.b64encode(b'SSHSIG' + data).decode()}\n{END}"
    with pytest.raises(BadInput):
        signer(TEXT, armoured, namespace="folkmoot", keys=["ssh-ed25519 AAAA"])
