"""Texts that go out to citizens, from templates that the team can edit: files called `interim.de.txt`.

A file of the house's own folder stands before the program's of the same name. Its first line may be its title, such as
"# Thanks", and the next may say what it is for: "# use: ending" is put under an answer and is none by itself. A line
with a placeholder for which there is nothing to say is left out, so that one template serves tickets with and without a
department.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tickets.errors import SettingsError, os_reason
from tickets.i18n import _
from tickets.rules.text import clean, clean_line

PLACEHOLDERS = ("person", "date", "due", "department", "account", "channel")
"""What a template may name, in braces: whom we answer, the day that an interim status promises, the day by which we owe
an answer, the department that has the question, our account, and the secure channel of the settings."""

BUILT_IN = Path(__file__).parent / "templates"
"""Where the program's own templates are."""

LAST_RESORT = "en"
"""The language of a built-in template for citizens whose language has none, nor that of the house."""

_INTERIM = "interim"
_USE = re.compile(r"#\s*use\s*:(.*)", re.IGNORECASE)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LANGUAGE = re.compile(r"[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{1,8})*")
_SHORTCODE = re.compile(r":\w+:")
# What a server would make a mention, a tag or a link of: a name must not widen who reads the post.
_ACTIVE = re.compile(r"[@#/\\:<>]|\bwww\.", re.IGNORECASE)
_LONGEST_NAME = 40
# "Wednesday, 27 May 2026" rather than the American order that CLDR gives for plain English.
_PATTERNS = {"en": "EEEE, d MMMM y"}


class Use(StrEnum):
    """What a text is for."""

    ANSWER = "answer"  # a whole answer, or a part of one
    ENDING = "ending"  # the last words of an answer, and nothing by itself


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders, where it was read, and its language (a tag of BCP 47)."""

    file: Path
    text: str
    language: str
    title: str = ""
    """What people choose it by; "" where it has none."""
    use: Use = Use.ANSWER

    @property
    def placeholders(self) -> frozenset[str]:
        """What it names."""
        return frozenset(_PLACEHOLDER.findall(self.text))

    def fill(self, values: Mapping[str, str | None]) -> str:
        """The text with these values; lines that name one which is None are left out."""
        lines = [
            _PLACEHOLDER.sub(lambda found: values[found[1]] or "", line)
            for line in self.text.splitlines()
            if all(values[name] is not None for name in _PLACEHOLDER.findall(line))
        ]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def find(name: str, *, wanted: str | None, house: str, folder: Path) -> Template:
    """The template of this name: in the citizen's language, else in that of the house, else in English.

    wanted: what the citizen's post says of its language, None where it says nothing. folder: the house's own.
    Raises SettingsError, naming the file, where one cannot be read or names what it may not.
    """
    for language in _languages(wanted, house):
        for place in (folder, BUILT_IN):
            file = place / f"{name}.{language}.txt"
            if file.is_file():
                return read(file, language)
    raise SettingsError(
        str(folder), "", _("There is no template “{name}”").format(name=name), _("Install the program anew")
    )


def _languages(wanted: str | None, house: str) -> Iterator[str]:
    """Most fitting first: `de-at`, then `de`. A language is foreign text: only a tag can be part of a file's name."""
    if wanted and _LANGUAGE.fullmatch(wanted):
        yield wanted.lower()
        yield wanted.lower().partition("-")[0]
    yield house
    yield LAST_RESORT


def read(file: Path, language: str) -> Template:
    """The template in this file. Raises SettingsError, naming file and line."""
    lines = _read(file).split("\n")
    title, use = "", Use.ANSWER
    # The lines of the head stay, so that the lines of what is wrong are counted as an editor counts them.
    if lines[0].startswith("#") and not _USE.fullmatch(lines[0]):
        lines[0], title = "", clean_line(lines[0].lstrip("#"))
    for number, line in enumerate(lines[:2]):
        if said := _USE.fullmatch(line):
            lines[number], use = "", _use(said[1], file, number + 1)
    template = Template(file, "\n".join(lines), language, title, use)
    _check(template)
    if file.name.startswith(f"{_INTERIM}.") and "date" not in template.placeholders:
        raise _refused(file, _("The template names no date"), _("Write {name} into it").format(name="{date}"))
    return template


def _use(said: str, file: Path, line: int) -> Use:
    try:
        return Use(said.strip().lower())
    except ValueError:
        raise _refused(
            file,
            _("“{text}” is no use of a text").format(text=clean_line(said)),
            _("There are these: {names}").format(names=", ".join(Use)),
            line,
        ) from None


def _read(file: Path) -> str:
    try:
        return clean(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise _refused(file, _("This file is no UTF-8 text"), _("Save it as UTF-8")) from None
    except OSError as error:
        raise _refused(
            file,
            _("This file cannot be read: {reason}").format(reason=os_reason(error)),
            _("Let this user read it"),
        ) from None


def _check(template: Template) -> None:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for number, line in enumerate(template.text.split("\n"), start=1):
        for name in _PLACEHOLDER.findall(line):
            if name not in PLACEHOLDERS:
                raise _refused(
                    template.file,
                    _("There is no placeholder “{name}”").format(name=clean_line(f"{{{name}}}")),
                    _("Write one of {names}").format(names=known),
                    number,
                )
        if re.search(r"[{}]", _PLACEHOLDER.sub("", line)):
            raise _refused(
                template.file,
                _("A brace stands alone"),
                _("Braces are for placeholders only: {names}").format(names=known),
                number,
            )


def _refused(file: Path, what: str, remedy: str, line: int = 0) -> SettingsError:
    where = _("line {number}").format(number=line) if line else ""
    return SettingsError(str(file), where, what, remedy)


def name_for(display_name: str, handle: str) -> str:
    """What to call a person in a text that goes out: their own name, if it is no more than a name.

    A display name is anybody's text. One with a mention, a tag or a link in it would reach others, or promote
    something in our name; then it is the first part of the handle.
    """
    name = clean_line(_SHORTCODE.sub(" ", display_name))
    if not name or len(name) > _LONGEST_NAME or _ACTIVE.search(name):
        return handle.partition("@")[0]
    return name


def written_date(day: date, language: str) -> str:
    """The day in words of this language: "Mittwoch, 27. Mai 2026"; in ISO 8601 for one that nobody knows."""
    from babel import Locale, UnknownLocaleError  # slow to import, and rarely needed
    from babel.dates import format_date

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
    return format_date(day, _PATTERNS.get(language, "full"), locale=locale)
