"""The words of click that people meet, named here so that they come into our catalogue.

click asks gettext for them by itself (`language.speak` points it to our catalogue); Babel finds them here.
"""

from tickets.i18n import _, ngettext


def words() -> tuple[str, ...]:
    """Each in the language in use; plurals as for one."""
    return (
        _("Usage:"),
        _("Options"),
        _("Show this message and exit."),
        _("Show the version and exit."),
        _("default: {default}"),
        _("required"),
        _("Missing command."),
        _("Missing argument"),
        _("Missing option"),
        _("Missing parameter"),
        _("Choose from:\n\t{choices}"),
        _("No such option {name!r}."),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        _("Option {name!r} does not take a value."),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        _("{name} {filename!r} is a directory."),
        _("file"),
        _("path"),
        _("Error: {message}"),
        _("Error: invalid input"),
    )
