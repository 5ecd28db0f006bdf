"""``cadangkan`` and ``pulihkan``: the whole installation into one file, and back out of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lib.commands.terminal import CLEAN, person
from lib.domain.errors import StoreError
from lib.domain.language import N_, format_date, format_number
from lib.domain.language import gettext as _

if TYPE_CHECKING:
    from sqlalchemy import URL

    from lib.store.archive import Manifest

Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_backup_verbs(verb: Verb) -> None:
    """Add ``cadangkan`` and ``pulihkan``."""
    cadangkan = verb("cadangkan", _cadangkan, _("tulis seluruh basis data dan berkas aslinya ke satu berkas cadangan"))
    cadangkan.add_argument("berkas", metavar="BERKAS", type=Path, help=_("berkas cadangan yang dibuat"))
    cadangkan.add_argument("--timpa", action="store_true", help=_("ganti berkas itu bila sudah ada"))
    pulihkan = verb("pulihkan", _pulihkan, _("pulihkan cadangan ke basis data yang kosong"))
    pulihkan.add_argument("berkas", metavar="BERKAS", type=Path, help=_("berkas yang dibuat dengan cadangkan"))
    pulihkan.add_argument("--timpa", action="store_true", help=_("buang isi basis data sekarang dan ganti dengan cadangan"))
    pulihkan.add_argument("--periksa", action="store_true", help=_("hanya periksa cadangan itu; tidak ada yang diubah"))


def _cadangkan(arguments: argparse.Namespace) -> int:
    from lib.domain.data_file import var_dir
    from lib.domain.version import VERSION
    from lib.store.backup import back_up
    from lib.store.engine import connect, database_url, parse_url

    _refuse_absent(parse_url(database_url()))
    engine = connect()
    try:
        manifest = back_up(engine, arguments.berkas, var_dir(), aplikasi=VERSION, timpa=arguments.timpa)
    finally:
        engine.dispose()
    print(_("Cadangan ditulis ke {berkas}.").format(berkas=arguments.berkas))
    _tell(manifest)
    print(_("Simpan di mesin lain. Isinya termasuk sidik kata sandi akun; rahasia di .streamlit/secrets.toml tidak ikut."))
    return CLEAN


def _refuse_absent(url: URL) -> None:
    """A backup of a mistyped address would be a good backup of nothing."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise StoreError(
            N_("Tidak ada yang dapat dicadangkan: basis data {basis} belum berisi data dasbor."),
            saran=N_("Periksa DASBOR_DATABASE_URL dan DASBOR_VAR_DIR."),
            basis=url.database,
        )


def _pulihkan(arguments: argparse.Namespace) -> int:
    from lib.domain.data_file import var_dir
    from lib.store.archive import open_archive
    from lib.store.engine import connect
    from lib.store.restore import restore

    # The archive first: a damaged one is refused before a database is even made.
    with open_archive(arguments.berkas) as archive:
        if arguments.periksa:
            print(_("Cadangan ini utuh."))
            _tell(archive.manifest)
            return CLEAN
        engine = connect()
        try:
            restore(engine, archive, var_dir(), pelaku=person(), timpa=arguments.timpa)
        finally:
            engine.dispose()
        print(_("Cadangan dipulihkan dan dibaca kembali: isinya sama."))
        _tell(archive.manifest)
    return CLEAN


def _tell(manifest: Manifest) -> None:
    for name, value in (
        (_("Dibuat"), f"{format_date(manifest.dibuat)} {manifest.dibuat:%H:%M} UTC"),
        (_("Aplikasi"), manifest.aplikasi),
        (_("Baris"), format_number(manifest.rows)),
        (_("Berkas"), format_number(len(manifest.berkas))),
    ):
        print(f"  {name:<10} {value}")
