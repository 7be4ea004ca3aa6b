"""What is written alike in every language: emoji, and English that everybody curses in."""

from collections.abc import Mapping

from tickets.triage.signs import Sign

COMMON: Mapping[Sign, str] = {
    Sign.PRAISE: "👍, 👏, ❤, 🙏, 🎉, 💪, 😍, 🥰, 🤩, 💚, 💙, 💛, 🏆, 🌟",
    Sign.THANKS: "🙂, 😊, 😀, 😃, 💐",
    Sign.IRONY: "🙄, 🤦",
    Sign.CRITICISM: "👎, 😡, 😠, 🤬, 😤, 💩, wtf, facepalm",
    Sign.ATTACK: "🖕, fuck you|u, ^ fuck off, stfu, kys",
    Sign.ACCUSATION: "🤡, 🐀, 🐷, 🐖, 🐍, clown|clowns",
    Sign.SCORN: "🤮, 🤢, bullshit",
    Sign.INSULT: "acab, *motherfucker*, asshole|assholes, moron|morons",
    Sign.MALWARE: "ransomware",
    Sign.VULNERABILITY: "cve ~ betroffen|affected|getroffen",
    Sign.OFFER: "🎰, onlyfans, forex, viagra, airdrop*, backlinks",
    Sign.LURE: "💰, 🤑, 💸",
}
