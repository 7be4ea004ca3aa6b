"""Public holidays of a country, a state or a municipality, from the `holidays` library.

Pure data, a release a month. It knows German holidays from 1991 to 2100, no half days, and neither 24 nor 31
December. Importing it costs some 0.2 s, so that happens on first use.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from tickets.i18n import _
from tickets.rules.hours import Misconfigured

_COUNTRY = re.compile(r"[A-Z]{2}")
_PUBLIC = "public"
# Days of these categories have names, and the office serves on them, if for fewer hours.
_DAYS_OF_SERVICE = frozenset({"half_day", "workday"})
# What we call a language, and what `holidays` calls it.
_LANGUAGES = {"en": "en_US"}


@dataclass(frozen=True, slots=True)
class Region:
    """Where holidays are kept, and which.

    country: ISO 3166-1, two letters.
    subdivision: a state ("NW", "Nordrhein-Westfalen") or a municipality that `holidays` lists among the
    states ("Augsburg"); None for the holidays of the whole country.
    categories: beside the public holidays, such as "catholic".

    Raises Misconfigured for what `holidays` does not know.
    """

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self.country, self.subdivision, self.categories)

    def holiday(self, day: date, language: str) -> str | None:
        """The name of the holiday on this day; None where it is none.

        language: "de", "en" or another that `holidays` has for the country; else the country's own is spoken.
        """
        return _holidays(self, _LANGUAGES.get(language, language), day.year).get(day)


@lru_cache(maxsize=1024)
def _holidays(region: Region, language: str, year: int) -> Mapping[date, str]:
    # The language is always named: `holidays` would otherwise take it from the environment.
    from holidays import country_holidays

    categories = (_PUBLIC, *region.categories)
    return dict(
        country_holidays(
            region.country, subdiv=region.subdivision, categories=categories, language=language, years=year
        )
    )


@cache
def _check(country: str, subdivision: str | None, categories: tuple[str, ...]) -> None:
    from holidays import country_holidays

    try:
        # The pattern keeps out what `holidays` would take as well: names, stock exchanges, its own classes.
        known = country_holidays(country) if _COUNTRY.fullmatch(country) else None
    except NotImplementedError:
        known = None
    if known is None:
        raise Misconfigured(
            _("No holidays are known for the country “{country}”").format(country=country),
            _("Write its two letters of ISO 3166, such as DE"),
        )
    if subdivision is not None and subdivision not in (*known.subdivisions, *known.subdivisions_aliases):
        raise Misconfigured(
            _("No holidays are known for “{subdivision}” in {country}").format(
                subdivision=subdivision, country=country
            ),
            _("Write one of {known}").format(known=", ".join(known.subdivisions)),
        )
    usable = [category for category in known.supported_categories if category not in _DAYS_OF_SERVICE]
    for category in categories:
        if category not in usable:
            raise Misconfigured(
                _("“{category}” is no category of days off in {country}").format(
                    category=category, country=country
                ),
                _("Write one of {known}; half days belong under “short”").format(known=", ".join(usable)),
            )
