"""German words and phrases; the notation is explained in `tickets.triage.lexicon`."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

GERMAN: Mapping[Sign, str] = {
    Sign.INTERROGATIVE: """
        ^ wann|wo|wohin|woher|wieso|weshalb|warum|womit|wofür|wozu|worauf|inwiefern|inwieweit,
        ^ ab|bis|seit wann, ^ von wem, ^ an wen, ^ bei wem, ^ mit wem, ^ für wen, ^ auf welch*, ^ in welch*,
        ^ wie kann|können|komme|kommt|bekomme|bekommt|kriege|lange|viel|viele|oft|hoch|alt|geht|gehe|gehen,
        ^ wie melde|muss|müssen|soll|sollen|stelle|lautet|sieht|sehen|ist|wird|werden|erkenne|erkennt|schütze,
        ^ wie funktioniert|beantrage|erreiche|erreicht|heißt|finde|mache|macht|weit|groß|spät|sicher|früh|steht,
        ^ was ist|sind|kostet|kosten|muss|müssen|passiert|mache|macht man|soll|kann|können|bedeutet|tun|brauche,
        ^ was darf|dürfen|gilt|gehört|heißt|hat das|habt ihr|haben sie|tut ihr|tun sie|wird, ^ was für unterlagen,
        ^ wer ist|kann|hilft|weiß|haftet|prüft|zahlt|darf|muss|kontrolliert|kümmert, ^ wem gehört|melde,
        ^ welch*, ^ gibt es, ^ gibts, ^ gäbe es, ^ kann|darf|muss|soll|könnte|dürfte ich, ^ kann|darf|muss man,
        ^ ist es|das|der|die|dieser|diese|dieses|mein|meine|eure|euer|ihre|ihr, ^ sind die|das|diese|eure|ihre,
        ^ hat das|die|der|man|jemand, ^ haben sie|wir|die, ^ habt ihr, ^ könnt ihr, ^ können sie|wir, ^ könnten sie,
        ^ könntet ihr, ^ wisst ihr, ^ wissen sie, ^ werdet ihr, ^ werden die|wir, ^ wird das|der|die|es|am|heute|morgen,
        ^ sucht ihr, ^ suchen sie, ^ plant ihr, ^ bietet ihr, ^ bieten sie, ^ seid ihr heute|morgen|am,
        ^ bin ich hier|da|bei, ^ reicht ein|eine|es|das, ^ gilt das|die|der|dies, ^ weiß jemand|wer, ^ stimmt es
    """,
    Sign.REQUEST: """
        wüsste|wüssten gern|gerne, würde|würden gern|gerne ~ wissen|erfahren, möchte|möchten ~ wissen|erfahren,
        will|wollte ~ wissen, frage mich ob|wie|wann|warum, fragen uns ob|wie|wann|warum, eine frage, frage zu|zum|zur,
        fragen zu|zum|zur, frage an, meine frage, unsere frage, kurze frage, ich frage, bitte um, bitten um,
        brauche ~ hilfe|rat|auskunft, bräuchte ~ hilfe|rat|auskunft, brauchen ~ hilfe, suche nach|einen|eine,
        ich suche, wir suchen, kann mir jemand|wer, könnt ihr mir|uns, können sie mir|uns, kann mir ~ sagen|helfen,
        könnt ihr ~ sagen|helfen|prüfen, können sie ~ sagen|helfen|prüfen, wer kann ~ helfen|sagen|erklären, bitte ~ melden,
        wohin ~ wenden, an wen ~ wenden|schicken|melden, woran erkenne*, weiß nicht ~ wie|wo|wann|an|ob,
        bitte ~ prüfen|ansehen|anschauen|erklären|rückmeldung|antwort|auskunft|rückruf, um rückmeldung, um auskunft,
        habe ich das richtig verstanden, ist mir ~ unklar, mir ist nicht klar, hilfe bei
    """,
    Sign.RHETORICAL: """
        gehts noch, geht es noch, was soll das, was soll der, euer ernst, ihr ernst, dein ernst, wie kann man nur,
        wollt ihr mich, wollen sie mich, seid ihr ~ bescheuert|bekloppt|doof|blöd|dumm|verrückt|irre, sonst noch was,
        schämt ihr euch, schämen sie sich, wie blöd|dumm|doof|bescheuert, merkt ihr, merken sie ~ noch, spinnt ihr, hallo noch da
    """,
    Sign.THREAT: """
        bring|bringe|bringen ~ um, stech|steche|stechen ~ ab, knall|knalle|knallen ~ ab, schlag|schlage ~ tot|kaputt,
        mach|mache|machen ~ kalt|platt, ihr seid tot, du bist tot, bist ein toter mann, an die wand stellen|gestellt,
        an die wand mit, erschieß*, abknallen, abstechen, aufhängen ~ alle, aufgehängt gehören, gehört ~ aufgehängt|aufgeknüpft|erschossen|vergast|verbrannt,
        gehören ~ aufgehängt|aufgeknüpft|erschossen|vergast|verbrannt|erschlagen, vergasen, totschlagen, totgeschlagen,
        am galgen, an den galgen, ins gas, ins kz, lynch*, umlegen ~ alle, alle ~ umlegen, umbringen, kopf ab, rübe ab,
        weiß|wissen wo ~ wohnt|wohnst|arbeitet|arbeitest|parkt|schläft, wir kriegen euch, ich kriege euch, ihr werdet ~ büßen|brennen|bluten|sterben,
        wir finden dich|euch, ich finde dich|euch, bombe ~ gelegt|hochgehen|rathaus|amt, zünde ~ an, anzünden, dann knallt es,
        eure tage sind gezählt, mit dem messer, morddrohung*, amoklauf*
    """,
    Sign.SELF_HARM: """
        will ~ sterben, möchte ~ sterben, wollte ~ sterben, bring|bringe mich um, mich umbringen, nehme mir das leben,
        das leben nehmen, mir ~ das leben, nicht mehr leben, will nicht mehr leben, kann nicht mehr leben, selbstmord*, suizid*, selbsttötung,
        schluss mit allem, schluss machen ~ leben, mir etwas an*, mir was antun, ritze mich,
        keinen sinn mehr ~ leben, niemand würde mich vermissen, ohne mich besser dran, abschiedsbrief
    """,
    Sign.VULNERABILITY: """
        sicherheitslücke* ~ melden|gefunden|entdeckt|gemeldet, schwachstelle* ~ melden|gefunden|entdeckt|gemeldet,
        lücke ~ melden|gefunden|entdeckt, sicherheitslücke* in ihr*|eur*, schwachstelle* in ihr*|eur*, sql injection, sql ~ einschleus*,
        xss, csrf, einschleusen, responsible disclosure, exploit* für, pentest* ~ gefunden, passwörter im klartext, passwort im klartext,
        ungeschützt ~ erreichbar|netz|internet, offen im netz, offen im internet, ohne passwort|anmeldung|login ~ erreichbar|zugänglich|abrufbar,
        zero day, zeroday, standardpasswort*
    """,
    Sign.DATA_LEAK: """
        datenleck*, datenpanne*, datenschutzvorfall*, datenschutzpanne*, daten ~ fremder|anderer, fremde|fremden|fremder daten,
        daten von fremden|anderen, daten ~ abgeflossen|geleakt|veröffentlicht|im darknet, kundendaten ~ gefunden|offen|ohne,
        patientendaten ~ gefunden|offen|ohne|netz, datenbank ~ ohne|offen|öffentlich, unterlagen|bescheid|akte|post eines|einer fremden|anderen,
        falschen empfänger ~ geschickt, mail ~ offenem verteiler, offenem verteiler, alle empfänger ~ sichtbar
    """,
    Sign.IMPERSONATION: """
        in eurem|ihrem|unserem namen, im namen ~ behörde|amtes|stadt|bsi|stadtwerke, angeblich von euch|ihnen|eurem|ihrem|der stadt|vom,
        angeblich von ~ kommen|stammen, geben sich ~ aus, gibt sich ~ aus, gab sich ~ aus, ausgegeben als, als ~ ausgegeben, sich als ~ ausgab|ausgeben,
        gefälschte mail|mails|seite|website|rechnung|rechnungen|sms|webseite|profil|briefe, gefälschter account|brief|bescheid, fake account*,
        fake profil*, falscher account, falsches profil, fake shop*, fakeshop*, fake mail*, fake rechnung* ~ unterwegs|umlauf,
        phishing ~ euren|ihren|eurem|ihrem|unterwegs|umlauf, phishing* mit eurem|ihrem, profil mit meinem namen, betrugsmasche*, enkeltrick*, falsche polizisten
    """,
    Sign.FRAUD: """
        wurde|wurden ~ gehackt, gehackt worden, mein konto|account ~ gehackt, auf ~ betrüger|phishing|masche ~ reingefallen, identitätsdiebstahl,
        betrüger|betrügern haben|hat ~ abgenommen|gestohlen|erbeutet, opfer ~ betrug|betrugs|betrüger|phishing, geld ~ abgebucht|weg,
        konto ~ leergeräumt|geplündert, meine daten ~ gestohlen|missbraucht, wurde ~ erpresst, erpressungsmail*, werden ~ erpresst, cyberangriff*, hackerangriff*
    """,
    Sign.MALWARE: """
        ransomware, lösegeld*, trojaner ~ eingefangen|gefunden|entdeckt, virus ~ eingefangen, verschlüsselungstrojaner*,
        rechner|server|computer|praxis|dateien ~ verschlüsselt, verschickt ~ viren|schadsoftware, verteilt ~ viren|schadsoftware,
        infiziert* ~ rechner|server|datei, schadcode ~ gefunden|website|seite
    """,
    Sign.OUTAGE: """
        nicht|nimmer erreichbar, nicht aufrufbar, nicht verfügbar, down, offline, komplett tot, total tot, lahmgelegt, ausgefallen, störung, totalausfall,
        fehler 404|500|502|503|504, error 404|500|502|503|504, lädt nicht, lädt nicht mehr, startet nicht, stürzt ~ ab, abgestürzt,
        portal|seite|website|app|server|login|system spinnt|hängt|streikt|klemmt, geht nicht mehr, geht ~ gar nichts, funktioniert ~ nicht mehr, funktioniert ~ nicht,
        einloggen ~ nicht möglich, login ~ nicht, anmeldung ~ nicht möglich, kein strom, kein wasser, kein internet, stromausfall, rohrbruch,
        serverfehler, fehlermeldung, zertifikat ~ abgelaufen
    """,
    Sign.HAZARD: """
        riecht ~ gas, gasgeruch, brennt ~ lichterloh|haus|keller|wald|mülltonne|container, ampel ~ ausgefallen|defekt|kaputt|aus,
        wasserrohrbruch, rohrbruch, baum ~ umgestürzt|gefallen, umgestürzter|umgekippter baum, straße|fahrbahn ~ überflutet|unterspült|abgesackt,
        gullydeckel ~ fehlt|offen, lebensgefahr, einsturz*, einsturzgefahr*, notruf ~ gestört|ausgefallen|tot, öl auf der, ölspur, offene stromkabel, tote vögel, trinkwasser ~ verunreinigt|verschmutzt|keime
    """,
    Sign.ABUSE: """
        werde ~ bedroht|beleidigt|belästigt|gestalkt|gemobbt|beschimpft, wurde ~ bedroht|beleidigt|belästigt|gestalkt|beschimpft|angefeindet, werden ~ bedroht|beleidigt|belästigt,
        bedroht mich|uns|meine|meinen|unsere, beleidigt mich|uns|meine|unsere, belästigt mich|uns|meine, beschimpft mich|uns|meine, stalkt mich, droht mir|uns, drohte mir|uns,
        nennt mich|uns, nannte mich|uns, schreibt mir, schrieb mir, jemand schreibt, schreibt jemand, jemand ~ droht|bedroht|beleidigt|hetzt, nutzer ~ nennt|droht|beleidigt|hetzt,
        hasskommentar*, hassbotschaft*, hassnachricht*, drohbrief*, drohmail*, beleidigende ~ kommentare|nachrichten, verschickt ~ beleidigungen, solche kommentare ~ löschen, bitte löschen,
        möchte ~ melden, kommentar melden, beitrag melden, melde ~ kommentar|beitrag|account, anzeige erstatte*, anzeige ~ erstatten, strafanzeige, volksverhetzung*, meine adresse ~ veröffentlich*
    """,
    Sign.CRITICISM: """
        kritik*, kritisier*, unverständlich*, nicht nachvollziehbar, nicht verständlich, enttäuscht|enttäuschend|enttäuschung, unzumutbar*, unmöglich, unding, frechheit,
        unverschämt*, lächerlich*, peinlich*, armutszeugnis, blamabel, schande, beschämend, skandal*, inkompeten*, unfähig*, versagt, versagen, arrogan*, überheblich*,
        unfassbar, unglaublich, ärgerlich, ärgere mich, nervt, nervig, schlecht, schlechter, katastroph*, desaster, chaos, chaotisch*, zumutung, witz, trauerspiel, saftladen,
        schwachsinn*, unsinn, blödsinn, quatsch, mist, murks, pfusch*, unbrauchbar, nutzlos, sinnlos*, steuergeld*, steuerverschwendung, bürokrati*, widerspr*, falsch|falsche|falschen, leider,
        bedauerlich, bedauere, schade, mangelhaft, ungerecht*, unfair, idiotisch*, zu spät, zu teuer, zu kompliziert, zu langsam, kein verständnis, fehlentscheidung*, fahrlässig*,
        ohne sinn und verstand, übertrieben*, zum kotzen, voll daneben, geht gar nicht, so geht das nicht, platzt mir der kragen, überfordert
    """,
    Sign.GRIEVANCE: """
        seit * tagen|wochen|monaten|jahren|stunden, seit tagen|wochen|monaten|jahren|stunden|ewigkeiten, nach * tagen|wochen|monaten|jahren|stunden|mails|anrufen, warte ~ auf, warten ~ auf, wartezeit*, warteschleife*,
        keine antwort, keine reaktion, keine rückmeldung, keiner antwortet, niemand antwortet, niemand erreichbar, nie ~ besetzt, niemand ~ zuständig, keiner ~ zuständig, antwortet ~ nicht, reagiert ~ nicht,
        nicht ~ geantwortet, nicht ~ reagiert, kein termin, keine termine, termin* ~ abgesagt|verschoben|ausgebucht, zum dritten|zweiten|vierten|fünften|zehnten mal, zweimal|dreimal|viermal|fünfmal|mehrfach,
        abgelehnt, ohne begründung, ohne bescheid, verschlossen* tür*, obwohl, weil, nicht barrierefrei, barriere*, nur ~ pdf, für dumm|blöd verkauf*, frist ~ verstrichen|abgelaufen,
        immer noch kein*|nicht, noch immer kein*|nicht, noch kein bescheid, mal ~ angerufen|geschrieben, drei|zwei|vier verschiedene, warum|wieso ~ nicht, fehlt ~ jeder|jede|jeder hinweis, mir fehlt, uns fehlt, behandelt ~ wie, wie ~ behandelt,
        wo bleibt|bleiben, kaputt, defekt, gefährlich, müsst ihr|ihr müsst ~ endlich, trotz, statt ~ zu, während
    """,
    Sign.PROPOSAL: """
        wäre ~ besser|schön|gut|sinnvoll|hilfreich|möglich|wünschenswert, vorschlag*, schlage vor, schlagen vor, anregung*, wünsche mir, würde mir wünschen, wünschen uns,
        könnte man, könntet ihr ~ doch, sollte man, man sollte, sollten wir, sollte ~ werden, sollten ~ werden, müsste ~ werden, bitte überdenk*, bitte ~ ändern|korrigieren|verbessern|nachbessern,
        stattdessen, alternativ*, verbesser*, hätte|hättet|hätten ~ sollen|können|müssen, plädiere, fordere|fordern, halte ~ für falsch|sinnvoll|richtig, finde es, ich finde, meiner meinung nach, aus meiner sicht
    """,
    Sign.IRONY: """
        danke für nichts, na super, na toll, na prima, na klasse, na bravo, toll gemacht nicht, herzlichen glückwunsch zu|zum|zur, super leistung nicht, wie immer top nicht,
        schön dass ~ nicht, bravo, applaus, respekt dass ~ nicht, läuft bei euch, weltklasse nicht, willkommen im jahr, neuland, echt jetzt
    """,
    Sign.MATTER: """
        termin*, antrag*, anträge*, formular*, bescheid*, *portal*, website, webseite, *seite, app, rechnung*, mahnung*, *gebühr*, ausweis*, *pass, schalter, hotline, telefon*, warteschlange,
        *müll*, tonne*, radweg*, baustelle*, *straße*, kreuzung*, ampel*, spielplatz*, *ausweis*, *zertifikat*, zertifizierung*, warnung*, leitfaden, richtlinie*, verordnung*, datenschutz*, cookie*, broschüre*, verfahren, *frist, auskunft*, sachbearbeit*, *bahn, bus, kita*, schule*
    """,
    Sign.PRAISE: """
        vielen dank, herzlichen dank, besten dank, danke für|an|euch|ihnen, danke dass, lieben dank, großes lob, ein lob, lob an, weiter so, macht weiter, gute arbeit, tolle arbeit, super arbeit, großartige arbeit, klasse arbeit,
        großartig*, klasse, spitze, prima, toll|tolle|toller|tolles, super, hervorragend*, ausgezeichnet*, wunderbar*, richtig gut, sehr gut, echt gut, wirklich gut, verdammt gut*, gut erklärt, gut gemacht, hut ab, chapeau, respekt,
        begeistert, freut mich, freue mich, hat ~ geklappt, sehr hilfreich, hilfreich*, freundlich|freundliche|freundlicher mitarbeit*, nette kollegin|kollege|mitarbeit*, nett geholfen, gelungen*, vorbildlich*, genau so etwas ~ gesucht, genau das ~ gesucht, daumen hoch, haltet durch, lobenswert, fein, sympathisch*
    """,
    Sign.THANKS: "danke, dankeschön, dank, merci, thx, dankbar",
    Sign.COURTESY: "bitte, guten tag|morgen|abend, freundliche|freundlichen|liebe|viele|beste|schöne grüße|grüßen, mfg, liebes team, sehr geehrte*, hallo, moin, servus, mit freundlichen",
    Sign.ATTACK: """
        halt|haltet|halten ~ fresse|schnauze|klappe|maul|rand, halts maul, ^ fresse|maul|schnauze|klappe halten, einfach|mal|doch fresse|maul|schnauze|klappe halten, ihr gehört|gehörtet ~ knast|gefängnis|eingesperrt|weggesperrt|weg, einfach die fresse|schnauze|klappe, fick|fickt|ficken dich|euch|sie, fickt euch, fickst, gefickt gehört,
        verpiss dich, verpisst euch, ihr ~ verpissen, euch ~ verpissen, dich ~ verpissen, verzieh dich, verzieht euch, zieh leine, zieht leine, ^ verschwinde|verschwindet, endlich verschwinden, leck mich, leckt mich, am arsch lecken, leck* ~ am arsch, arsch lecken, hau|haut ab ihr|du, krepier*, verreck*,
        geh sterben, geht sterben, stirb, sterbt, geh dich vergraben|erhängen|aufhängen|umbringen, fahr|fahrt zur hölle, schmort in der hölle, scher|schert ~ teufel, zu|zur hölle mit euch|dir, hoffentlich ~ sterbt|stirbst|verreckt,
        ihr könnt mich mal, du kannst mich mal, 
        in die fresse, niemand will euch, niemand braucht euch, keiner braucht euch, keiner will euch
    """,
    Sign.SLUR: """
        kanake*, kanak|kanakin*, neger*, nigger*, bimbo*, schwuchtel*, kampflesbe*, transe|transen, tunte|tunten, zigeunerpack, kameltreiber*, ziegenficker*, schlitzauge*, musel*, mohammedaner, itzig*, judenpack, saujude*, scheißjude*, judensau, untermensch*,
        scheinasylant*, asylschmarotzer*, sozialschmarotzer*, rapefugee*, goldstück|goldstücke ~ merkel*, polacken, tschusch*, schlampe*, krüppel, ausländer* raus, ausländerpack, flüchtlingspack, moslems raus, juden raus, kuffnucke*, messermänner, rassenschande, volksschädling*, ungeziefer, entartet*
    """,
    Sign.INSULT: """
        *idiot, *idioten, idiotin*, *hurensohn*, *hurensöhne*, hurenkind*, *missgeburt*, *wichser*, *arschloch, *arschlöcher*, *fotze*, schwanzlutscher*, drecksau*, drecksäue, *drecksschwein*, dreckschwein*, nutte|nutten, spasti|spast|spasten, mongo|mongos,
        *trottel*, *depp|*deppen*, vollpfosten*, *vollhonk*, honk|honks, *dummkopf*, dummköpfe, *schwachkopf*, schwachköpfe, schwachmat*, hohlkopf*, hohlköpfe, hohlbirne*, *blödmann*, blödmänner, doofmann, vollspast*, spacko*, spinner|spinnern, hirni|hirnis,
        *sesselfurzer*, *sesselpupser*, versager*, nichtskönner*, nichtsnutz*, taugenichts*, pfeife|pfeifen, lusche|luschen, schlafmütze*, schnarchnase*, *schmarotzer*, *parasit|*parasiten, *drecksack*, dreckssäcke, *dreckspack*, drecksbande, drecksverein, drecksladen, *gesindel*, *abschaum*, *mistkerl*, miststück*,
        scheißverein, scheißladen, scheißhaufen, scheißbehörde, saubande, lügenpack, lumpenpack, volksverräter*, vaterlandsverräter*, lügenbande, lügenbaron*, verbrecherbande, verbrecherpack, gaunerbande, bastard|bastarde, penner|pennern, hampelmann, hampelmänner, marionetten*, hofschranze*, arschkriecher*, speichellecker*,
        witzfigur*, lachnummer*, *fuzzi*, *heini|*heinis, zecke|zecken, linksfaschist*, faschist*, nazi|nazis, *faschos, dumpfbacke*, dummschwätzer*, schwätzer*, klugscheißer*, korinthenkacker*, knalltüte*, kotzbrocken, ekelpaket, pisser*, hosenscheißer*, wendehals, heuchler*, stümper*, dilettant*, nulpe|nulpen, flachzange*, lumpenpack, mistpack, gschwerl, halbaffe*, ihr affen, ihr lumpen
    """,
    Sign.ACCUSATION: """
        lügner*, verbrecher*, betrüger*, verräter*, gauner*, kriminell|kriminelle, diebe, dieb, mörder*, schwein|schweine|schweinen, ratte|ratten, clown|clowns, wurm|würmer, esel, affen, dreck, pack, geschmeiß, diktator*, stasi*, gestapo*, terrorist*, psychopath*, perverse*, geisteskrank*, irre|irren
    """,
    Sign.SCORN: """
        dumm|dumme|dummen|dummer|dummes|dümmer|dümmste*, *dumm, strohdumm*, saudumm*, blöd|blöde|blöden|blöder, doof|doofe|doofen|doofer, dämlich*, *bescheuert*, bekloppt*, beknackt*, behämmert*, bestusst*, verblödet*, hirnlos*, hirntot*, gehirngewaschen*, verlogen*, korrupt*, *faul|faule|faulen|fauler,
        feige|feigen, widerlich*, ekelhaft*, eklig*, abartig*, abscheulich*, erbärmlich*, armselig*, jämmerlich*, dreckig*, mies|miese|miesen|mieser, verachtenswert, gehirnamputiert*, hirnamputiert*, charakterlos*, ehrlos*, nutzlose*, verkommen*, degeneriert*, versifft*, gehirnlos*, geistlos*, ahnungslos*, unfähige|unfähigen|unfähiger, elend|elende|elenden|elendes, verblendet*, lausig|lausige|lausigen, krank im kopf, nicht ganz dicht
    """,
    Sign.POLEMIC: """
        *volksverräter*, volksverrat, lügenpresse, lückenpresse, systempresse, systemmedien, staatsmedien, staatsfunk, systemling*, schlafschaf*, umvolkung, bevölkerungsaustausch, großer austausch, remigration*, linksgrün* versifft*, links grün* versifft*, linksversifft*,
        gutmensch*, altparteien, blockpartei*, blockflöten*, volkstod, überfremdung, deutschland schafft sich ab, volkszorn, endet wie 1945|45, merkeldiktatur, coronadiktatur, ökodiktatur, impfdiktatur, ökofaschist*, klimaterrorist*, klimasekte, gendergaga, genderwahn, brd gmbh, marionettenregierung, marionetten der, neue weltordnung, zionist*, deep state,
        messermigrant*, messerfachkraft|messerfachkräfte, asylindustrie, asylflut, islamisierung, bereicherer, kulturbereicherer, volksgenoss*
    """,
    Sign.LOATHING: "hasse|hassen, verachte|verachten, verabscheue|verabscheuen, kotzt mich, kotzen mich, widert mich, widern mich, ekelt mich, ekeln mich",
    Sign.PROFANITY: "scheiße, *scheiß, scheißdreck, verdammt*, verflucht*, verfickt*, beschissen*, kacke, mist, arsch, zum teufel, herrgott*, himmelherrgott, verflixt*, leck mich fett, fuck, shit, kotz*",
    Sign.ADDRESS: "ihr, euch, du, dich, dir, sie sind, sie alle, ihr alle, ihr da",
    Sign.OFFICE: "euer, eure|eurem|euren|eurer|eures, dein|deine|deinem|deinen|deiner, beamte|beamten, beamter, behörde*, amt, ämter*, amtes, regierung, verwaltung, stadtverwaltung, bürgermeister*, minister*, politiker*, sachbearbeiter*, bullen, polizisten",
    Sign.GROUP: """
        ausländer*, flüchtling*, asylbewerber*, asylanten, migrant*, jude|juden, muslim|muslime|muslimen|muslimin*, moslem*, schwule|schwulen, lesbe|lesben, homosexuell*, transgender*, transmensch*, transfrau*, transmänner, zigeuner*, roma, sinti, schwarze|schwarzen, afrikaner*, araber*, türke|türken, syrer*, afghane*, polen, russen, ukrainer*,
        frauen, weiber, behinderte|behinderten, obdachlose*, die|diese|alle linken, die|diese|alle grünen, feminist*, christen, katholiken, chinesen, asiaten, einwanderer*, ossis, wessis
    """,
    Sign.SELF: "ich, mich, mir, wir, uns, bin, sorry",
    Sign.NEGATION: "kein|keine|keinen|keiner|keinem, nicht, nie, niemals, weder, noch, niemand, ohne",
    Sign.COUNTER_SPEECH: """
        behaupte|behauptet|behaupten|sage|sagt|sagen|sagte|glaube|glaubt|glauben|meint|meinen|schreibt|schreiben|höre|liest dass, zu behaupten, behauptung*,
        keine meinung, ist hass, ist hetze, ist hassrede, ist rassismus, ist rassistisch*, ist keine meinung*, ist strafbar*, ist beleidigung*, ist menschenverachtend*, gegen hass, gegen hetze, gegen rassismus, hass und hetze, kein platz für, keinen platz, beschimpft|beschimpfen, beleidigt|beleidigen, bezeichnet|bezeichnen|bezeichnete als|andere|euch|menschen,
        wer ~ nennt|ruft|brüllt|schreit|schreibt|sagt|beschimpft|bezeichnet, nennen oder, niemand sollte, niemand darf, man darf nicht, solche kommentare, solche sprüche, andere menschen, vorurteil*, die den spruch, der satz, das wort, shitstorm, trolle|trollen, nicht unterkriegen, lasst euch nicht, haltet durch, haltet zusammen, hinter euch, solidarität*, hat den schuss nicht, zu bezeichnen, zu brüllen, zu nennen, zu rufen, zu schreiben
    """,
    Sign.OFFER: """
        krypto*, kredit ohne, ohne schufa, sofortkredit*, kredit* angebot*, casino*, freispiele, bonus ohne, ohne einzahlung, *follower kaufen, kaufe ~ follower|likes, follower und likes, likes kaufen, verdiene ~ euro|pro|täglich|geld|woche|monat, pro woche|tag|monat ~ verdienen|von zuhause|krypto|risiko, geld verdienen, schnelles geld, passives einkommen, von zu hause ~ verdienen, nebenverdienst*, finanzielle freiheit,
        ohne risiko, garantierte rendite, rendite garantiert, gratis iphone, iphone ~ gewonnen, gewonnen ~ gutschein, konto|nummer ~ ausgewählt, wurdest|wurden ausgewählt, gewinnspiel*, gutschein* ~ sichern, rabatt*, sonderangebot*, günstig kaufen, bestpreis, zum bestpreis, viagra*, potenz*, abnehmen ~ kilo, backlinks, seo ~ paket|agentur|angebot, heiße singles, singles in deiner, erotik*, sexkontakte, führerschein kaufen, doktortitel kaufen, impfpass kaufen, replica|replika, wunderheil*, hellseher*, partnerrückführung, trading*, forex, bitcoin ~ verdienen|invest*|gewinn*
    """,
    Sign.LURE: """
        klick|klicke|klickt hier|jetzt|link|auf den link, hier klicken, jetzt ~ sichern|bestellen|anmelden|kaufen|zugreifen, jetzt angebot, nur heute, nur noch heute, nur für kurze zeit, solange der vorrat, schreib|schreibe|schreibt mir ~ telegram|whatsapp|dm|privat, schreib ~ mir, auf telegram, auf whatsapp, per whatsapp, dm genügt, dm für, kontaktiere|kontaktieren mich|sie, hol dir, sichere dir, sichern sie sich,
        kostenlos testen, gratis, kostenlos*, link in bio, link im profil, folge mir, folgt mir, besuche meine|unsere|jetzt, sofort ~ auszahlung, auszahlung in, lieferung sofort, glückwunsch ~ gewonnen|ausgewählt, glückwunsch dein|ihr
    """,
}
