"""German words that attack, and those they are measured against; notation: `tickets.triage.lexicon`."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

GERMAN_ATTACKS: Mapping[Sign, str] = {
    Sign.ATTACK: """
        halt|haltet|halten ~ fresse|schnauze|klappe|maul|rand, halts maul,
        ^ fresse|maul|schnauze|klappe halten, einfach|mal|doch fresse|maul|schnauze|klappe halten,
        ihr gehört|gehörtet ~ knast|gefängnis|eingesperrt|weggesperrt|weg,
        einfach die fresse|schnauze|klappe, fick|fickt|ficken dich|euch|sie, fickt euch, fickst,
        gefickt gehört, verpiss dich, verpisst euch, ihr ~ verpissen, euch ~ verpissen, dich ~ verpissen,
        verzieh dich, verzieht euch, zieh leine, zieht leine, ^ verschwinde|verschwindet,
        endlich verschwinden, leck mich, leckt mich, am arsch lecken, leck* ~ am arsch, arsch lecken,
        hau|haut ab ihr|du, verrecke, krepiere, verreckt doch|endlich|alle, krepiert doch|endlich|alle,
        ihr ~ verrecken|krepieren, ^ verreckt|krepiert, geh sterben, geht sterben, ^ stirb|sterbt,
        geh dich vergraben|erhängen|aufhängen|umbringen, fahr|fahrt zur hölle, schmort in der hölle,
        scher|schert ~ teufel, zu|zur hölle mit euch|dir, hoffentlich ~ sterbt|stirbst|verreckt,
        ihr könnt mich mal, du kannst mich mal, in die fresse, niemand will euch, niemand braucht euch,
        keiner braucht euch, keiner will euch, geht|geh ~ kacken|scheißen, pfui teufel, zur hölle, haut ab,
        packt eure, macht ~ dass ihr wegkommt, ihr ekelt mich an, ihr widert mich an, ihr seid das letzte,
        du bist das letzte, ihr seid der letzte, aus der stadt jagen, davonjagen, zum teufel jagen,
        schnauze ihr|du, fresse ihr|du, maul ihr|du, mögt ihr ~ verrotten,
        einfach|mal|doch ~ fresse|maul|schnauze|klappe halten, verfault ~ hölle
    """,
    Sign.SLUR: """
        kanake*, kanak|kanakin*, neger*, nigger*, bimbo*, schwuchtel*, kampflesbe*, transe|transen,
        tunte|tunten, zigeunerpack, kameltreiber*, ziegenficker*, schlitzauge*, musel*, mohammedaner,
        itzig*, judenpack, saujude*, scheißjude*, judensau, untermensch*, scheinasylant*, asylschmarotzer*,
        sozialschmarotzer*, rapefugee*, goldstück|goldstücke ~ merkel*, polacken, tschusch*,
        schlampe|schlampen, krüppel, ausländer* raus, ausländerpack, flüchtlingspack, moslems raus,
        juden raus, kuffnucke*, messermänner, rassenschande, volksschädling*
    """,
    Sign.INSULT: """
        *idiot, *idioten, idiotin*, *hurensohn*, *hurensöhne*, hurenkind*, *missgeburt*, *wichser*,
        *arschloch, *arschlöcher*, *fotze*, schwanzlutscher*, drecksau*, drecksäue, *drecksschwein*,
        dreckschwein*, nutte|nutten, spasti|spast|spasten, mongo|mongos, *trottel*, *depp|*deppen*,
        vollpfosten*, *vollhonk*, honk|honks, *dummkopf*, dummköpfe, *schwachkopf*, schwachköpfe,
        schwachmat*, hohlkopf*, hohlköpfe, hohlbirne*, *blödmann*, blödmänner, doofmann, vollspast*,
        spacko*, spinner|spinnern, hirni|hirnis, *sesselfurzer*, *sesselpupser*, versager*, nichtskönner*,
        nichtsnutz*, taugenichts*, lusche|luschen, schlafmütze*, schnarchnase*, *schmarotzer*, *drecksack*,
        dreckssäcke, *dreckspack*, drecksbande, drecksverein, drecksladen, *gesindel*, *abschaum*,
        *mistkerl*, miststück*, scheißverein, scheißladen, scheißhaufen, scheißbehörde, saubande, lügenpack,
        lumpenpack, volksverräter*, vaterlandsverräter*, lügenbande, lügenbaron*, verbrecherbande,
        verbrecherpack, gaunerbande, bastard|bastarde, penner|pennern, hampelmann, hampelmänner,
        hofschranze*, arschkriecher*, speichellecker*, witzfigur*, lachnummer*, *fuzzi*, *heini|*heinis,
        dumpfbacke*, dummschwätzer*, schwätzer*, klugscheißer*, korinthenkacker*, knalltüte*, kotzbrocken,
        ekelpaket, pisser*, hosenscheißer*, heuchler*, stümper*, dilettant*, nulpe|nulpen, mistpack,
        gschwerl, halbaffe*, ihr affen, ihr lumpen, faulenzer*, drückeberger*, erbsenzähler*,
        paragraphenreiter*, paragrafenreiter*, hornochse*, rindvieh*, flitzpiepe*, gurkentruppe*,
        trümmertruppe*, pappnase*, dünnbrettbohrer*, tölpel*, lackaffe*, rotzlöffel*, saftsack, saftsäcke,
        ganove*, halunke*, schurke*, lügenmaul, lügenmäuler, schleimer*, stiefellecker*, schreibtischtäter*,
        bürohengst*, aktenschubser*, totalausfälle, blutsauger*, abzocker*, volltölpel, nullnummer*,
        hinterwäldler*, mischpoke, drecksbeamte*, scheißbullen, bullenschwein*, dumpfbirne*, weichei*,
        jammerlappen, warmduscher*, bodensatz, beamtenbrut, politikerbrut, drecksbrut, teufelsbrut,
        höllenbrut, faule|faulen|faules säcke|sack|pack|bande|schweine, vollversager*, amöbe|amöben,
        zipfelklatscher*, vollkoffer*, dodel|dodeln, vollpfeife*, pissnelke*, hackfresse*, arschgeige*,
        arschgesicht*, arschkrampe*
    """,
    Sign.ACCUSATION: """
        lügner*, verbrecher*, betrüger*, verräter*, gauner*, diebe, dieb, mörder*,
        schwein|schweine|schweinen, ratte|ratten, clown|clowns, wurm|würmer, esel, affen, dreck, pack,
        geschmeiß, ungeziefer, parasit|parasiten, pfeife|pfeifen, blender, bagage, marionetten, wendehals,
        kriecher, flachzange|flachzangen, diktator*, nazi|nazis, faschist*, linksfaschist*, zecke|zecken,
        stasi*, gestapo*, terrorist*, psychopath*, perverse*, geisteskrank*, irre|irren
    """,
    Sign.SCORN: """
        dumm|dumme|dummen|dummer|dummes|dümmer|dümmste*, *dumm, strohdumm*, saudumm*,
        blöd|blöde|blöden|blöder, doof|doofe|doofen|doofer, dämlich*, *bescheuert*, bekloppt*, beknackt*,
        behämmert*, bestusst*, verblödet*, hirnlos*, hirntot*, gehirngewaschen*, verlogen*,
        korrupt|korrupte|korrupten|korrupter|korruptes, *faul|faule|faulen|fauler, feige|feigen, widerlich*,
        ekelhaft*, eklig*, abartig*, abscheulich*, erbärmlich*, armselig*, jämmerlich*, dreckig*,
        mies|miese|miesen|mieser, verachtenswert, gehirnamputiert*, hirnamputiert*, charakterlos*, ehrlos*,
        nutzlose*, verkommen*, degeneriert*, versifft*, gehirnlos*, geistlos*, ahnungslos*,
        unfähige|unfähigen|unfähiger, elend|elende|elenden|elendes, verblendet*, lausig|lausige|lausigen,
        krank im kopf, nicht ganz dicht, überbezahlt*, schmierig*, gewissenlos*, rückgratlos*,
        niederträchtig*, heuchlerisch*, schäbig*, selbstgefällig*, unnütz*, pfui, hässlich*, verrottet*,
        verludert*, hinterfotzig*, minderbemittelt*, zurückgeblieben*, hohl|hohle|hohlen, debil*, niveaulos*
    """,
    Sign.POLEMIC: """
        *volksverräter*, volksverrat, lügenpresse, lückenpresse, systempresse, systemmedien, staatsmedien,
        staatsfunk, systemling*, schlafschaf*, umvolkung, bevölkerungsaustausch, großer austausch,
        remigration*, linksgrün* versifft*, links grün* versifft*, linksversifft*, gutmensch*, altparteien,
        blockpartei*, blockflöten*, volkstod, überfremdung, deutschland schafft sich ab, volkszorn,
        endet wie 1945|45, merkeldiktatur, coronadiktatur, ökodiktatur, impfdiktatur, ökofaschist*,
        klimaterrorist*, klimasekte, gendergaga, genderwahn, brd gmbh, marionettenregierung,
        marionetten der, neue weltordnung, zionist*, deep state, messermigrant*,
        messerfachkraft|messerfachkräfte, asylindustrie, asylflut, islamisierung, bereicherer,
        kulturbereicherer, volksgenoss*
    """,
    Sign.LOATHING: """
        hasse|hassen, verachte|verachten, verabscheue|verabscheuen, kotzt mich, kotzen mich, widert mich,
        widern mich, ekelt mich, ekeln mich
    """,
    Sign.PROFANITY: """
        scheiße, *scheiß, scheißdreck, verdammt*, verflucht*, verfickt*, beschissen*, kacke, mist, arsch,
        zum teufel, herrgott*, himmelherrgott, verflixt*, leck mich fett, fuck, shit, kotz*
    """,
    Sign.ADDRESS: "ihr, euch, du, dich, dir, sie sind, sie alle, ihr alle, ihr da",
    Sign.OFFICE: """
        euer, eure|eurem|euren|eurer|eures, dein|deine|deinem|deinen|deiner, beamte|beamten, beamter,
        behörde*, amt, ämter*, amtes, regierung, verwaltung, stadtverwaltung, bürgermeister*, minister*,
        politiker*, sachbearbeiter*, bullen, polizisten
    """,
    Sign.GROUP: """
        ausländer*, flüchtling*, asylbewerber*, asylanten, migrant*, jude|juden,
        muslim|muslime|muslimen|muslimin*, moslem*, schwule|schwulen, lesbe|lesben, homosexuell*,
        transgender*, transmensch*, transfrau*, transmänner, zigeuner*, roma, sinti, schwarze|schwarzen,
        afrikaner*, araber*, türke|türken, syrer*, afghane*, polen, russen, ukrainer*, frauen, weiber,
        behinderte|behinderten, obdachlose*, die|diese|alle linken, die|diese|alle grünen, feminist*,
        christen, katholiken, chinesen, asiaten, einwanderer*, ossis, wessis
    """,
    Sign.SELF: """
        ich, mich, mir, wir, uns, bin, sorry, mein|meine|meinen|meinem|meiner|meines,
        unser|unsere|unseren|unserem|unserer
    """,
    Sign.NEGATION: "kein|keine|keinen|keiner|keinem, nicht, nie, niemals, weder, niemand, ohne",
    Sign.COUNTER_SPEECH: """
        behaupte|behauptet|behaupten|sage|sagt|sagen|sagte|meint|meinen dass,
        glaube|glaubt|glauben|schreibt|schreiben|höre|liest dass, zu behaupten, behauptung*, keine meinung,
        ist hass, ist hetze, ist hassrede, ist rassismus, ist rassistisch*, ist keine meinung*,
        ist strafbar*, ist beleidigung*, ist menschenverachtend*, gegen hass, gegen hetze, gegen rassismus,
        hass und hetze, kein platz für, keinen platz, beschimpft|beschimpfen, beleidigt|beleidigen,
        bezeichnet|bezeichnen|bezeichnete als|andere|euch|menschen,
        wer ~ nennt|ruft|brüllt|schreit|schreibt|sagt|beschimpft|bezeichnet, nennen oder, niemand sollte,
        niemand darf, man darf nicht, solche kommentare, solche sprüche, andere menschen, vorurteil*,
        die den spruch, der satz, das wort, shitstorm, trolle|trollen, nicht unterkriegen, lasst euch nicht,
        haltet durch, haltet zusammen, hinter euch, solidarität*, hat den schuss nicht, zu bezeichnen,
        zu brüllen, zu nennen, zu rufen, zu schreiben
    """,
}
