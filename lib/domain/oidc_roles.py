"""What an identity provider's account may do here: the ``[peran]`` section of the secrets, by e-mail address.

``"sri@kantor.go.id" = "pengelola"`` is a province manager, ``"budi@kantor.go.id" = "18.04"`` the operator of one kabupaten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib.domain.roles import Pelaku
from lib.domain.wilayah import is_kode, tingkat


def pelaku_of_claims(claims: Mapping[str, Any], peran: Mapping[str, Any]) -> Pelaku | None:
    """Who the provider's ``claims`` speak of; None for an address without a role, and for one the provider did not verify.

    A provider that says nothing about verification is trusted (several never do): it is the office's own. Only addresses in
    ASCII have a role: letters that look alike, or become alike in lower case, make another address.
    """
    surel = claims.get("email")
    if not isinstance(surel, str) or "@" not in surel or not surel.isascii():
        return None
    if claims.get("email_verified", True) not in (True, "true"):
        return None
    surel = surel.strip().lower()
    given = next((value for name, value in peran.items() if str(name).strip().lower() == surel), None)
    if given == "pengelola":
        return Pelaku(surel, "pengelola")
    if isinstance(given, str) and is_kode(given) and tingkat(given) == "kabupaten":
        return Pelaku(surel, "operator", given)
    return None
