"""Several processes of the application on one database, behind a proxy."""
