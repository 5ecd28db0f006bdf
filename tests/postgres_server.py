"""A private PostgreSQL server for the tests, from Debian's binaries: unix socket only, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "dasbor"
# Nothing here has to survive a crash of the machine; nor one of the server, but where a drill stops it (``own_server``).
SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=''", "max_connections=40")
FORGETFUL = ("synchronous_commit=off",)


def why_not() -> str | None:
    """What is missing for a server, None when it can start."""
    if binaries() is None:
        return "no PostgreSQL server under /usr/lib/postgresql (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and _account() is None:
        return "no user 'postgres' to run the server as (it refuses to run as root)"
    return None


def binaries() -> Path | None:
    """The newest folder that holds ``initdb``."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def _account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


class Server:
    """A server in a folder of its own, which is also where its socket is; it can be stopped as by a crash and started anew."""

    def __init__(self, folder: Path, settings: tuple[str, ...]) -> None:
        bin_dir, account = binaries(), _account()
        assert bin_dir is not None
        self.folder = folder
        self._settings = settings
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            assert account is not None
            os.chown(folder, account.pw_uid, account.pw_gid)
            self._as_user = ["runuser", "-u", "postgres", "--"]
        self._data, self._control = str(folder / "data"), str(bin_dir / "pg_ctl")
        self._started = False
        make = ("-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run(str(bin_dir / "initdb"), "-D", self._data, *make)

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in self._settings) + f" -k {self.folder}"
        # The log goes to a file: a pipe kept open by the server would make this call wait for ever.
        self._run(self._control, "-D", self._data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        self._started = True

    def stop(self) -> None:
        """Stop without a word to whoever is connected; nothing when it does not run."""
        if self._started:
            self._run(self._control, "-D", self._data, "-m", "immediate", "stop")
            self._started = False

    def _run(self, *command: str) -> None:
        done = subprocess.run([*self._as_user, *command], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"


@contextmanager
def own_server(*, settings: tuple[str, ...] = SETTINGS) -> Iterator[Server]:
    """A server that lives as long as the block; what it has committed outlives ``stop``."""
    # Not under pytest's folder: that is closed to other users, and a socket's path must stay under 108 characters.
    folder = Path(tempfile.mkdtemp(prefix="dasbor-pg-"))
    try:
        server = Server(folder, settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_server() -> Iterator[Path]:
    """The socket folder of a server that lives as long as the block, and is never stopped within it."""
    with own_server(settings=(*SETTINGS, *FORGETFUL)) as server:
        yield server.folder
