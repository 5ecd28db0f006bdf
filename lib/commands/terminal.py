"""What the verbs share: exit codes, the opened store, who acts, and a table of text."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lib.domain.roles import Pelaku

CLEAN: Final = 0
BLOCKED: Final = 1
"""Done in part or not at all: findings that block, answers that are missing."""
WRONG: Final = 2
INTERRUPTED: Final = 130


def open_store() -> Engine:
    """The database, migrated and filled; DasborError when it is not to be had."""
    from lib.store.engine import open_engine
    from lib.store.seed import ensure_seeded

    engine = open_engine()
    ensure_seeded(engine)
    return engine


def person() -> Pelaku:
    """Whoever works at this terminal."""
    from lib.domain.roles import terminal

    try:
        return terminal(getpass.getuser())
    except (OSError, KeyError):  # a container without a user name for its uid
        return terminal("")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns side by side, each as wide as its longest cell."""
    widths = [max(len(row[column]) for row in [columns, *rows]) for column in range(len(columns))]
    for row in [columns, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
