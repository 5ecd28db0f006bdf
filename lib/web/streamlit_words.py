"""Streamlit's own words in the language of the page.

Streamlit speaks English and has no setting for it. The browser (``tautan.js``) puts these in the place of its words; what it
does not reach is named in ``docs/pengembang.md``.
"""

from __future__ import annotations

import json
from typing import Final

from lib.domain.language import N_
from lib.domain.language import gettext as _

# What Streamlit writes, as it stands on the screen or is read out, and its catalogue key; {} is a name of ours.
WORDS: Final = {
    "Skip to main content": N_("Lompat ke isi halaman"),
    "Sidebar": N_("Bilah sisi"),
    "Expand sidebar": N_("Buka bilah sisi"),
    "Collapse sidebar": N_("Tutup bilah sisi"),
    "Open": N_("Buka pilihan"),
    "Close": N_("Tutup"),
    "Main menu": N_("Menu utama"),
    "Choose an option": N_("Pilih satu"),
    "Choose options": N_("Pilih satu atau lebih"),
    "Clear all": N_("Kosongkan pilihan"),
    "Clear value": N_("Kosongkan"),
    "Clear entry": N_("Kosongkan isian"),
    "Clear date": N_("Kosongkan tanggal"),
    "Choose date": N_("Pilih tanggal"),
    "Select all": N_("Pilih semua"),
    "Selected values": N_("Yang dipilih"),
    "Pagination": N_("Halaman tabel"),
    "Page {}": N_("Halaman {}"),
    "Previous page": N_("Halaman sebelumnya"),
    "Next page": N_("Halaman berikutnya"),
    "No results": N_("Tidak ada yang cocok"),
    "Remove {}": N_("Buang {}"),
    "Help": N_("Bantuan"),
    "Help for {}": N_("Keterangan {}"),
    "Press Enter to apply": N_("Tekan Enter untuk menerapkan"),
    "Press Enter to submit form": N_("Tekan Enter untuk mengirim"),
    "Press Ctrl+Enter to apply": N_("Tekan Ctrl+Enter untuk menerapkan"),
    "Press ⌘+Enter to apply": N_("Tekan ⌘+Enter untuk menerapkan"),
    "Show password": N_("Tampilkan kata sandi"),
    "Hide password": N_("Sembunyikan kata sandi"),
    "Copy to clipboard": N_("Salin"),
    "Running...": N_("Sedang dihitung..."),
    "Connecting": N_("Menyambungkan"),
    "Connection error": N_("Sambungan terputus"),
    "file upload": N_("Unggah berkas"),
    "Upload": N_("Unggah"),
    "Notifications": N_("Pemberitahuan"),
}


def words_for_page() -> str:
    """JSON of Streamlit's words and ours for them in the language of this run; empty in Streamlit's own."""
    return json.dumps({theirs: ours for theirs, key in WORDS.items() if (ours := _(key)) != theirs}, ensure_ascii=False)
