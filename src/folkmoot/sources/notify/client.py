"""The channels: mail over SMTP, and a chat's webhook over HTTPS. Each sends one message, or says why it could not."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import urlsplit

import httpx

from folkmoot.model.errors import BadInput, SourceUnreadable
from folkmoot.model.notices import Notice
from folkmoot.model.text import Text
from folkmoot.sources.notify.words import FORMS, ROOM, body_of, shortened, title_of

TIMEOUT = 20.0  # seconds
SIGNATURE = "X-Folkmoot-Signature-256"


@dataclass(frozen=True)
class Mail:
    """Sends mail. ``server``: ``smtp://host:587`` (STARTTLS where it is offered) or ``smtps://host:465``."""

    server: str
    sender: str
    to: Sequence[str]
    user: str = ""
    password: str = field(default="", repr=False)
    language: str = "en"

    def send(self, notice: Notice, community: Text, address: str) -> None:
        """Send a notice. Errors: as ``mail``."""
        self.mail(title_of(notice, community, self.language), body_of(notice, self.language, address))

    def write(self, title: str, text: str, html: str = "") -> None:
        """Send a letter. Errors: as ``mail``."""
        self.mail(title, text, html)

    def mail(self, subject: str, text: str, html: str = "") -> None:
        """Send words, and the same as HTML if there is any. Errors: SourceUnreadable when the server does not take it."""
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = " ".join(subject.split()), self.sender, ", ".join(self.to)
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        try:
            with self._connected() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise SourceUnreadable(
                f"the mail was not taken: {_words(error)}.", where=self.server, mend="Check 'smtp' in folkmoot.toml."
            ) from error

    def _connected(self) -> smtplib.SMTP:
        said = urlsplit(self.server)
        if said.scheme not in {"smtp", "smtps"} or not said.hostname:
            raise BadInput(
                "that is no mail server.", where=self.server, mend="Write smtp://host:587 or smtps://host:465."
            )
        secure = ssl.create_default_context()
        if said.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(said.hostname, said.port or 465, timeout=TIMEOUT, context=secure)
        else:
            server = smtplib.SMTP(said.hostname, said.port or 25, timeout=TIMEOUT)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=secure)
        if self.user:
            server.login(self.user, self.password)
        return server


@dataclass(frozen=True)
class Hook:
    """Posts JSON to an address. With a secret the body is signed as GitHub signs: HMAC-SHA256 in a header."""

    name: str
    url: str = field(repr=False)  # who knows it may post: it is a secret
    form: str = "json"
    secret: str = field(default="", repr=False)
    language: str = "en"

    def send(self, notice: Notice, community: Text, address: str) -> None:
        """Send a notice. Errors: SourceUnreadable when the service does not take it."""
        said = FORMS[self.form](title_of(notice, community, self.language), body_of(notice, self.language, address))
        if self.form == "json":
            said |= {
                "alert": notice.alert, "thing": notice.thing, "state": notice.state, "value": notice.value,
                "at": f"{notice.at.isoformat()}Z", "id": notice.id, "url": address,
            }  # fmt: skip
        self._post(said)

    def write(self, title: str, text: str, _html: str = "") -> None:
        """Send a letter, as long as the chat takes. Errors: as ``send``."""
        self._post(FORMS[self.form](title, shortened(text, ROOM.get(self.form, 0))))

    def _post(self, said: dict[str, Any]) -> None:
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.secret:
            headers[SIGNATURE] = "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        try:
            reply = httpx.post(self.url, content=body, headers=headers, timeout=TIMEOUT, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceUnreadable(
                f"the webhook could not be reached: {type(error).__name__}.", where=self.name, mend="Check its address."
            ) from error
        if not reply.is_success:
            raise SourceUnreadable(
                f"the webhook answered {reply.status_code}.", where=self.name, mend="Check its address."
            )


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
