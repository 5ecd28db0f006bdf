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
# Nothing here has to survive a crash of the machine.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=''", "max_connections=40")


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


@contextmanager
def running_server() -> Iterator[Path]:
    """The socket folder of a server that lives as long as the block."""
    bin_dir, account = binaries(), _account()
    assert bin_dir is not None
    # Not under pytest's folder: that is closed to other users, and a socket's path must stay under 108 characters.
    folder = Path(tempfile.mkdtemp(prefix="dasbor-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        assert account is not None
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"

    data, control = str(folder / "data"), str(bin_dir / "pg_ctl")
    options = " ".join(f"-c {setting}" for setting in SETTINGS) + f" -k {folder}"
    started = False
    try:
        run(str(bin_dir / "initdb"), "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        # The log goes to a file: a pipe kept open by the server would make this call wait for ever.
        run(control, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        started = True
        yield folder
    finally:
        if started:
            run(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
