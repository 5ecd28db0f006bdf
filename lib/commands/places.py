"""``wilayah``: the list of places in the database by province, and entering that of the other provinces."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from lib.commands.terminal import CLEAN, open_store, print_table
from lib.domain.language import format_number
from lib.domain.language import gettext as _

Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_place_verbs(verb: Verb) -> None:
    """Add ``wilayah``."""
    wilayah = verb("wilayah", _wilayah, _("daftar wilayah di basis data, menurut provinsi"))
    wilayah.add_argument("--nasional", action="store_true", help=_("masukkan juga daftar wilayah provinsi di luar Lampung"))


def _wilayah(arguments: argparse.Namespace) -> int:
    from lib.store.frames import wilayah_frame
    from lib.store.seed import ensure_seeded

    engine = open_store()
    if arguments.nasional:
        ensure_seeded(engine, others=True)
    places = wilayah_frame(engine)
    kinds = ("kabupaten", "kota", "kecamatan", "desa", "kelurahan")
    counts = places.groupby([places.index.str[:2], "jenis"]).size().unstack(fill_value=0).reindex(columns=kinds, fill_value=0)
    rows = [
        (str(kode), str(places["nama"][kode]), *(format_number(int(number)) for number in counts.loc[kode]))
        for kode in counts.index
    ]
    print_table((_("Kode"), _("Provinsi"), *kinds), rows)
    return CLEAN
