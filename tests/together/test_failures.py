"""Two processes of the application on one PostgreSQL, for real: what one publishes the other shows, and when a process or the
database is killed in the middle, readers go on reading, writers are told, nothing is lost and nobody has to lend a hand."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from benchmarks.session import Lost, Session
from lib.domain.errors import StoreUnreachable
from lib.domain.roles import terminal
from lib.published.source import FINGERPRINT_TTL_SECONDS, RETRY_SECONDS
from lib.store.accounts import add_account
from lib.store.audit import read_audit
from lib.store.engine import open_engine
from lib.store.tables import DRAF, TERBIT
from lib.store.transactions import write
from lib.store.versions import create_draft, list_versions, put_in_force
from tests import own_loop
from tests.postgres_server import USER, Server, own_server, why_not
from tests.store.drafts import ANALYST, draft, meta, nilai
from tests.together.caddy import caddy, new_visitor, running_caddy
from tests.together.processes import Process, status
from tests.together.proxy import COOKIE, Proxy

SANDI = "tujuh gajah putih"
PATIENCE_SECONDS = 60
STALE = "Yang ditampilkan adalah data yang terakhir diterbitkan"
REFUSED = "Basis data sedang tidak dapat dihubungi, jadi perubahan belum dapat disimpan"


@dataclass(frozen=True)
class House:
    """The database, the processes on it, and a connection of the test's own."""

    database: Server
    processes: tuple[Process, Process]
    engine: Engine

    def state_of(self, versi_id: int) -> str:
        return next(entry.keadaan for entry in list_versions(self.engine) if entry.id == versi_id)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    reason = why_not()
    if reason is not None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    var: Path = tmp_path_factory.mktemp("var")
    with own_server() as database:
        url = f"postgresql://{USER}@/postgres?host={database.folder}"
        processes = (Process("satu", url, var), Process("dua", url, var))

        async def start() -> None:
            # At once, on a database in which there is nothing: one makes the schema and the first fill.
            await asyncio.gather(*(process.start() for process in processes))

        try:
            own_loop.run(start())
            engine = open_engine(url)
            add_account(engine, "sri", SANDI, "pengelola", None, pelaku=terminal("uji"))
            yield House(database, processes, engine)
            engine.dispose()
            for process in processes:
                assert "Traceback" not in process.log_text()
        finally:
            for process in processes:
                process.kill()


def version_shown(session: Session) -> str:
    found = re.search(r"Versi data (\w{8})", session.texts())
    assert found, session.texts()
    return found[1]


async def until(true: Callable[[], bool], session: Session) -> None:
    """Run the page again until it is as it should be; it must never fail on the way."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():
            await asyncio.sleep(0.3)
            assert (await session.run()).failures == []


async def opened(origin: str, address: str, cookies: str = "") -> Session:
    session = Session(origin, address, cookies)
    assert (await session.open()).failures == []
    return session


async def manager(origin: str, versi_id: int) -> Session:
    """A signed-in manager with a draft before them."""
    session = await opened(origin, f"/kelola?bagian=versi&versi={versi_id}")
    session.write("Nama akun", "sri")
    session.write("Kata sandi", SANDI)
    assert (await session.press("Masuk")).failures == []
    assert "Terbitkan draf ini" in session.widgets, session.texts()
    return session


def test_what_one_process_publishes_the_open_sessions_of_the_other_show_on_their_next_run(house: House) -> None:
    assert FINGERPRINT_TTL_SECONDS <= 5
    one, two = house.processes
    versi_id = draft(house.engine, meta(), nilai(0.61))

    async def scenario() -> None:
        reader = await opened(two.origin, "/peta?tingkat=desa")
        writer = await manager(one.origin, versi_id)
        before = version_shown(reader)
        assert (await writer.press("Terbitkan draf ini")).failures == []
        assert f"Versi {versi_id} sudah terbit" in writer.texts()
        after = version_shown(writer)
        assert after != before
        await until(lambda: version_shown(reader) == after, reader)
        assert "Tahun dengan data resmi per desa: 2024" in reader.texts()
        assert version_shown(await opened(two.origin, "/")) == after

    own_loop.run(scenario())
    assert house.state_of(versi_id) == TERBIT


def test_when_a_process_is_killed_its_visitors_go_on_at_another_and_it_comes_back_by_itself(house: House) -> None:
    async def scenario() -> None:
        async with Proxy([process.port for process in house.processes]) as proxy:
            one, two = house.processes
            with_one, with_two = f"{COOKIE}={one.port}", f"{COOKIE}={two.port}"
            reader = await opened(proxy.origin, "/peta?tahun=2023&tingkat=kecamatan", with_one)
            neighbour = await opened(proxy.origin, "/peta", with_two)
            assert proxy.served == {one.port: 1, two.port: 1}
            one.kill()
            with pytest.raises(Lost):
                await reader.choose("Tahun", "2022")
            # As Streamlit's page does when the line breaks: it connects again with the address that it shows.
            again = await opened(proxy.origin, f"/peta?{reader.query}", with_one)
            assert again.query == reader.query
            assert version_shown(again) == version_shown(reader)
            assert (await again.choose("Tahun", "2022")).failures == []
            assert (await neighbour.choose("Tahun", "2022")).failures == []
            await one.start()
            before = proxy.served[one.port]
            await opened(proxy.origin, "/", with_one)
            assert proxy.served[one.port] == before + 1

    own_loop.run(scenario())


@pytest.mark.skipif(caddy() is None, reason="no caddy on this machine")
def test_the_proxy_of_deploy_keeps_visitors_with_their_process_until_it_dies(house: House, tmp_path: Path) -> None:
    one = house.processes[0]

    async def visits(origin: str) -> None:
        cookies: set[str] = set()
        while len(cookies) < 2:
            cookies.add(await asyncio.to_thread(new_visitor, origin))
        readers = [await opened(origin, "/peta?tahun=2023", cookie) for cookie in sorted(cookies)]
        one.kill()
        lost = []
        for reader in readers:
            try:
                assert (await reader.choose("Tahun", "2022")).failures == []
            except Lost:
                lost.append(reader)
        assert len(lost) == 1
        for cookie in cookies:
            again = await opened(origin, f"/peta?{readers[0].query}", cookie)
            assert (await again.choose("Tahun", "2022")).failures == []
        await one.start()
        async with asyncio.timeout(PATIENCE_SECONDS):
            cookies.clear()
            while len(cookies) < 2:
                cookies.add(await asyncio.to_thread(new_visitor, origin))

    with running_caddy([process.port for process in house.processes], tmp_path) as origin:
        own_loop.run(visits(origin))


def test_a_database_killed_in_the_middle_of_a_publication_leaves_nothing_of_it(house: House) -> None:
    before = list_versions(house.engine), read_audit(house.engine)

    def interrupted() -> None:
        with write(house.engine) as conn:
            put_in_force(conn, create_draft(conn, meta(), nilai(0.63), pelaku=ANALYST), pelaku=ANALYST, tindakan="terbit")
            house.database.stop()

    with pytest.raises(StoreUnreachable):
        interrupted()
    with pytest.raises(StoreUnreachable):
        list_versions(house.engine)
    house.database.start()
    assert (list_versions(house.engine), read_audit(house.engine)) == before


def test_when_the_database_is_killed_readers_read_on_and_writers_are_told(house: House) -> None:
    versi_id = draft(house.engine, meta(tahun=2023), nilai(0.62, 2023))

    async def scenario() -> None:
        one, two = house.processes
        reader = await opened(one.origin, "/peta?tahun=2022")
        writer = await manager(two.origin, versi_id)
        shown = version_shown(reader)
        # Only now: signing in leaves its own line in the trail.
        versions, trail = list_versions(house.engine), read_audit(house.engine)
        house.database.stop()

        await until(lambda: STALE in reader.texts(), reader)
        for year in ("2023", "2021", "2022"):
            assert (await reader.choose("Tahun", year)).failures == []
            assert version_shown(reader) == shown
        for address in ("/", "/peta?tingkat=desa", "/perkembangan", "/program", "/perbandingan", "/desa", "/data?bagian=sumber"):
            visitor = await opened(one.origin, address)
            assert version_shown(visitor) == shown
            await visitor.close()
        refused = await writer.press("Terbitkan draf ini")
        assert len(refused.failures) == 1
        assert REFUSED in refused.failures[0]
        assert str(house.database.folder) not in refused.failures[0]
        for process in house.processes:
            # A proxy keeps sending readers here; a monitor is told.
            assert await asyncio.to_thread(status, f"{process.origin}/api/hidup") == 200
            assert await asyncio.to_thread(status, f"{process.origin}/api/sehat") == 503

        house.database.start()
        await until(lambda: STALE not in reader.texts(), reader)
        assert RETRY_SECONDS <= 5
        assert list_versions(house.engine) == versions
        assert read_audit(house.engine) == trail
        assert house.state_of(versi_id) == DRAF
        # The same tab, still signed in, tries again as it was told to.
        if "Terbitkan draf ini" not in writer.widgets:
            await writer.run()
        assert (await writer.press("Terbitkan draf ini")).failures == []
        after = version_shown(writer)
        assert after != shown
        await until(lambda: version_shown(reader) == after, reader)

    own_loop.run(scenario())
    assert house.state_of(versi_id) == TERBIT
