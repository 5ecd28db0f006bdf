"""Where ``make run`` ends up: the address is checked, the data made ready with a word about each step, then the app serves.

What is wrong with a file, the database or the port is said here in one message with exit code 2, before any page is served.
The server then runs in this same process, so that nothing is loaded twice.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from lib.domain.data_file import ROOT, data_dir
from lib.domain.errors import DasborError, SettingError
from lib.domain.language import DEFAULT_LANGUAGE, N_, set_language
from lib.domain.language import gettext as _

DEFAULT_PORT: Final = "8501"
# Only this machine: to serve others is a decision (ADDRESS=0.0.0.0), not a default.
DEFAULT_ADDRESS: Final = "127.0.0.1"
LAST_PORT: Final = 65535
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve."""

    address: str
    port: int


def place(settings: Mapping[str, str]) -> Place:
    """``ADDRESS`` and ``PORT`` of ``settings``, or the defaults; SettingError when the port is no port."""
    text = settings.get("PORT", "").strip() or DEFAULT_PORT
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= LAST_PORT):
        raise SettingError(
            N_("PORT harus sebuah angka dari 1 sampai {terbesar}; isinya “{isi}”."),
            saran=N_("Contoh: PORT=8600 make run"),
            terbesar=LAST_PORT,
            isi=text[:20],
        )
    return Place(settings.get("ADDRESS", "").strip() or DEFAULT_ADDRESS, int(text))


def check_free(where: Place) -> None:
    """SettingError unless a server can listen at ``where``: Streamlit itself would only say it in English, and late."""
    try:
        found = socket.getaddrinfo(where.address, where.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, target = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a connection that is still closing does not occupy the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
            # Two sockets may be bound alike; only one can listen.
            probe.listen()
    except OSError as error:
        raise _refusal(where, error) from None


def _refusal(where: Place, error: OSError) -> SettingError:
    if error.errno == errno.EADDRINUSE:
        return SettingError(
            N_("Port {port} sedang dipakai program lain (mungkin dasbor ini sudah berjalan)."),
            saran=N_("Hentikan program itu, atau pilih port lain: PORT={lain} make run"),
            port=where.port,
            lain=where.port + 1 if where.port < LAST_PORT else DEFAULT_PORT,
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return SettingError(
            N_("Port {port} hanya boleh dipakai oleh administrator."),
            saran=N_("Pilih port di atas 1023: PORT=8600 make run"),
            port=where.port,
        )
    return SettingError(
        N_("Tidak dapat membuka alamat {alamat}: {sebab}."),
        saran=N_("ADDRESS harus alamat mesin ini, misalnya 127.0.0.1, atau 0.0.0.0 untuk semua jaringan."),
        alamat=where.address,
        sebab=error.strerror or error,
    )


def check_settings() -> None:
    """SettingError when a setting would leave the server open: a name that is none, a cookie secret that can be guessed.

    The same for a province that is none.
    """
    from lib.domain import shown_area
    from lib.web import log
    from lib.web.security import answered_hosts, check_secrets

    log.form()
    shown_area.setting()
    answered_hosts()
    check_secrets()


def prepare() -> None:
    """Check the data files, open and fill the database, prepare the boundaries; DasborError says what is in the way."""
    from lib.domain.data_folder import check_data_files, check_rule_files

    _say(_("Memeriksa berkas data …"))
    check_rule_files()
    check_data_files(data_dir())
    # Loaded here, not above: on a machine where a setting is wrong the message comes at once.
    from lib.published import borders, source

    _say(_("Menyiapkan basis data (pertama kali beberapa detik) …"))
    source.figures()
    _say(_("Menyiapkan batas wilayah …"))
    borders.geometry()


def tell_streamlit(where: Place) -> dict[str, object]:
    """Where Streamlit shall listen, as its settings; before anything else of Streamlit is used.

    It reads its settings at the first use and warns in the terminal when a later reading differs.
    """
    from streamlit import config

    settings: dict[str, object] = {"server.address": where.address, "server.port": where.port}
    config.get_config_options(options_from_flags=settings)
    return settings


def serve(settings: dict[str, object]) -> None:
    """Hand over to Streamlit's server; returns when it has been told to stop."""
    from click.exceptions import Abort
    from streamlit.web import cli

    flags = [f"--{name}={value}" for name, value in settings.items()]
    # What click makes of Ctrl+C: the way to stop, not a failure.
    with suppress(Abort):
        cli.main(["run", str(ROOT / "app.py"), *flags], prog_name="streamlit", standalone_mode=False)


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    """Start the application; the exit code: 0 once it has served, 2 when something is in the way."""
    set_language(os.environ.get("DASBOR_BAHASA", DEFAULT_LANGUAGE))
    try:
        where = place(os.environ)
        check_free(where)
        settings = tell_streamlit(where)
        check_settings()
        prepare()
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    except OSError as error:
        told = SettingError(
            N_("Berkas {berkas} tidak dapat dibaca atau ditulis: {sebab}."),
            saran=N_("Periksa izin folder dan ruang kosong di diska; DASBOR_VAR_DIR memilih folder lain."),
            berkas=error.filename or "?",
            sebab=error.strerror or error,
        )
        print(told, file=sys.stderr)
        return told.kode_keluar
    except KeyboardInterrupt:
        return INTERRUPTED
    serve(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
