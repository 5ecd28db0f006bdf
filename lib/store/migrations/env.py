"""Alembic's entry point. The connection, its transaction and its lock come from ``lib.store.migrate``."""

from __future__ import annotations

from alembic import context

from lib.store.migrate import REVISION_TABLE
from lib.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    version_table=REVISION_TABLE,
    # SQLite changes a column by copying its table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
