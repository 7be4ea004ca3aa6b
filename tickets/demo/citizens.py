"""Who lives in Musterland. Nobody here exists; servers end in `.example`, which nobody can own (RFC 2606)."""

from dataclasses import dataclass
from datetime import date

DOMAIN = "social.musterland.example"
"""What the local server calls itself: local handles end in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """Somebody with an account in the demo."""

    username: str
    """Unique across all servers, so that it names the citizen."""
    display_name: str
    note: str
    since: date
    """When the account was opened."""
    domain: str | None = None
    """The server they are on; None for the local one."""
    language: str | None = "de"
    """What their client says their posts are written in; None where it says nothing."""
    bot: bool = False
    followed: bool = False
    """Whether our account follows them. A server tells followers of edits and deletions as they happen."""

    @property
    def handle(self) -> str:
        """The full handle: `anna_b@stadtleben.example`."""
        return f"{self.username}@{self.domain or DOMAIN}"


OFFICE = Citizen(
    username="lds",
    display_name="Landesamt für Digitale Sicherheit Musterland",
    note="Hier antwortet das Social-Media-Team, Mo–Fr. Keine Fälle mit persönlichen Daten öffentlich bitte.",
    since=date(2019, 3, 1),
)
"""The authority: our account."""

CITIZENS = (
    Citizen(
        username="anna_b",
        domain="stadtleben.example",
        display_name="Anna Brinkmann",
        note="Zwei Kinder, drei Räder, null Geduld mit Formularen.",
        since=date(2022, 11, 6),
    ),
    Citizen(
        username="jonas_it",
        domain="rathaus-it.example",
        display_name="Jonas (IT einer kleinen Gemeinde)",
        note="Ein-Mann-IT für 4.200 Einwohner:innen. Ja, auch der Drucker.",
        since=date(2018, 4, 12),
    ),
    Citizen(
        username="petra_v",
        domain="uni-hausen.example",
        display_name="Dr. Petra V.",
        note="Sicherheitsforschung. Meinungen meine, Lücken eure.",
        since=date(2017, 9, 30),
        followed=True,
    ),
    Citizen(
        username="inge73",
        domain="dorfplausch.example",
        display_name="Inge aus Hinterwald",
        note="Rentnerin, Enkelin hat mir das eingerichtet.",
        since=date(2023, 1, 2),
    ),
    Citizen(
        username="mehmet_y",
        domain="handwerk.example",
        display_name="Mehmet | Sanitär & Heizung",
        note="Meisterbetrieb. Digitalisierung: mittel.",
        since=date(2021, 6, 18),
        followed=True,
    ),
    Citizen(
        username="klartext_uwe",
        domain="stammtisch.example",
        display_name="Uwe redet Klartext",
        note="Man wird ja wohl noch.",
        since=date(2024, 8, 8),
        language=None,
    ),
    Citizen(
        username="volker_h",
        domain="stammtisch.example",
        display_name="Volker H.",
        note="Selber denken!",
        since=date(2024, 8, 9),
        language=None,
    ),
    Citizen(
        username="gabi_s",
        display_name="Gabi S.",
        note="Musterländerin. Katzen, Kita-Beirat, Kaffee.",
        since=date(2022, 4, 27),
    ),
    Citizen(
        username="rolf_d",
        domain="dorfplausch.example",
        display_name="Rolf Dahlmann",
        note="Schriftführer SV Hinterwald",
        since=date(2023, 5, 14),
    ),
    Citizen(
        username="torben_xd",
        domain="zockerbude.example",
        display_name="torben xD",
        note="16 | ranked nur am wochenende (mama)",
        since=date(2024, 2, 29),
        followed=True,
    ),
    Citizen(
        username="lisa_lehrt",
        domain="schulhof.example",
        display_name="Lisa 🍎",
        note="Informatik & Deutsch, Sek I. #FediLZ",
        since=date(2022, 11, 20),
    ),
    Citizen(
        username="kai_lokal",
        domain="lokalpresse.example",
        display_name="Kai (Lokalredaktion)",
        note="Schreibt über Rathäuser und deren Keller.",
        since=date(2020, 10, 5),
    ),
    Citizen(
        username="nadine_m",
        domain="stadtleben.example",
        display_name="Nadine M.",
        note="Anonym ist hier keine Pose.",
        since=date(2023, 7, 3),
    ),
    Citizen(
        username="emily_mh",
        domain="expats.example",
        display_name="Emily in Musterhausen",
        note="Moved here for love, stayed for the bread.",
        since=date(2022, 12, 1),
        language="en",
    ),
    Citizen(
        username="priya_k",
        domain="expats.example",
        display_name="Priya K.",
        note="Backend dev. Still waiting for my PIN letter.",
        since=date(2021, 2, 17),
        language="en",
    ),
    Citizen(
        username="sanne_nl",
        domain="polder.example",
        display_name="Sanne",
        note="Grensarbeider, fietst overal heen.",
        since=date(2020, 5, 5),
        language="nl",
    ),
    Citizen(
        username="statusbot",
        display_name="Musterland Status",
        note="Automatische Meldungen zu Online-Diensten. Liest keine Antworten.",
        since=date(2021, 1, 4),
        bot=True,
    ),
    Citizen(
        username="gewinnfee_777",
        domain="lucky.example",
        display_name="💎 GEWINNFEE 💎",
        note="Link in Bio!!",
        since=date(2025, 10, 30),
        language=None,
    ),
    Citizen(
        username="coin_koenig",
        domain="lucky.example",
        display_name="CoinKönig",
        note="Finanzielle Freiheit in 14 Tagen",
        since=date(2025, 10, 31),
        language=None,
    ),
)
"""Those who write. Most are on servers of their own."""

RESIDENTS = (OFFICE, *CITIZENS)
"""Everybody with an account."""

FOLLOWERS = ("anna_b", "jonas_it", "lisa_lehrt", "kai_lokal", "emily_mh", "gabi_s")
"""Those who follow our account. Their follows are notifications too, and never tickets."""

BY_USERNAME = {citizen.username: citizen for citizen in RESIDENTS}
