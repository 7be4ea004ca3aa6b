"""What the word lists look for. What a sign speaks for, `tickets.triage.rulebook` knows."""

from enum import StrEnum


class Sign(StrEnum):
    """One thing that may be found in a post. The value is the name of the reason in a verdict."""

    # somebody wants to know something
    QUESTION_MARK = "question_mark"
    INTERROGATIVE = "interrogative"  # a sentence that opens like a question, with or without the mark
    REQUEST = "request"  # asks for help or an answer without asking a question
    RHETORICAL = "rhetorical"  # a question that wants no answer

    # something is wrong and somebody should look now
    THREAT = "threat"  # against life or limb
    SELF_HARM = "self_harm"
    VULNERABILITY = "vulnerability"
    DATA_LEAK = "data_leak"
    IMPERSONATION = "impersonation"  # phishing or fraud in our name
    FRAUD = "fraud"  # somebody was cheated or attacked
    MALWARE = "malware"
    OUTAGE = "outage"
    URGENT = "urgent"  # wants somebody to act at once
    HAZARD = "hazard"  # gas, fire, a traffic light that is out
    ABUSE = "abuse"  # a victim or a witness reports hate or a threat

    # somebody finds fault, with a matter
    CRITICISM = "criticism_words"  # a judgement on what was done
    GRIEVANCE = "grievance"  # what happened, how long, what did not work
    PROPOSAL = "proposal"  # how it could be better
    IRONY = "irony"  # praise that means the opposite
    MATTER = "matter"  # things of our service: form, appointment, portal

    # somebody is content
    PRAISE = "praise_words"
    THANKS = "thanks"

    # somebody attacks
    ATTACK = "attack"  # hostile whatever stands around it
    SLUR = "slur"  # degrades a group of people
    INSULT = "insult"  # a word for a person that is nothing but an insult
    ACCUSATION = "accusation"  # liar, criminal: an insult only where it is aimed at somebody
    SCORN = "scorn"  # contemptuous adjectives
    LOATHING = "loathing"  # I hate, I despise
    POLEMIC = "polemic"  # fighting words of agitation
    PROFANITY = "profanity"  # a curse at nobody
    AIMED = "aimed_insult"  # an insult and whom it is meant for
    GROUP_INSULT = "group_insult"  # an insult aimed at a group of people
    BARE_INSULT = "bare_insult"  # hardly anything but insults
    SHOUTING = "shouting"

    # what insults are measured against
    ADDRESS = "address"  # you
    OFFICE = "office"  # yours, the authority, those who work there
    GROUP = "group"  # people who are attacked for what they are
    SELF = "self"  # I, we
    NEGATION = "negation"
    COUNTER_SPEECH = "counter_speech"
    QUOTED = "quoted_insult"
    NEGATED = "negated_insult"
    SELF_IRONY = "self_irony"
    COURTESY = "courtesy"
    SUBSTANCE = "substance"  # beside the attack, the post says something

    # somebody sells
    OFFER = "offer"
    LURE = "lure"
    RECEIVED = "received"  # tells of such a message: a recipient, not a sender
    LINK = "link"
    SHORT_LINK = "short_link"
    HASHTAGS = "hashtags"

    # the post as a whole
    DIRECT = "direct"
    TRUNCATED = "truncated"
    UNKNOWN_LANGUAGE = "unknown_language"
    LONG = "long"


QUESTIONING = frozenset({Sign.QUESTION_MARK, Sign.INTERROGATIVE, Sign.REQUEST})
ALARMING = frozenset(
    {
        Sign.THREAT,
        Sign.SELF_HARM,
        Sign.VULNERABILITY,
        Sign.DATA_LEAK,
        Sign.IMPERSONATION,
        Sign.FRAUD,
        Sign.MALWARE,
        Sign.OUTAGE,
        Sign.HAZARD,
        Sign.ABUSE,
    }
)
CANNOT_WAIT = frozenset({Sign.THREAT, Sign.SELF_HARM, Sign.VULNERABILITY})
"""An incident, whatever else speaks from the post: somebody must look at once."""
INSULTING = frozenset(
    {Sign.ATTACK, Sign.SLUR, Sign.INSULT, Sign.ACCUSATION, Sign.SCORN, Sign.LOATHING, Sign.POLEMIC}
)
