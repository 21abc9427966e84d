"""How large a district may be that a visitor brings along; who starts a server may give it any."""

from scenarios.city import City
from scenarios.errors import InputError

MOST_RESIDENTS = 2_000_000
MOST_COMMUNITIES = 2_000


def fitting(city: City, file: str) -> City:
    """The district, if it is not too large for a page that others use too. Raises `InputError`."""
    if city.residents > MOST_RESIDENTS:
        allowed = f"at most {MOST_RESIDENTS:,} on the page; the command line takes more"
        raise InputError("residents", f"{city.residents:,}", allowed, file=file)
    if len(city.communities) > MOST_COMMUNITIES:
        allowed = f"at most {MOST_COMMUNITIES:,} on the page; the command line takes more"
        raise InputError("communities", f"{len(city.communities):,}", allowed, file=file)
    return city
