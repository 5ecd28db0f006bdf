"""The published versions of the store, as the pages tell of them."""

from __future__ import annotations

from lib.published import source
from lib.view.data.sources import Origin


def published_origins() -> tuple[Origin, ...]:
    """Every published version, the last published first; who imported it is not told."""
    return tuple(
        Origin(
            id=entry.id,
            jenis=entry.jenis,
            tahun=entry.tahun,
            wilayah=entry.wilayah,
            sifat=entry.sifat,
            penerbit=entry.penerbit,
            judul=entry.judul,
            url=entry.url,
            lisensi=entry.lisensi,
            tanggal=entry.tanggal,
            berkas=entry.berkas,
            sha256=entry.sha256,
            terbit=entry.diterbitkan_pada,
            jumlah_baris=entry.jumlah_baris,
            program=entry.program,
        )
        for entry in source.versions()
    )
