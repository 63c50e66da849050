"""SSH signatures: whether a text was signed by one of several public keys. Pure.

Source: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
MAGIC = b"SSHSIG"
LONGEST = 20_000  # letters of an armoured signature; one of RSA with 16,384 bits has about 6,000
SMALLEST_RSA = 2048  # bits
DIGESTS = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
RSA_DIGESTS: dict[bytes, hashes.HashAlgorithm] = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}
CURVES: dict[bytes, hashes.HashAlgorithm] = {
    b"ecdsa-sha2-nistp256": hashes.SHA256(), b"ecdsa-sha2-nistp384": hashes.SHA384(), b"ecdsa-sha2-nistp521": hashes.SHA512(),
}  # fmt: skip
KINDS = frozenset({b"ssh-ed25519", b"ssh-rsa", *CURVES})


class _Wire:
    """Reads the pieces of an SSH message."""

    def __init__(self, data: bytes) -> None:
        self.left = data

    def take(self, size: int) -> bytes:
        if size > len(self.left):
            raise BadInput(
                Text("the signature breaks off.", "签名不完整。"),
                mend=Text("Paste all of it, from BEGIN to END.", "请粘贴从 BEGIN 到 END 的全部内容。"),
            )
        piece, self.left = self.left[:size], self.left[size:]
        return piece

    def number(self) -> int:
        return int(struct.unpack(">I", self.take(4))[0])

    def piece(self) -> bytes:
        return self.take(self.number())

    def integer(self) -> int:
        return int.from_bytes(self.piece(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Signature:
    """What an armoured signature says."""

    key: bytes
    namespace: bytes
    reserved: bytes
    digest: bytes
    algorithm: bytes
    value: bytes

    def signed(self, text: bytes) -> bytes:
        """Return the bytes that were signed for ``text``."""
        hashed = DIGESTS[self.digest](text).digest()
        return MAGIC + b"".join(_framed(part) for part in (self.namespace, self.reserved, self.digest, hashed))


def _framed(part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + part


def read(armoured: str) -> Signature:
    """Return what a signature says. Errors: BadInput when it is none, or of a kind that is not accepted."""
    text = armoured.strip()
    if len(text) > LONGEST or not (text.startswith(BEGIN) and text.endswith(END)):
        raise BadInput(
            Text("this is no SSH signature.", "这不是 SSH 签名。"),
            mend=Text(
                f"Paste what ssh-keygen printed, from {BEGIN} to {END}.",
                f"请粘贴 ssh-keygen 的输出，从 {BEGIN} 到 {END}。",
            ),
        )
    try:
        blob = base64.b64decode("".join(text[len(BEGIN) : -len(END)].split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(
            Text("the signature is not whole.", "签名不完整。"),
            mend=Text("Paste all of it, and nothing else.", "请粘贴全部签名，且不含其他内容。"),
        ) from error
    wire = _Wire(blob)
    if wire.take(len(MAGIC)) != MAGIC or wire.number() != 1:
        raise BadInput(Text("this is no SSH signature of version 1.", "这不是第 1 版的 SSH 签名。"))
    key, namespace, reserved, digest, inner = (wire.piece() for _ in range(5))
    value = _Wire(inner)
    algorithm, raw = value.piece(), value.piece()
    if wire.left or value.left or digest not in DIGESTS:
        raise BadInput(Text("the signature holds something that is not understood.", "签名中含有无法识别的内容。"))
    return Signature(key, namespace, reserved, digest, algorithm, raw)


def key_blob(line: str) -> bytes:
    """Return the key of a line such as ``ssh-ed25519 AAAA… comment``; empty for one that is no key that we accept."""
    kind, _, rest = line.strip().partition(" ")
    try:
        blob = base64.b64decode(rest.split(" ")[0], validate=True) if rest else b""
    except (binascii.Error, ValueError):
        return b""
    return blob if kind.encode() in KINDS and blob.startswith(_framed(kind.encode())) else b""


def fingerprint(blob: bytes) -> str:
    """Return a key's fingerprint as ``ssh-keygen -l`` shows it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def signer(text: str, armoured: str, *, namespace: str, keys: Iterable[str]) -> str:
    """Return the fingerprint of the one of ``keys`` that has signed ``text``.

    ``keys``: lines as a forge publishes them. Edges: a line end that the shell has added behind the text is borne.
    Errors: BadInput when the signature is none, for something else, of a weak or foreign key, or wrong.
    """
    said = read(armoured)
    if said.namespace != namespace.encode():
        raise BadInput(
            Text("the signature was made for something else.", "该签名用于其他用途。"),
            mend=Text(f"Sign with: ssh-keygen -Y sign -n {namespace}", f"请使用：ssh-keygen -Y sign -n {namespace}"),
        )
    if said.key not in {key_blob(line) for line in keys} - {b""}:
        raise BadInput(
            Text(
                f"the key {fingerprint(said.key)} is not among those that the forge publishes for this account.",
                f"密钥 {fingerprint(said.key)} 不在代码平台为该账号公布的密钥之中。",
            ),
            mend=Text(
                "Sign with a key of yours that is listed there; ed25519, ecdsa and rsa keys are accepted.",
                "请使用那里列出的你的密钥签名；支持 ed25519、ecdsa 和 rsa。",
            ),
        )
    for end in ("", "\n", "\r\n"):
        if _is_right(said, said.signed((text + end).encode())):
            return fingerprint(said.key)
    raise BadInput(
        Text("the signature does not fit this text.", "签名与该文本不符。"),
        mend=Text("Sign exactly the text that is shown, and all of it.", "请对所示文本原文完整签名。"),
    )


def _is_right(said: Signature, signed: bytes) -> bool:
    kind = _Wire(said.key).piece()
    try:
        public = load_ssh_public_key(kind + b" " + base64.b64encode(said.key))
        return _verify(public, kind, said, signed)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return False


def _verify(public: object, kind: bytes, said: Signature, signed: bytes) -> bool:
    """Errors: InvalidSignature, or ValueError for numbers that cannot be one."""
    if isinstance(public, ed25519.Ed25519PublicKey) and said.algorithm == kind:
        public.verify(said.value, signed)
        return True
    if isinstance(public, ec.EllipticCurvePublicKey) and said.algorithm == kind:
        wire = _Wire(said.value)
        public.verify(encode_dss_signature(wire.integer(), wire.integer()), signed, ec.ECDSA(CURVES[kind]))
        return True
    if isinstance(public, rsa.RSAPublicKey) and said.algorithm in RSA_DIGESTS and public.key_size >= SMALLEST_RSA:
        public.verify(said.value, signed, padding.PKCS1v15(), RSA_DIGESTS[said.algorithm])
        return True
    return False
