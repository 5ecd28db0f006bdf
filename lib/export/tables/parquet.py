"""A table as Parquet: typed columns by their ids, and what each means and where it is from inside the file."""

from __future__ import annotations

import io
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.view.frame.tables import Column, TableDescription, absent

_TYPES: Final = {
    "teks": pa.string(),
    "jumlah": pa.int64(),
    "tahun": pa.int16(),
    "tanggal": pa.date32(),
    "bagian": pa.float64(),
    "angka": pa.float64(),
    "selisih": pa.float64(),
}


def to_parquet(table: TableDescription) -> bytes:
    """Parquet (zstd) with the columns of the table by id, nulls where absent.

    Each column carries ``label``, ``penjelasan``, ``satuan``, ``sumber``; the file ``judul``, ``sumber`` and ``contoh``.
    """
    schema = pa.schema(
        [
            pa.field(
                column.id,
                _TYPES[column.jenis],
                metadata=_coded(label=column.label, penjelasan=column.penjelasan, satuan=column.satuan, sumber=column.sumber),
            )
            for column in table.kolom
        ],
        metadata=_coded(
            judul=table.judul, penjelasan=table.penjelasan, sumber=table.sumber, contoh="true" if table.contoh else "false"
        ),
    )
    arrays = [_array(table.frame[column.id], column) for column in table.kolom]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _coded(**texts: str) -> dict[bytes, bytes]:
    return {key.encode(): text.encode() for key, text in texts.items()}


def _array(values: pd.Series, column: Column) -> pa.Array:
    kind = _TYPES[column.jenis]
    return pa.array([None if absent(value) else _cell(value, column) for value in values], type=kind)


def _cell(value: Any, column: Column) -> Any:
    if column.jenis == "teks":
        return str(value)
    if column.jenis == "tanggal":
        return pd.Timestamp(value).date()
    return int(value) if column.jenis in ("jumlah", "tahun") else float(value)
