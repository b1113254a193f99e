"""The web shell on `timeline` and `analysis`: settings, database, identity, access, pages, live, command line."""
