"""What is wrong in words for whoever looks at a page; the names of servers and the words of drivers are for the log."""

from __future__ import annotations

import logging
from typing import Final

from lib.domain.errors import DasborError, StoreUnreachable
from lib.domain.language import gettext as _

LOGGER: Final = logging.getLogger("dasbor")


def words(error: DasborError) -> str:
    """What is wrong and what to do about it; of a database that does not answer only that, the log says where it is."""
    LOGGER.error("%s", error)
    if not isinstance(error, StoreUnreachable):
        return str(error)
    return _(
        "Basis data sedang tidak dapat dihubungi, jadi perubahan belum dapat disimpan. Coba lagi sebentar lagi; bila terulang,"
        " hubungi pengelola aplikasi."
    )


def stale() -> str:
    """Why a reader sees the data published last, and not perhaps newer ones."""
    return _("Basis data sedang tidak dapat dihubungi. Yang ditampilkan adalah data yang terakhir diterbitkan.")
