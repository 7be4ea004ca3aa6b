"""The settings that the benchmarks run with."""

from pathlib import Path

from tickets.config import Settings, load


def one_account(folder: Path) -> Settings:
    """One account, no departments, the default calendar."""
    file = folder / "config.toml"
    file.write_text(
        'language = "en"\n\n[[accounts]]\nname = "amt"\nserver = "https://social.example.org"\n',
        encoding="utf-8",
    )
    return load(file, environ={})
