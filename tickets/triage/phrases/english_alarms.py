"""English phrases for which somebody must look at once; notation: `tickets.triage.lexicon`.

Much that sounds so is only said so: "it wouldn't kill you to answer", "I'd kill for a parking space", "shoot me an
email". So most phrases say who will do it, and to whom.
"""

from collections.abc import Mapping

from tickets.triage.signs import Sign

_KILL = "kill|murder|strangle|slaughter|stab|gut|butcher|execute|behead|shoot"
_WEAPON = "gun|knife|axe|rifle|machete|shotgun|pistol|crowbar|hammer|petrol"
_PLACE = "office|building|hall|place|house|council|department|agency"
_THEM = "you|every|each|everyone|everybody"

ENGLISH_ALARMS: Mapping[Sign, str] = {
    Sign.THREAT: f"""
        i|we|gonna|ill will|shall|could|would|should|must|to ~ {_KILL} {_THEM},
        swear ~~ {_KILL} {_THEM}|them, ill|gonna|imma ~ {_KILL} {_THEM}|them,
        i|we will|shall|could|want ~ {_KILL} them|him|her, going|want|ready to {_KILL} {_THEM}|them|him|her,
        well {_KILL} {_THEM}, someone|somebody should|will|ought ~ {_KILL} {_THEM}|them, kill all of you,
        kill you all|both, {_KILL} every|each one|single|of|last, kill your family|kids|children|wife|boss,
        he|ex|husband will|is|said|says ~~ kill me|us, threatened|threatens|threatening to kill,
        gonna kill me if, shoot you|them all|dead, shoot up ~ {_PLACE}, burn ~ down, burn ~ to the ground,
        should be shot|hanged|hung|executed, deserve to be shot|hanged|hung|executed, string them|you up,
        blow you|it|this|everything ~ up, blow up ~ {_PLACE}, blow your ~ up|off, bomb ~ office|building,
        you ~ will|gonna ~ burn, you will|gonna ~ bleed, youll ~ bleed|burn, going to bleed|burn for,
        you will|youll ~ pay for this|that|what, going to|gonna pay for this|that|what,
        gonna pay for this|that|what, you all will|gonna die, you will|gonna all die, youll all die,
        all of you ~ will|should|must die, all going to die $,
        i|we know ~ where ~ you|your|they|he|she ~ live|lives|work|works|park|parks|sleep|sleeps,
        i|we know ~ where your kids|children|family|wife|daughter|son,
        i|we know ~ school ~ your kids|children|daughter|son, know your home address,
        your children ~ know where, i|we will find you $, ill|well find you $,
        i|we will find you and|all|one, ill|well find you and|all|one, watch your back|backs, you are dead,
        youre dead, youre all dead, you are all dead, your days are numbered, bullet in, put a bullet,
        bullet ~ your ~ name|head|skull, death threat*, lynch*, knife ~ back|throat,
        slit|cut ~ your|their ~ throat|throats, beat you to, beat you ~ up, punch you, stab you,
        break your ~ legs|neck|face|arms|fingers|skull,
        smash|bash|cave|kick|beat ~ your ~ head|heads|face|faces|skull|skulls|teeth|brains,
        come|coming|show|turn|back|stop|drop|there|over ~~ with a|my ~ {_WEAPON},
        bring|bringing my gun|rifle|shotgun|axe|machete, get|getting my gun|rifle|shotgun|axe,
        burn your ~ house|office|building, set ~ {_PLACE} on fire|alight, set fire to you|your ~ {_PLACE},
        set you ~ on fire|alight, set you|your ~ alight, coming for you, come for you,
        you|youll wont|never|not ~ live ~ to see|regret, you|none|nobody ~ leave|get|make ~ alive,
        wont see tomorrow|another, hunt|track|hunting you|them ~ down, body bag*, dead meat,
        dead man walking, put you ~ ground|hospital|grave|coffin, six feet under, i will end you,
        ill end you, hang you|them|all ~ from, guillotine*, heads will roll, youll regret, you will regret
    """,
    Sign.SELF_HARM: """
        kill myself, killing myself, i|just|really|only|honestly|sometimes want to die,
        i|just|really|only|honestly|sometimes wanna die, rather be dead, end my ~ life, ending my ~ life,
        end|ending it all, take|taking|took my own life, take my life, suicid*, self harm, no reason to live,
        want|going|gonna|will|might|urge to ~ hurt|harm myself, hurting|harming myself, cutting myself,
        dont want to live, do not want to live, dont want to be alive, do not want to be alive,
        dont wanna live, dont want to exist, i cant go on, i can not go on, i cannot go on, end it tonight,
        i|will|ill|gonna|to end it now|soon|today, dont want to be here anymore,
        do not want to be here anymore, not be here anymore, wont be here ~ tomorrow|much|anymore,
        see no way out, see any way out, no way out for me, no way out but, other way out than,
        jump|jumping off ~ bridge|roof|building|cliff|balcony, jump|jumping|step ~ front of ~ train,
        throw|throwing myself ~ train|bridge|off|under|front, overdose*, hang|hanging|drown|drowning myself,
        slit|cut|slitting|cutting my wrists, swallowed|took|taken|swallow ~ all ~ pills|tablets, kms,
        unalive*, better off dead, wish i was|were dead, ready to die, goodbye everyone,
        better off without me, better without me, dont want to wake up, do not want to wake up,
        never wake up again, no point in living|going, no point living, nothing ~ to live for,
        tired of living|being alive, life ~ not|isnt worth living, life isnt worth living,
        my life is over|pointless|worthless
    """,
    Sign.VULNERABILITY: """
        vulnerabilit* in, found|discovered|spotted|report|reporting|disclose ~ vulnerabilit*|exploit,
        found|discovered|spotted|report|reporting ~ security bug|hole|flaw|issue|problem,
        flaw|exploit in ~ login|portal|website|system|server|app|api, security hole, security flaw*,
        sql injection, xss, csrf, remote code execution, responsible disclosure, responsibly disclose*,
        report it responsibly, zero day, exposes ~ tokens|passwords|data, plain text passwords,
        publicly accessible ~ database|server|bucket, without authentication
    """,
}
