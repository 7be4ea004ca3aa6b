"""English words and phrases; the notation is explained in `tickets.triage.lexicon`."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

ENGLISH: Mapping[Sign, str] = {
    Sign.INTERROGATIVE: """
        ^ when|where|why|which|whose,
        ^ how do|does|can|long|much|many|often|old|to|should|will|would|is|are,
        ^ what is|are|do|does|should|can|happens|time|about|kind, ^ whats, ^ wheres,
        ^ who is|can|do|does|should|handles, ^ can|could|may|should|must|do i|we|you|someone|anyone,
        ^ is there|it|this|that|the|my|your, ^ are there|you|the|these,
        ^ do|does|did|will|would|have|has you|the|this|it|anyone|my|your, ^ am i, ^ and when|where|how|why,
        ^ is|are|was|were|do|does|did|can|could|will|would|should|may|might|must|have|has|am|shall i|you|we|
        they|he|she|it|this|that|the|there|my|your|our|these|those|a|an|any|anyone|someone|anybody,
        ^ how|what|who|whom is|are|was|were|do|does|did|can|could|will|would|should|has|have, ^ whos,
        ^ anyone|anybody know, ^ does anyone|anybody|someone, ^ whether
    """,
    Sign.REQUEST: """
        would like|love to know, wondering if|whether|how|when|why|what, want|wanted to know|ask,
        a question, my question, quick question, please advise|help|explain|tell|check|confirm, need ~ help,
        looking for, can you|someone|anyone ~ help|tell|explain|point,
        could you|someone|anyone ~ help|tell|explain|point, let me know,
        not sure how|where|whether|if|what|which, any idea, any news on, help with, anyone know,
        does anyone, would you, clarify|clarification on, need to know, need information, im trying to,
        how to, tips for|on, follow up question, i dont understand how|what|why|where, where to,
        whom to|can, who to
    """,
    Sign.RHETORICAL: """
        are you kidding, are you serious, are you ~ stupid|dumb|blind|insane, what the hell,
        how dumb|stupid, have you no shame, what is wrong with you, whats wrong with you
    """,
    Sign.DATA_LEAK: """
        data breach*, data leak*, leaked ~ data|database|records|customer,
        see ~ other|someone ~ data|details|records, personal data of others,
        other peoples data|records|details|documents, other users data,
        someone elses data|letter|file|documents|account, customer data ~ exposed|online|open,
        sent to the wrong, in cc, in the cc, another customer|person|patient|citizen, other peoples,
        everyones address*, all recipients, can read|see everything, still logged in,
        not my data|invoice|letter|file, private key ~ public|repo|repository|github|git, api key*,
        credentials ~ public|repo|github|leaked|online, selling ~ accounts|data|passwords,
        files ~ bin|skip|dumpster, lost ~ usb stick|laptop, stolen laptop|phone, visible to everyone|anyone
    """,
    Sign.IMPERSONATION: """
        in your name, pretending to be you|your|from, impersonat*, claiming to be from|you,
        claims to be from|you, supposedly from you, allegedly from you, fake account*,
        fake website|site|page|email|emails|invoice*|profile*|sms, lookalike domain|site,
        phishing ~ your|circulating|campaign, spoof*, using your logo, caller ~ claims|claimed|claiming,
        called ~ claiming|pretending, someone ~ pretending|claiming ~ from you|your, is this you,
        is that you, was that you, is this really from you,
        asked|asking for ~ pin|password|bank|iban|card|login,
        suspicious email|mail|sms|text|letter|call|message|link,
        phishing site|page|mail|mails|email|emails|wave
    """,
    Sign.FRAUD: """
        was hacked, been hacked, got hacked, account ~ hacked|hijacked|stolen, stole my|our, got scammed,
        been scammed, was scammed, identity theft, identity ~ stolen, fell for ~ scam|phishing,
        being blackmailed, extort*, under attack, ddos*, cyberattack*, cyber attack*
    """,
    Sign.MALWARE: """
        ransomware, files ~ encrypted, computers ~ encrypted, servers ~ encrypted, ransom note,
        malware on|in|from, trojan ~ found, infected ~ computer|server|file|laptop, serves malware,
        spreading malware
    """,
    Sign.OUTAGE: """
        is down, been down, are down, went down, down for, down again, down since, not reachable,
        unreachable, unavailable, offline, outage*, error 404|500|502|503|504, doesnt load, wont load,
        not loading, keeps crashing, crashes, crashed, cant log in, cannot log in, cant login, cannot login,
        unable to log|login, not working, stopped working, doesnt work anymore, no power, no water,
        power cut, blackout, timed out, times out, certificate ~ expired, white page, blank page,
        error message, no connection, dead since|for, overloaded, cannot connect, cant connect, wont open,
        wont start, frozen, freezes, login fails, fails to load, certificate error*|warning*,
        refuses to connect, not secure, out of order|service, no heating|hot water|signal|light|internet,
        without power|water|heating|internet, nothing works
    """,
    Sign.URGENT: """
        urgent*, emergency, asap, as soon as possible, right away ~ please, send someone, immediately
    """,
    Sign.HAZARD: """
        smell of gas, smells ~ gas, gas leak*, on fire, traffic light* ~ out|broken|off, burst pipe,
        water main, fallen tree, tree ~ fallen|down|blocking, road ~ flooded|collapsed,
        manhole ~ open|missing, life threatening, emergency line, live wire*, contaminated water, railing,
        about to fall|collapse, black ice, someone ~ hurt, accident, dangerous hole, hole in the road,
        exposed wire*, needles ~ sand|playground|park, broken glass, chemicals, dead fish, unconscious,
        gunshots, stuck in ~ lift|elevator, flooding, flooded, branch ~ fallen|down, open manhole|shaft,
        asbestos, unexploded
    """,
    Sign.ABUSE: """
        threatening me|us|my, threatened me|us|my, threatens me|us|my, harass* me|us|my,
        being harassed|threatened|stalked|bullied, insulted me|us|my, called me names, stalking me,
        hate comment*, hate speech ~ your|under|post|report, hate mail, death threat*,
        report ~ account|user|comment|post, please ~ remove|delete ~ comment|post,
        someone ~ wrote|writes|posted|posting ~ should, doxx*, posted my address, racist abuse,
        racist comments|comment|graffiti, swastika*, is being ~ harassed|threatened|abused|bullied|insulted,
        gets|getting ~ harassed|threatened|abused|threats, threats, bullied,
        antisemitic ~ comment*|graffiti|posts, nudes|naked pictures ~ me|my
    """,
    Sign.CRITICISM: """
        critici*, disappoint*, unacceptable, frustrat*, annoy*, ridiculous, pathetic, embarrass*, disgrace*,
        shame*, ashamed, terrible, awful, horrible, worst, poor service, badly, bad, incompeten*, useless,
        arrogan*, a joke, nonsense, bullshit, rubbish, crap, garbage website|app|service|form,
        waste of money|time, bureaucra*, contradict*, misleading, wrong, unfair, too late, too slow,
        too expensive, too complicated, confusing, unfortunate*, sadly, inadequate, negligen*,
        irresponsible, failed, failure, scandal*, unhelpful, rude, fed up, not good enough, outdated,
        step back, backwards, absurd, sad, appalling, shocking, worrying, stubborn, unprofessional,
        careless, half baked, clumsy, sloppy, clueless, half hearted, excuses, buzzwords, empty words,
        farce, speechless, joke of a, weak, fail
    """,
    Sign.GRIEVANCE: """
        for * days|weeks|months|hours|years, for weeks|months|days|hours|years|ages,
        after * days|weeks|months|hours|emails|calls, waiting for, been waiting, still waiting, no answer,
        no reply, no response, nobody answers|explains|responds|picks|responsible,
        no one answers|explains|responds, never ~ answer|answers|replied|responds, still no, still not,
        still havent, no appointments, no slots, cancelled, canceled, rejected without, refused to, twice,
        three|four|five times, three|two|four different, because, even though, although, despite, broken,
        not accessible, inaccessible, cannot be used, cant be used, who dont speak, mails passwords,
        treated like, treated me, missing, no longer, makes no sense, make no sense, no sense,
        does not work, doesnt work, did not work, didnt work, for hours, every time, once again, yet again,
        constantly, keep getting, nobody cares, no one cares, had to wait, hours of|in, sent away, ignored,
        pointless, unnecessary, dirty, noisy, blocked, outdated, machine translation, hard to,
        impossible to, too long, not a single, nowhere, not even, zero ~ information|response|help,
        every morning|day|week, closed ~ only, the only ~ closed
    """,
    Sign.PROPOSAL: """
        should ~ be|have, would be ~ better|nice|good|great|helpful, suggest*,
        please ~ reconsider|consider|change|fix|improve|add|update|offer, could ~ improve, i wish,
        why not just, instead of, needs to, need to ~ better|faster|change, i think, in my opinion,
        recommend that
    """,
    Sign.IRONY: """
        thanks for nothing, oh great, just great, well done not, nice job breaking, slow clap,
        congratulations on breaking, welcome to, how surprising, great job ~ again not
    """,
    Sign.MATTER: """
        appointment*, application*, form|forms, website, site, portal, app, invoice*, bill|bills, fee|fees,
        permit*, passport*, licence*, license*, counter, hotline, phone, queue, bin|bins, waste, road*,
        cycle*, traffic, school*, certificate*, advisory|advisories, guideline*, guidance, regulation*,
        data protection, privacy, cookie*, procedure*, deadline*
    """,
    Sign.PRAISE: """
        great job|work|write|writeup|post|article|talk|team|service|advice|tip|tips|guide|campaign,
        good job|work|post|article|advice, nice work|job|post|article, well done, excellent, awesome,
        amazing, fantastic, brilliant, wonderful, superb, kudos, congrats, congratulations,
        thank you for|so|very, thanks for, thanks to, thanks a lot, many thanks, love this|it|your|that|the,
        keep up, keep it up, keep going, very helpful, really helpful, so helpful, super helpful, impressed,
        impressive, appreciate*, well explained, much appreciated, helped me ~ lot, solved my, hats off,
        well written, patient, friendly, kind, lovely, polite, made my|our day|week|month, incredibly,
        pleasantly surprised, love what, fan of, best, so good, really good, very good, great, nice,
        good to see, glad, chapeau, perfect, flawless*, smooth*, more of this, saved my day, saved the day,
        finally a|an|someone|some, refreshing*, without fearmongering
    """,
    Sign.THANKS: "thanks, thank you, thx, cheers, ty",
    Sign.COURTESY: """
        please, hello, hi, dear, good morning|afternoon|evening, kind|best regards, sincerely, excuse me
    """,
    Sign.ATTACK: """
        ^ shut ~ up, just shut ~ up, shut ~ up you, you ~ shut ~ up, fuck you|yourself|yourselves|u,
        fuck this agency, fuck the police, ^ fuck|piss|sod|bugger off, just fuck|piss|sod|bugger off,
        fuck|piss|sod|bugger off you, get fucked, stfu, gtfo, go to hell, rot in hell, burn in hell,
        kill yourself|yourselves, kys, drop dead, go die, hope you ~ die|rot, screw you, kiss my ass|arse,
        suck my|it|a, eat shit, ^ get lost, nobody ~ wants|needs|likes you, you disgust me,
        you make me sick, do us all a favour|favor, do the world a favour|favor, good riddance,
        shame on you all, you are a disgrace, youre a disgrace, nobody asked you, get stuffed, touch grass,
        hope you ~ rot|rots|burn|burns, hope your ~ rots|rot|burns|burn, rot in
    """,
    Sign.SLUR: """
        nigger*, nigga, faggot|faggots, tranny|trannies, paki|pakis, kike|kikes, gook|gooks, wetback*,
        raghead*, towelhead*, sandnigger*, retard|retards, retarded, subhuman*, spastic|spastics, libtard*,
        feminazi*, whore|whores, slut|sluts, untermensch*, go back to your ~ country
    """,
    Sign.INSULT: """
        motherfucker*, piece|pieces of shit|garbage|trash|filth, son of a bitch, sons of bitches,
        cunt|cunts, cocksucker*, dickhead*, asshole|assholes, arsehole*, asshat*, bitch|bitches, wanker*,
        twat|twats, scumbag|scumbags, shithead*, shitstain*, dipshit*, fuckwit*, fuckhead*, fucktard*,
        idiot|idiots, moron|morons, imbecile*, cretin*, dumbass|dumbasses, jackass*, dimwit*, halfwit*,
        nitwit*, simpleton*, numbskull*, blockhead*, airhead*, loser|losers, scum, lowlife*, degenerates,
        bastard|bastards, prick|pricks, tosser|tossers, pencil pusher*, bootlicker*, freeloader*,
        good for nothing*, traitor|traitors, crook|crooks, buffoon*, snowflake*, brainlet*, simp|simps,
        shill|shills, gobshite*, clownshow, imbecilic, knucklehead*, bellend*, wazzock*, pillock*, plonker*,
        numpty|numpties, toerag*, scrounger*, sponger*, grifter*, charlatan*, hypocrite*, coward|cowards,
        pencil pushers, paper pushers, bloodsucker*, low iq, waste of space|oxygen|air, brain dead,
        oxygen thieves, smooth brain*
    """,
    Sign.ACCUSATION: """
        liar|liars, criminal|criminals, thief|thieves, fraud|frauds, cheat|cheats, murderer*, pig|pigs,
        rat|rats, clown|clowns, puppets, dictator*, stasi, gestapo, nazi|nazis, fascist|fascists,
        terrorist*, psycho|psychos|psychopath*, pervert*, filth, monkey|monkeys, muppet|muppets, vermin,
        cockroach|cockroaches, leech|leeches, parasite|parasites, weasel|weasels, swine, knob|knobs
    """,
    Sign.SCORN: """
        stupid, dumb, dumbest, stupidest, braindead, brainless, clueless, spineless, gutless, worthless,
        useless, lazy, corrupt, filthy, disgusting, despicable, vile, repulsive, pathetic, miserable, ugly,
        inbred, incompetent, ignorant, moronic, idiotic, shitty, lying, cowardly, insane, deranged,
        brainwashed
    """,
    Sign.POLEMIC: """
        great replacement, deep state, new world order, sheeple, lying press, fake news media, lamestream*,
        woke mob, woke agenda, globalist*, zionist*, replacement migration, remigration, white genocide,
        enemies of the people, cultural marxis*, commie|commies
    """,
    Sign.LOATHING: "hate, despise, loathe, cant stand",
    Sign.PROFANITY: """
        shit, fuck, fucking, damn, dammit, goddamn, holy shit, bloody hell, crap, hell, wtf,
        for crying out loud, bullshit, bollocks, ffs
    """,
    Sign.ADDRESS: "you, youre, yall, u, you all, you lot, you people",
    Sign.OFFICE: """
        your, ur, agency, government, council, officials, bureaucrats, politicians, authorities, mayor,
        staff of
    """,
    Sign.GROUP: """
        foreigners, immigrants, migrants, refugees, asylum seekers, muslims, muslim, jews, jew, jewish,
        blacks, black people, africans, arabs, turks, gays, gay people, lesbians, trans people,
        transgender*, homosexuals, women, disabled people, gypsies, roma, mexicans, asians, christians,
        liberals, leftists, germans
    """,
    Sign.SELF: "i, im, me, my, we, us, our, myself, sorry, apologies",
    Sign.NEGATION: "not, no, never, isnt, arent, neither, nor, dont, without, nobody",
    Sign.COUNTER_SPEECH: """
        say|says|said|saying|write|writes|writing|claim|claims|claiming|believe|believes|think|thinks that,
        told me to, is not free speech, not an opinion, is hate, is hate speech, is racist, is racism,
        is abuse, is unacceptable to call, against hate, against racism, stand against, no place for,
        has no place, calling ~ is, calling people|others|your|them, people who call|say|shout|write,
        whoever ~ calls|says|shouts|writes, should not be called, nobody should, no one should,
        nobody deserves, stop calling, dont listen to, trolls, dont let ~ get, ignore the haters,
        stereotype*, prejudice*, the phrase, the slogan, the word
    """,
    Sign.OFFER: """
        bitcoin ~ invest*|profit*|expert|earn|trading|mining, invest* in bitcoin|crypto,
        crypto ~ invest*|profit*|expert|signals|recovery, forex, trading bot*, trading signals,
        binary options, earn ~ per|daily|weekly|week|day|money, made ~ in one week|day|month,
        made ~ in a week|day|month, start earning, make money, extra income, passive income, work from home,
        financial freedom, guaranteed return*, double your,
        recover ~ lost|stolen ~ funds|crypto|bitcoin|money, lost funds, casino*, free spins, no deposit,
        betting tips, buy ~ followers|likes|views, followers for sale, cheap followers, backlinks,
        seo service*, website ranking, rank ~ google, web design service*,
        loan* ~ approved|instant|offer|without, instant loan, payday loan*, hot singles, singles near,
        dating site, onlyfans, viagra, cialis, weight loss, lose weight, replica*, gift card*, giveaway,
        you ~ won ~ iphone|prize|lottery|gift|voucher, lottery, airdrop*, nft drop, spell caster,
        herbal cure, rank your, page one of, first page of, more customers|traffic|leads|sales|followers,
        grow your business|account|following|page, investment ~ platform|opportunity|plan|manager,
        account manager, trader, guaranteed profit*|returns|results, promote your, crypto wallet, memecoin*,
        presale, clearance, free money, get rich, side hustle, your account has been selected,
        have been selected|chosen, has been selected|chosen, selected to receive,
        congratulations ~ selected|won|chosen|account, lucky winner, prize, voucher
    """,
    Sign.RECEIVED: """
        got|received|getting ~~ email|emails|text|message|messages|call|calls|sms|letter, spam, spammer*,
        scam*, is ~ legit, legitimate, beware of, watch out for, fell for, lost ~ money
    """,
    Sign.LURE: """
        click here|now|link|the link, message me|us on|for, dm me|us|for, text me on, write me on,
        contact me|us|him|her ~ whatsapp|telegram|email, contact ~ on whatsapp|telegram, on whatsapp,
        on telegram, via whatsapp, via telegram, sign up ~ now|free|today, sign up,
        limited offer|time|spots, act now, act fast, order now, buy now, shop now, only today, dont miss,
        free trial, best price*, link in bio, follow me, follow back, check my profile|bio, join now|my|our,
        changed my life, visit our|my, start ~ today, are waiting, hurry, dm for prices|info|details,
        for prices, check out my|our, promo code, apply now, book now, get started, guaranteed,
        message her|him, dont wait, inbox me|us, claim here|now|your|it
    """,
}
