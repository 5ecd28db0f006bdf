"""``akun``: local accounts from the terminal. A password is asked for or read from stdin, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from lib.commands.terminal import CLEAN, open_store, person, print_table
from lib.domain.language import N_, format_date
from lib.domain.language import gettext as _
from lib.domain.roles import PERAN, PERAN_NAMA

if TYPE_CHECKING:
    from sqlalchemy import Engine

Run = Callable[[argparse.Namespace], int]


def add_account_verbs(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Put ``tambah``, ``daftar``, ``sandi`` and ``tutup`` under ``parser``."""
    verbs = parser.add_subparsers(title=_("perintah"), metavar=_("PERINTAH"), required=True)

    def verb(name: str, run: Run, about: str, *, named: bool = True) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about, parents=[common])
        added.set_defaults(verb=run)
        if named:
            added.add_argument("nama", metavar="NAMA", help=_("nama akun"))
        return added

    tambah = verb("tambah", _tambah, _("buat akun; kata sandinya ditanyakan, atau dibaca dari masukan baku"))
    tambah.add_argument("--peran", choices=PERAN, required=True, help=_("pengelola provinsi atau operator satu kabupaten"))
    tambah.add_argument("--kab", metavar="KODE", help=_("kabupaten seorang operator, misalnya 18.01"))
    verb("daftar", _daftar, _("daftar akun"), named=False)
    verb("sandi", _sandi, _("ganti kata sandi sebuah akun; sesi dengan sandi lama berakhir"))
    verb("tutup", _tutup, _("tutup sebuah akun untuk seterusnya"))


def _tambah(arguments: argparse.Namespace) -> int:
    from lib.store.accounts import add_account, check_new_account

    engine = open_store()
    # Before the password is asked for: nobody types one twice for an account that cannot be made.
    check_new_account(engine, arguments.nama, arguments.peran, arguments.kab)
    _check_listed(engine, arguments.kab)
    add_account(engine, arguments.nama, _password(), arguments.peran, arguments.kab, pelaku=person())
    print(_("Akun {nama} dibuat.").format(nama=arguments.nama))
    return CLEAN


def _check_listed(engine: Engine, kabupaten: str | None) -> None:
    from lib.importing.run import load_register
    from lib.store.accounts import AccountError

    if kabupaten is not None and kabupaten not in load_register(engine).places:
        raise AccountError(
            N_("Kabupaten {kode} tidak ada di daftar wilayah."), saran=N_("Contoh: 18.04 (Lampung Barat)."), kode=kabupaten
        )


def _daftar(_arguments: argparse.Namespace) -> int:
    from lib.store.accounts import list_accounts

    rows = [
        (
            entry.nama,
            _(PERAN_NAMA[entry.peran]),
            entry.kabupaten or "–",
            format_date(entry.dibuat_pada),
            format_date(entry.ditutup_pada),
        )
        for entry in list_accounts(open_store())
    ]
    print_table((_("Akun"), _("Peran"), _("Kabupaten"), _("Dibuat"), _("Ditutup")), rows)
    return CLEAN


def _sandi(arguments: argparse.Namespace) -> int:
    from lib.store.accounts import change_password, check_open

    engine = open_store()
    check_open(engine, arguments.nama)
    change_password(engine, arguments.nama, _password(), pelaku=person())
    print(_("Kata sandi {nama} diganti.").format(nama=arguments.nama))
    return CLEAN


def _tutup(arguments: argparse.Namespace) -> int:
    from lib.store.accounts import close_account

    close_account(open_store(), arguments.nama, pelaku=person())
    print(_("Akun {nama} ditutup.").format(nama=arguments.nama))
    return CLEAN


def _password() -> str:
    """Asked for twice without echo at a terminal; else the first line of stdin."""
    from lib.store.accounts import AccountError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        first = getpass.getpass(_("Kata sandi: "))
        again = getpass.getpass(_("Sekali lagi: "))
    except EOFError:
        first, again = "", "-"
    if first != again:
        raise AccountError(N_("Kedua kata sandi tidak sama."), saran=N_("Tidak ada yang disimpan; coba lagi."))
    return first
