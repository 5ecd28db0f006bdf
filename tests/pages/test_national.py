"""The national view: provinces first, and every page about one of them once it is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.domain import shown_area
from lib.published import borders, source
from lib.web.pages import PAGES


@pytest.fixture
def national(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A new installation of the national view: Lampung's illustrative years, nothing of the other provinces."""
    monkeypatch.setenv("DASBOR_PROVINSI", "nasional")
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path))
    monkeypatch.setattr(source, "_engine", None)
    monkeypatch.setattr(source, "_figures", None)
    monkeypatch.setattr(source, "_provinces", {})
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()
    source.look_again()
    yield
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()
    source.look_again()
    shown_area.choose(None)


def labels(app) -> list[str]:
    return [box.label for box in app.selectbox]


@pytest.mark.usefixtures("national")
def test_provinces_come_first_then_each_page_of_the_chosen_one(open_page) -> None:
    first = open_page("/", tahun="2024")
    assert "Kabupaten/kota" not in labels(first)
    text = "".join(str(entry.proto) for entry in first.get("html"))
    for name in ("Indonesia, 2024", "1 dari 38 provinsi berdata", "Jawa Barat", "prov=32"):
        assert name in text, name
    assert "Bandung" not in text

    choice = next(box for box in first.selectbox if box.label == "Provinsi")
    assert len(choice.options) == 39
    choice.set_value("18").run()
    assert first.query_params.get("prov") in (["18"], "18")
    assert "Kabupaten/kota" in labels(first)

    for entry in PAGES:
        page = open_page(f"/{entry.alamat}", kab="18.04", tahun="2024")
        assert [error.value for error in page.error] == []
        assert "Kabupaten/kota" in labels(page)
        if entry.alamat not in ("", "kelola"):
            assert [box.value for box in open_page(f"/{entry.alamat}").selectbox if box.label == "Provinsi"] == [""]
    unknown = open_page("/", prov="99")
    assert "prov" in unknown.info[0].value
    empty = open_page("/peta", prov="17")
    assert [error.value for error in empty.error] == []


@pytest.mark.usefixtures("national")
@pytest.mark.parametrize("path", ["/peta", "/program"])
def test_a_province_of_thousands_of_desa_shows_them_by_kabupaten_and_says_so(open_page, path) -> None:
    said = "Pilih kabupaten atau kota untuk melihat desanya."

    def levels(**address: str) -> tuple[bool, bool]:
        page = open_page(path, tingkat="desa", bagian="peta", **address)
        offered = next(entry for entry in page.segmented_control if entry.label == "Tingkat").options
        return "Desa" in offered, any(said in entry.value for entry in page.caption)

    assert levels(prov="33") == (False, True)
    assert levels(kab="33.02") == (True, False)
    assert levels(prov="17") == (True, False)
