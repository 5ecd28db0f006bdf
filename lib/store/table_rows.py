"""The rows of a table in one form for both databases: what a backup holds, and what a restored table is compared with.

A row is a list of plain JSON values in the order of the table's columns: dates and times as ISO texts, times in UTC. Rows
come in the order of the primary key by code point, so the same content always gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

from sqlalchemy import Column, Connection, MetaData, Table, collate, inspect, select, types

from lib.store.audit import as_utc
from lib.store.rows import bulk_insert
from lib.store.tables import Table as Model

Kind = Literal["teks", "bulat", "pecahan", "tanggal", "waktu", "json"]
READ_AT_ONCE: Final = 5_000
# From the more special type to the more general one.
_KINDS: Final[tuple[tuple[type[types.TypeEngine[Any]], Kind], ...]] = (
    (types.JSON, "json"),
    (types.DateTime, "waktu"),
    (types.Date, "tanggal"),
    (types.Integer, "bulat"),
    (types.Float, "pecahan"),
    (types.String, "teks"),
)


def own_tables(conn: Connection) -> list[Table]:
    """The tables of this application that the database holds, as it holds them, the ones referred to first."""
    found = MetaData()
    ours = set(inspect(conn).get_table_names()) & set(Model.metadata.tables)
    found.reflect(conn, only=sorted(ours))
    return found.sorted_tables


def kind_of(column: Column[Any]) -> Kind:
    """How a column's values are written; TypeError for a type that no backup could hold."""
    for type_, kind in _KINDS:
        if isinstance(column.type, type_):
            return kind
    raise TypeError(f"{column.table.name}.{column.name}: {column.type!r}")


def encoded_rows(conn: Connection, table: Table) -> Iterator[bytes]:
    """Each row as one line of JSON, with its line feed."""
    encoders = [_encoder(kind_of(column)) for column in table.columns]
    keys = [
        collate(column, "C") if isinstance(column.type, types.String) and conn.dialect.name == "postgresql" else column
        for column in table.primary_key.columns
    ]
    query = select(*table.columns).order_by(*keys)
    for row in conn.execute(query, execution_options={"yield_per": READ_AT_ONCE}):
        values = [None if value is None else encode(value) for encode, value in zip(encoders, row, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _encoder(kind: Kind) -> Callable[[Any], Any]:
    if kind == "tanggal":
        return lambda value: value.isoformat()
    if kind == "waktu":
        return lambda value: as_utc(value).isoformat(timespec="microseconds")
    return lambda value: value


def insert_rows(conn: Connection, table: str, columns: Sequence[str], kinds: Sequence[Kind], rows: list[list[Any]]) -> None:
    """Put decoded rows into a table, in the fast way of each database.

    ValueError when a value is not of its column's kind. Names are those of the database's own tables, never a file's.
    """
    decoders = [_decoder(kind, conn.dialect.name) for kind in kinds]
    made = [tuple(None if v is None else decode(v) for decode, v in zip(decoders, row, strict=True)) for row in rows]
    bulk_insert(conn, table, columns, made)


def _decoder(kind: Kind, dialect: str) -> Callable[[Any], Any]:
    if kind == "json":
        return lambda value: json.dumps(value, ensure_ascii=False)
    if kind == "waktu":
        return _sqlite_time if dialect == "sqlite" else _time
    if kind == "tanggal":
        return lambda value: dt.date.fromisoformat(value).isoformat()
    return {"bulat": int, "pecahan": float, "teks": str}[kind]


def _time(value: str) -> str:
    return dt.datetime.fromisoformat(value).isoformat()


def _sqlite_time(value: str) -> str:
    """As SQLAlchemy writes a time into SQLite: UTC, without saying so."""
    return as_utc(dt.datetime.fromisoformat(value)).replace(tzinfo=None).isoformat(" ", timespec="microseconds")
