"""Whose holidays there are: the names of countries and of their regions, as in DE or DE-BY."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache


def known_region(name: str) -> bool:
    country, _, region = name.partition("-")
    there = _regions().get(country)
    return there is not None and (not region or region in there) and not name.endswith("-")


def nearest_region(name: str) -> str | None:
    """What was probably meant: by the code, or by the name of the country or the region."""
    country, _, region = name.strip().partition("-")
    code = _named(country, dict(_countries()))
    if code is None:
        return None
    if not region:
        return code
    found = _named(region, dict(_names(code)))
    return f"{code}-{found}" if found else code


@cache
def _regions() -> dict[str, list[str]]:
    """Loading the library takes a third of a second: only a file with holidays pays for it."""
    from holidays import list_supported_countries  # noqa: PLC0415

    return list_supported_countries(include_aliases=False)


def _countries() -> Iterator[tuple[str, str]]:
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    known = _regions()
    for module, (_, *codes) in COUNTRIES.items():
        code = next((c for c in codes if c in known), None)
        if code:
            yield module.replace("_", " "), code
            yield from ((c.lower(), code) for c in codes)


def _names(country: str) -> Iterator[tuple[str, str]]:
    from holidays import country_holidays  # noqa: PLC0415

    aliases = getattr(country_holidays(country), "subdivisions_aliases", {})
    yield from ((alias.lower(), code) for alias, code in aliases.items())
    yield from ((code.lower(), code) for code in _regions()[country])


def _named(name: str, known: dict[str, str]) -> str | None:
    wanted = name.strip().replace("_", " ").lower()
    close = get_close_matches(wanted, known, n=1, cutoff=0.7)
    return known[close[0]] if close else None
