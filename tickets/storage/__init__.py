"""Where tickets are kept: SQLite on one machine, PostgreSQL where one is too few, through the same code."""
