"""Small words, as data: those that tell languages apart, and those that join or part others."""

from collections.abc import Mapping

VOTERS: Mapping[str, str] = {
    "de": """
        der die das und ist nicht ich du ihr wir sie es ein eine einen einem einer mit auf für von zu
        den dem des im am auch aber oder wie was wer wo wann warum hat haben habe habt sind seid war
        wird werden kann könnt können bei nach aus noch schon nur so wenn dass weil euch eure euer mein
        meine mir mich uns alle man doch hier heute jetzt kein keine zum zur vom bitte danke mal immer
        wieder gibt sich dann durch über mehr niemand jemand will wollt wollen soll sollen muss müsst
        müssen sehr viel viele vor beim ins dein deine diese dieser dieses wirklich einfach echt ganz
        nie sein würde wäre etwas nichts denen denn also
    """,
    "en": """
        the and is are not i you we they he she it a an with on for from to of in at by but or how what
        who where when why has have had was were will would can could this that these those your our my
        me us all just if because been being do does did dont its there here now please thanks so up
        out about any as be every single ever never nothing anything really very much more want wants
        nobody into them his her got get
    """,
    "nl": """
        de het een en is niet ik jij je jullie u wij we ze zij met op voor van naar te aan in bij maar
        of hoe wat wie waar wanneer waarom heeft hebben heb zijn was wordt worden kan kunnen uit nog al
        alleen als dat omdat uw jouw mijn mij me ons alle er dit deze geen ook dan door over om wel
        weer nu hier moet gaat allemaal niemand iemand niets iets heel meer veel zo zich hun haar hem
        weg wil willen zal zou tot af
    """,
    "fr": """
        le la les un une des et est pas je tu vous nous ils elle avec sur pour dans que qui ce cette
        être a au du
    """,
    "es": """
        el la los las un una y es no yo tú usted nosotros con por para que en del se su muy más está
        hay al lo
    """,
    "it": """
        il lo la gli le un una e è non io tu voi noi con per che di del della sono ha si questo più ma
        anche
    """,
    "pl": """
        i w na z się nie to jest że do jak co po są bandą jesteście ale od za przez dla czy tak może
        być mi
    """,
    "tr": """
        ve bir bu da de için ile çok mı mi mu ne var yok değil olarak ben sen siz biz ama gibi daha en
    """,
}
"""Words by which a language is known (ISO 639-1): the three we read, and some that must not pass for them."""

BRIDGES = """
    seid bist ist sind war warst wart waren alle alles allesamt nur doch echt so ja eben halt einfach
    wirklich ein eine einen einer der die das den dem diese dieser von vom bei im in am haufen lauter
    bloss und auch nichts als total komplett absolut ganz voller ihr euch du mich are is were was be
    all just really such a an the bunch of nothing but fucking bloody complete absolute utter pack load
    and at you zijn bent allemaal alleen gewoon zo een de het stelletje stel zooitje van niets dan en
    ook wel toch maar bij jullie
"""
"""May stand between "you" and an insult without parting them: "ihr seid doch alle nur ein Haufen …"."""

PARTING = """
    gegen ueber unter nach wegen keine solche irgendwelche manche einige haben habt hast hatte wenn
    dass ob against about from some other have like than when that tegen over onder sommige geen
    hebben hebt
"""
"""Part them: "ihr habt etwas gegen …"."""

NOTHING_BUT = "nur bloss only just alleen maar"
"""Turn a negation round: "nicht nur Idioten" denies nothing."""

GENERIC = """
    amt behörde abteilung referat team stelle bereich büro dienst service stadt gemeinde zentrale bund
    land firma fragen frage anfragen themen thema aufgaben allgemeine allgemeines rund sowie sonstige
    zuständig alle alles department office questions about matters general other information
    informationen hilfe auskunft werden wurden haben nicht eine einen einer eines diese dieser dieses
    unser unsere unserer ihre ihren sich oder with your this that from have what which when where
    können kann welche welcher wird sind auch noch mehr beim afdeling vragen over algemeen voor onze
"""
"""Say nothing about what a department does."""
