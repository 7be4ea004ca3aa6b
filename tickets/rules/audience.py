"""Who will read a reply: its visibility, the people it addresses, its length by Mastodon's rules.

A reply is never more public than what it answers, unless a person says so a second time; `Audience.wider`
says when. Handles are lower case, without a leading "@", and always name their server.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tickets.i18n import _, ngettext
from tickets.rules.text import MENTION, characters

_MOST_NAMED = 5
"""So many readers a sentence names; of more it says how many others there are."""
_MOST_REPEATED = 2
"""So many it names again in a warning."""


class Visibility(StrEnum):
    """Who may see a post, widest first (Mastodon documentation, entities/Status, `visibility`)."""

    PUBLIC = "public"  # everybody, and shown in public timelines
    UNLISTED = "unlisted"  # everybody, but not shown in public timelines
    PRIVATE = "private"  # the author's followers and those it mentions
    DIRECT = "direct"  # only those it mentions

    def wider_than(self, other: "Visibility") -> bool:
        """Whether a post of this visibility is more public than one of the other."""
        order = tuple(Visibility)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who will be able to read a reply."""

    visibility: Visibility
    readers: tuple[str, ...]
    """Those it addresses: the asker, then whoever else the text mentions."""
    followers: int | None
    """How many followers we have; None where they do not see the reply, or where nobody knows."""
    bystanders: tuple[str, ...]
    """Those it addresses who did not ask; a direct message makes them recipients."""
    wider: bool
    """More people may read this than what it answers, or others than asked: it takes a second yes."""
    warnings: tuple[str, ...]
    """What a person should know before sending, in whole sentences."""


def visibility(value: str) -> Visibility:
    """The visibility a server names; the narrowest where we do not know the word."""
    try:
        return Visibility(value)
    except ValueError:
        return Visibility.DIRECT


def visibility_word(visibility: Visibility) -> str:
    """The visibility in the reader's language."""
    return {
        Visibility.PUBLIC: _("public"),
        Visibility.UNLISTED: _("unlisted"),
        Visibility.PRIVATE: _("followers only"),
        Visibility.DIRECT: _("direct"),
    }[visibility]


def default_visibility(asked: Visibility) -> Visibility:
    """The visibility of an answer, unless a person chooses another: that of the question.

    A question for followers only is answered directly: our answer would go to our followers, not to theirs.
    """
    return Visibility.DIRECT if asked is Visibility.PRIVATE else asked


def wider(reply: Visibility, asked: Visibility) -> bool:
    """Whether people could read the reply who could not read what it answers.

    “Followers only” in answer to “followers only” is wider: our followers are other people than theirs.
    """
    return reply.wider_than(asked) or reply is asked is Visibility.PRIVATE


def handles_in(text: str, *, local_domain: str) -> tuple[str, ...]:
    """The handles a text mentions, each once, as they come; without a server they are on `local_domain`."""
    found = (f"{match['user']}@{match['domain'] or local_domain}".lower() for match in MENTION.finditer(text))
    return tuple(dict.fromkeys(found))


def compose(text: str, *, asker: str, local_domain: str = "") -> str:
    """What will be posted: the text, with the asker mentioned in front unless it mentions them already.

    Where our server's `local_domain` is not given, a handle without a server counts as somebody else.
    """
    text = text.strip()
    if _bare(asker) in handles_in(text, local_domain=local_domain):
        return text
    return f"@{_bare(asker)} {text}".rstrip()


def preview(
    text: str,
    *,
    asker: str,
    asked: Visibility,
    visibility: Visibility,
    own_followers: int | None,
    own_handle: str,
) -> Audience:
    """Who can read this text as an answer to a post of the asker.

    own_followers: None where the number is not known. own_handle: of our account; its server is also that of
    handles that name none, and mentioning ourselves adds nobody.
    """
    own, asker = _bare(own_handle), _bare(asker)
    mentioned = handles_in(text, local_domain=_domain(own))
    bystanders = tuple(handle for handle in mentioned if handle not in (asker, own))
    widens = wider(visibility, asked) or (visibility is Visibility.DIRECT and bool(bystanders))
    return Audience(
        visibility=visibility,
        readers=(asker, *bystanders),
        followers=None if visibility is Visibility.DIRECT else own_followers,
        bystanders=bystanders,
        wider=widens,
        warnings=(
            *_about_width(visibility, asked, asker),
            *_about_bystanders(visibility, bystanders),
            *_about_secrecy(visibility, (own, asker, *bystanders)),
        ),
    )


def describe(audience: Audience) -> str:
    """One sentence that says who will be able to read the reply, by name and number."""
    readers = _names(audience.readers)
    match audience.visibility:
        case Visibility.DIRECT:
            return ngettext(
                "Only {readers} can read this.",
                "Only these {count} people can read this: {readers}.",
                len(audience.readers),
            ).format(readers=readers, count=len(audience.readers))
        case Visibility.PRIVATE:
            return _to_followers(audience.followers, readers)
        case Visibility.UNLISTED:
            return _(
                "Everybody can read this, but no public timeline shows it; it addresses {readers}."
            ).format(readers=readers)
        case Visibility.PUBLIC:
            return _("Everybody can read this; it addresses {readers}.").format(readers=readers)


def length(text: str, spoiler_text: str = "", *, url_length: int = 23) -> int:
    """How much of the instance's limit a post uses, in characters as a reader sees them.

    As Mastodon counts (`StatusLengthValidator`): with the content warning, an address of http or https always
    `url_length` (`configuration.statuses.characters_reserved_per_url`), a mention without its server.
    """

    def counted(match: re.Match[str]) -> str:
        if match["url"]:
            return "x" * url_length if len(match[0]) <= _LONGEST_URL else match[0]
        return f"@{match['user']}" if len(match["domain"] or "") <= _LONGEST_DOMAIN else match[0]

    return sum(1 for _character in characters(spoiler_text.strip() + _COUNTED.sub(counted, text.strip())))


_LONGEST_URL = 4096  # longer ones, and mentions on longer domains, are no entities to Mastodon
_LONGEST_DOMAIN = 253

# What Mastodon takes for a URL (twitter-text's extractor). It has a list of all top-level domains; here they
# are letters, except the names that are reserved for no public use (RFC 6761, RFC 6762, RFC 8375).
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?\."
_RESERVED = r"(?:corp|example|home|intern|internal|invalid|lan|local|localdomain|localhost|test)(?![\w-])"
_TOP_LEVEL = rf"(?!{_RESERVED})(?:[a-z]{{2,63}}|xn--[a-z0-9-]+|[^\W\d_a-z]{{2,}})(?![0-9a-z@+-]|\.\w)"
_IN_PATH = r"[^\s<>()?]"
_IN_BRACKETS = rf"\((?:{_IN_PATH}++|{_IN_PATH}*+\({_IN_PATH}++\){_IN_PATH}*+)\)"
_PATH_END = r"[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]"
_PATH = rf"/(?:(?:{_IN_PATH}|{_IN_BRACKETS})*(?:{_PATH_END}|{_IN_BRACKETS}))?"
_QUERY = r"\?[^\x00-\x20\"<>\\`{}\x7f-\x9f]*(?:[a-z0-9_&=#/-]|[^\x00-\x9f])"
_URL = rf"(?<![a-z0-9@＠$#＃])(?P<url>https?://(?:{_LABEL})+{_TOP_LEVEL}(?::\d+)?(?:{_PATH})?(?:{_QUERY})?)"
URL = re.compile(_URL, re.IGNORECASE)
"""An address as Mastodon sees one: it counts as `url_length`, and is never cut."""

_COUNTED = re.compile(rf"{_URL}|{MENTION.pattern}(?![@＠]|://)", re.IGNORECASE)


def _to_followers(count: int | None, readers: str) -> str:
    if count is None:
        return _("All our followers can read this, and {readers}.").format(readers=readers)
    return ngettext(
        "Our {count} follower can read this, and {readers}.",
        "Our {count} followers can read this, and {readers}.",
        count,
    ).format(count=count, readers=readers)


def _about_width(reply: Visibility, asked: Visibility, asker: str) -> list[str]:
    if reply.wider_than(asked):
        sentence = _("This is more public than what it answers: {reply} instead of {asked}.")
        return [sentence.format(reply=visibility_word(reply), asked=visibility_word(asked))]
    if wider(reply, asked):
        return [
            _("“Followers only” means our followers, not those of {asker}.").format(asker=_names((asker,)))
        ]
    return []


def _about_bystanders(reply: Visibility, bystanders: tuple[str, ...]) -> list[str]:
    if not bystanders:
        return []
    if reply is Visibility.DIRECT:
        sentence = ngettext(
            "{names} did not ask and would receive this direct message too.",
            "{names} did not ask and would receive this direct message too.",
            len(bystanders),
        )
    else:
        sentence = ngettext(
            "{names} did not ask and would be notified too.",
            "{names} did not ask and would be notified too.",
            len(bystanders),
        )
    return [sentence.format(names=_names(bystanders, _MOST_REPEATED))]


def _about_secrecy(reply: Visibility, handles: tuple[str, ...]) -> list[str]:
    if reply is not Visibility.DIRECT:
        return []
    servers = tuple(dict.fromkeys(_domain(handle) for handle in handles))
    sentence = ngettext(
        "Direct messages are not encrypted: the administrators of {servers} can read them.",
        "Direct messages are not encrypted: the administrators of these servers can read them: {servers}.",
        len(servers),
    )
    return [sentence.format(servers=_first(servers, _MOST_REPEATED))]


def _names(handles: tuple[str, ...], most: int = _MOST_NAMED) -> str:
    return _first(tuple(f"@{handle}" for handle in handles), most)


def _first(names: tuple[str, ...], most: int) -> str:
    """The names; of very many the first, and how many others there are: a list that nobody reads to its end hides."""
    more = len(names) - most
    if more < 2:
        return ", ".join(names)
    sentence = ngettext("{names} and {count} other", "{names} and {count} others", more)
    return sentence.format(names=", ".join(names[:most]), count=more)


def _bare(handle: str) -> str:
    return handle.removeprefix("@").lower()


def _domain(handle: str) -> str:
    return handle.partition("@")[2]
