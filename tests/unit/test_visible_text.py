"""No text that a reader can see is written past the catalogues; the checker itself is proved on planted examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.web.streamlit_words import WORDS
from tests.visible_text import dataclass_fields, in_interface, in_messages, in_script, in_template

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = [
    ROOT / "app.py",
    *sorted(ROOT.glob("pages/*.py")),
    # Left out: headers, names of files and the log.
    *sorted(
        path
        for path in (*ROOT.glob("lib/ui/**/*.py"), *ROOT.glob("lib/web/*.py"))
        if path.name not in ("server.py", "security.py", "metrics.py", "open_data.py", "preload.py")
    ),
    *sorted(ROOT.glob("lib/view/**/*.py")),
    *sorted(ROOT.glob("lib/export/**/*.py")),
    *sorted(ROOT.glob("lib/report/**/*.py")),
]
TEMPLATES = sorted(ROOT.glob("lib/web/html/*.html"))
SCRIPTS = sorted(ROOT.glob("lib/web/aset/*.js"))
MODULES = sorted(ROOT.glob("lib/**/*.py"))

# Every literal that looks like words and is none that a reader sees, or is the same in every language.
EXCEPTIONS = {
    ("lib/ui/frame/filters.py", "Indonesia"): "the name of a language, in that language",
    ("lib/ui/frame/filters.py", "English"): "the name of a language, in that language",
    ("lib/ui/frame/page_frame.py", "Get help"): "a key of Streamlit's menu, given None: the entry is not shown",
    ("lib/ui/frame/page_frame.py", "Report a bug"): "a key of Streamlit's menu, given None: the entry is not shown",
    ("lib/ui/frame/page_frame.py", "About"): "a key of Streamlit's menu, given None: the entry is not shown",
    ("lib/ui/indicator/leaflet_map.py", "Gambar"): "a name inside the map's script",
    (
        "lib/ui/indicator/leaflet_map.py",
        "{% macro script(this, kwargs) %}dasborPeta({{ this._parent.get_name() }});{% endmacro %}",
    ): "script",
    (
        "lib/ui/indicator/leaflet_map.py",
        "{% macro script(this, kwargs) %}dasborGambar({{ this.payload }});{% endmacro %}",
    ): "script",
    ("lib/ui/data/sources.py", "data/{}"): "the path of a file in this repository",
    ("lib/view/data/openapi.py", "Feature"): "a word of GeoJSON",
    ("lib/view/data/openapi.py", "FeatureCollection"): "a word of GeoJSON",
    ("lib/export/tables/geojson.py", "FeatureCollection"): "a word of GeoJSON",
    ("lib/export/map_furniture.py", "{} km"): "the symbol of a unit",
    ("lib/export/show/map.py", "{} km"): "the symbol of a unit",
    ("lib/web/show.py", "text/html; charset=utf-8"): "a header",
    ("lib/web/show.py", "script-src 'sha256-{}'"): "a header",
    ("lib/web/show.py", "img-src data:"): "a header",
    ("lib/web/show.py", "private, no-cache"): "a header",
    ("lib/web/show.py", "→ ↓ PageDown"): "names of keys",
    ("lib/web/show.py", "← ↑ PageUp"): "names of keys",
    ("lib/web/show.py", "Home / End"): "names of keys",
    ("lib/web/markup.py", "Html"): "the name of a type",
    ("lib/ui/manage/trail.py", "akun tambah"): "an act as the trail keeps it; its words for the reader stand beside it",
    ("lib/ui/manage/trail.py", "akun sandi"): "the same",
    ("lib/ui/manage/trail.py", "akun tutup"): "the same",
    ("lib/ui/manage/trail.py", "paparan simpan"): "the same",
    ("lib/ui/manage/trail.py", "paparan hapus"): "the same",
    ("lib/web/show.py", "Esc"): "the name of a key",
    (
        "lib/export/pptx/template.py",
        'xmlns:a="{}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
    ): "mark-up",
    ("lib/export/pptx/template.py", ' idx="{}"'): "mark-up",
    ("lib/export/pptx/text.py", "Arial"): "the name of a font",
    ("lib/export/pptx/text.py", "Helvetica.afm"): "the name of a file",
    ("lib/export/pptx/text.py", "Helvetica-Bold.afm"): "the name of a file",
    ("lib/export/picture_text.py", "DejaVu Sans"): "the name of a font",
    ("lib/export/picture_text.py", "offset points"): "a word of matplotlib",
    ("lib/report/render.py", "{}.pdf"): "the name of a file",
    ("lib/report/render.py", "{}.xlsx"): "the name of a file",
    ("lib/report/render.py", "{}.zip"): "the name of a file",
    ("lib/report/render.py", "laporan semua kabupaten"): "the name of a file",
    ("lib/ui/frame/sign_in.py", "python -m lib.cli akun tambah NAMA --peran pengelola"): "a command, the same in every language",
    ("lib/ui/manage/import_steps.py", "CSV, XLSX, XLS, ODS, JSON, ZIP, GeoJSON, GeoPackage"): "names of file formats",
    ("lib/ui/streamlit_inside/fonts.py", "SourceSansVF-Upright"): "the name of a font",
    ("lib/ui/streamlit_inside/fonts.py", "SourceSansVF-Italic"): "the name of a font",
    ("lib/ui/streamlit_inside/fonts.py", "MaterialSymbols-Rounded"): "the name of a font",
    ("lib/ui/streamlit_inside/fonts.py", "ExtSubTable"): "a part of a font",
    ("lib/view/frame/places.py", "Kota "): "looked for in names from the list of areas, not shown",
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def fields() -> dict[str, tuple[str, ...]]:
    return dataclass_fields(path.read_text("utf-8") for path in INTERFACE)


def test_no_visible_text_is_hard_coded_in_the_interface(fields):
    found = [finding for path in INTERFACE for finding in in_interface(path.read_text("utf-8"), relative(path), fields)]
    # Streamlit's own words are the keys under which the browser finds ours.
    theirs = {("lib/web/streamlit_words.py", word) for word in WORDS}
    left = [str(finding) for finding in found if (finding.path, finding.text) not in EXCEPTIONS.keys() | theirs]
    assert not left, "wrap these in _() or N_():\n" + "\n".join(left)


def test_every_exception_is_still_needed(fields):
    found = {
        (finding.path, finding.text)
        for path in INTERFACE
        for finding in in_interface(path.read_text("utf-8"), relative(path), fields)
    }
    assert not set(EXCEPTIONS) - found


def test_templates_hold_no_words_of_their_own():
    assert [str(finding) for path in TEMPLATES for finding in in_template(path.read_text("utf-8"), path.name)] == []


def test_scripts_show_no_words_of_their_own():
    assert [str(finding) for path in SCRIPTS for finding in in_script(path.read_text("utf-8"), path.name)] == []


def test_every_error_and_printed_line_is_marked_for_the_catalogue():
    assert [str(finding) for path in MODULES for finding in in_messages(path.read_text("utf-8"), relative(path))] == []


COLUMN = {"Column": ("id", "label", "jenis", "penjelasan")}
PLANTED = {
    'st.caption("halo")': "halo",
    'st.selectbox("tahun", years)': "tahun",
    'st.text_input(_("Cari"), placeholder="nama desa")': "nama desa",
    'left.metric(label="desa", value=format_number(n))': "desa",
    'st.info("Belum ada data" if empty else _("Ada"))': "Belum ada data",
    'st.write("Tahun " + str(year))': "Tahun ",
    'st.write(f"{n} desa")': "{} desa",
    'st.caption("{n} desa".format(n=n))': "{n} desa",
    'st.caption(" ".join(("sumber", name)))': "sumber",
    'markup.show("judul.html", judul="peta")': "peta",
    'rows = [{"nama": "semua", "kode": kode}]': "semua",
    'column = Column("kode", "kode wilayah", "teks", _("Kode"))': "kode wilayah",
    'column = Column("kode", _("Kode"), jenis="teks", penjelasan="kode")': "kode",
    'return "Tidak ada"': "Tidak ada",
    'st.write(_(f"Tahun {year}"))': "Tahun {}",
    'TITLE = "Peta desa"': "Peta desa",
    'text = f"Sumber: {source}."': "Sumber: {}.",
    'st.caption("`desa` maju")': "`desa` maju",
    'st.caption("CSV desa")': "CSV desa",
    "st.html('<div title=\"peta desa\"></div>')": "peta desa",
}
HARMLESS = [
    'st.caption(_("Halo"))',
    'st.caption(_("{n} desa").format(n=n))',
    'st.write(ngettext("{n} desa", "{n} desa", n).format(n=n))',
    'st.columns([1, 1], gap="medium")',
    'st.query_params.get("bahasa", "")',
    'st.selectbox(_("Tahun"), years, key="f_tahun")',
    'LOGGER.error("no map for %s", kode)',
    'raise ValueError("not a colour of ours")',
    'kind = "status"',
    'style = f"flex:{n};background:{colour}"',
    'if name == "Kota Metro": pass',
    'x: Literal["teks", "dua kata"] = kind',
    '"""Shows the map of the page."""',
    'column = Column("kode", _("Kode"), "teks", "")',
    'markup.show("judul.html", judul=_("Peta"))',
    'frame = frame.astype({"jumlah": "Int64"})',
    'series = pd.Series(values, dtype="Int64")',
    'table = TableDescription(judul=_("Desa"), nama_berkas=f"desa {flow} {year}")',
    'metadata: dict[str, str | None] = {"Software": None}',
    'CACHED = "public, max-age=31536000, immutable"',
    'side = "middle right"',
    'download = Column("CSV", "XLSX", "teks", "")',
    'st.markdown(_("Kepala {etag}.").format(etag="`ETag`"))',
]


@pytest.mark.parametrize("code", PLANTED)
def test_the_checker_catches_a_planted_text(code):
    source = code if not code.startswith("return") else f"def f():\n    {code}"
    assert [finding.text for finding in in_interface(source, "x.py", COLUMN)] == [PLANTED[code]]


@pytest.mark.parametrize("code", HARMLESS)
def test_the_checker_lets_translated_and_unseen_literals_pass(code):
    assert in_interface(code, "x.py", COLUMN) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Sumber: {{ sumber }}</p>",
        '<div aria-label="Peta"></div>',
        '{{ nama or "tanpa nama" }}',
        '<a title="Buka {{ nama }}"></a>',
    ],
)
def test_the_checker_catches_words_in_a_template(template):
    assert list(in_template(template, "x.html"))


@pytest.mark.parametrize(
    "template",
    [
        '<p class="d-kaki">{{ teks }}</p>',
        '{% if jenis != "teks" %}–{% endif %}',
        '{{ peringkat or "–" }}',
        '{{ "%02d" | format(tahun % 100) }}',
        "{# a note #}<style>p {}</style>",
    ],
)
def test_the_checker_lets_an_empty_template_pass(template):
    assert not list(in_template(template, "x.html"))


@pytest.mark.parametrize("script", ['box.textContent = "Tanpa data";', "div.setAttribute('aria-label', 'Peta');"])
def test_the_checker_catches_words_in_a_script(script):
    assert list(in_script(script, "x.js"))


def test_the_checker_catches_an_unmarked_error_and_an_unmarked_print():
    assert in_messages('raise StoreError("Basis data rusak.", saran=N_("Pulihkan."))', "x.py")
    assert in_messages('raise StoreError(N_("Rusak."), saran="Pulihkan berkas itu.")', "x.py")
    assert in_messages('print(f"{n} baris")', "x.py")
    assert not in_messages('raise StoreError(N_("Basis data rusak."), saran=N_("Pulihkan."), basis=url)', "x.py")
