"""The store's schema, step by step. `upgrade` brings any store to the newest one (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from tickets.storage.database import Database


def configuration(database: Database) -> Config:
    """Alembic's configuration in code: no ini file to lose."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["engine"] = database.engine.execution_options(tickets_begin="BEGIN IMMEDIATE")
    return config


def upgrade(database: Database) -> None:
    """Bring the store to the newest schema; all steps in one transaction."""
    command.upgrade(configuration(database), "head")
