"""Words that give a text's language away: if one stands on a page in the other language, something was not translated.

Official words (desa, kabupaten, kecamatan, kelurahan, kota) belong to both languages, and so do the names of places; a test
keeps names and lists apart.
"""

from __future__ import annotations

import re

_INDONESIAN = """
adalah agar akan antara atau bagi bahwa beberapa belum berapa berisi berkas berstatus bila bukan cakupan dan
dapat dari daripada dengan dibagi dihitung dinilai hanya harus indikator ini itu jika jumlah juga kelas keadaan kolom
lagi lalu lebih masih menjadi menurut menjangkau mempunyai nilai oleh pada paling persentase perubahan peta pilih rekaan
resmi ringkasan sampai sebagai sebelum sejak selang seluruh semua serta setiap sudah tahun tampilkan terbesar
tertinggi terendah tiap tidak tingkat untuk urutkan wilayah yang
"""
_ENGLISH = """
all and are as at been below but by each for from has have higher highest in is it its lowest more most not of on only or
same score share since than that the there they this those to was were when where which with year years
"""
INDONESIAN = frozenset(_INDONESIAN.split())
ENGLISH = frozenset(_ENGLISH.split())


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, without links, paths, options, names of columns and ``{places}``."""
    plain = re.sub(r"{\w*}|%\(\w+\)\w|--\w+|\S*[/_]\S*", " ", text)
    return set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain.lower()))


def foreign_words(text: str, bahasa: str) -> set[str]:
    """The function words of the other language in a text that should be in ``bahasa``."""
    return words_of(text) & (ENGLISH if bahasa == "id" else INDONESIAN)


# Words of Streamlit's own controls: they are in no catalogue of ours.
_CHROME = """
browse cancel choose clear click close collapse column copied copy delete deploy download drag drop enter expand fullscreen
hide keyboard limit loading main options pin press record remove rerun results running search select
settings show sidebar skip sort upload view
"""
CHROME = frozenset(_CHROME.split())


def chrome_words(text: str) -> set[str]:
    """The words of Streamlit's English controls in a text."""
    return words_of(text) & CHROME
