"""Renew the fingerprint in the twin of a data file that was edited by hand: ``python -m data.sidik FILE...``.

The rest of the twin stays: change title, source or date there yourself when they are no longer true.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lib.domain.data_file import Sumber, read_toml, twin_path, write_sumber
from lib.domain.errors import DasborError


def main(arguments: list[str]) -> int:
    """Renew each twin; 2 when there is nothing to renew."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for name in arguments:
        path = Path(name)
        try:
            write_sumber(path, read_toml(twin_path(path), Sumber))
        except (DasborError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
        print(f"{twin_path(path)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
