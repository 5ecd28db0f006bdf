"""What stands in the head of a page for its connection to the server: the scripts that listen to it, and their words.

``dahulu.js`` decides what comes first of what the server sends. ``sambungan.js`` says that the connection is gone; its words
stand in the page itself, in every language, because whoever has lost the server can ask it for nothing.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.domain.language import LANGUAGES, N_, catalogue
from lib.web.assets import own_asset

WORDS: Final = {
    "putus": N_(
        "Sambungan ke server terputus sejak pukul {pukul}. Yang tampak tetap dapat dibaca; pilihan, tautan dan unduhan bekerja"
        " lagi begitu tersambung."
    ),
    "henti": N_("Sambungan ke server terputus sejak pukul {pukul}. Muat ulang halaman untuk menyambung lagi."),
    "belum": N_("Server belum menjawab. Halaman ini tampil begitu tersambung."),
    "kembali": N_("Tersambung lagi."),
    "dialog": N_("Sambungan terputus"),
}
# In the head of the page, in this order.
SCRIPTS: Final = ("dahulu.js", "sambungan.js")
LOCALES: Final = {"id": "id-ID", "en": "en-GB"}


@cache
def arguments_path() -> list[int]:
    """Where in a message of Streamlit's the arguments of a component stand: field numbers from the outermost to them."""
    message, numbers = ForwardMsg.DESCRIPTOR, []
    for name in ("delta", "new_element", "component_instance", "json_args"):
        field = message.fields_by_name[name]
        numbers.append(field.number)
        message = field.message_type
    return numbers


@cache
def head() -> bytes:
    """The elements for the head of the page."""
    words = {
        language: {name: catalogue(language).gettext(key) for name, key in WORDS.items()} | {"lokal": LOCALES[language]}
        for language in LANGUAGES
    }
    # No sign of the words may end the script that they stand in.
    told = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")
    scripts = "".join(f'<script defer src="{own_asset(name)}"></script>' for name in SCRIPTS)
    return f"<script>window.dasborSambungan={told};window.dasborArgumen={arguments_path()};</script>{scripts}".encode()
