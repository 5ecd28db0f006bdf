"""The document about importing says what the program does: limits, options, and the files it names."""

from __future__ import annotations

import re

import pytest

from lib.domain.data_file import ROOT
from lib.importing.reading.files import open_bytes
from tests.importing.conftest import Command

TEXT = (ROOT / "docs" / "impor.md").read_text("utf-8")


def test_every_option_that_is_named_exists(command: Command) -> None:
    help_text = "".join(command(verb, "--help").stdout for verb in sorted(set(re.findall(r"lib\.cli ([a-z-]+)", TEXT))))
    assert {option for option in re.findall(r"--[a-z][a-z-]+", TEXT) if option not in help_text} == set()


@pytest.mark.parametrize("ending", sorted(set(re.findall(r"`(\.[a-z]+)`", TEXT))))
def test_every_format_that_is_named_is_known(ending: str) -> None:
    with pytest.raises(Exception, match=r".") as refusal:
        open_bytes(f"a{ending}", b"\x00\x01\x02\x03")
    assert "tidak dikenal" not in str(refusal.value)
