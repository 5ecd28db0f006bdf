"""What the server itself does against attacks: headers on every answer, hosts that it answers for, origins that may connect.

The rest is in its place: text is escaped where it is drawn (``lib.web.markup``, ``lib.ui.frame.plain_text``), rights are
asked where something is written (``lib.domain.roles``), limits of use are in ``lib.web.rate_limits``. See ``docs/ancaman.md``.
"""

from __future__ import annotations

import ipaddress
import os
import re
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from lib.domain.errors import SettingError
from lib.domain.language import N_

# Streamlit compiles parts of its page with inline scripts and the map component evaluates the drawing it is sent, hence
# the two 'unsafe' words; what matters offline and for privacy is that nothing outside this origin can be asked.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
STRICT_TRANSPORT: Final = ("strict-transport-security", "max-age=31536000")
# A host as it may stand in a header of ours: nothing in it could end a word of the policy.
_HOST: Final = re.compile(r"(\[[0-9a-f:]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)\.?(?::\d{1,5})?", re.IGNORECASE)
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
# A monitor or an orchestrator asks a process by its bare address.
PROBES: Final = frozenset({"/api/sehat", "/api/hidup", "/api/metrik", "/_stcore/health"})
MIN_COOKIE_SECRET: Final = 32


def content_security_policy(host: str = "") -> str:
    """The policy of an answer to a request for ``host``.

    Older Safari does not take 'self' for the WebSocket of the same host, so that is named: this one, not any.
    """
    sockets = (f"ws://{host}", f"wss://{host}") if _HOST.fullmatch(host) else ()
    return "; ".join((CONTENT_SECURITY_POLICY, " ".join(("connect-src 'self'", *sockets))))


def security_headers(host: str = "", *, secure: bool = False) -> dict[str, str]:
    """The headers of every answer; with ``secure`` (it goes out over TLS) the order to come back over TLS only."""
    headers = {"content-security-policy": content_security_policy(host), **_HEADERS}
    return headers | dict([STRICT_TRANSPORT]) if secure else headers


class SecurityHeaders:
    """Adds the security headers to every HTTP answer, Streamlit's own included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to the start of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # The scheme is the visitor's, also behind a proxy that the server trusts (FORWARDED_ALLOW_IPS).
        added = security_headers(Headers(scope=scope).get("host", ""), secure=scope.get("scheme") == "https")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in added.items() if k.encode() not in present),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def host_name(host: str) -> str | None:
    """``Dasbor.go.id:443`` -> ``dasbor.go.id``; None for what is no host."""
    found = _HOST.fullmatch(host)
    return found[1].lower().strip("[]") if found else None


def answered_hosts() -> frozenset[str] | None:
    """The names that this server answers for: those in ``DASBOR_HOST`` and this machine's own; None for any.

    Without the setting a server on this machine's own address answers for that alone: another site's page could otherwise
    have its name point here and read what is here. SettingError when the setting is no list of names.
    """
    named = [entry.strip() for entry in os.environ.get("DASBOR_HOST", "").split(",") if entry.strip()]
    names = {entry: host_name(entry) for entry in named}
    wrong = next((entry for entry, name in names.items() if name is None), None)
    if wrong is not None:
        raise SettingError(
            N_("DASBOR_HOST berisi “{isi}”, yang bukan nama host."),
            saran=N_("Tulis nama saja, dipisah koma: dasbor.contoh.go.id,dasbor.lokal"),
            isi=wrong[:60],
        )
    if names:
        return LOOPBACK | {name for name in names.values() if name}
    return LOOPBACK if _is_loopback(str(config.get_option("server.address") or "")) else None


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class HostCheck:
    """Refuses requests for a host that is not ours, and WebSockets that a page of another origin opens."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._hosts: frozenset[str] | None = None
        self._read = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is for this server and from its own pages."""
        if scope["type"] == "http" and scope["path"] not in PROBES and not self._is_ours(scope):
            answer = PlainTextResponse("400", status_code=400, headers={"cache-control": "no-store"})
            await answer(scope, receive, send)
        elif scope["type"] == "websocket" and not (self._is_ours(scope) and self._same_origin(scope)):
            # Before it is accepted: the browser gets a 403 and no connection.
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        if not self._read:
            # The server's address is known once it serves, not when this was made.
            self._hosts, self._read = answered_hosts(), True
        name = host_name(Headers(scope=scope).get("host", ""))
        return name is not None and (self._hosts is None or name in self._hosts)

    def _same_origin(self, scope: Scope) -> bool:
        """True when the page that asks is one of this server; what is no browser sends no origin and has no cookies of others."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return True
        try:
            return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
        except ValueError:
            return False


def check_secrets() -> None:
    """SettingError when signing in with an identity provider is set up with a cookie secret that could be guessed.

    Whoever knows it can sign a cookie that says it is anybody.
    """
    if not secrets_singleton.load_if_toml_exists():
        return
    auth = secrets_singleton.get("auth")
    secret = str(auth.get("cookie_secret", "")) if auth else ""
    if auth and (len(secret) < MIN_COOKIE_SECRET or len(set(secret)) < MIN_COOKIE_SECRET // 4):
        raise SettingError(
            N_("cookie_secret di bagian [auth] terlalu pendek atau mudah ditebak."),
            saran=N_('Isi dengan keluaran: python -c "import secrets; print(secrets.token_hex(32))"'),
        )
