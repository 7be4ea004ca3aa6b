"""Stems of abusive words by what they do, for `tickets.triage.hashing`: a word that no example had is known by its kin.

Alone they decide nothing: what each sort speaks for is learnt. Notation of `tickets.triage.lexicon`, single words only.
All written for this project.
"""

from collections.abc import Mapping

ABUSE: Mapping[str, str] = {
    "name": """
        *idiot*, *trottel*, *depp, deppen, deppert*, *vollpfosten*, *dummkopf*, *dummkoepfe*, *schwachkopf*,
        *schwachkoepfe*, *hohlkopf*, *hohlbirne*, *holzkopf*, spast, spasten, *spasti*, mongo, mongos,
        vollhonk*, honk, honks, *penner*, *versager*, *lusche*, pfeife, pfeifen, *nichtsnutz*,
        *taugenichts*, *vollidiot*, *halbaffe*, *hampelmann*, *hampelmaenner*, *witzfigur*, *clown*,
        *kasper*, *pappnase*, *schnarchnase*, *dumpfbacke*, *flachzange*, *knalltuete*, *torfkopf*,
        *blindfisch*, *vollspast*, *wichser*, *wixer*, *hurensohn*, *hurensoehn*, hure, huren, *nutte*,
        *schlampe*, *fotze*, *bitch*, *schwuchtel*, *bastard*, *mistkerl*, *drecksau*, *drecksack*,
        *drecksaecke*, *dreckskerl*, *arschloch*, *arschloecher*, *arschgeige*, *arschkriecher*,
        *schleimer*, *speichellecker*, *stiefellecker*, *hackfresse*, *fratze*, *luegner*, *heuchler*,
        *verraeter*, *schmarotzer*, *feigling*, *jammerlappen*, *waschlappen*, *kotzbrocken*, *scheusal*,
        *widerling*, *ekelpaket*, irre, irrer, psycho, *psychopath*, *geisteskrank*, kranke, *gestoerte*,
        *spinner*, *schwaetzer*, *dummschwaetzer*, *labertasche*, *hetzer*, *moron*, *asshole*, *dumbass*,
        *retard*, *scumbag*, *wanker*, *twat*, *cunt*, prick, *loser*, *coward*, liar, liars, *crook*,
        *traitor*, eikel, *klootza*, *sukkel*, *mongool*
    """,
    "filth": """
        *abschaum*, *gesindel*, *gesocks*, pack, packs, rattenpack, lumpenpack, gaunerpack, politikerpack,
        brut, *ungeziefer*, *parasit*, ratte, ratten, *schmeissflieg*, *kakerlak*, zecke, zecken, maden,
        *viecher*, *viehzeug*, schwein, schweine, *schweinehund*, *saubande*, *dreckspack*, *drecks*,
        *dreckig*, *drecksack*, *untermensch*, *kreatur*, *muellmensch*, unrat, *geschmeiss*, lump,
        *lumpenpack*, *mistvieh*, *mischpoke*, bagage, *krebsgeschwuer*, *geschwuer*, schande, pest, *scum*,
        *vermin*, *filth*, rats, *cockroach*, tuig, *uitschot*
    """,
    "vulgar": """
        scheiss*, *scheisse*, *scheiss, beschissen*, *verschissen*, *kacke*, kack*, *gekackt*, piss*,
        verpiss*, *fick*, *gefickt*, *verfickt*, *arsch*, *aersche*, fresse, *hackfresse*, maul, *schnauze*,
        *kotz*, *rotz*, *titten*, *schwanz*, *wichs*, *furz*, *bescheuert*, *verarsch*, *bullshit*, *fuck*,
        shit, shitty, crap, kut, *godverdomme*, *verdammt*, leckt, leck
    """,
    "contempt": """
        *widerlich*, *ekelhaft*, *eklig*, *erbaermlich*, *armselig*, *jaemmerlich*, *laecherlich*,
        *peinlich*, *daemlich*, dumm, dumme, dummer, dummes, dummen, *duemmer*, *duemmst*, *strohdumm*,
        *saudumm*, *dummheit*, bloed, *bloede*, *verbloedet*, *hirnlos*, *hirnverbrannt*, *hirntot*,
        *geistesgestoert*, *geisteskrank*, krank, *behindert*, *verlogen*, *luegen*, *verkommen*,
        *verdorben*, *charakterlos*, *gewissenlos*, *ehrlos*, *wuerdelos*, *feige*, faul, faule, *unfaehig*,
        *inkompetent*, *nutzlos*, *wertlos*, *schaebig*, *abartig*, *pervers*, *asozial*, *primitiv*,
        *niedertraechtig*, *heuchlerisch*, *korrupt*, *gekauft*, *kriminell*, *verbrecher*, schaemt,
        schaemen, *geschwafel*, *gelaber*, *geschwaetz*, *gesuelze*, *dummgeschwaetz*, *schwachsinn*,
        *bloedsinn*, *unsinn*, *pathetic*, *disgusting*, *stupid*, *useless*, *worthless*, *idiotic*,
        *ridiculous*, *incompetent*, *corrupt*, *waardeloos*, *walgelijk*, *belachelijk*, *achterlijk*
    """,
    "brawl": """
        *volksverraet*, *landesverraet*, *luegenpresse*, *luegenmedien*, *systemmedien*, *systempresse*,
        *systemling*, *staatsfunk*, gez, *altpartei*, *blockpartei*, *gutmensch*, *linksgruen*, *rotgruen*,
        *gruenversifft*, *versifft*, *linksfaschist*, *linksextrem*, linken, *antifant*, *sozis,
        *kommunist*, *bolschewist*, *umvolk*, *ueberfremd*, *invasor*, *invasion*, *asylant*, *asylbetrueg*,
        *scheinasyl*, *sozialschmarotzer*, *sozialtourist*, *musel*, *moslem*, *muslim*, *islam*, *kuffar*,
        *kanak*, *neger*, *zigeuner*, *kameltreiber*, *ziegenfick*, *fachkraft*, *goldstueck*, *murksel*,
        raute, *schlafschaf*, *schlafmichel*, *mitlaeufer*, *marionett*, *volksverdumm*, *gehirnwaesche*,
        *gleichgeschaltet*, *diktatur*, *diktator*, *regime*, *stasi*, *zion*, *juden*, *rothschild*,
        *soros*, *volkstod*, *deutschenhass*, *kinderficker*, *kinderschaender*, *vergewaltig*,
        *messerstech*, *nazi*, *fascho*, *faschist*, *faschismus*, *hitler*, braune, *rechtsextrem*,
        *rassist*, *pegida*, *reichsbuerger*, *schwurbel*, *aluhut*, *wutbuerger*, *hetze*, hass, hasse,
        hasst
    """,
    "harm": """
        *abknall*, *aufhaeng*, *aufknuepf*, *erschiess*, *erschoss*, *vergas*, *erschlag*, *totschlag*,
        *abstech*, *verreck*, *krepier*, *verbrenn*, *kastrier*, *steinig*, *foltern*, *ausrott*,
        *vernicht*, *eliminier*, *liquidier*, *galgen*, strick, *guillotin*, *kopfschuss*, *genickschuss*,
        *umbring*, *umgebracht*, *toeten*, *ermord*, *pruegel*, *verpruegel*, *zusammenschlag*, *abschieb*,
        *deportier*, *rausschmeiss*, *rauswerf*, raus, *weggesperrt*, *wegsperr*, *einsperr*, *knast*,
        *klapse*, *irrenanstalt*, shoot, kill, kills, burn, *sterben*, *stirb*
    """,
}
