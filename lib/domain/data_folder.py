"""The folder of shipped data as a whole: which files need a provenance twin, and whether every one has a true one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lib.domain.data_file import TWIN_SUFFIX, read_sumber
from lib.domain.errors import DataFileError
from lib.domain.facts import achievements, mean_facts_kabupaten, program_facts, status_facts_provinsi
from lib.domain.indeks import indices
from lib.domain.language import N_
from lib.domain.program import all_programs
from lib.domain.status import status_classes

# Not data: the scripts that build it, and the page about licences.
NOT_DATA: Final = (".py", ".md")


def data_files(folder: Path) -> Iterator[Path]:
    """Every data file in ``folder``, sorted: all but build scripts, twins, notes and hidden files."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix not in NOT_DATA and not path.name.endswith(TWIN_SUFFIX):
            yield path


def check_data_files(folder: Path) -> int:
    """How many data files there are, each with a twin that tells its source and its hash; DataFileError for the first wrong.

    A twin whose file is gone is wrong too: the file was lost, or moved without its twin.
    """
    if not folder.is_dir():
        raise DataFileError(
            N_("Folder data {folder} tidak ada."),
            saran=N_("Pulihkan dari repositori (git checkout), atau betulkan DASBOR_DATA_DIR."),
            folder=folder,
        )
    files = list(data_files(folder))
    for twin in sorted(folder.rglob("*" + TWIN_SUFFIX)):
        read_sumber(twin.with_name(twin.name.removesuffix(TWIN_SUFFIX)))
    for path in files:
        read_sumber(path)
    return len(files)


def check_rule_files() -> None:
    """Read what the application computes with (statuses, indices, programmes, facts); DataFileError names file and place."""
    status_classes()
    indices()
    all_programs()
    status_facts_provinsi()
    mean_facts_kabupaten()
    program_facts()
    achievements()
