"""Which sheets of a file are read, and as what; or a refusal that says what was found instead."""

from __future__ import annotations

from itertools import islice

from lib.domain.errors import ImportRefused, KodeError
from lib.domain.language import N_
from lib.domain.wilayah import parse_kode
from lib.importing.checks.findings import Cell, Finding, Key, Severity, refused, shown
from lib.importing.layouts.layout import Layout, Table, match_header
from lib.importing.layouts.mapping import Mapping, mapped_tables
from lib.importing.layouts.registry import importable, layouts_of
from lib.importing.layouts.saved_mappings import saved_tables
from lib.importing.reading.tables import find_tables
from lib.importing.sheets import Row, Sheet, Source, is_blank

_SHOWN_HEADERS = 16


def recognise(source: Source, jenis: str | None = None, petaan: Mapping | None = None) -> tuple[list[Table], list[Finding]]:
    """The tables to read (one layout; several sheets or years are several tables) and what to tell about the choice.

    ``petaan`` says by hand which column is what. Without it, known layouts are tried, then the mappings kept from before.

    A hidden sheet is only read when no visible one is recognised. Raises ImportRefused when nothing can be imported: the
    message says which headers were found, which layout comes nearest, and which are known.
    """
    if source.batas is not None:
        if jenis not in (None, "batas"):
            raise refused(
                N_("{berkas} adalah berkas batas wilayah, bukan data jenis “{jenis}”."),
                N_("Impor tanpa --jenis, atau dengan --jenis batas."),
                berkas=source.nama,
                jenis=jenis,
            )
        return [], []
    if petaan is not None:
        tables = mapped_tables(source, petaan)
        return tables, [*_unread_sheets(source, tables, False), *_formulas(tables)]
    layouts = layouts_of(jenis)
    explained: list[Table] = []
    for hidden in (False, True):
        tables = [table for sheet in source.sheets if sheet.hidden is hidden for table in find_tables(sheet, layouts)]
        explained += [table for table in tables if table.layout.penolakan]
        tables = [table for table in tables if not table.layout.penolakan]
        if tables:
            chosen = [table for table in tables if table.layout is tables[0].layout]
            return chosen, [*_unread_sheets(source, chosen, hidden), *_formulas(chosen)]
    tables, told = saved_tables(source, jenis)
    if tables:
        return tables, [*told, *_unread_sheets(source, tables, False), *_formulas(tables)]
    if explained:
        layout = explained[0].layout
        raise refused(layout.penolakan, layout.saran, lembar=explained[0].sheet.nama)
    heads = [(sheet, head) for sheet in source.sheets if (head := sheet.head())]
    if not heads:
        raise refused(N_("{berkas} tidak berisi data: semua lembarnya kosong."), berkas=source.nama)
    for sheet, head in heads:
        if _is_headerless(head):
            raise _headerless(sheet, head)
    raise _unknown(source, heads, jenis)


def _unread_sheets(source: Source, chosen: list[Table], hidden: bool) -> list[Finding]:
    read = {table.sheet.nama for table in chosen}
    findings = [
        Finding(
            rule="lembar_tersembunyi",
            severity=Severity.WARNS,
            message=N_("Lembar tersembunyi “{lembar}” dibaca karena lembar lain tidak dikenali."),
            isian={"lembar": nama},
            sheet=nama,
        )
        for nama in sorted(read)
        if hidden
    ]
    others = tuple(sheet.nama for sheet in source.sheets if sheet.nama not in read and sheet.head())
    if others:
        findings.append(
            Finding(
                rule="lembar_tidak_dibaca",
                severity=Severity.INFORMS,
                message=N_("Lembar yang tidak dibaca: {lembar}."),
                isian={"lembar": others},
            )
        )
    return findings


def _formulas(tables: list[Table]) -> list[Finding]:
    """Formulas are read as the value saved with them; one without a value leaves a hole that nobody sees."""
    findings = []
    for sheet in {table.sheet.nama: table.sheet for table in tables}.values():
        marks = sheet.marks() if sheet.marks else None
        if marks is None or not marks.rumus:
            continue
        isian: dict[str, object] = {"jumlah": marks.rumus, "lembar": sheet.nama}
        findings.append(
            Finding(
                rule="rumus",
                severity=Severity.INFORMS,
                message=N_("Lembar “{lembar}” memuat {jumlah} rumus; yang dibaca adalah nilai yang tersimpan bersamanya."),
                isian=isian,
                sheet=sheet.nama,
            )
        )
        if marks.kosong:
            findings.append(
                Finding(
                    rule="rumus_tanpa_nilai",
                    severity=Severity.BLOCKS,
                    message=N_("{jumlah} rumus di lembar “{lembar}” tersimpan tanpa nilai: {contoh}."),
                    saran=N_("Buka di Excel atau LibreOffice agar dihitung, simpan ulang, lalu impor lagi."),
                    isian=isian
                    | {"jumlah": marks.kosong, "contoh": marks.contoh + (("…",) if marks.kosong > len(marks.contoh) else ())},
                    sheet=sheet.nama,
                )
            )
    return findings


def _has_code(cells: tuple[Cell, ...]) -> bool:
    for cell in cells:
        digits = "".join(character for character in str(cell) if character.isdigit())
        if len(digits) in (7, 10):  # 7 digits: a kecamatan in BPS codes
            try:
                parse_kode(f"{digits:0<10}")
            except KodeError:
                continue
            return True
    return False


def _is_headerless(head: list[Row]) -> bool:
    """Data from the first row on: it has a code, and so have most of the rows below it."""
    rows = [cells for _number, cells in head]
    return _has_code(rows[0]) and sum(map(_has_code, rows)) > len(rows) / 2


def _headerless(sheet: Sheet, head: list[Row]) -> ImportRefused:
    number, cells = head[0]
    saran = N_("Tambahkan baris judul kolom, misalnya kode_desa, nama_desa, tahun, iks, ike, ikl, nilai_idm, status_idm.")
    digits = ["".join(filter(str.isdigit, str(cell))) for cell in cells]
    if any(len(code) == 7 for code in digits) or any(len(code) == 10 and code[6] not in "12" for code in digits):
        saran = N_("Isinya tampaknya daftar desa dengan kode BPS. Pakai berkas berkode Kemendagri yang memuat judul kolom.")
    return refused(
        N_("Berkas ini tanpa judul kolom: baris {baris} sudah berisi data ({isi})."),
        saran,
        baris=str(number),
        isi=tuple(shown(cell) for cell in islice(cells, 4)),
        lembar=sheet.nama,
    )


def _unknown(source: Source, heads: list[tuple[Sheet, list[Row]]], jenis: str | None) -> ImportRefused:
    known = importable(jenis)
    if not known:
        return refused(
            N_("Belum ada tata letak yang dikenal untuk jenis data “{jenis}”."),
            N_("Tata letak yang dikenal: {dikenal}."),
            jenis=jenis,
            dikenal=tuple(Key(layout.nama) for layout in importable()),
        )
    ranked = [
        (len(missing) - len(_required(layout)), len(missing), missing, layout, number, cells)
        for _sheet, head in heads
        for number, cells in head
        for layout in known
        for missing in [match_header(layout, cells)[1]]
    ]
    found, _count, missing, layout, number, cells = min(ranked, key=lambda entry: entry[:2])
    if not found:  # No row knows a single word of any layout: show the row with the most text.
        number, cells = max(heads[0][1], key=lambda row: sum(isinstance(cell, str) and not is_blank(cell) for cell in row[1]))
    fields: dict[str, object] = {
        "berkas": source.nama,
        "baris": str(number),
        "judul": tuple(shown(cell) for cell in cells if not is_blank(cell))[:_SHOWN_HEADERS],
        "dikenal": tuple(Key(entry.nama) for entry in known),
        "mirip": Key(layout.nama),
        "kurang": tuple(missing),
    }
    pesan = N_("Susunan kolom {berkas} tidak dikenali. Judul yang ditemukan di baris {baris}: {judul}.")
    if not found:
        return refused(pesan, N_("Tata letak yang dikenal: {dikenal}. Atau sebutkan isi tiap kolom dengan --petakan."), **fields)
    return refused(
        pesan,
        N_(
            "Paling mirip dengan “{mirip}”, tetapi tidak ada kolom: {kurang}. Tata letak yang dikenal: {dikenal}. Atau sebutkan"
            " isi tiap kolom dengan --petakan."
        ),
        **fields,
    )


def _required(layout: Layout) -> list[str]:
    return [kolom.peran for kolom in layout.kolom if kolom.wajib] + [group[0] for group in layout.salah_satu]
