"""The colours: calm ones for a long day, light and dark, one of high contrast, and none at all.

`app.tcss` speaks only of the variables named here. A test holds every tone to the contrast that WCAG 2.2 asks of
text (success criterion 1.4.3: 4.5 to 1), and those of high contrast to the enhanced one (1.4.6: 7 to 1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.theme import Theme

from tickets.i18n import _

DARK = "tickets-dark"
LIGHT = "tickets-light"
CONTRAST = "tickets-contrast"
PLAIN = "tickets-plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """What a theme must say."""

    ground: str
    raised: str
    """Bars, fields and dialogs."""
    cursor: str
    text: str
    muted: str
    accent: str
    good: str
    warn: str
    bad: str
    ours: str
    rule: str
    """Thin lines and scroll bars."""


_DARK = Colours(
    ground="#14181d",
    raised="#1d232a",
    cursor="#25364a",
    text="#d7dde4",
    muted="#98a2ae",
    accent="#82b1e8",
    good="#8cc49a",
    warn="#e3b565",
    bad="#f28b82",
    ours="#a9c3b4",
    rule="#37414d",
)
_LIGHT = Colours(
    ground="#fbfaf8",
    raised="#efede8",
    cursor="#d6e3f3",
    text="#22272e",
    muted="#5a626c",
    accent="#1b5494",
    good="#24603a",
    warn="#7a4a00",
    bad="#a3211b",
    ours="#33594a",
    rule="#c9c5bc",
)
_CONTRAST = Colours(
    ground="#000000",
    raised="#000000",
    cursor="#003a70",
    text="#ffffff",
    muted="#e0e0e0",
    accent="#a8d5ff",
    good="#7dff9b",
    warn="#ffd75e",
    bad="#ffbcb5",
    ours="#c8ffe4",
    rule="#ffffff",
)
_NONE = Colours(
    ground="ansi_default",
    raised="ansi_default",
    cursor="ansi_default",
    text="ansi_default",
    muted="ansi_default",
    accent="ansi_default",
    good="ansi_default",
    warn="ansi_default",
    bad="ansi_default",
    ours="ansi_default",
    rule="ansi_default",
)

COLOURS = {DARK: _DARK, LIGHT: _LIGHT, CONTRAST: _CONTRAST}
"""The themes that have colours, by name."""


def themes() -> Iterable[Theme]:
    """Every theme there is to choose from."""
    yield _theme(DARK, _DARK, dark=True)
    yield _theme(LIGHT, _LIGHT, dark=False)
    yield _theme(CONTRAST, _CONTRAST, dark=True)
    yield _theme(PLAIN, _NONE, dark=True, ansi=True)


def theme_words() -> tuple[tuple[str, str, str], ...]:
    """Name, label and description of every theme, in the language in use."""
    return (
        (DARK, _("Dark"), _("Light text on a dark ground")),
        (LIGHT, _("Light"), _("Dark text on a light ground")),
        (CONTRAST, _("High contrast"), _("White on black, strong colours")),
        (PLAIN, _("No colours"), _("What your terminal uses; bold and reversed text instead of colours")),
    )


def _theme(name: str, colours: Colours, *, dark: bool, ansi: bool = False) -> Theme:
    return Theme(
        name=name,
        primary=colours.accent,
        secondary=colours.accent,
        accent=colours.accent,
        warning=colours.warn,
        error=colours.bad,
        success=colours.good,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.raised,
        panel=colours.raised,
        boost=colours.raised,
        dark=dark,
        ansi=ansi,
        variables=_variables(colours) | (_REVERSED if ansi else {}),
    )


_REVERSED = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "block-cursor-text-style": "reverse",
    "block-cursor-blurred-text-style": "reverse",
}
"""Where there are no colours, what is chosen is reversed."""


def _variables(colours: Colours) -> dict[str, str]:
    return {
        "ground": colours.ground,
        "raised": colours.raised,
        "cursor": colours.cursor,
        "text": colours.text,
        "muted": colours.muted,
        "good": colours.good,
        "warn": colours.warn,
        "bad": colours.bad,
        "ours": colours.ours,
        "rule": colours.rule,
        "border": colours.accent,
        "border-blurred": colours.rule,
        "scrollbar": colours.rule,
        "scrollbar-hover": colours.muted,
        "scrollbar-active": colours.accent,
        "scrollbar-background": colours.ground,
        "scrollbar-background-hover": colours.ground,
        "scrollbar-background-active": colours.ground,
        "scrollbar-corner-color": colours.ground,
        "input-cursor-background": colours.text,
        "input-cursor-foreground": colours.ground,
        "input-selection-background": colours.cursor,
        "screen-selection-background": colours.cursor,
        "block-cursor-background": colours.cursor,
        "block-cursor-foreground": colours.text,
        "block-cursor-blurred-background": colours.cursor,
        "block-cursor-blurred-foreground": colours.text,
        "block-cursor-text-style": "bold",
        "block-hover-background": colours.raised,
    }
