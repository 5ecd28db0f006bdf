"""Reading the shipped data files: TOML checked against a model, and the provenance twin of every file.

A damaged file never gives a traceback: the error names the file, the key and what was expected there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from lib.domain.errors import DataFileError
from lib.domain.language import DEFAULT_LANGUAGE, N_

ROOT: Final = Path(__file__).resolve().parents[2]
TWIN_SUFFIX: Final = ".sumber.toml"

Sifat = Literal["resmi", "turunan", "contoh"]


def _has_indonesian(teks: dict[str, str]) -> dict[str, str]:
    if not teks.get(DEFAULT_LANGUAGE):
        raise ValueError('needs an Indonesian text: { id = "…" }')
    return teks


Localized = Annotated[dict[Literal["id", "en"], str], AfterValidator(_has_indonesian)]


class Model(BaseModel):
    """Base of everything read from TOML: frozen, and an unknown key is an error (it is usually a typing error)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sumber(Model):
    """Where a figure or a file comes from; the fields of a provenance twin."""

    judul: str
    penerbit: str
    url: str = ""
    lisensi: str
    tanggal: dt.date
    sifat: Sifat
    cara: str = ""
    sha256: str = ""


_M = TypeVar("_M", bound=Model)


def data_dir() -> Path:
    """The folder of shipped data: ``DASBOR_DATA_DIR`` or ``data/`` of the checkout."""
    return Path(os.environ.get("DASBOR_DATA_DIR") or ROOT / "data")


def var_dir() -> Path:
    """The folder of what this installation makes (database, prepared geometry): ``DASBOR_VAR_DIR`` or ``var/``."""
    return Path(os.environ.get("DASBOR_VAR_DIR") or ROOT / "var")


def read_toml(path: Path, model: type[_M]) -> _M:
    """The file at ``path`` as ``model``; DataFileError names file, key and mend when it is absent or wrong."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DataFileError(
            N_("Berkas data {berkas} tidak ada."), saran=N_("Pulihkan berkas itu dari repositori (git checkout)."), berkas=path
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(
            N_("Berkas data {berkas} tidak dapat dibaca: {sebab}."),
            saran=N_("Perbaiki baris yang disebut atau pulihkan berkas itu dari repositori."),
            berkas=path,
            sebab=error,
        ) from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise DataFileError(
            N_("Berkas data {berkas}, kunci “{kunci}”: {sebab} (nilai: {nilai})."),
            saran=N_("Perbaiki kunci itu; jumlah kesalahan di berkas ini: {jumlah}."),
            berkas=path,
            kunci=".".join(str(part) for part in first["loc"]),
            sebab=first["msg"],
            nilai=repr(first["input"])[:80],
            jumlah=error.error_count(),
        ) from None


def twin_path(path: Path) -> Path:
    """``NAME.sumber.toml`` beside a data file."""
    return path.with_name(path.name + TWIN_SUFFIX)


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_sumber(path: Path) -> Sumber:
    """The provenance twin of the data file at ``path``; DataFileError when the file, its twin or the hash is wrong."""
    if not path.is_file():
        raise DataFileError(
            N_("Berkas data {berkas} tidak ada."), saran=N_("Pulihkan berkas itu dari repositori (git checkout)."), berkas=path
        )
    sumber = read_toml(twin_path(path), Sumber)
    if sumber.sha256 and sumber.sha256 != file_sha256(path):
        raise DataFileError(
            N_("Isi {berkas} tidak sama dengan sidik jarinya (sha256) di {kembaran}."),
            saran=N_("Pulihkan keduanya dari repositori, atau buat ulang dengan skrip yang disebut di berkas kembarannya."),
            berkas=path,
            kembaran=twin_path(path).name,
        )
    return sumber


def write_sumber(path: Path, sumber: Sumber) -> None:
    """Write the twin of ``path`` with the hash of its present bytes."""
    values = sumber.model_dump() | {"sha256": file_sha256(path)}
    lines = []
    for key, value in values.items():
        quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f"{key} = {value.isoformat()}" if isinstance(value, dt.date) else f'{key} = "{quoted}"')
    twin_path(path).write_text("\n".join(lines) + "\n", "utf-8")
