"""A small OpenID Connect provider on this machine: whoever asks is signed in as ``claims`` say, without a question."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.running_app import free_port

CLIENT = "dasbor"


@dataclass
class IdentityProvider:
    """Where it answers, and what its next identity token will claim."""

    origin: str
    claims: dict[str, Any] = field(default_factory=dict)

    @property
    def metadata(self) -> str:
        return f"{self.origin}/.well-known/openid-configuration"


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    port = free_port()
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    key = RSAKey.generate_key(2048, parameters={"kid": "satu", "alg": "RS256", "use": "sig"})
    nonces: dict[str, str] = {}

    async def metadata(_request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": provider.origin,
                "authorization_endpoint": f"{provider.origin}/authorize",
                "token_endpoint": f"{provider.origin}/token",
                "jwks_uri": f"{provider.origin}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            }
        )

    async def authorize(request: Request) -> Response:
        asked = request.query_params
        nonces["kode"] = asked.get("nonce", "")
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': 'kode', 'state': asked['state']})}")

    async def token(_request: Request) -> Response:
        now = int(time.time())
        claims = {"iss": provider.origin, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300, "nonce": nonces["kode"]}
        signed = jwt.encode({"alg": "RS256", "kid": "satu"}, claims | provider.claims, key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    async def jwks(_request: Request) -> Response:
        return JSONResponse({"keys": [key.as_dict(private=False)]})

    routes = [
        Route("/.well-known/openid-configuration", metadata),
        Route("/authorize", authorize),
        Route("/token", token, methods=["POST"]),
        Route("/jwks", jwks),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=5)
