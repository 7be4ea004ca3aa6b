"""In which of our languages a post is to be read.

The post says so itself, but many people never set the language of their client; so the small words vote too.
"""

from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from tickets.triage.features import Features, fold

_SMALL_WORDS = MappingProxyType(
    {
        "de": """der die das und ist nicht ich du ihr wir sie es ein eine einen einem einer mit auf für von zu den dem
            des im am auch aber oder wie was wer wo wann warum hat haben habe habt sind seid war wird werden kann
            könnt können bei nach aus noch schon nur so wenn dass weil euch eure euer mein meine mir mich uns alle man
            doch hier heute jetzt kein keine zum zur vom bitte danke mal immer wieder gibt sich dann durch über""",
        "en": """the and is are not i you we they he she it a an with on for from to of in at by but or how what who
            where when why has have had was were will would can could this that these those your our my me us all just
            if because been being do does did dont its there here now please thanks so up out about any as be""",
        "nl": """de het een en is niet ik jij je jullie u wij we ze zij met op voor van naar te aan in bij maar of hoe
            wat wie waar wanneer waarom heeft hebben heb zijn was wordt worden kan kunnen uit nog al alleen als dat
            omdat uw jouw mijn mij me ons alle er dit deze geen ook dan door over om wel weer nu hier moet gaat""",
        "fr": "le la les un une des et est pas je tu vous nous ils elle avec sur pour dans que qui ce cette être a au du",
        "es": "el la los las un una y es no yo tú usted nosotros con por para que en del se su muy más está hay al lo",
        "it": "il lo la gli le un una e è non io tu voi noi con per che di del della sono ha si questo più ma anche",
        "pl": "i w na z się nie to jest że do jak co po są bandą jesteście ale od za przez dla czy tak może być mi",
        "tr": "ve bir bu da de için ile çok mı mi mu ne var yok değil olarak ben sen siz biz ama gibi daha en",
    }
)
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[fold(_word)] = (*_LANGUAGES_OF.get(fold(_word), ()), _language)

_VOTERS = 120  # the first words of a long post say enough
_KNOWN = ("de", "en", "nl")


def reading_language(declared: str | None, features: Features) -> str | None:
    """`de`, `en` or `nl`; None where the post is in another language, or too short to say.

    A post that declares another language stays unread, even where its words look like one of ours.
    """
    subtag = declared.replace("_", "-").split("-")[0].strip().lower() if declared else None
    if not features.latin or (subtag and subtag not in _KNOWN):
        return None
    votes = _votes(features.tokens)
    ours = {language: votes[language] for language in _KNOWN}
    best = max(votes.values(), default=0)
    if subtag and ours[subtag] == best:
        return subtag
    winners = [language for language, count in ours.items() if count == best]
    return winners[0] if len(winners) == 1 else None


def _votes(tokens: Sequence[str]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for token in tokens[:_VOTERS]:
        votes.update(_LANGUAGES_OF.get(token, ()))
    return votes
