"""Dutch phrases for which somebody must look at once; notation: `tickets.triage.lexicon`.

"Maak dat fietspad af", "de vlag ophangen", "een lek melden" are no alarms: most phrases name whom it is done to.
"""

from collections.abc import Mapping

from tickets.triage.signs import Sign

_YOU = "je|jou|jullie|ze|hem|haar"
_WEAPON = "mes|bijl|pistool|geweer|honkbalknuppel|koevoet|jerrycan"
_KILL = "vermoorden|doden|neerschieten|neersteken|doodsteken|doodschieten|wurgen|afslachten|afmaken|doodmaken"
_PLACE = "gemeentehuis|stadhuis|kantoor|gebouw|boel|loket|tent"

DUTCH_ALARMS: Mapping[Sign, str] = {
    Sign.THREAT: f"""
        maak|maken ~ {_YOU} ~ dood, ik|we|wij maak|maken {_YOU} ~ af|kapot, vermoord {_YOU},
        zal|zullen|ga|gaan|wil|kan {_YOU} ~~ {_KILL}|ophangen|afschieten|opblazen, vermoorden,
        schiet|knal|schieten|knallen {_YOU} ~~ kapot|neer|dood|overhoop|af, schiet ~ dood|neer,
        steek|steken {_YOU} ~~ neer|dood|overhoop|kapot, steek ~ neer|dood, snij|snijd|snijden ~ keel|strot,
        sla|slaan|trap|trappen {_YOU} ~~ elkaar|hersens|kop|tanden|verrot|dood, doodschieten, doodslaan,
        breek|breken {_YOU} ~ benen|nek|botten|poten|armen, wurg|vergas|verzuip|onthoofd {_YOU}, aan de galg,
        {_YOU} allemaal ophangen|opblazen, ophangen aan ~ boom|lantaarn*|balk, horen|verdien* ~ opgehangen,
        opgehangen aan ~ boom|lantaarn*|balk, opgehangen worden $, jullie|ze ~ tegen de muur ~ zetten|gezet,
        kogel door|in ~ kop|hoofd|lijf|raam|je|jullie, kogel ~ kop|hoofd,
        weet|weten ~ waar je|jullie|u|hij|zij ~ woont|wonen|werkt|werken|slaapt|slapen,
        weet|weten ~ waar je|jullie|uw ~ kinderen|gezin|vrouw|dochter|zoon, weet jullie te wonen,
        we weten jullie te vinden, ik weet je te vinden, ik weet jullie te vinden, jullie gaan eraan,
        je gaat eraan, jullie zullen|gaan ~ bloeden|branden|boeten|sterven,
        je zult|gaat ~ bloeden|branden|boeten, zullen jullie|ze ~ bloeden|branden|boeten,
        bom ~ gemeentehuis|kantoor, mes in ~ rug|buik|nek|keel|lijf, mes tussen ~ ribben,
        kom|komen ~~ met ~ {_WEAPON} ~ langs|naar, langs ~ met ~ {_WEAPON},
        met ~ {_WEAPON} ~ langs|naar ~ toe, met ~ {_WEAPON} langs, {_PLACE} ~ opblazen,
        blaas|blazen ~ {_PLACE} ~ op, steek ~ brand, steken ~ {_PLACE} ~ brand, in de fik|brand steken,
        doodsbedreiging*, in elkaar slaan|geslagen, kapot schieten, ik kom jullie|je halen,
        wij|we komen jullie|je halen, koppen rollen, jullie ~ spijt van krijgen, krijg|krijgen ~ spijt van
    """,
    Sign.SELF_HARM: """
        wil|wou ~ dood, wil niet meer leven, kan niet meer leven, hoef niet meer te leven, suicid*,
        zelfmoordgedachte*, zelfmoord ~ plegen|pleeg|gepleegd, aan|over zelfmoord, pleeg zelfmoord,
        maak ik er ~ een eind|einde aan, ik maak er ~ een eind|einde aan, wil er ~ een eind|einde aan maken,
        een eind|einde aan mijn leven, mezelf ~ doden|pijn|ophangen|snijden|verdrinken, mezelf ~ iets aan*,
        beter af zonder mij, beter zonder mij, zie het niet meer zitten, wil er niet meer zijn,
        spring|springen|gooi|gooien|werp ~ voor de|een trein, voor de|een trein ~ spring*|gooi*|stap*|werp*,
        ik spring ~~ brug|dak|flat, spring ik ~~ brug|dak|flat, van ~ brug|dak|flat spring|springen,
        zie ~ geen uitweg, geen uitweg meer, eruit stappen, uit het leven stappen, niet meer wakker worden,
        nooit meer wakker worden, beter dood, was ik maar dood, liever dood, leven ~ geen zin|zinloos,
        pillen ~ geslikt|slikken|genomen|ingenomen, afscheidsbrief*, polsen ~ door*|snij*
    """,
    Sign.VULNERABILITY: """
        kwetsbaarheid ~ gevonden|melden|ontdekt|in, lek ~ website|portaal|systeem|app|site|server|inlog*,
        beveiligingslek*, sql injectie, sql injection, xss, responsible disclosure,
        beveiligingsprobleem* ~ gevonden|ontdekt|melden, wachtwoorden ~ leesbaar|onversleuteld,
        zonder wachtwoord ~ bereikbaar|toegankelijk|openbaar
    """,
}
