"""The reasons of a verdict, in the reader's language."""

from tickets.i18n import _
from tickets.rules.zoning import Name
from tickets.triage.signs import Sign


def reason_word(name: str) -> str:
    """What a reason of this name says; the name itself where this version does not know it."""
    return (
        _sign_words().get(name)
        or _zone_words().get(name)
        or _model_words().get(name)
        or _routing_words().get(name)
        or name
    )


def _sign_words() -> dict[str, str]:
    return {**_question_words(), **_incident_words(), **_merit_words(), **_hostile_words(), **_other_words()}


def _question_words() -> dict[str, str]:
    return {
        Sign.QUESTION_MARK: _("a question mark"),
        Sign.INTERROGATIVE: _("a sentence that opens like a question"),
        Sign.REQUEST: _("asks for help or an answer"),
        Sign.RHETORICAL: _("a rhetorical question"),
    }


def _incident_words() -> dict[str, str]:
    return {
        Sign.THREAT: _("a threat to life or limb"),
        Sign.SELF_HARM: _("somebody may harm themselves"),
        Sign.VULNERABILITY: _("a vulnerability is reported"),
        Sign.DATA_LEAK: _("a data leak is reported"),
        Sign.IMPERSONATION: _("somebody pretends to be us"),
        Sign.FRAUD: _("fraud or an attack is reported"),
        Sign.MALWARE: _("malware is reported"),
        Sign.OUTAGE: _("something is out of order"),
        Sign.URGENT: _("wants somebody to act at once"),
        Sign.HAZARD: _("a danger on the spot"),
        Sign.ABUSE: _("hate or a threat is reported"),
    }


def _merit_words() -> dict[str, str]:
    return {
        Sign.CRITICISM: _("words of criticism"),
        Sign.GRIEVANCE: _("says what went wrong"),
        Sign.PROPOSAL: _("proposes something"),
        Sign.IRONY: _("words of praise that mean the opposite"),
        Sign.MATTER: _("names something we do"),
        Sign.PRAISE: _("words of praise"),
        Sign.THANKS: _("words of thanks"),
        Sign.COURTESY: _("is polite"),
    }


def _hostile_words() -> dict[str, str]:
    return {
        Sign.ATTACK: _("a verbal attack"),
        Sign.SLUR: _("degrades a group of people"),
        Sign.INSULT: _("an insult"),
        Sign.ACCUSATION: _("an accusation"),
        Sign.SCORN: _("words of scorn"),
        Sign.LOATHING: _("says that somebody is hated"),
        Sign.POLEMIC: _("fighting words"),
        Sign.PROFANITY: _("a curse at nobody"),
        Sign.AIMED: _("an insult aimed at us"),
        Sign.GROUP_INSULT: _("an insult aimed at a group of people"),
        Sign.BARE_INSULT: _("hardly anything but insults"),
        Sign.SHOUTING: _("written in capitals"),
        Sign.COUNTER_SPEECH: _("speaks against hate"),
        Sign.QUOTED: _("quotes an insult"),
        Sign.NEGATED: _("denies an insult"),
        Sign.SELF_IRONY: _("means the writer"),
        Sign.SUBSTANCE: _("has a matter beside the insult"),
    }


def _other_words() -> dict[str, str]:
    return {
        Sign.OFFER: _("offers something for money"),
        Sign.LURE: _("lures to click or write"),
        Sign.RECEIVED: _("tells of a message that somebody received"),
        Sign.LINK: _("a link"),
        Sign.SHORT_LINK: _("a link that hides where it leads"),
        Sign.HASHTAGS: _("many hashtags"),
        Sign.DIRECT: _("a direct message"),
        Sign.TRUNCATED: _("too long to be read to the end"),
        Sign.UNKNOWN_LANGUAGE: _("in a language that triage does not read"),
        Sign.LONG: _("a long text"),
    }


def _zone_words() -> dict[str, str]:
    return {
        Name.IGNORED_BEFORE: _("tickets of this person that somebody here ignored"),
        Name.ANSWERED_BEFORE: _("tickets of this person that we answered"),
        Name.THANKED_BEFORE: _("praise and thanks from this person"),
        Name.YOUNG_ACCOUNT: _("an account of less than a week"),
        Name.OLD_ACCOUNT: _("an account of more than two years"),
        Name.ALLOWED: _("a phrase that is always read here"),
        Name.BLOCKED: _("a phrase that is ignored here"),
        Name.MATTER: _("it has a matter: nobody ignores that but a person"),
        Name.UNREAD_LANGUAGE: _("in a language in which nothing is ignored by itself"),
        Name.OPEN_TICKET: _("this person has a matter open with us"),
        Name.DIRECT_INCIDENT: _("a direct message that may report an incident"),
        Name.MANY_COPIES: _("many say nearly the same: a person decides for all of them"),
        Name.IGNORING_OFF: _("this house ignores nothing by itself"),
    }


def _model_words() -> dict[str, str]:
    return {
        "span": _("words of the post"),
        "likely_question": _("may be a question"),
        "likely_incident": _("may report an incident"),
        "likely_criticism": _("may be criticism of a matter"),
        "likely_praise": _("may be praise"),
        "likely_spam": _("may be advertising"),
        "likely_other": _("may be about something else"),
        "department_may_know": _("a department may know"),
        "language_unsure": _("in a language that is uncertain, or that the model has not learnt"),
        "no_insult": _("the word lists know no insult in it"),
        "few_words": _("too few words to say"),
    }


def _routing_words() -> dict[str, str]:
    return {
        "keyword": _("a keyword of the department"),
        "part_of_keyword": _("a part of a keyword of the department"),
        "department_name": _("a word of the department's name"),
        "description": _("a word of the department's description"),
        "example": _("a word of the department's examples"),
        "forwarded": _("a word of questions that were forwarded there"),
        "second_opinion": _(
            "the program's own classifier takes it seriously, or nobody can say its language"
        ),
    }
