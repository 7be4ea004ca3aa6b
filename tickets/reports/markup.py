"""HTML and SVG by hand, where everything is escaped that does not say it is markup."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias


class Markup(str):
    """HTML that is safe as it stands: only `tag` and `joined` make it."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child]"
"""Text (escaped), markup (as it stands), or several of both."""
Value: TypeAlias = str | int | float | None

_VOID = frozenset({"br", "hr", "meta"})


def tag(name: str, *children: Child, **attributes: Value) -> Markup:
    """An element. Attributes: `class_` is class, `aria_label` aria-label; those that are None are left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Child) -> Markup:
    """All of these, one after the other."""
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return Markup(escape(children, quote=False))
    return Markup("".join(joined(child) for child in children))


def _number(value: str | float) -> str:
    """Coordinates to a tenth: nobody sees more."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
