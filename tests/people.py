"""Who acts in tests."""

from __future__ import annotations

from lib.domain.roles import Pelaku


def pengelola(nama: str = "uji") -> Pelaku:
    """A province manager."""
    return Pelaku(nama, "pengelola")


def operator(kabupaten: str | None, nama: str = "operator") -> Pelaku:
    """The operator of a kabupaten."""
    return Pelaku(nama, "operator", kabupaten)
