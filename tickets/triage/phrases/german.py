"""German words and phrases; the notation is explained in `tickets.triage.lexicon`."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

GERMAN: Mapping[Sign, str] = {
    Sign.INTERROGATIVE: """
        ^ wann|wo|wohin|woher|wieso|weshalb|warum|womit|wofür|wozu|worauf|wodurch|woran|wovon|wobei|
        inwiefern|inwieweit, ^ ab|bis|seit wann, ^ von|an|bei|mit|für wem|wen, ^ auf|in|bei|an welch*,
        ^ welch*, ^ wessen, ^ ob, ^ gibts, ^ wieviel|wieviele, ^ um wie viel, ^ was für unterlagen,
        ^ wie lange|viel|viele|oft|hoch|alt|weit|groß|spät|sicher|früh,
        ^ wie|was|wer|wem|wen ist|sind|war|waren|hat|haben|habt|hatte|kann|können|könnt|könnte|könnten|
        könntet|darf|dürfen|dürft|dürfte|muss|müssen|müsst|wird|werden|werdet|würde|würdet|wäre|wären|hätte|
        hättet|gibt|gäbe|geht|gehen|gilt|gelten|reicht|kommt|kommen|weiß|wissen|wisst|kennt|kennen|macht|
        machen|stimmt|braucht|brauche|brauchen|lohnt|funktioniert|bietet|bieten|plant|planen|sucht|nehmt|
        nimmt|soll|sollen|sollte|steht|zählt|bekommt|bekommen|bekomme|kriegt|fährt|öffnet|schließt|kostet|
        haftet|bleibt|liegt|seid|bin|kosten|passiert|mache|bedeutet|tun|gehört|heißt|tut|hilft|prüft|zahlt|
        kontrolliert|kümmert|melde|komme|kriege|gehe|stelle|lautet|sieht|sehen|erkenne|erkennt|schütze|
        beantrage|erreiche|erreicht|finde,
        ^ ist|sind|war|waren|hat|haben|habt|hatte|kann|können|könnt|könnte|könnten|könntet|darf|dürfen|
        dürft|dürfte|muss|müssen|müsst|wird|werden|werdet|würde|würdet|wäre|wären|hätte|hättet|gibt|gäbe|
        geht|gehen|gilt|gelten|reicht|kommt|kommen|weiß|wissen|wisst|kennt|kennen|macht|machen|stimmt|
        braucht|brauche|brauchen|lohnt|funktioniert|bietet|bieten|plant|planen|sucht|nehmt|nimmt|soll|
        sollen|sollte|steht|zählt|bekommt|bekommen|bekomme|kriegt|fährt|öffnet|schließt|kostet|haftet|
        bleibt|liegt|seid|bin es|das|der|die|den|dem|ein|eine|einen|einem|ihr|sie|man|ich|wir|jemand|hier|
        denn|eigentlich|auch|noch|schon|mein|meine|meinen|unser|unsere|euer|eure|ihre|dieser|diese|dieses|
        sich|da|dafür|dazu|dort|einer|irgendwer|am|heute|morgen|wer
    """,
    Sign.REQUEST: """
        wüsste|wüssten gern|gerne, würde|würden gern|gerne ~ wissen|erfahren,
        möchte|möchten ~ wissen|erfahren, will|wollte ~ wissen, frage mich ob|wie|wann|warum,
        fragen uns ob|wie|wann|warum, eine frage, frage zu|zum|zur, fragen zu|zum|zur, frage an,
        meine frage, unsere frage, kurze frage, ich frage, bitte um, bitten um,
        brauche ~ hilfe|rat|auskunft, bräuchte ~ hilfe|rat|auskunft, brauchen ~ hilfe,
        suche nach|einen|eine, ich suche, wir suchen, kann mir jemand|wer, könnt ihr mir|uns,
        können sie mir|uns, kann mir ~ sagen|helfen, könnt ihr ~ sagen|helfen|prüfen,
        können sie ~ sagen|helfen|prüfen, wer kann ~ helfen|sagen|erklären, bitte ~ melden, wohin ~ wenden,
        an wen ~ wenden|schicken|melden, woran erkenne*, weiß nicht ~ wie|wo|wann|an|ob,
        bitte ~ prüfen|ansehen|anschauen|erklären|rückmeldung|antwort|auskunft|rückruf, um rückmeldung,
        um auskunft, habe ich das richtig verstanden, ist mir ~ unklar, mir ist nicht klar, hilfe bei,
        wüsste|wüssten ~ gern|gerne, interessiert ~ ob|wie|wann|was, interessieren ~ ob|wie|wann|was,
        ich verstehe nicht ~ wie|was|warum, nachfrage, rückfrage, anfrage, hätte ~ frage, habe ~ frage,
        haben ~ frage, suche den|die|das|jemanden, ich bräuchte, wir bräuchten, benötige, benötigen,
        könnten sie, könntet ihr, würden sie, würdet ihr, bin unsicher|mir unsicher, tipp|tipps für,
        empfehlung für, kann|könnt|können ~ helfen, helft mir, kennt jemand|wer|einer, hat jemand,
        weiß jemand|wer|hier
    """,
    Sign.RHETORICAL: """
        gehts noch, geht es noch, was soll das, was soll der, euer ernst, ihr ernst, dein ernst,
        wie kann man nur, wollt ihr mich, wollen sie mich,
        seid ihr ~ bescheuert|bekloppt|doof|blöd|dumm|verrückt|irre, sonst noch was, schämt ihr euch,
        schämen sie sich, wie blöd|dumm|doof|bescheuert, merkt ihr, merken sie ~ noch, spinnt ihr,
        hallo noch da
    """,
    Sign.DATA_LEAK: """
        datenleck*, datenpanne*, datenschutzvorfall*, datenschutzpanne*, daten ~ fremder|anderer,
        fremde|fremden|fremder daten, daten von fremden|anderen,
        daten ~ abgeflossen|geleakt|veröffentlicht|im darknet, kundendaten ~ gefunden|offen|ohne,
        patientendaten ~ gefunden|offen|ohne|netz, datenbank ~ ohne|offen|öffentlich,
        unterlagen|bescheid|akte|post eines|einer fremden|anderen, falschen empfänger ~ geschickt,
        mail ~ offenem verteiler, offenem verteiler, alle empfänger ~ sichtbar,
        anderen|fremden|anderer|fremder kundin|kunden|person|personen|bürgers|patienten|patientin|familie|
        leute, im cc, adressen im|in cc|kopie, alle mailadressen,
        sehe ~ daten|rechnungen|akten|adressen ~ anderer|fremder, daten ~ im netz|internet|darknet,
        versehentlich ~ daten|adressen|mail|liste, kann ~ alles lesen|sehen|einsehen,
        noch eingeloggt|angemeldet, jemand|jemandem ~ eingeloggt|angemeldet,
        nicht meine daten|rechnung|akte, nicht mein bescheid|konto, fremder|anderer name,
        schlüssel ~ öffentlich|git|github|repo|repository|netz, privater|privaten schlüssel|key, api key*,
        zugangsdaten ~ öffentlich|netz|github|gefunden|verkauft|verkauf,
        passwörter ~ öffentlich|verkauft|geleakt|gefunden,
        verkauft|verkaufen ~~ accounts|daten|zugänge|passwörter,
        akten|aktenordner|patientenakten ~ müll|container|altpapier|straße, usb stick ~ gefunden|verloren,
        laptop|diensthandy ~ gestohlen|verloren|geklaut,
        für jeden|alle|jedermann ~ sichtbar|einsehbar|lesbar|abrufbar
    """,
    Sign.IMPERSONATION: """
        in eurem|ihrem|unserem namen, im namen ~ behörde|amtes|stadt|bsi|stadtwerke,
        angeblich von euch|ihnen|eurem|ihrem|der stadt|vom, angeblich von ~ kommen|stammen,
        geben sich ~~ aus, gibt sich ~~ aus, gab sich ~~ aus, gaben sich ~~ aus, haben sich ~~ ausgegeben,
        ausgegeben als, als ~ ausgegeben, sich als ~ ausgab|ausgeben,
        gefälschte mail|mails|seite|website|rechnung|rechnungen|sms|webseite|profil|briefe,
        gefälschter account|brief|bescheid, fake account*, fake profil*, falscher account, falsches profil,
        fake shop*, fakeshop*, fake mail*, fake rechnung* ~ unterwegs|umlauf,
        phishing ~ euren|ihren|eurem|ihrem|unterwegs|umlauf, phishing* mit eurem|ihrem,
        profil mit meinem namen, betrugsmasche*, enkeltrick*, falsche polizisten, anrufer*,
        ruft|rief|riefen ~ an ~ behauptet|will|wollte|wollten, behauptet ~ er|sie sei, gibt|gab|geben vor,
        iban ~ haben|wissen|durchgeben|nennen,
        will|wollte|wollen|verlangt|verlangte|fragt|fragte ~~ iban|pin|tan|kontodaten|passwort|zugangsdaten|
        kreditkartennummer, seid ihr das, sind sie das, ist das von euch|ihnen, kommt das von euch|ihnen,
        wart ihr das,
        falsche|falscher|falsches|falschen mitarbeiter|mitarbeiterin|handwerker|profil|rechnung|mail|mails|
        polizist, fake seite*, fake website*, nachgemachte|nachgemachter, täuschend echt,
        verdächtige|verdächtiger|verdächtiges|verdächtigen mail|mails|sms|nachricht|anruf|brief|anhang,
        dubiose|dubioser|dubioses|dubiosen mail|anruf|nachricht|brief, smishing, quishing,
        qr code ~ überklebt|gefälscht|falsch, phishing ~ welle|aktuell|gerade, phishingwelle
    """,
    Sign.FRAUD: """
        wurde|wurden ~ gehackt, gehackt worden, mein konto|account ~ gehackt,
        auf ~ betrüger|phishing|masche ~ reingefallen, identitätsdiebstahl, *betrug, betrogen worden,
        wurde|wurden ~ betrogen, betrüger|betrügern haben|hat ~ abgenommen|gestohlen|erbeutet,
        opfer ~ betrug|betrugs|betrüger|phishing, geld ~ abgebucht|weg, konto ~ leergeräumt|geplündert,
        meine daten ~ gestohlen|missbraucht, wurde ~ erpresst, erpressungsmail*, werden ~ erpresst,
        cyberangriff*, hackerangriff*, kreditkarte ~ missbraucht|belastet, konto ~ übernommen,
        account ~ übernommen, erpresser*, ddos*
    """,
    Sign.MALWARE: """
        ransomware, lösegeld*, trojaner ~ eingefangen|gefunden|entdeckt, virus ~ eingefangen,
        verschlüsselungstrojaner*, rechner|server|computer|praxis|dateien ~ verschlüsselt,
        verschickt ~ viren|schadsoftware, verteilt ~ viren|schadsoftware, infiziert* ~ rechner|server|datei,
        schadcode ~ gefunden|website|seite
    """,
    Sign.OUTAGE: """
        nicht|nimmer erreichbar, nicht aufrufbar, nicht verfügbar, down, offline, komplett tot, total tot,
        lahmgelegt, ausgefallen, störung, totalausfall, fehler 404|500|502|503|504,
        error 404|500|502|503|504, lädt nicht, lädt nicht mehr, startet nicht, stürzt ~ ab, abgestürzt,
        portal|seite|website|app|server|login|system spinnt|hängt|streikt|klemmt, geht nicht mehr,
        geht ~ gar nichts, funktioniert ~ nicht mehr, funktioniert ~ nicht, einloggen ~ nicht möglich,
        login ~ nicht, anmeldung ~ nicht möglich, kein strom, kein wasser, kein internet, stromausfall,
        rohrbruch, serverfehler, fehlermeldung, zertifikat ~ abgelaufen,
        leitung|telefon|hotline|nummer|notrufnummer ~ tot, seit ~ stunde|stunden|tagen|heute tot,
        keine verbindung, besetztzeichen, weiße seite, leere seite, schwarzer bildschirm, timeout,
        zeitüberschreitung, wird nicht geladen,
        lässt sich ~ nicht öffnen|laden|aufrufen|absenden|installieren|herunterladen|starten,
        hängt sich auf, friert ein, bleibt hängen, endlosschleife, zusammengebrochen, überlastet,
        nicht zu erreichen, komme nicht ~ rein|drauf, kann mich nicht ~ einloggen|anmelden,
        kann mich ~ nicht einloggen|anmelden, schlägt fehl,
        kein|keine ~ warmes wasser|warmwasser|heizung|licht|netz|empfang|signal|fernwärme|
        straßenbeleuchtung, ohne strom|wasser|heizung|internet|licht, fällt|fiel ~ aus, ausfall, ausfälle,
        außer betrieb, gestört, störungen, nichts geht mehr, geht nix|nichts mehr, zertifikatsfehler,
        zertifikatswarnung, browser ~ warnt|verweigert|blockiert, verbindung ~ abgelehnt|verweigert,
        defekter aufzug, aufzug ~ kaputt|defekt|steht
    """,
    Sign.URGENT: """
        dringend*, notfall*,
        sofort|umgehend|schnellstmöglich ~ kommen|schicken|handeln|sperren|eingreifen|abschalten|anschauen|
        ansehen|prüfen|hilfe, so schnell wie möglich, heute noch, jemanden schicken, jemand schicken,
        schickt ~ jemanden|wen, sofort hilfe, brauchen sofort, eilt, akut|akute|akuter
    """,
    Sign.HAZARD: """
        riecht ~ gas, gasgeruch, brennt ~ lichterloh|haus|keller|wald|mülltonne|container,
        ampel ~ ausgefallen|defekt|kaputt|aus, wasserrohrbruch, rohrbruch, baum ~ umgestürzt|gefallen,
        umgestürzter|umgekippter baum, straße|fahrbahn ~ überflutet|unterspült|abgesackt,
        gullydeckel ~ fehlt|offen, lebensgefahr, einsturz*, einsturzgefahr*,
        notruf ~ gestört|ausgefallen|tot, öl auf der, ölspur, offene stromkabel, tote vögel,
        trinkwasser ~ verunreinigt|verschmutzt|keime, geländer, absturzgefahr, stolperfalle*, unfallgefahr,
        unfall ~ passiert|gegeben, schwer verletzt, spiegelglatt, stromschlag,
        loch ~ straße|fahrbahn|gehweg|eisdecke, es brennt, rauch ~ aus|über, explosion*, giftköder,
        vermisst seit, akute gefahr, gefahr für ~ kinder|leib|fußgänger, bevor ~ passiert,
        spritzen ~ sand|spielplatz|park|gebüsch, scherben, glasscherben, rattengift, chemikalie*,
        tote fische, fischsterben, schwerverletzt*, bewusstlos*, ohnmächtig, hilflose person, schüsse,
        messerstecherei, eingeklemmt, steckt|stecken ~ aufzug|fahrstuhl, überschwemm*, hochwasser,
        sturmschaden, ast|äste ~ gefallen|abgebrochen|heruntergefallen, schacht ~ offen, offener schacht,
        kabel ~ hängt|hängen|frei, weltkriegsbombe, bombenfund*, asbest, stromkasten ~ offen
    """,
    Sign.ABUSE: """
        werde ~~ bedroht|beleidigt|belästigt|gestalkt|gemobbt|beschimpft,
        wurde ~~ bedroht|beleidigt|belästigt|gestalkt|beschimpft|angefeindet,
        werden ~~ bedroht|beleidigt|belästigt|beschimpft, bedroht mich|uns|meine|meinen|unsere,
        beleidigt mich|uns|meine|unsere, belästigt mich|uns|meine, beschimpft mich|uns|meine, stalkt mich,
        droht mir|uns, drohte mir|uns, nennt mich|uns, nannte mich|uns,
        jemand ~ droht|bedroht|beleidigt|hetzt, nutzer ~ nennt|droht|beleidigt|hetzt, hasskommentar*,
        hassbotschaft*, hassnachricht*, hakenkreuz*, ss runen, drohbrief*, drohmail*,
        beleidigende ~ kommentare|nachrichten, verschickt ~ beleidigungen,
        kommentar|kommentare|beitrag|post ~ löschen, löschen und anzeigen,
        kommentar|kommentare|beitrag|account|hass|beleidigung|beleidigungen ~ melden,
        melde ~ kommentar|beitrag|account, anzeige erstatte*, anzeige ~ erstatten, strafanzeige,
        volksverhetzung*, meine adresse ~ veröffentlich*,
        rassistisch beschimpft|beleidigt|angegriffen|angefeindet,
        wird ~~ beschimpft|bedroht|beleidigt|gemobbt|belästigt|angefeindet, aufs übelste,
        hetzt|hetzen gegen, hetze gegen, nazi schmiererei*, schmiererei*, hitlergruß, holocaust ~ leugn*,
        stalker*, cybermobbing, mobbing, rachepornos, nacktbilder|nacktfotos ~ von mir|meiner,
        antisemitische|antisemitischer|rassistische|rassistischer|homophobe|sexistische ~ kommentar|
        kommentare|beleidigung|beleidigungen|schmiererei|parole|parolen|nachrichten
    """,
    Sign.CRITICISM: """
        kritik*, kritisier*, unverständlich*, nicht nachvollziehbar, nicht verständlich,
        enttäuscht|enttäuschend|enttäuschung, unzumutbar*, unmöglich, unding, frechheit, unverschämt*,
        lächerlich*, peinlich*, armutszeugnis, blamabel, schande, beschämend, skandal*, inkompeten*,
        unfähig*, versagt, versagen, arrogan*, überheblich*, unfassbar, unglaublich, ärgerlich, ärgere mich,
        nervt, nervig, schlecht, schlechter, katastroph*, desaster, chaos, chaotisch*, zumutung, witz,
        trauerspiel, saftladen, schwachsinn*, unsinn, blödsinn, quatsch, mist, murks, pfusch*, unbrauchbar,
        nutzlos, sinnlos*, steuergeld*, steuerverschwendung, bürokrati*, widerspr*, falsch|falsche|falschen,
        leider, bedauerlich, bedauere, schade, mangelhaft, ungerecht*, unfair, idiotisch*, zu spät,
        zu teuer, zu kompliziert, zu langsam, kein verständnis, fehlentscheidung*, fahrlässig*,
        ohne sinn und verstand, übertrieben*, zum kotzen, voll daneben, geht gar nicht, so geht das nicht,
        platzt mir der kragen, überfordert, schlechter scherz, rückschritt, rückständig*, verarsch*,
        veräpp*, veralbert*, schikane*, willkür*, stur|sture|sturer, unflexibel*, unfreundlich*,
        respektlos*, lieblos*, planlos*, hilflos, gleichgültig*, traurig, erschreckend, bedenklich,
        fragwürdig, absurd*, grotesk*, weltfremd*, realitätsfern*, verantwortungslos*, rücksichtslos*,
        unprofessionell*, stümperhaft*, dilettantisch*, das kann nicht sein, kann doch nicht sein,
        darf nicht wahr sein, hat nichts mit ~ zu tun, schlamperei*, schlampig*, schludrig*, bodenlos*,
        absichtserklärung*, unüberlegt*, halbherzig*, lückenhaft*, schwammig*, ausrede*, floskel*,
        worthülse*, phrasen, bla bla, blabla, augenwischerei, feigenblatt, symbolpolitik, flickschusterei,
        schilda, schildbürger*, posse, farce, mein gott, ernsthaft, wundert euch, wundern sich,
        hindernisparcours, hindernis*, zu dumm|blöd|doof ~ um, echt schwach, schwach, enttäuscht*,
        kopfschütteln, fassungslos*, sprachlos
    """,
    Sign.GRIEVANCE: """
        seit * tagen|wochen|monaten|jahren|stunden, seit tagen|wochen|monaten|jahren|stunden|ewigkeiten,
        nach * tagen|wochen|monaten|jahren|stunden|mails|anrufen, warte ~ auf, warten ~ auf, wartezeit*,
        warteschleife*, keine antwort, keine reaktion, keine rückmeldung, keiner antwortet,
        niemand antwortet, niemand erreichbar, nie ~ besetzt, niemand ~ zuständig, keiner ~ zuständig,
        antwortet ~ nicht, reagiert ~ nicht, nicht ~ geantwortet, nicht ~ reagiert, kein termin,
        keine termine, termin* ~ abgesagt|verschoben|ausgebucht,
        zum dritten|zweiten|vierten|fünften|zehnten mal, zweimal|dreimal|viermal|fünfmal|mehrfach,
        abgelehnt, ohne begründung, ohne bescheid, verschlossen* tür*, obwohl, weil, nicht barrierefrei,
        barriere*, nur ~ pdf, für dumm|blöd verkauf*, frist ~ verstrichen|abgelaufen,
        immer noch kein*|nicht, noch immer kein*|nicht, noch kein bescheid, mal ~ angerufen|geschrieben,
        drei|zwei|vier verschiedene, warum|wieso ~ nicht, fehlt ~ jeder|jede|jeder hinweis, mir fehlt,
        uns fehlt, behandelt ~ wie, wie ~ behandelt, wo bleibt|bleiben, kaputt, defekt, gefährlich,
        müsst ihr|ihr müsst ~ endlich, trotz, statt ~ zu, während,
        fehlt|fehlen|fehlende|fehlender|fehlendes, mangel, mangelnde|mangelnder, dunkel, zu laut, lärm*,
        so|ist|sind|total dreckig|verdreckt, verdreckt*, verschmutzt*, vermüllt*, verstopft*, blockiert*,
        zugeparkt*, zugestellt, zugewuchert*, zu eng, zu schmal, holprig*, schlagloch*, schlaglöcher*,
        unübersichtlich*, umständlich*, stundenlang*, tagelang*, wochenlang*, monatelang*, jahrelang*, ewig,
        endlos*, umsonst, vergeblich, vergebens, verpasst, verschwunden, ignoriert*, vertröstet,
        abgewimmelt, hin und her, antanzen, gezwungen, passt nicht, stimmt nicht, klappt nicht, geht nicht,
        reicht nicht, hilft nicht, sieht anders aus, geht anders, niemand kümmert, keiner kümmert,
        schon wieder, jedes mal, immer wieder, immer noch, dauernd, ständig, ausgerechnet, wieder einmal,
        mal wieder, unnötig*, überflüssig*, veraltet*, verschlechter*, wartezimmer, wartende,
        stunden gewartet|warten, drei|zwei|vier|fünf stunden, stau,
        straße|brücke|weg|gehweg|radweg ~ gesperrt|aufgerissen, keinerlei, kein einziges|einziger|einzigen,
        keine einzige, nirgends, nirgendwo, wieder nur, nicht mal, nicht einmal, zahle ich, steuerzahler*,
        rückstau, jeden morgen|tag|abend, sucht man ~ vergebens|vergeblich, statt dessen,
        verschickt|verschicken ~ an tote
    """,
    Sign.PROPOSAL: """
        wäre ~ besser|schön|gut|sinnvoll|hilfreich|möglich|wünschenswert, vorschlag*, schlage vor,
        schlagen vor, anregung*, wünsche mir, würde mir wünschen, wünschen uns, könnte man,
        könntet ihr ~ doch, sollte man, man sollte, sollten wir, sollte ~ werden, sollten ~ werden,
        müsste ~ werden, bitte überdenk*, bitte ~ ändern|korrigieren|verbessern|nachbessern, stattdessen,
        alternativ*, verbesser*, hätte|hättet|hätten ~ sollen|können|müssen, plädiere, fordere|fordern,
        halte ~ für falsch|sinnvoll|richtig, finde es, ich finde, meiner meinung nach, aus meiner sicht
    """,
    Sign.IRONY: """
        danke für nichts, na super, na toll, na prima, na klasse, na bravo, toll gemacht nicht,
        herzlichen glückwunsch zu|zum|zur, super leistung nicht, wie immer top nicht, schön dass ~ nicht,
        bravo, applaus, respekt dass ~ nicht, läuft bei euch, weltklasse nicht, willkommen im jahr, neuland,
        echt jetzt
    """,
    Sign.MATTER: """
        termin*, antrag*, anträge*, formular*, bescheid*, *portal*, website, webseite, *seite, app,
        rechnung*, mahnung*, *gebühr*, ausweis*, *pass, schalter, hotline, telefon*, warteschlange, *müll*,
        tonne*, radweg*, baustelle*, *straße*, kreuzung*, ampel*, spielplatz*, *ausweis*, *zertifikat*,
        zertifizierung*, warnung*, leitfaden, richtlinie*, verordnung*, datenschutz*, cookie*, broschüre*,
        verfahren, *frist, auskunft*, sachbearbeit*, *bahn, bus, kita*, schule*
    """,
    Sign.PRAISE: """
        vielen dank, herzlichen dank, besten dank, danke für|an|euch|ihnen, danke dass, lieben dank,
        großes lob, ein lob, lob an, weiter so, macht weiter, gute arbeit, tolle arbeit, super arbeit,
        großartige arbeit, klasse arbeit, großartig*, klasse, spitze, prima, toll|tolle|toller|tolles,
        super, hervorragend*, ausgezeichnet*, wunderbar*, richtig gut, sehr gut, echt gut, wirklich gut,
        verdammt gut*, gut erklärt, gut gemacht, hut ab, chapeau, respekt, begeistert, freut mich,
        freue mich, hat ~ geklappt, sehr hilfreich, hilfreich*,
        freundlich|freundliche|freundlicher mitarbeit*, nette kollegin|kollege|mitarbeit*, nett geholfen,
        gelungen*, vorbildlich*, genau so etwas ~ gesucht, genau das ~ gesucht, daumen hoch, haltet durch,
        lobenswert, fein, sympathisch*, geduldig*, hilfsbereit*, kompetent*, unkompliziert*, zuvorkommend*,
        schnell geholfen, hin und weg, positiv|angenehm überrascht, besser geworden, gefällt mir|uns,
        gefallen mir, liebe euch, cool, mega, genial*, sehr schön, wunderschön*, danke euch, tausend dank,
        nicht erwartet, fan von, hat spaß gemacht, gute sache|idee|aktion, tolle sache|idee|aktion,
        schöne sache|idee|aktion, freundlich, herzlich|herzliche, liebevoll*, macht spaß, kompliment*,
        übersichtlich, blitzschnell, tag gerettet, perfekt*, tadellos*, einwandfrei*, reibungslos*,
        problemlos, bestens, gern wieder, mehr davon, ihr macht ~ gut|toll|klasse|super, guter job,
        grüße ans team, top
    """,
    Sign.THANKS: "danke, dankeschön, dank, merci, thx, dankbar",
    Sign.COURTESY: """
        bitte, guten tag|morgen|abend, freundliche|freundlichen|liebe|viele|beste|schöne grüße|grüßen, mfg,
        liebes team, sehr geehrte*, hallo, moin, servus, mit freundlichen
    """,
    Sign.OFFER: """
        krypto ~ verdien*|invest*|risiko|gewinn*|trading|signale|bot, mit krypto,
        kryptowährung* ~ verdien*|invest*|gewinn*|kaufen, kredit ohne, ohne schufa, sofortkredit*,
        kredit* angebot*, casino*, freispiele, bonus ohne, ohne einzahlung, *follower kaufen,
        kaufe ~ follower|likes, follower und likes, likes kaufen,
        verdiene ~ euro|pro|täglich|geld|woche|monat,
        pro woche|tag|monat ~ verdienen|von zuhause|krypto|risiko, geld verdienen, schnelles geld,
        passives einkommen, von zu hause ~ verdienen, nebenverdienst*, finanzielle freiheit, ohne risiko,
        garantierte rendite, rendite garantiert, gratis iphone, iphone ~ gewonnen, gewonnen ~ gutschein,
        konto|nummer ~ ausgewählt, wurdest|wurden ausgewählt, gutschein* ~ sichern, sonderangebot*,
        günstig kaufen, bestpreis, zum bestpreis, viagra*, abnehmen ~ kilo, backlinks,
        seo ~ paket|agentur|angebot, heiße singles, singles in deiner, erotik*, sexkontakte,
        führerschein kaufen, doktortitel kaufen, impfpass kaufen, replica|replika, wunderheil*, hellseher*,
        partnerrückführung, trading*, forex, bitcoin ~ verdienen|invest*|gewinn*, schuldenfrei, schufa,
        hohe gewinne, reich werden, renditen, aktientipp*, sportwetten, glücksspiel*, dropshipping,
        affiliate*, networkmarketing, umschuldung, sofortauszahlung, günstige kredite, privatkredit*,
        investieren sie, investiere ~ jetzt|heute, verdienst ~ homeoffice, homeoffice ~ euro|verdienen,
        mehr kunden, mehr follower, mehr umsatz, seite eins bei, potenzmittel, nahrungsergänzung*, detox*,
        verleihe geld, geld verleihen, darlehen ~ privat|privatpersonen|zinsen|kontakt, prozent zinsen,
        zu * zinsen, kreditangebot*, geld an privatpersonen, sie wurden ausgewählt, dein gewinn, ihr gewinn,
        gutscheincode
    """,
    Sign.RECEIVED: """
        habe|hab|haben ~~ bekommen|erhalten|gekriegt|gelesen,
        bekomme|kriege|erhalte|bekommen ~~ sms|mail|mails|anruf|anrufe|nachricht|nachrichten|werbung, bekam,
        erhielt, kam ~ mail|sms|nachricht|brief,
        schreibt|schrieb|schickt|schickte|schicken|schreiben mir|uns,
        wurde ~~ angeschrieben|angerufen|kontaktiert, spam, abzocke*, masche*, betrug*, reingefallen,
        hereingefallen, angeblich*, verloren durch, vorsicht vor, warnung vor, seriös, stand da, steht da
    """,
    Sign.LURE: """
        klick|klicke|klickt hier|jetzt|link|auf den link, hier klicken,
        jetzt ~ sichern|bestellen|anmelden|kaufen|zugreifen, jetzt angebot, nur heute, nur noch heute,
        nur für kurze zeit, solange der vorrat, schreib|schreibe|schreibt mir ~ telegram|whatsapp|dm|privat,
        schreib ~ mir, auf telegram, auf whatsapp, per whatsapp, dm genügt, dm für,
        kontaktiere|kontaktieren mich|sie, hol dir, sichere dir, sichern sie sich, kostenlos testen,
        link in bio, link im profil, folge mir, folgt mir, besuche meine|unsere|jetzt, sofort ~ auszahlung,
        auszahlung in, lieferung sofort, glückwunsch ~ gewonnen|ausgewählt, glückwunsch dein|ihr,
        jetzt unverbindlich, unverbindlich anfragen, kostenlose beratung|erstberatung, angebot gilt,
        nur ~ plätze, plätze sichern, jetzt bewerben, jetzt anfragen, jetzt investieren, jetzt starten,
        mehr infos unter, melde dich bei|per|jetzt, unser partner, kontakt nur per|über,
        nur per whatsapp|telegram|mail, anfragen per pn
    """,
}
