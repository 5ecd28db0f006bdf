"""SQLAlchemy tables, engine, dataset versions and audit trail; SQLite by default, PostgreSQL by URL."""
