"""The German catalogue: brought up to the source, and compiled.

    uv run python -m tools.translate

Takes the words from the source as `[tool.babel]` in pyproject.toml says, keeps the translations of those that
are still there, drops the others, writes `tickets.po` and compiles `tickets.mo`. Both are the same bytes
wherever and whenever that happens, so that a difference in the repository is a difference in words.
Exit code 1 while words are untranslated or fuzzy.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tickets.i18n import DOMAIN, LOCALES

LANGUAGE = "de"
PO = LOCALES / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")

_ROOT = Path(__file__).parents[1]
_COMMENT = """\
# The words of tickets in German.
# Written by `python -m tools.translate`; only what stands after msgstr is written by hand."""


class _Catalogue(Catalog):
    """A catalogue whose header tells neither when nor by which version it was made."""

    def __init__(self) -> None:
        super().__init__(locale=LANGUAGE, domain=DOMAIN, header_comment=_COMMENT, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", DOMAIN),
            ("Language", LANGUAGE),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", f"text/plain; charset={self.charset}"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def extracted() -> Catalog:
    """The words of the source, untranslated."""
    template = Catalog()
    for file, line, words, comments, context in extract_from_dir(_ROOT, _methods()):
        template.add(words, locations=[(file, line)], auto_comments=comments, context=context)
    return template


def _methods() -> list[tuple[str, str]]:
    """Which files are read, and how."""
    settings = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = settings["tool"]["babel"]["mappings"]
    return [(pattern, mapping["method"]) for mapping in mappings for pattern in mapping["pattern"]]


def translated() -> Catalog:
    """The catalogue as it was written last; empty where there is none yet."""
    catalogue = _Catalogue()
    if PO.exists():
        with PO.open("rb") as file:
            for message in messages(read_po(file, locale=LANGUAGE, abort_invalid=True)):
                catalogue[message.id] = message
    return catalogue


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def unfinished(catalogue: Catalog) -> Iterator[Message]:
    """The messages that nobody has translated in all their forms, or that somebody has marked as fuzzy."""
    for message in messages(catalogue):
        forms = (message.string,) if isinstance(message.string, str) else message.string or ("",)
        if message.fuzzy or not all(forms):
            yield message


def as_text(catalogue: Catalog) -> bytes:
    """The .po: in the order of the source, files without line numbers, nothing wrapped."""
    file = BytesIO()
    write_po(file, catalogue, width=0, ignore_obsolete=True, include_lineno=False)
    return file.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """The .mo."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    """Write both files; say what is left to do."""
    catalogue = translated()
    # A translation guessed from a similar message reads like a right one: better none.
    catalogue.update(extracted(), no_fuzzy_matching=True)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_text(catalogue))
    MO.write_bytes(compiled(catalogue))
    left = list(unfinished(catalogue))
    for message in left:
        print(f"{'fuzzy' if message.fuzzy else 'untranslated'}: {message.id!r}")
    fuzzy = sum(message.fuzzy for message in left)
    print(f"{len(catalogue)} messages, {len(left) - fuzzy} untranslated, {fuzzy} fuzzy")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
