"""The history of the schema (Alembic). A migration is never changed once released: add the next one."""
