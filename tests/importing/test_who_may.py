"""Every function that writes asks who wants it: function by role, outside the own kabupaten, and none that forgets."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, insert

from lib.domain.data_file import ROOT, var_dir
from lib.domain.roles import ALLOWED, WITHOUT_AREA, AccessDenied, Pelaku, Tindakan
from lib.importing.layouts.mapping import parse_spec
from lib.importing.layouts.saved_mappings import save_mapping
from lib.importing.publication import draft_file, publish_drafts, publish_file, publish_report
from lib.importing.reading.files import open_bytes
from lib.importing.run import examine_file, import_file
from lib.store import accounts
from lib.store.accounts import add_account, change_password, close_account, list_accounts
from lib.store.archive import open_archive
from lib.store.audit import read_audit
from lib.store.backup import back_up
from lib.store.decks import delete_deck, keep_deck, list_decks, read_kept
from lib.store.engine import open_engine
from lib.store.restore import restore
from lib.store.rows import DraftRows
from lib.store.tables import Wilayah
from lib.store.transactions import write
from lib.store.versions import create_draft, discard, import_and_publish, list_versions, publish, put_in_force, roll_back
from tests.importing.files import csv_bytes, per_desa_rows, wilayah_rows
from tests.people import operator, pengelola
from tests.store.drafts import draft, meta, nilai, published
from tests.unit.imports import python_files

KAB = "18.01"
SANDI = "tujuh gajah putih"
Act = Callable[[Engine, Pelaku], object]


def _draft(engine: Engine) -> int:
    return draft(engine, meta(wilayah=KAB), nilai(0.6, wilayah=KAB))


def _replaced(engine: Engine) -> int:
    first = published(engine, meta(wilayah=KAB), nilai(0.6, wilayah=KAB))
    published(engine, meta(wilayah=KAB), nilai(0.7, wilayah=KAB))
    return first


def _in_transaction(act: Callable[..., object]) -> Act:
    def run(engine: Engine, pelaku: Pelaku) -> object:
        versi_id = _draft(engine)
        with write(engine) as conn:
            return act(conn, versi_id, pelaku)

    return run


def _account(engine: Engine) -> str:
    add_account(engine, "sasaran", SANDI, "operator", KAB, pelaku=pengelola())
    return "sasaran"


def _source(name: str = "a.csv"):  # type: ignore[no-untyped-def]
    return open_bytes(name, csv_bytes(per_desa_rows(KAB)))


def _strange():  # type: ignore[no-untyped-def]
    return open_bytes("aneh.csv", csv_bytes([["18.01.04.2001", "0,7"]] * 3, header=("NOMOR DESA", "ANGKA")))


def _restored(engine: Engine, pelaku: Pelaku) -> None:
    file = var_dir().parent / "cadangan.zip"
    back_up(engine, file, var_dir(), aplikasi="0")
    with open_archive(file) as archive:
        restore(engine, archive, var_dir(), pelaku=pelaku, timpa=True)


ACTS: dict[str, tuple[Tindakan, Act]] = {
    "create_draft": (
        "impor",
        _in_transaction(lambda c, _v, p: create_draft(c, meta(wilayah=KAB), nilai(0.6, wilayah=KAB), pelaku=p)),
    ),
    "put_in_force": ("terbitkan", _in_transaction(lambda c, v, p: put_in_force(c, v, pelaku=p, tindakan="terbit"))),
    "publish": ("terbitkan", lambda e, p: publish(e, _draft(e), pelaku=p)),
    "import_and_publish": ("terbitkan", lambda e, p: import_and_publish(e, meta(wilayah=KAB), nilai(0.6, wilayah=KAB), pelaku=p)),
    "discard": ("buang", lambda e, p: discard(e, _draft(e), pelaku=p)),
    "roll_back": ("kembalikan", lambda e, p: roll_back(e, _replaced(e), pelaku=p)),
    "draft_file": ("impor", lambda e, p: draft_file(e, examine_file(e, _source()), pelaku=p)),
    "publish_file": ("terbitkan", lambda e, p: publish_file(e, examine_file(e, _source()), pelaku=p)),
    "publish_report": ("terbitkan", lambda e, p: publish_report(e, examine_file(e, _source()).bagian[0], pelaku=p)),
    "import_file": ("terbitkan", lambda e, p: import_file(e, _source(), terbitkan=p)),
    "publish_drafts": ("terbitkan", lambda e, p: publish_drafts(e, [_draft(e)], pelaku=p)),
    "save_mapping": (
        "petaan",
        lambda e, p: save_mapping(e, _strange(), parse_spec("NOMOR DESA=kode_desa,ANGKA=nilai", _strange(), "indeks"), pelaku=p),
    ),
    "add_account": ("akun", lambda e, p: add_account(e, "baru.sekali", SANDI, "pengelola", None, pelaku=p)),
    "change_password": ("akun", lambda e, p: change_password(e, _account(e), SANDI + "!", pelaku=p)),
    "keep_deck": ("paparan", lambda e, p: keep_deck(e, "Rapat", "{}", pelaku=p)),
    "list_decks": ("paparan", lambda e, p: list_decks(e, pelaku=p)),
    "read_kept": ("paparan", lambda e, p: read_kept(e, keep_deck(e, "Rapat", "{}", pelaku=p), pelaku=p)),
    "delete_deck": ("paparan", lambda e, p: delete_deck(e, keep_deck(e, "Rapat", "{}", pelaku=p), pelaku=p)),
    "restore": ("pulihkan", _restored),
    "close_account": ("akun", lambda e, p: close_account(e, _account(e), pelaku=p)),
}  # fmt: skip
PEOPLE = {
    "pengelola": pengelola(),
    "operator sendiri": operator(KAB),
    "operator kabupaten lain": operator("18.02"),
    "operator awalan sama": operator("18.0"),
    "operator tanpa kabupaten": operator(None),
}


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))


@pytest.fixture
def acted(tmp_path: Path) -> Iterator[Engine]:
    """A store with the list of places. SQLite is enough: roles are asked before the database is."""
    engine = open_engine(f"sqlite:///{tmp_path / 'hak.sqlite'}")
    with write(engine) as conn:
        conn.execute(insert(Wilayah), wilayah_rows())
    yield engine
    engine.dispose()


def may(pelaku: Pelaku, tindakan: Tindakan) -> bool:
    at_home = pelaku.peran == "pengelola" or tindakan in WITHOUT_AREA or pelaku.kabupaten == KAB
    return tindakan in ALLOWED[pelaku.peran] and at_home


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_does_what_its_row_says_and_nothing_else(acted: Engine, act: str, who: str) -> None:
    tindakan, run = ACTS[act]
    pelaku = PEOPLE[who]
    if may(pelaku, tindakan):
        run(acted, pelaku)
        return
    with pytest.raises(AccessDenied):
        run(acted, pelaku)
    assert [entry for entry in read_audit(acted) if entry.pelaku == pelaku.nama and who != "pengelola"] == []
    assert not [entry for entry in list_versions(acted) if entry.diimpor_oleh == pelaku.nama]
    assert not [entry for entry in list_accounts(acted) if entry.nama == "baru.sekali" or entry.ditutup_pada]
    assert [*var_dir().glob("asli/*"), *var_dir().glob("petaan/*")] == [], "a refusal leaves no file"


def test_boundaries_need_their_own_right_even_where_a_role_may_import(acted: Engine) -> None:
    with pytest.raises(AccessDenied), write(acted) as conn:
        create_draft(conn, meta(jenis="batas", tahun=None, wilayah=KAB), DraftRows(), pelaku=operator(KAB))


def test_an_operator_cannot_widen_the_own_area(acted: Engine) -> None:
    for wilayah in ("18", "18.02", "18.010"):
        with pytest.raises(AccessDenied), write(acted) as conn:
            create_draft(conn, meta(wilayah=wilayah), nilai(0.6), pelaku=operator(KAB))
    assert list_versions(acted) == []


def test_the_trail_and_the_version_name_who_acted(acted: Engine) -> None:
    (versi_id,) = draft_file(acted, examine_file(acted, _source()), pelaku=operator(KAB, "op.lamsel"))
    publish(acted, versi_id, pelaku=pengelola("sri"))
    assert list_versions(acted)[0].diimpor_oleh == "op.lamsel"
    assert [(entry.pelaku, entry.tindakan) for entry in reversed(read_audit(acted))] == [("op.lamsel", "draf"), ("sri", "terbit")]


# --- none that forgets ---

WRITES = {"insert", "update", "delete", "write", "bulk_insert", "write_rows", "record", "put_in_force", "create_draft"}
FILES = {".NamedTemporaryFile", ".mkdtemp", ".write_text", ".write_bytes", ".mkdir", ".rmtree"}
# What writes without asking, and why that is right.
UNASKED = {
    ("lib/store/accounts.py", "sign_in"): "nobody is known yet: it finds out who it is",
    ("lib/store/rows.py", "write_rows"): "the rows of a draft: create_draft, its one caller, has asked",
    ("lib/store/audit.py", "record"): "takes a permission, which only asking gives",
    ("lib/store/seed.py", "ensure_seeded"): "what ships: the application itself, as SISTEM",
    ("lib/store/seed.py", "_enter"): "part of ensure_seeded",
    ("lib/store/seed.py", "_fill_wilayah"): "part of ensure_seeded",
    ("lib/store/seed.py", "_mirror_programs"): "part of ensure_seeded",
    ("lib/store/table_rows.py", "insert_rows"): "part of restore, which has asked",
    ("lib/store/restore.py", "_staging_folder"): "part of restore, which has asked",
    ("lib/store/restore.py", "_extract"): "part of restore, which has asked",
    ("lib/store/restore.py", "_move"): "part of restore, which has asked",
    (
        "lib/ui/streamlit_inside/fonts.py",
        "_write",
    ): "the fonts that pages load, cut to what they show: made from what is installed, by nobody",
    ("lib/store/engine.py", "_make_folder"): "the folder of the database",
    ("lib/importing/report/marked_file.py", "write_marked"): "a file that whoever asks for it names",
    ("lib/importing/reading/originals.py", "keep_original"): "the file of a draft: called by publishing._store, which has asked",
    ("lib/geo/imported.py", "store_levels"): "the boundaries of a version: called by publishing._store, which has asked",
}


def _called(function: ast.AST) -> set[str]:
    """Names of what a function calls, methods as ``.name``."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {call.id for call in calls if isinstance(call, ast.Name)} | {
        f".{call.attr}" for call in calls if isinstance(call, ast.Attribute)
    }


def _writers_known(tree: ast.Module) -> set[str]:
    """Of ``WRITES``, the names that mean the store's in this module: imported from there, or defined in it."""
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(("sqlalchemy", "lib.store"))
        for alias in node.names
    }
    return WRITES & (imported | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)})


def _takes_a_person(function: ast.FunctionDef) -> bool:
    every = [*function.args.args, *function.args.kwonlyargs]
    return any(arg.annotation is not None and ast.unparse(arg.annotation) in ("Pelaku", "Pelaku | None") for arg in every)


def _hands_on(function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.keyword) and node.arg == "pelaku" and isinstance(node.value, ast.Name) for node in ast.walk(function)
    )


def forgetful(root: Path) -> set[tuple[str, str]]:
    """Functions that write to the database or keep files, and neither ask nor hand a person on to one that does."""
    found = set()
    for path in python_files(root, "lib/store", "lib/importing", "lib/geo/imported.py", "lib/ui", "lib/published", "pages"):
        tree = ast.parse(path.read_text("utf-8"))
        if "migrations" in path.parts or path.name in ("migrate.py", "transactions.py"):
            continue
        known = _writers_known(tree)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            called = _called(function)
            writes = called & (known | FILES)
            asks = called & {"permit", ".require"} or _hands_on(function)
            if writes and not (_takes_a_person(function) and asks):
                found.add((path.relative_to(root).as_posix(), function.name))
    return found


def test_no_writing_function_forgets_to_ask() -> None:
    assert forgetful(ROOT) - set(UNASKED) == set()


def test_every_exception_is_still_one() -> None:
    assert set(UNASKED) - forgetful(ROOT) == set()


def test_every_writing_function_is_tried_with_every_role() -> None:
    takers = {
        function.name
        for path in python_files(ROOT, "lib/store", "lib/importing")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and _takes_a_person(function) and not function.name.startswith("_")
    }
    assert takers - {"permit"} == set(ACTS)


@pytest.mark.parametrize(
    "body",
    [
        "def f(engine):\n    with write(engine) as conn:\n        pass",
        "def f(engine, pelaku: Pelaku):\n    with write(engine) as conn:\n        conn.execute(insert(T))",
        "def f(engine, *, pelaku: str):\n    record(conn, pelaku)",
        "def f(folder):\n    (folder / 'a').write_text('b')",
    ],
)
def test_a_planted_forgetful_function_is_found(tmp_path: Path, body: str) -> None:
    path = tmp_path / "lib" / "store" / "baru.py"
    path.parent.mkdir(parents=True)
    known = "from sqlalchemy import insert\nfrom lib.store.audit import record\nfrom lib.store.transactions import write\n"
    path.write_text(known + body, "utf-8")
    assert forgetful(tmp_path) == {("lib/store/baru.py", "f")}


def test_a_permission_is_made_in_one_place_and_the_system_acts_in_one() -> None:
    made, system = set(), set()
    for path in python_files(ROOT, "app.py", "pages", "lib"):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        made |= {name for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Izin")}
        system |= {name for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "SISTEM"}
    assert made == {"lib/domain/roles.py"}
    assert system <= {"lib/domain/roles.py", "lib/store/seed.py", "lib/store/accounts.py"}
