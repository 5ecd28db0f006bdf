"""Mappings kept for the next file with the same columns: one small JSON file per header, in ``var/petaan``."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from lib.domain.data_file import var_dir
from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.domain.roles import Pelaku
from lib.importing.checks.findings import Cell, Finding, Severity, refused, shown
from lib.importing.layouts.layout import Table
from lib.importing.layouts.mapping import Mapping, check_mapping, fingerprint, mapped_tables
from lib.importing.sheets import Source
from lib.store.audit import record
from lib.store.transactions import write

MAX_BYTES: Final = 100_000


def mappings_folder() -> Path:
    """Where mappings are kept: ``petaan`` in the folder of what this installation makes."""
    return var_dir() / "petaan"


def save_mapping(engine: Engine, source: Source, mapping: Mapping, *, pelaku: Pelaku, folder: Path | None = None) -> str:
    """Keep ``mapping`` for every file with the header that it has in ``source``; returns the header's fingerprint.

    A mapping without a header row has nothing to be found by and cannot be kept (ImportRefused). It is read for everybody's
    files from then on, so keeping one is for those who may publish (AccessDenied), and leaves a trace.
    """
    izin = pelaku.require("petaan")
    table = mapped_tables(source, mapping)[0]
    if not mapping.baris_judul:
        raise refused(N_("Petaan tanpa baris judul tidak dapat disimpan untuk dipakai lagi."))
    sidik = fingerprint(table.judul)
    content = {
        "sidik": sidik,
        "jenis": mapping.jenis,
        "kolom": mapping.kolom,
        "judul": [shown(cell) for cell in table.judul],
        "oleh": izin.pelaku,
    }
    folder = folder or mappings_folder()
    with write(engine) as conn:  # the trace is kept with the file, or neither is
        record(conn, izin, "petaan", f"petaan {sidik}", {"berkas": source.nama, "jenis": mapping.jenis})
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Written beside and moved into place: a reader never sees half of it.
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".baru", delete=False) as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
            Path(file.name).replace(folder / f"{sidik}.json")
        except OSError as error:
            raise refused(N_("Petaan tidak dapat disimpan di {folder}: {sebab}."), folder=folder, sebab=error.strerror) from None
    return sidik


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file that ``save_mapping`` wrote (row of the header not included); ImportRefused when it is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(path)
        content = json.loads(path.read_text("utf-8"))
        kolom = {str(peran): int(place) for peran, place in content["kolom"].items()}
        mapping = Mapping(jenis=str(content["jenis"]), kolom=kolom)
        if content["sidik"] != fingerprint(content["judul"]):
            raise ValueError(path)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise refused(N_("{berkas} bukan petaan kolom yang dapat dipakai."), berkas=path.name) from None
    check_mapping(mapping)
    return mapping


def saved_tables(source: Source, jenis: str | None = None, folder: Path | None = None) -> tuple[list[Table], list[Finding]]:
    """The tables that a kept mapping describes in ``source``, and a finding that says so; empty when none fits.

    A damaged file of the folder counts as absent: it must not keep an import from being explained in the usual way.
    """
    folder = folder or mappings_folder()
    if not folder.is_dir():
        return [], []
    for sheet in source.sheets:
        for number, cells in sheet.head():
            path = folder / f"{fingerprint(cells)}.json"
            if not path.is_file():
                continue
            try:
                kept = read_mapping(path)
                if jenis in (None, kept.jenis):
                    tables = mapped_tables(source, Mapping(kept.jenis, kept.kolom, number, sheet.nama))
                    return tables, [_told(path.stem, cells)]
            except ImportRefused:
                continue
    return [], []


def _told(sidik: str, cells: Sequence[Cell]) -> Finding:
    return Finding(
        rule="petaan_tersimpan",
        severity=Severity.INFORMS,
        message=N_("Kolom dibaca menurut petaan yang disimpan untuk judul ini ({jumlah} kolom, {sidik})."),
        isian={"jumlah": len(cells), "sidik": sidik},
    )
