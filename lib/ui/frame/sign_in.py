"""Signing in: who this session belongs to, the form that asks, and the way out.

With an ``[auth]`` section in Streamlit's secrets the office's own identity provider (OpenID Connect) says who it is and the
section ``[peran]`` says what that e-mail address may do; else local accounts do both (``lib.store.accounts``). A session is
one browser tab: a local sign-in ends with it, after ``IDLE_HOURS`` without an act, and as soon as the account is closed or
its password, role or kabupaten is changed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from lib.domain.language import gettext as _
from lib.domain.roles import PERAN_NAMA, Pelaku, pelaku_of_claims
from lib.published import source
from lib.store.accounts import AccountError, account_stamp, has_accounts, sign_in
from lib.ui.frame import plain_text
from lib.web.rate_limits import RateLimited, allowances, visitor

IDLE_HOURS: Final = 2
"""A session in which nobody does anything for this long is signed out."""
FORGOTTEN_PREFIX: Final = "kelola"
"""What a page keeps for the signed-in person has a session key that begins like this: signing out forgets it."""
_FORM: Final = "masuk"
_KEY: Final = "_masuk"
_ACTIVE: Final = "_masuk_terakhir"
_ENDED: Final = "_masuk_berakhir"


@dataclass(frozen=True, slots=True)
class _SignedIn:
    """A local sign-in: ``stempel`` is what the account was like then."""

    pelaku: Pelaku
    stempel: str


def current() -> Pelaku | None:
    """Who is signed in in this session, checked again now; None for a reader.

    Call it once in each run of a page that needs it, and again before an act: asking counts as being active.
    """
    pelaku = _by_provider() if uses_provider() else _by_account()
    if pelaku is None:
        return None
    last = st.session_state.get(_ACTIVE)
    if last is not None and time.monotonic() - last > IDLE_HOURS * 3600:
        sign_out(_("Sesi berakhir setelah {jam} jam tanpa kegiatan. Masuk lagi untuk melanjutkan.").format(jam=IDLE_HOURS))
        return None
    st.session_state[_ACTIVE] = time.monotonic()
    return pelaku


def show() -> Pelaku | None:
    """Who is signed in; when nobody is, draw the way to sign in and return None.

    That is a button to the identity provider, a form, or, as long as there is neither, how to switch signing in on.
    """
    pelaku = current()
    if pelaku is not None:
        return pelaku
    ended = st.session_state.pop(_ENDED, None)
    if ended:
        st.info(ended, icon=":material/logout:")
    if uses_provider():
        _show_provider()
    elif has_accounts(source.engine()):
        _show_form()
    else:
        _show_how()
    return None


def show_signed_in(pelaku: Pelaku) -> None:
    """Who is signed in, with which role, and the button to sign out."""
    role = _(PERAN_NAMA[pelaku.peran])
    if pelaku.kabupaten:
        role = f"{role} {source.figures().wilayah.nama.get(pelaku.kabupaten, pelaku.kabupaten)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        plain_text.caption(_("Masuk sebagai {nama}, {peran}.").format(nama=pelaku.nama, peran=role))
        st.button(_("Keluar"), key="masuk_keluar", icon=":material/logout:", on_click=sign_out)


def sign_out(why: str = "") -> None:
    """End the sign-in of this session and forget what was kept for it; ``why`` is told where the form is drawn next."""
    for key in [key for key in st.session_state if str(key).startswith(FORGOTTEN_PREFIX)]:
        del st.session_state[key]
    st.session_state.pop(_KEY, None)
    st.session_state.pop(_ACTIVE, None)
    st.session_state[_ENDED] = why
    if uses_provider():
        st.logout()


def uses_provider() -> bool:
    """True when the secrets name an identity provider; local accounts are then not asked."""
    return bool(_secrets("auth"))


def _secrets(section: str) -> Mapping[str, Any]:
    try:
        found = st.secrets.get(section)
    except StreamlitSecretNotFoundError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _by_provider() -> Pelaku | None:
    claims = _claims()
    return None if claims is None else pelaku_of_claims(claims, _secrets("peran"))


def _claims() -> dict[str, Any] | None:
    """What the provider says about who is signed in; None when nobody is."""
    claims = st.user.to_dict()
    return claims if claims.get("is_logged_in") else None


def _by_account() -> Pelaku | None:
    held: _SignedIn | None = st.session_state.get(_KEY)
    if held is None:
        return None
    if account_stamp(source.engine(), held.pelaku.nama) != held.stempel:
        sign_out(_("Akun ini baru saja ditutup atau diubah. Masuk lagi bila masih berhak."))
        return None
    return held.pelaku


def _show_provider() -> None:
    claims = _claims()
    if claims is not None:
        surel = str(claims.get("email") or claims.get("sub") or "?")
        st.warning(
            plain_text.escaped(
                _("Akun {surel} dikenal, tetapi belum diberi peran di dasbor ini. Minta pengelola menambahkannya.").format(
                    surel=surel
                )
            ),
            icon=":material/lock:",
        )
        st.button(_("Keluar"), key="masuk_keluar", icon=":material/logout:", on_click=sign_out)
        return
    st.write(_("Mengelola data hanya untuk petugas. Membaca dasbor tidak perlu masuk."))
    if st.button(_("Masuk dengan akun kantor"), key="masuk_oidc", type="primary", icon=":material/login:"):
        st.login()


def _show_form() -> None:
    st.write(_("Mengelola data hanya untuk petugas. Membaca dasbor tidak perlu masuk."))
    with st.form(_FORM, width=420):
        nama = st.text_input(_("Nama akun"), key="masuk_nama", max_chars=60, autocomplete="username")
        sandi = st.text_input(_("Kata sandi"), key="masuk_sandi", type="password", autocomplete="current-password")
        asked = st.form_submit_button(_("Masuk"), key="masuk_kirim", type="primary", icon=":material/login:")
    if not asked:
        return
    try:
        # Many names from one place: what the count of wrong tries for each name does not see.
        allowances.spend("masuk", visitor())
        pelaku = sign_in(source.engine(), nama, sandi)
    except (AccountError, RateLimited) as error:
        st.error(plain_text.escaped(str(error)), icon=":material/lock:")
        return
    allowances.give_back("masuk", visitor())
    stempel = account_stamp(source.engine(), pelaku.nama)
    if stempel is not None:
        st.session_state[_KEY] = _SignedIn(pelaku, stempel)
        st.session_state[_ACTIVE] = time.monotonic()
    # The form and the password in it are gone from the page before anything of the inside is drawn.
    st.rerun()


def _show_how() -> None:
    st.info(
        _("Belum ada akun, jadi data hanya dapat dikelola dari terminal. Untuk membuka halaman ini, buat akun pengelola:"),
        icon=":material/key:",
    )
    st.code("python -m lib.cli akun tambah NAMA --peran pengelola", language="sh")
    plain_text.caption(
        _(
            "Akun kantor (OpenID Connect) juga dapat dipakai: isi bagian [auth] dan [peran] di .streamlit/secrets.toml. "
            "Caranya ada di docs/akun.md."
        )
    )
