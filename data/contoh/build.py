"""Builds the example data at desa level: ``nilai_indeks.csv.gz`` and ``cakupan_program.csv.gz``.

    python -m data.contoh.build

Deterministic: the same facts and wilayah give the same bytes. Reads only ``data/``. What is invented and what is fact is
written in ``plan.py``, ``scores.py`` and ``coverage.py``; totals equal ``data/fakta`` wherever it has them.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.contoh.coverage import Coverage
from data.contoh.dimensions import dimension_columns, idm_parts, points
from data.contoh.draws import SEED, normal
from data.contoh.places import Place, all_desa, all_kelurahan, by_kabupaten
from data.contoh.plan import YEARS, existing, make_plan
from data.contoh.quality import lasting_quality, yearly_noise
from data.contoh.scores import bent_to_mean, curve, steps_of, to_steps
from lib.domain.data_file import Sumber, write_sumber
from lib.domain.errors import DasborError
from lib.domain.facts import mean_facts_kabupaten
from lib.domain.indeks import Indeks, indeks_of_year, indices

HERE = Path(__file__).resolve().parent
IDM_STEPS = 10_000
MADE_ON = dt.date(2026, 11, 24)
# The Indeks Desa looks at other things: a desa's place in it is only akin to its place in the IDM.
NEW_MEASURE_NOISE = 0.6


def _order(places: list[Place], tahun: int, quality: dict[str, float], noise: dict[str, dict[int, float]]) -> list[str]:
    """Codes from the weakest to the strongest in ``tahun``."""
    other = NEW_MEASURE_NOISE if tahun >= 2025 else 0.0
    level = {
        place.kode: quality[place.kode] + noise[place.kode][tahun] + other * normal("alat ukur baru", place.kode)
        for place in places
    }
    return sorted(level, key=lambda kode: (level[kode], kode))


def _idm_rows(tahun: int, indeks: Indeks, kab: str, order: list[str], places: list[tuple[int, float]]) -> dict[str, list[str]]:
    steps = steps_of(indeks, IDM_STEPS)
    means = mean_facts_kabupaten()
    fact = means.get((tahun, kab))
    found = bent_to_mean(indeks, places, steps, fact["nilai"] * IDM_STEPS) if fact else to_steps(indeks, places, steps)
    scores = dict(zip(order, found, strict=True))
    # A year without facts keeps the profile of the first that has them: strong in one part, weak in another.
    profile = fact or means[2023, kab]
    offset = {
        part: (profile[part] - sum(profile[p] for p in ("iks", "ike", "ikl")) / 3) * IDM_STEPS for part in ("iks", "ike", "ikl")
    }
    parts = idm_parts(tahun, scores, offset, rounds=5 if fact else 2)
    return {
        kode: [
            *(kode, str(tahun), indeks.id, f"{score / IDM_STEPS:.4f}", str(indeks.status_of(score / IDM_STEPS))),
            *(f"{parts[kode][entry.id] / IDM_STEPS:.4f}" for entry in indeks.dimensi),
        ]
        for kode, score in scores.items()
    }


def _indeks_desa_rows(tahun: int, indeks: Indeks, order: list[str], places: list[tuple[int, float]]) -> dict[str, list[str]]:
    most = int(sum(entry.maks for entry in indeks.dimensi))
    rows = {}
    for kode, total in zip(order, to_steps(indeks, places, steps_of(indeks, most)), strict=True):
        nilai = round(total / most * indeks.skala_maks, indeks.desimal)
        found = points(indeks, kode, total)
        rows[kode] = [
            *(kode, str(tahun), indeks.id, f"{nilai:.2f}", str(indeks.status_of(nilai))),
            *(str(found[entry.id]) for entry in indeks.dimensi),
        ]
    return rows


def score_rows(desa: list[Place], quality: dict[str, float]) -> list[list[str]]:
    """The rows of nilai_indeks.csv.gz without header, sorted by year and code; columns as :func:`score_columns`."""
    plan = make_plan(desa)
    noise = {place.kode: yearly_noise(place.kode, YEARS) for place in desa}
    columns = score_columns()
    rows: list[list[str]] = []
    for tahun in YEARS:
        indeks = indeks_of_year(tahun)
        found: dict[str, list[str]] = {}
        for kab, places in by_kabupaten(existing(desa, tahun)).items():
            order = _order(places, tahun, quality, noise)
            on_curve = curve(indeks, plan[tahun, kab], len(order))
            if indeks.id == "idm":
                found |= _idm_rows(tahun, indeks, kab, order, on_curve)
            else:
                found |= _indeks_desa_rows(tahun, indeks, order, on_curve)
        names = [*columns[:5], *(entry.id for entry in indeks.dimensi)]
        for kode in sorted(found):
            cells = dict(zip(names, found[kode], strict=True))
            rows.append([cells.get(column, "") for column in columns])
    return rows


def score_columns() -> list[str]:
    """Header of nilai_indeks.csv.gz: a desa and year, its score and status, and the dimensions of both indices."""
    return ["kode_desa", "tahun", "indeks", "nilai", "status", *dimension_columns(list(indices().values()))]


def compressed(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The gzipped CSV, without the time or name that would make two builds differ."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as file:
        file.write(text.getvalue().encode())
    return packed.getvalue()


def products() -> dict[str, bytes]:
    """The bytes of both files by name."""
    desa = all_desa()
    quality = lasting_quality(desa)
    coverage = Coverage(desa, all_kelurahan(), quality).rows()
    return {
        "nilai_indeks.csv.gz": compressed(score_columns(), score_rows(desa, quality)),
        "cakupan_program.csv.gz": compressed(("program", "kode_wilayah", "tanggal", "tahap", "jumlah"), coverage),
    }


TITLES = {
    "nilai_indeks.csv.gz": (
        "Data contoh: nilai dan status indeks tiap desa, 2018–2025",
        "Jumlah desa per status sama dengan data/fakta di mana pun diketahui "
        "(kabupaten 2023 dan 2024 lengkap, tahun lain sebagian; provinsi 2018–2025); "
        "nilai tiap desa rekaan. 2025 memakai Indeks Desa, bukan IDM",
    ),
    "cakupan_program.csv.gz": (
        "Data contoh: cakupan program tiap desa dan kelurahan, 2020–2025",
        "Jumlahnya sama dengan data/fakta/program_angka.csv pada tiap tanggal dan tahap; desa yang tercakup rekaan",
    ),
}


def main() -> int:
    """Write both files and their twins; exit code 2 with a message when a data file is damaged."""
    try:
        for name, content in products().items():
            path = HERE / name
            path.write_bytes(content)
            judul, isi = TITLES[name]
            write_sumber(
                path,
                Sumber(
                    judul=judul,
                    penerbit="Dasbor Desa Lampung (rekaan)",
                    lisensi="CC0-1.0",
                    tanggal=MADE_ON,
                    sifat="contoh",
                    cara=f"python -m data.contoh.build, benih {SEED}. {isi}.",
                ),
            )
            print(f"{name}: {len(content):,} byte")
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
