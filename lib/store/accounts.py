"""Local accounts: argon2 hashes, roles, and throttling of wrong tries that holds across processes.

For an installation without an OIDC provider. A password is never stored, logged or shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Final, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from lib.domain.errors import DasborError
from lib.domain.language import N_
from lib.domain.roles import PERAN, SISTEM, Pelaku, Peran
from lib.domain.wilayah import is_kode, tingkat
from lib.store.audit import as_utc, now, record
from lib.store.tables import Akun, MasukGagal
from lib.store.transactions import read, write

MIN_PASSWORD_LENGTH: Final = 10
MAX_PASSWORD_LENGTH: Final = 200
MAX_WRONG_TRIES: Final = 5
WRONG_TRY_WINDOW: Final = dt.timedelta(minutes=15)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_HASHER: Final = PasswordHasher()
# Verified when the account does not exist, so that the time of an answer does not tell which names do.
_NOBODY: Final = _HASHER.hash("tidak ada akun dengan nama ini")


class AccountError(DasborError):
    """An account cannot be made or used as asked."""


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account without its hash."""

    nama: str
    peran: Peran
    kabupaten: str | None
    dibuat_pada: dt.datetime
    ditutup_pada: dt.datetime | None


def add_account(engine: Engine, nama: str, sandi: str, peran: Peran, kabupaten: str | None, *, pelaku: Pelaku) -> None:
    """Make an account; AccountError when the name, the password or the kabupaten will not do, or the name is taken.

    AccessDenied, here and in all that change accounts, when ``pelaku`` may not.
    """
    izin = pelaku.require("akun")
    _check(nama, peran, kabupaten)
    _check_password(sandi)
    with write(engine) as conn:
        _refuse_taken(conn, nama)
        values = {"nama": nama, "sandi": _HASHER.hash(sandi), "peran": peran, "kabupaten": kabupaten, "dibuat_pada": now()}
        conn.execute(insert(Akun).values(values))
        record(conn, izin, "akun tambah", nama, {"peran": peran, "kabupaten": kabupaten})


def check_new_account(engine: Engine, nama: str, peran: Peran, kabupaten: str | None) -> None:
    """AccountError unless ``add_account`` would make this account, whatever its password."""
    _check(nama, peran, kabupaten)
    with read(engine) as conn:
        _refuse_taken(conn, nama)


def check_open(engine: Engine, nama: str) -> None:
    """AccountError unless there is an open account of this name."""
    with read(engine) as conn:
        _open(conn, nama)


def change_password(engine: Engine, nama: str, sandi: str, *, pelaku: Pelaku) -> None:
    """Give an open account another password and forget its wrong tries."""
    izin = pelaku.require("akun")
    _check_password(sandi)
    with write(engine) as conn:
        _open(conn, nama)
        conn.execute(update(Akun).where(Akun.nama == nama).values(sandi=_HASHER.hash(sandi)))
        conn.execute(delete(MasukGagal).where(MasukGagal.nama == nama))
        record(conn, izin, "akun sandi", nama, {})


def close_account(engine: Engine, nama: str, *, pelaku: Pelaku) -> None:
    """Close an account for good; it stays listed because the trail names it."""
    izin = pelaku.require("akun")
    with write(engine) as conn:
        _open(conn, nama)
        conn.execute(update(Akun).where(Akun.nama == nama).values(ditutup_pada=now()))
        record(conn, izin, "akun tutup", nama, {})


def list_accounts(engine: Engine) -> list[AccountInfo]:
    """All accounts by name, without their hashes."""
    columns = (Akun.nama, Akun.peran, Akun.kabupaten, Akun.dibuat_pada, Akun.ditutup_pada)
    with read(engine) as conn:
        return [
            AccountInfo(nama, cast(Peran, peran), kabupaten, as_utc(made), as_utc(closed) if closed else None)
            for nama, peran, kabupaten, made, closed in conn.execute(select(*columns).order_by(Akun.nama))
        ]


def has_accounts(engine: Engine) -> bool:
    """True when somebody could sign in: an account is open."""
    with read(engine) as conn:
        return conn.execute(select(Akun.nama).where(Akun.ditutup_pada.is_(None)).limit(1)).first() is not None


def account_stamp(engine: Engine, nama: str) -> str | None:
    """What an open account is like, as a short text that changes with its password, role or kabupaten; None when closed.

    A session keeps it and compares: nobody stays signed in whose password was changed.
    """
    with read(engine) as conn:
        row = _row(conn, nama)
    if row is None or row.ditutup_pada is not None:
        return None
    return hashlib.sha256(f"{row.sandi} {row.peran} {row.kabupaten}".encode()).hexdigest()


def sign_in(engine: Engine, nama: str, sandi: str) -> Pelaku:
    """Who this is; AccountError for a wrong name or password (never saying which) and after too many wrong tries."""
    name = nama.strip().lower()[:60]
    with read(engine) as conn:
        _refuse_guessing(conn, name)
        row = _row(conn, name)
    # Outside the transaction: a hash takes long on purpose and must not hold up other writers.
    known = row is not None and row.ditutup_pada is None
    right = _verify(row.sandi if row is not None else _NOBODY, sandi) and known
    with write(engine) as conn:
        _refuse_guessing(conn, name)
        if not right or row is None:
            # What no longer counts goes: names that do not exist are tried as well, and nobody would ever tidy up after them.
            conn.execute(delete(MasukGagal).where(MasukGagal.waktu <= now() - WRONG_TRY_WINDOW))
            conn.execute(insert(MasukGagal).values(nama=name, waktu=now()))
        else:
            conn.execute(delete(MasukGagal).where(MasukGagal.nama == name))
            pelaku = Pelaku(row.nama, cast(Peran, row.peran), row.kabupaten)
            record(conn, pelaku.require("masuk"), "masuk", name, {})
            return pelaku
    raise AccountError(N_("Nama atau kata sandi tidak cocok."), saran=N_("Periksa keduanya lalu coba lagi."))


def _verify(hashed: str, sandi: str) -> bool:
    try:
        return _HASHER.verify(hashed, sandi[:MAX_PASSWORD_LENGTH])
    except (VerificationError, InvalidHashError):
        return False


def _refuse_guessing(conn: Connection, nama: str) -> None:
    since = now() - WRONG_TRY_WINDOW
    wrong = conn.execute(select(func.count()).where(MasukGagal.nama == nama, MasukGagal.waktu > since)).scalar_one()
    if wrong >= MAX_WRONG_TRIES:
        raise AccountError(
            N_("Terlalu banyak percobaan masuk yang salah untuk nama ini."),
            saran=N_("Tunggu {menit} menit, lalu coba lagi."),
            menit=int(WRONG_TRY_WINDOW.total_seconds() // 60),
        )


def _row(conn: Connection, nama: str):  # type: ignore[no-untyped-def]
    return conn.execute(select(Akun.__table__).where(Akun.nama == nama)).one_or_none()


def _open(conn: Connection, nama: str) -> None:
    row = _row(conn, nama)
    if row is None or row.ditutup_pada is not None:
        raise AccountError(N_("Akun {nama} tidak ada atau sudah ditutup."), saran=N_("Lihat daftar akun."), nama=nama)


def _refuse_taken(conn: Connection, nama: str) -> None:
    if _row(conn, nama) is not None:
        raise AccountError(N_("Akun {nama} sudah ada."), saran=N_("Pilih nama lain."), nama=nama)


def _check(nama: str, peran: str, kabupaten: str | None) -> None:
    if not _NAME.fullmatch(nama) or nama == SISTEM.nama:
        raise AccountError(
            N_("“{nama}” tidak dapat menjadi nama akun."),
            saran=N_("Pakai 3–60 huruf kecil, angka, titik, garis bawah, atau tanda hubung."),
            nama=nama[:60],
        )
    if peran not in PERAN:
        raise AccountError(N_("Peran “{peran}” tidak ada."), saran=N_("Pilih pengelola atau operator."), peran=peran)
    if (peran == "operator") != (kabupaten is not None):
        raise AccountError(
            N_("Akun operator perlu satu kabupaten, dan akun pengelola tidak memakainya."),
            saran=N_("Sebut --kab hanya untuk operator."),
        )
    if kabupaten is not None and not (is_kode(kabupaten) and tingkat(kabupaten) == "kabupaten"):
        raise AccountError(N_("“{kode}” bukan kode kabupaten."), saran=N_("Contoh: 18.04."), kode=kabupaten[:20])


def _check_password(sandi: str) -> None:
    if not MIN_PASSWORD_LENGTH <= len(sandi) <= MAX_PASSWORD_LENGTH:
        raise AccountError(
            N_("Kata sandi harus {min}–{maks} karakter."),
            saran=N_("Kalimat pendek yang mudah diingat lebih kuat daripada kata dengan angka."),
            min=MIN_PASSWORD_LENGTH,
            maks=MAX_PASSWORD_LENGTH,
        )
