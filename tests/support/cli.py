"""The command line, called as a person or a program would."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tickets import i18n
from tickets.cli.context import Context
from tickets.cli.running import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout; fails where stdout holds anything else."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on stderr; fails where there is more, or a traceback."""
        (line,) = self.err.splitlines()
        return line


@dataclass
class Cli:
    """Calls in this process, with the settings in `folder` and a clock that stands."""

    folder: Path
    clock: Callable[[], datetime]
    login: str = "kim"
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(
        self, *argv: str, stdin: str | bytes = "", login: str | None = None, by_hand: bool = False
    ) -> Outcome:
        """Call `tickets` with these arguments. `by_hand`: somebody types `stdin`."""
        environ = {
            "TICKETS_CONFIG": str(self.folder / "config.toml"),
            "TICKETS_USER": login or self.login,
            "TICKETS_LANGUAGE": "en",
            **self.environ,
        }
        out, err = _stream(), _stream()
        typed = _stream(stdin.encode() if isinstance(stdin, str) else stdin)
        typed.isatty = lambda: by_hand  # type: ignore[method-assign]
        with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", typed):
            code = run(argv, Context(environ=environ, now=self.clock))
        return Outcome(code, _written(out), _written(err))


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def german_catalogue(folder: Path, words: Mapping[str, str]) -> None:
    """A catalogue that translates these words and no others."""
    catalogue = Catalog(locale="de")
    for english, german in words.items():
        catalogue.add(english, german)
    target = folder / "de" / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def program(*argv: str, environ: Mapping[str, str], stdin: str = "") -> Outcome:
    """The program itself, as the system starts it in HOME, with this environment and no other."""
    done = subprocess.run(
        [sys.executable, "-c", "from tickets.cli import main; main()", *argv],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error", **environ},
        cwd=environ["HOME"],
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
