"""German phrases for which somebody must look at once; notation: `tickets.triage.lexicon`.

Much that sounds so is only said so: "das bringt mich um", "da müsste man lebensmüde sein", "ich finde euch gut". So
most phrases name whom it is done to, or end where the sentence does.
"""

from collections.abc import Mapping

from tickets.triage.signs import Sign

_YOU = "dich|euch|jeden|jede|alle"
_WEAPON = (
    "messer|waffe|axt|beil|knarre|pistole|gewehr|machete|baseballschläger|benzinkanister|flinte|brechstange"
)
_KILL = """umbringen|töten|ermorden|erwürgen|erschlagen|erschießen|abstechen|abknallen|abschlachten|killen|
    hinrichten|erdrosseln|aufschlitzen|vergasen|aufhängen|zusammenschlagen"""
_PLACE = "amt|rathaus|büro|jobcenter|gebäude|laden|bude|haus"

GERMAN_ALARMS: Mapping[Sign, str] = {
    Sign.THREAT: f"""
        bring|bringe|bringen ~ {_YOU} ~~ um $, bring|bringe|bringen ~ {_YOU} ~~ um wenn|falls|sobald|und|du,
        bring|bringe|bringen ihn|sie ~ um $, bring|bringe|bringen ihn|sie ~ um wenn|falls|sobald|und,
        er|ex|exmann|mann|vater|sohn bringt mich|uns|sie um $,
        er|ex|exmann|mann|vater|sohn bringt mich|uns|sie um wenn|falls|sobald,
        werde|werd|will|würde|könnte|könnt|werden|wollen|sollte|sollten|müsste|müssten ~ dich|
        euch ~~ {_KILL}, ich werde|will ~ sie|ihn|jeden|jede ~~ {_KILL},
        werde|will ich ~ sie|ihn|jeden|jede ~~ {_KILL},
        werden|sollte|sollten|müsste|müssten sie|die alle ~ {_KILL}, alle umbringen $, alle erschießen $,
        gehört|gehören ~~ umgebracht|hingerichtet|abgestochen|abgeknallt,
        gehört|gehören ~ aufgehängt|aufgeknüpft|erschossen|vergast|verbrannt|erschlagen,
        dich|euch|jemanden ~ umbringe, dich|euch ~ umzubringen|abzustechen|abzuknallen|totzuschlagen,
        dich|euch zu töten|ermorden|erschießen|erschlagen|verbrennen, droht ~~ umzubringen,
        drohte ~~ umzubringen, gedroht ~~ umzubringen,
        töte|ermorde|erwürge|erschlage|kille|erschieße|erdrossle|vergase ~ euch|dich,
        töte|ermorde|erschlage|erschieße ~ jeden|jede von|einzelnen|einzelne, erschießt sie|die alle,
        die|solche sollte|müsste man ~ {_KILL}, sollte|müsste man euch|die|sie alle ~ {_KILL}, ^ erschießen,
        erschießen lassen|sollte|müsste, auf der stelle erschießen, lass|lasst die abstechen,
        erschossen gehören|gehört, tot sehen will, dich|euch ~ tot sehen,
        stech|steche|stechen ~ {_YOU} ~~ ab, knall|knalle|knallen ~ {_YOU} ~~ ab,
        stech|steche|stechen sie|ihn ~ ab, knall|knalle|knallen sie|ihn ~ ab,
        schlachte|schlachten ~ euch|dich ~~ ab, schlag|schlage ~ tot|kaputt, abknallen,
        schlag|schlage|schlagen euch|dich ~~ tot|zusammen|nieder|windelweich $,
        schlag|schlage|schlagen ~ euch|dir|ihnen|ihm ~ schädel|kopf|köpfe|fresse|zähne|birne ~ ein|aus,
        mach|mache|machen ~ dich|euch|alle|sie ~ kalt|platt, ich mach|mache dich|euch fertig, ihr seid tot,
        ihr seid alle|schon tot, du bist tot, du bist schon tot, bist ein toter mann,
        an die wand stellen|gestellt, an die wand mit, aufhängen ~ alle, aufgehängt gehören, totschlagen,
        vergasen, totgeschlagen, am galgen, an den galgen, ins gas, ins kz, lynch*, umlegen ~ alle,
        alle ~ umlegen, rübe ab, rübe runter, ^ kopf ab, kopf|köpfe ab für,
        euch|dir|ihnen|denen|ihm ~ kopf|köpfe ab, reiß|reiße|reißen euch|dir ~ kopf|köpfe|arsch|eier,
        brech|breche|brechen ~ euch|dir|ihnen|ihm ~ knochen|genick|hals|beine|kiefer|nase|arme|finger,
        weiß|wissen wo ~ wohnt|wohnst|arbeitet|arbeitest|parkt|schläft|schläfst,
        weiß|wissen wo ihr|du|sie|er|eure|deine|ihre ~ wohn*|arbeitet|schlafen,
        weiß|wissen genau|ganz|auch|jetzt|schon|längst|nämlich|inzwischen ~ wo ihr|du|er ~ wohnt|wohnst,
        weiß|wissen genau|ganz|auch|jetzt|schon|längst|nämlich|inzwischen ~ wo eure|deine|ihre ~ wohn*,
        weiß genau|ganz|auch|jetzt|schon|längst|nämlich|inzwischen ~ wo sie ~ wohnen|arbeiten|parken,
        weiß|wissen ~ welche|welcher ~ schule|kita ~ eure|deine|ihre kinder|tochter|sohn,
        weiß|wissen ~ wo eure|deine|ihre kinder|tochter|sohn|frau|familie,
        kenne|kennen eure|deine kinder|familie|privatadresse, kenne|kennen deine|eure adresse $,
        eure|deine|ihre adresse ~ herausgefunden|rausgefunden, eure|deine kinder ~ schule ~ passieren,
        wir kriegen euch, ich kriege|krieg euch|dich, finde|finden dich|euch $,
        finde|finden dich|euch noch|schon|überall $, werde|werden dich|euch ~ finden $,
        wo ihr|du ~ seid|bist ~ finde|finden euch|dich, werdet|wirst ~~ bluten|büßen|verrecken|krepieren,
        ihr werdet ~~ brennen|sterben, werdet ihr ~~ brennen|sterben, du wirst ~~ brennen|sterben,
        werdet|wirst ~ bereuen, wirst|werdet|musst|müsst ~ dran glauben, überlebt ihr ~ nicht,
        überlebst du ~ nicht, ihr|du ~~ nicht|nie ~ lebend ~ raus|heraus|davon, eure|deine tage ~ gezählt,
        eure|deine letzte stunde, letztes|letzte stündlein|stunde ~ geschlagen, gnade euch|dir gott,
        ihr seid ~ fällig, du bist ~ fällig, seid ihr ~ fällig, ihr seid als nächste|nächster|nächstes dran,
        du bist als nächster|nächste|nächstes dran, mit dem messer,
        mit ~ {_WEAPON} ~ vorbei|euch|dir|besuch*, vorbei ~ mit ~ {_WEAPON},
        mit ~ {_WEAPON} ~ ins|in|im ~ {_PLACE}, nächstes|nächsten mal ~~ mit ~ {_WEAPON},
        hol|hole|besorg|besorge mir ~ knarre|waffe|pistole|gewehr|axt,
        hol|hole|besorg|besorge ich mir ~ knarre|waffe|pistole|gewehr|axt,
        messer ~ rücken|bauch|rippen|hals|herz|brust|leib, kehle ~ durch*|schneide*|aufschlitz*,
        schlitz|schlitze|schlitzen ~ euch|dich|dir ~ auf, kugel ~~ kopf|köpfe|stirn|augen, kugel verdient,
        kriegt|bekommt|kriegst|bekommst ~ kugel|messer|aufs maul|schläge|prügel, aufs maul, auf die fresse,
        zusammenschlagen|zusammengeschlagen, krankenhausreif, verprügel* ~ euch|dich,
        prügel* ~ euch|dich ~ raus|windelweich, amoklauf*, amok laufen|laufe, lauf|laufe|läuft ~ amok,
        bombe ~ gelegt|hochgehen|rathaus|amt, in die luft jagen|sprengen|fliegen,
        jag|jage|jagen|spreng|sprenge|sprengen ~~ in die luft, sprengsatz, handgranate*,
        euch|dich|haus|amt|rathaus|bude|büro|jobcenter|laden ~ anzünden, dann knallt es, dann knallts,
        zünde|zünden ~ euch|eure|eurem|euren|euer|eurer|dich|dein|deine|{_PLACE} ~ an, abfackeln|abgefackelt,
        fackel|fackle|fackeln ~~ ab $, fackel|fackle|fackeln ~ ab, niederbrennen, nächsten baum|laterne,
        an die laterne, an der laterne, aufknüpfen|aufgeknüpft, baumeln sehen|lassen, guillotine*,
        köpfe rollen, rollen ~ köpfe, totfahren, überfahren ~ euch|dich, ich komme ~ holen,
        wir kommen ~ holen, blut fließen|fließt, an den kragen, nicht mehr sicher ~ fühlen,
        passt ~ auf ~ euch auf, pass ~ auf ~ dich auf, lauer|lauere|lauern ~ dir|euch ~ auf,
        pass|passe|passen dich|euch ~ ab $, unter die erde bringen|bringe, morddrohung*
    """,
    Sign.SELF_HARM: """
        will ~ sterben, möchte ~ sterben, wollte ~ sterben, bring|bringe mich um, bring|bringe ich mich ~ um,
        mich umbringen, mich umzubringen, mich ~ umbringe, mich ~ töten|erschießen|vergiften will|möchte,
        das leben nehmen, nehme|nehm|nähme mir ~ leben, nehme|nehm ich mir ~ leben, das leben zu nehmen,
        das leben nehme, will|möchte|mag|wollte ~ nicht mehr leben, ich kann nicht mehr leben,
        kann so nicht mehr leben, selbstmordgedanken, an|über|mit selbstmord, begehe|begeh selbstmord,
        selbstmord ~ begehen|gedacht|nachgedacht|machen|mache|begehe, suizid*, selbsttötung,
        schluss mit allem, schluss machen ~ leben, mach|mache ~ schluss ~ leben, ritze|ritz mich,
        mich ritzen, mir etwas|was antun|antue|anzutun, mir ~ was antun, tu|tue mir etwas|was ~ an,
        tu|tue ich mir etwas|was ~ an, mich ~ selbst verletzen|verletze, leben ~ keinen sinn|sinnlos,
        alles ~ keinen sinn mehr, sehe|seh keinen sinn mehr $, ^ es hat keinen sinn mehr $,
        keinen sinn mehr ~~ bin ich weg|tot, morgen|bald bin ich tot,
        sehe|seh ~ keinen sinn mehr ~ leben,
        keinen sinn mehr zu leben, hat alles keinen sinn, mein leben ~ wertlos|vorbei,
        leben ~ nicht mehr lebenswert, wofür noch leben, wofür ich ~ leben, niemand würde mich vermissen,
        ohne mich ~ besser, abschiedsbrief, es beende, beende|beenden ~ leben, mein leben beenden,
        leben ein ende, dasein ein ende, allem ein ende, ich mache|mach|setze dem ein ende,
        mache|mach|setze ich dem ein ende, will dem ein ende, lieber tot, besser tot,
        will|möchte|wollte ~ tot sein, wäre ich doch|bloß|nur ~ tot, ich wäre ~ gern|gerne|endlich tot,
        nicht mehr aufwachen, nie mehr|wieder aufwachen, für immer einschlafen|schlafen,
        will|möchte|mag|wollte ~ nicht mehr da|hier sein, will|möchte|mag ~ nicht mehr auf ~ welt,
        springe|spring ~~ brücke|dach|balkon|hochhaus|turm, von der brücke springen,
        vom dach|hochhaus|balkon springen, vor den zug, vor einen zug,
        stürze|werfe|schmeiße|lege|werf|schmeiß|leg mich ~~ zug|brücke|dach|balkon|gleise,
        mich ~~ zug|brücke|dach|balkon|gleise ~ stürzen|werfen|schmeißen|legen,
        tabletten ~ genommen|schlucken|geschluckt, zu viele tabletten, überdosis ~ genommen|nehmen|schlucken,
        pulsadern, erhänge|erhängen mich, mich erhängen, hänge|häng mich auf $, mich aufhängen,
        ich bin lebensmüde, bin einfach|nur|inzwischen|mittlerweile|langsam lebensmüde,
        fühle|fühl mich ~ lebensmüde, sehe|seh ~~ keinen ausweg, sehe|seh ~ kein ausweg,
        keinen anderen ausweg ~ tod|sterben, schaffe das alles nicht mehr, nicht mehr weiterleben,
        will nur noch weg ~ allem, will ~ dass alles ~ aufhört|vorbei|endet,
        wenn ihr|sie das|dies lest|lesen ~ tot|nicht mehr
    """,
    Sign.VULNERABILITY: """
        sicherheitslücke* ~ melden|gefunden|entdeckt|gemeldet,
        lücke ~ portal|system|login|website|server|app, schwachstelle* ~ melden|gefunden|entdeckt|gemeldet,
        sicherheitslücke* in ihr*|eur*, schwachstelle* in ihr*|eur*, sql injection, sql ~ einschleus*,
        code|skript|schadcode ~ einschleus*, xss, csrf, responsible disclosure, exploit* für,
        pentest* ~ gefunden, passwörter im klartext, passwort im klartext,
        ungeschützt ~ erreichbar|netz|internet, offen im netz, offen im internet,
        ohne passwort|anmeldung|login ~ erreichbar|zugänglich|abrufbar, zero day, zeroday, standardpasswort*
    """,
}
