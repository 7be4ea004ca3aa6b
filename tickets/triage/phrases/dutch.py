"""Dutch words and phrases; the notation is explained in `tickets.triage.lexicon`."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

DUTCH: Mapping[Sign, str] = {
    Sign.INTERROGATIVE: """
        ^ wanneer|waar|waarom|waarmee|waarvoor|hoezo|welke|welk,
        ^ hoe kan|kom|krijg|lang|laat|veel|vaak|oud|moet|werkt|meld|weet|zit|gaat|duur|stel|vraag,
        ^ wat is|zijn|kost|kosten|moet|gebeurt|kan|betekent|doe|doen|mag, ^ wie is|kan|weet|helpt,
        ^ kan|mag|moet|zal ik|je|men|iemand|dat,
        ^ kunnen|kunt|willen|wil|weten|weet|hebben|heeft jullie|u|wij|we|iemand|de|het,
        ^ is er|het|dat|dit|de|mijn|jullie|deze, ^ zijn er|de|jullie, ^ heb ik, ^ klopt het,
        ^ geldt dit|dat|de|het, ^ wordt de|het|er, ^ worden de, ^ en wat|wanneer|hoe|waar,
        ^ tot|vanaf|sinds wanneer, ^ bij wie, ^ aan wie,
        ^ is|zijn|was|waren|heeft|hebben|heb|hebt|kan|kunnen|kunt|mag|mogen|moet|moeten|zal|zullen|zou|
        zouden|wordt|worden|gaat|gaan|geldt|werkt|weet|weten|komt|komen|doet|doen ik|je|jij|jullie|u|we|wij|
        ze|men|iemand|het|de|dit|dat|er|een|mijn|deze|die|ons|onze|hier|ook|al|nog,
        ^ hoe|wat|wie is|zijn|kan|kunnen|moet|moeten|mag|heeft|hebben|gaat|wordt|worden|doet|komt|komen|
        werkt|kost, ^ vanaf|tot wanneer, ^ of
    """,
    Sign.REQUEST: """
        ik vraag me af, vraag me af, wil|wilde ~ weten|vragen, zou ~ graag willen weten, zou ~ willen weten,
        een vraag, vraag over, mijn vraag, vraagje, kunnen jullie mij|me, kunt u mij|me,
        kan iemand ~ helpen|vertellen|uitleggen, hulp nodig, help met, op zoek naar, ik zoek,
        weet niet ~ hoe|waar|wanneer|of, graag ~ antwoord|reactie|hulp|advies, alsjeblieft ~ helpen,
        laat ~ weten, weet iemand, kent iemand, heeft iemand, kunnen jullie, kunt u, zouden jullie, zou u,
        navraag, vragen over, informatie over, waar ik, hoe ik, tips voor, ik begrijp niet
    """,
    Sign.RHETORICAL: """
        zijn jullie ~ gek|dom|blind|achterlijk, hoe dom, wat bezielt, meen je dat, meent u dat,
        schamen jullie je niet
    """,
    Sign.DATA_LEAK: """
        datalek*, gegevens van anderen|iemand, persoonsgegevens ~ gelekt|straat|openbaar|zichtbaar,
        gelekte gegevens, gegevens ~ gelekt, van een ander ~ brief|gegevens|dossier, kan ~ alles lezen|zien,
        nog ingelogd, niet mijn gegevens|rekening|brief, wachtwoorden ~ openbaar|gelekt|verkocht|straat,
        verkoopt|verkopen ~~ accounts|gegevens|wachtwoorden, accounts ~ met wachtwoord,
        dossiers ~ container|straat|papier, usb stick ~ gevonden|verloren, zichtbaar voor iedereen
    """,
    Sign.IMPERSONATION: """
        uit jullie|uw|onze naam, namens jullie|u|de gemeente ~ nep*|geld|betaling|betalen,
        zogenaamd van|namens, doen zich voor als, doet zich voor als, deed zich voor als, nepmail*, nepsms,
        nepsite*, nepaccount*, nepfactu*, nepbrie*, nepprofiel*, nepwebsite*,
        neppe mail|mails|site|brief|sms, valse mail*|mails|site|website|brief, phishing ~ jullie|uw|omloop,
        oplichter* ~ jullie|naam, beller ~ zegt|beweert|doet, belt|belde ~ namens,
        beweert ~ van de gemeente|politie|bank,
        vraagt|vroeg om ~ pincode|wachtwoord|rekeningnummer|iban|gegevens, zijn jullie dat,
        is dit van jullie, komt dit van jullie, verdachte mail|sms|brief|bericht|link, phishingmail*,
        smishing
    """,
    Sign.FRAUD: """
        ben gehackt, is gehackt, zijn gehackt, opgelicht, identiteitsfraude, geld ~ afgeschreven|kwijt,
        rekening ~ leeg|geplunderd, afgeperst, cyberaanval*
    """,
    Sign.MALWARE: """
        ransomware, losgeld, gijzelsoftware, bestanden ~ versleuteld, computers ~ versleuteld,
        virus ~ computer|laptop|verspreid*, malware ~ gevonden|verspreid*
    """,
    Sign.OUTAGE: """
        ligt ~ eruit|uit|plat|down, ligt er ~ uit, niet bereikbaar, onbereikbaar, storing*,
        inloggen ~ lukt niet|niet, kan niet inloggen, kunnen niet inloggen, doet het niet,
        werkt ~ niet meer, werkt niet, laadt niet, loopt vast, crasht, offline, stroomstoring,
        geen stroom|water|internet, foutmelding*, error 404|500|502|503|504, witte pagina, lege pagina,
        wit scherm, zwart scherm, geen verbinding, overbelast, kan niet openen, opent niet, vastgelopen,
        bevroren, eruit ligt, in storing, certificaatfout*, geen verwarming|warm|licht|signaal|verbinding,
        zonder stroom|water|verwarming|internet, buiten gebruik|werking, niets werkt
    """,
    Sign.URGENT: "dringend*, spoed*, noodgeval*, zo snel mogelijk, onmiddellijk, stuur ~ iemand",
    Sign.HAZARD: """
        gaslucht, gaslek*, ruikt ~ gas, staat in brand, verkeerslicht* ~ kapot|uit|defect,
        stoplicht* ~ kapot|uit|defect, boom ~ omgevallen|omgewaaid, omgevallen boom,
        waterleiding ~ gesprongen, weg ~ overstroomd|verzakt, levensgevaarlijk*, putdeksel*,
        naalden ~ speeltuin|zandbak|park, glasscherven, dode vissen, bewusteloos, schoten, lift ~ vast,
        overstroming, overstroomd, tak ~ gevallen|afgebroken, asbest, brand bij|in
    """,
    Sign.ABUSE: """
        bedreigt mij|me|ons|mijn, bedreigd door,
        word|wordt ~ bedreigd|lastiggevallen|gestalkt|uitgescholden, werd ~ bedreigd|uitgescholden,
        scheldt ~ uit, schrijft dat hij|ze, noemt mij|me, noemde mij|me, stalkt mij|me,
        iemand ~ bedreigt|dreigt, haatreactie*, haatbericht*, dreigmail*, dreigbrief*, aangifte ~ doen,
        verwijder ~ reactie|bericht, racistisch ~ uitgescholden|bejegend, hakenkruis*,
        wordt ~~ gepest|uitgescholden|bedreigd, racistische reactie|reacties|leuzen, bedreigingen
    """,
    Sign.CRITICISM: """
        kritiek*, onacceptabel, teleurgesteld|teleurstellend|teleurstelling, belachelijk, schandalig,
        schande, schandelijk, onbegrijpelijk, irritant, ergerlijk, erger me, slecht|slechte|slechter,
        waardeloos, jammer, onzin, fout, verkeerd, te laat, te duur, te traag, te ingewikkeld, bureaucrati*,
        incompetent*, onbekwaam*, arrogant*, onbeschoft*, chaos, puinhoop, rampzalig, ramp, drama,
        geldverspilling, verspilling, oneerlijk, onduidelijk*, gênant, beschamend, niet te geloven,
        ongelofelijk, onvoorstelbaar, tegenstrijdig*, onbruikbaar, klacht*, achteruitgang, triest, absurd,
        zorgwekkend, klantonvriendelijk, onprofessioneel, slordig*, onvriendelijk*, tegenvaller,
        slap|slappe, smoesjes, holle frasen, lachertje, aanfluiting, farce
    """,
    Sign.GRIEVANCE: """
        al * dagen|weken|maanden|uren|jaren|jaar, al dagen|weken|maanden|uren|jaren,
        na * dagen|weken|maanden|mails, wacht ~ op, wachten ~ op, wachttijd*, geen antwoord, geen reactie,
        geen gehoor, niemand ~ opneemt|antwoordt|reageert|verantwoordelijk, nog steeds niet|geen,
        nog altijd niet|geen, geen afspraak, geen plek, afgezegd, afgewezen, drie|twee|vier keer, omdat,
        terwijl, ondanks, hoewel, kapot, gevaarlijk, niet toegankelijk, nooit ~ bereikbaar|antwoord|reactie,
        behandeld als, zo kan niemand, weer mijn, krijg ~ eindelijk, ontbreekt|ontbreken, klopt niet,
        lukt niet, gaat niet, elke keer, alweer, weer eens, steeds weer, voortdurend, urenlang, dagenlang,
        wekenlang, maandenlang, voor niets, vergeefs, genegeerd, van het kastje, vroeger kon, niet meer,
        afgesloten, vies, lawaai, uren gewacht|wachten, achteruitgang, verouderd, onnodig, geen enkele,
        nergens, niet eens, elke ochtend|dag|week, wel ~~ maar
    """,
    Sign.PROPOSAL: """
        zou ~ beter|fijn|handig|goed|mooi|kunnen, voorstel*, stel voor, suggestie*, graag zou ik,
        moet ~ anders|beter|sneller, zouden ~ moeten|kunnen, verbeter*, in plaats van, volgens mij, ik vind,
        mijns inziens, alstublieft ~ aanpassen|wijzigen
    """,
    Sign.IRONY: """
        bedankt voor niets, lekker dan, nou fijn, goed bezig hoor, wat een verrassing, lekker bezig
    """,
    Sign.MATTER: """
        afspraak|afspraken, aanvraag, formulier*, website, site, portaal, app, factu*, rekening, boete*,
        vergunning*, paspoort*, balie, loket, telefoon*, wachtrij, afval*, container*, fietspad*, weg,
        kruispunt*, school, certifica*, richtlijn*, privacy, cookie*, procedure*, termijn*, milieustraat
    """,
    Sign.PRAISE: """
        bedankt voor|aan, dank voor|aan|je, dank je wel, dankjewel|dankuwel, dank u wel, hartelijk dank,
        veel dank, goed gedaan, goed werk, mooi werk, goed bezig, goed geregeld, top geregeld, top,
        geweldig*, fantastisch*, uitstekend*, prima, fijn|fijne, mooi|mooie, leuk|leuke, complimenten,
        compliment, chapeau, petje af, respect, ga zo door, super, heel handig, heel duidelijk,
        goede uitleg, duidelijke uitleg, blij met, blij dat, snelle hulp, vriendelijk*, behulpzaam*,
        geduldig, aardig*, knap|knappe, lief|lieve, gaaf, tof|toffe, heerlijk*, prettig*, erg goed,
        heel goed, echt goed, keurig*, dank jullie wel, mooi initiatief, goed initiatief, perfect,
        vlekkeloos, soepel, duidelijk uitgelegd, eindelijk een, dag gered
    """,
    Sign.THANKS: "bedankt, dank, dankjewel, thanks, merci",
    Sign.COURTESY: """
        alsjeblieft, alstublieft, aub, svp, hallo, hoi, beste, goedemorgen, goedemiddag, goedenavond,
        groet|groeten|groetjes, vriendelijke groet|groeten
    """,
    Sign.ATTACK: """
        hou ~ bek|muil|kop|smoel, houd ~ bek|mond, ^ rot ~ op, rot ~ op, oprotten, rotten jullie op,
        flikker op, fuck you|jullie|off, krijg de|het|een tering|kanker|tyfus|kolere|klere|pest|ziekte|klap,
        kanker op, kankerlijer*, kankerhoer*, teringlijer*, tyfuslijer*, val dood, sterf|sterven jullie,
        lik mijn|me, steek ~ in je|jullie reet, ga weg ~ kutgemeente, kutambtenaren,
        niemand zit op jullie te wachten, rot toch op, ga toch weg, ga je schamen, ga jullie schamen,
        ophoepelen, hoepel op, donder op, stik er, krijg toch, loop naar de
    """,
    Sign.SLUR: """
        kutmarokkaan*, kutmarokkanen, zandneger*, nikker*, neger|negers, geitenneuker*, flikkers,
        gelukszoeker*, buitenlanders ~ eruit|weg|oprotten, asielprofiteur*, hoer|hoeren, slet|sletten,
        kankerjood*, jodenvolk, spast|spasten, debiel|debielen
    """,
    Sign.INSULT: """
        hoerenzo*, klootzak*, lul|lullen, mongool|mongolen, idioot, idioten, sukkel*, prutser|prutsers,
        knoeier*, mislukkeling*, nietsnut*, randdebiel*, imbeciel*, domkop*, dombo*, oen|oenen, mafkees,
        mafkezen, malloot, malloten, hufter*, rotzak*, smeerlap*, schoft|schoften, tuig, uitschot, gespuis,
        schorem, profiteur*, landverrader*, volksverrader*, zakkenvuller*, ambtenaartje*, papierschuiver*,
        zwamneus, zeikerd*, zeurkous, droeftoeter*, bastaard*, zielepoot, klojo*, kneus|kneuzen, lapzwans*,
        nietsnutten, luiwammes*, graaier*, pennenlikker*, slappeling*, lafaard*, hypocriet*, huichelaar*,
        stakker*, lamzak*, zeiksnor*, minkukel*, oelewapper*, zooitje ~ mislukkelingen|idioten|prutsers,
        uitvaagsel, schoelje*, viespeuk*, stumper*
    """,
    Sign.ACCUSATION: """
        leugenaar*, boef|boeven, crimineel|criminelen, dief|dieven, oplichter|oplichters, verrader*,
        moordenaar*, varken|varkens, zwijn|zwijnen, rat|ratten, clown|clowns, apen, eikel|eikels,
        teef|teven, tuig, parasiet|parasieten, bloedzuiger*, dictator*, nazi|nazis, fascist|fascisten,
        terrorist*, psychopaat, psychopaten, wormen
    """,
    Sign.SCORN: """
        dom|domme|dommer|domste, achterlijk*, stom|stomme, debiel*, hersenloos|hersenloze, vies|vieze,
        smerig*, walgelijk*, corrupt*, lui|luie, laf|laffe, waardeloos|waardeloze, zielig*, idioot, idiote,
        leugenachtig*, misselijk*, schijnheilig*, gestoord*
    """,
    Sign.POLEMIC: """
        omvolking, omvolken, landverraad, leugenpers, staatsomroep, deugmens*, linkiewinkie*, gutmensch*,
        wappie*, kartelpartij*, islamisering, deep state, grote vervanging
    """,
    Sign.LOATHING: "haat, veracht|verachten, walg van",
    Sign.PROFANITY: "verdomme, godverdomme, kut, klote*, shit, fuck, verdorie, potverdorie, kak, jezus",
    Sign.ADDRESS: "jij, je, jou, jullie, u, jullie allemaal",
    Sign.OFFICE: """
        jouw, uw, gemeente, overheid, ambtenaar|ambtenaren, regering, politici, bestuur, burgemeester,
        wethouder*
    """,
    Sign.GROUP: """
        buitenlander*, vluchteling*, asielzoeker*, migrant*, moslim*, jood|joden, joods*, homo|homos,
        lesbisch*, transgender*, transmensen, marokkan*, turk|turken, zwarten, vrouwen, gehandicapten,
        zigeuner*, roma, linksen, christenen
    """,
    Sign.SELF: "sorry, ik, mij, me, mijn, wij, we, ons, ben",
    Sign.NEGATION: "geen, niet, nooit, noch, niemand, zonder",
    Sign.COUNTER_SPEECH: """
        zeg|zegt|zeggen|beweert|beweren|schrijft|schrijven|vindt|denkt dat, is geen mening, is haat,
        is racisme, is racistisch*, is strafbaar, tegen haat, tegen racisme, geen plaats voor,
        geen plek voor haat, uitmaken voor, uitgemaakt voor, uitgescholden voor, uitschelden voor,
        wie ~ noemt|roept|schreeuwt|schrijft, mensen die ~ noemen|roepen|schrijven|uitmaken|uitschelden,
        niemand zou, moeten zich schamen, zo praat je niet, andere mensen, trollen, niet op de kast,
        de leus, het woord, vooroordeel|vooroordelen
    """,
    Sign.OFFER: """
        verdien|verdienen ~ snel|euro|geld|thuis|per, snel geld, geld verdienen, thuiswerk ~ verdien*,
        vanuit huis, passief inkomen, lening zonder, snel lenen, geld lenen zonder,
        bitcoin ~ invest*|winst|verdien*, crypto ~ invest*|winst|verdien*, investeer*, online casino,
        casino*, gratis spins, zonder storting, volgers kopen, koop volgers|likes, backlinks,
        seo ~ pakket|dienst*, gratis iphone, gewonnen ~ cadeaubon|iphone|prijs, cadeaubon*, winactie*,
        afvallen ~ kilo, viagra, erotisch*, hete singles, singles in jouw, rijbewijs kopen, schuldenvrij,
        bkr, meer klanten|volgers|verkeer, pagina een ~ google, rijk worden, passieve inkomsten, kredieten
    """,
    Sign.RECEIVED: """
        kreeg|krijg|kregen|krijgen ~~ mail|mails|sms|bericht|berichten|telefoontje,
        heb|hebben ~~ gekregen|ontvangen, ontving, spam, oplichting, oplichters, pas op voor, ingetrapt,
        is dit echt
    """,
    Sign.LURE: """
        klik hier|nu|link|op de link, stuur ~ bericht ~ whatsapp|telegram, stuur ~ dm|pb|bericht,
        via whatsapp, via telegram, op telegram, alleen vandaag, begin|start vandaag|nu, bestel nu,
        meld je nu aan, schrijf je nu in, nog maar ~ dagen, gratis proberen, link in bio, volg mij|ons,
        neem contact ~ whatsapp|telegram, mis het niet
    """,
}
