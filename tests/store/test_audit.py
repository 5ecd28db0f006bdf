"""The audit trail can only grow, whoever asks the database and however."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from lib.domain.errors import StoreError
from lib.store.audit import read_audit, record
from lib.store.transactions import write
from tests.people import pengelola


@pytest.fixture
def trail(engine: Engine) -> Engine:
    with write(engine) as conn:
        record(conn, pengelola("analis").require("terbitkan"), "draf", "versi 1", {"berkas": "idm.csv"})
        record(conn, pengelola("kepala").require("terbitkan"), "terbit", "versi 1", {"menggantikan": [3, 4]})
    return engine


def test_rows_come_back_newest_first_with_who_what_and_when(trail: Engine) -> None:
    newest, oldest = read_audit(trail)
    assert (newest.pelaku, newest.tindakan, newest.objek) == ("kepala", "terbit", "versi 1")
    assert newest.rincian == {"menggantikan": [3, 4]}
    assert oldest.pelaku == "analis"
    assert abs(dt.datetime.now(dt.UTC) - newest.waktu) < dt.timedelta(minutes=1)
    assert newest.waktu.utcoffset() == dt.timedelta(0)
    assert [entry.pelaku for entry in read_audit(trail, limit=1)] == ["kepala"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE jejak SET pelaku = 'lain'",
        "UPDATE jejak SET pelaku = 'lain' WHERE id = 1",
        "DELETE FROM jejak",
        "DELETE FROM jejak WHERE id = 2",
    ],
)
def test_no_row_can_be_changed_or_removed(trail: Engine, statement: str) -> None:
    before = read_audit(trail)
    with pytest.raises(DBAPIError, match="jejak hanya dapat ditambah"), trail.begin() as conn:
        conn.execute(text(statement))
    assert read_audit(trail) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_row_cannot_be_replaced_by_one_of_the_same_number(trail: Engine) -> None:
    before = read_audit(trail)
    with pytest.raises(DBAPIError, match="jejak hanya dapat ditambah"), trail.begin() as conn:
        conn.execute(text("INSERT OR REPLACE INTO jejak SELECT id, waktu, 'lain', tindakan, objek, rincian FROM jejak"))
    assert read_audit(trail) == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_table_cannot_be_emptied(trail: Engine) -> None:
    before = read_audit(trail)
    with pytest.raises(DBAPIError, match="jejak hanya dapat ditambah"), trail.begin() as conn:
        conn.execute(text("TRUNCATE jejak"))
    assert read_audit(trail) == before


def test_a_trace_is_lost_with_the_change_that_it_is_of(trail: Engine) -> None:
    before = read_audit(trail)

    def change_and_fail() -> None:
        with write(trail) as conn:
            record(conn, pengelola("analis").require("terbitkan"), "terbit", "versi 9", {})
            conn.execute(text("INSERT INTO sasaran_program VALUES ('tidak_ada', 2024, '18', 1)"))

    with pytest.raises(StoreError, match="menolak"):
        change_and_fail()
    assert read_audit(trail) == before
