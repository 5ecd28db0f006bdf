"""Names of areas and levels as the reader knows them, local words for desa included."""

from __future__ import annotations

from lib.analysis.figures import Figures
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat, tingkat

LEVEL_NAMES = {"provinsi": N_("Provinsi"), "kabupaten": N_("Kabupaten/kota"), "kecamatan": N_("Kecamatan"), "desa": N_("Desa")}
DESA = "desa"


def area_title(data: Figures, kode: str | None) -> str:
    """An area with its kind: ``Provinsi Lampung``, ``Kabupaten Lampung Barat``, ``Kecamatan Natar``, ``Pekon Watas``."""
    if kode is None:
        provinces = data.codes_at("provinsi")
        if len(provinces) > 1:
            return _("Indonesia")
        kode = provinces[0]
    name = data.name(kode)
    if kode not in data.codes:
        return name
    level = tingkat(kode)
    if level == "provinsi":
        return _("Provinsi {nama}").format(nama=name)
    if level == "kabupaten":
        # A kota carries its kind in its name.
        return name if name.startswith("Kota ") else _("Kabupaten {nama}").format(nama=name)
    if level == "kecamatan":
        return _("Kecamatan {nama}").format(nama=name)
    return f"{local_word(data, kode).capitalize()} {name}"


def local_word(data: Figures, kode: str | None) -> str:
    """What a desa is called there: ``pekon`` in Lampung Barat; ``desa`` for the province and where nothing is known."""
    if kode is None:
        return DESA
    found = data.wilayah["sebutan"].get(kode) if tingkat(kode) == DESA else None
    if not isinstance(found, str):
        found = data.wilayah["sebutan"].get(kode[:5])
    return found if isinstance(found, str) and found != "kelurahan" else ("kelurahan" if found == "kelurahan" else DESA)


def level_noun(data: Figures, level: Tingkat, area: str | None = None) -> str:
    """The level in running text: ``kabupaten/kota``, ``kecamatan``, or the local word for desa."""
    if level == DESA:
        return local_word(data, area)
    return _(LEVEL_NAMES[level]).lower()
