"""The state of the page as an address, and back. A bad address is one `InputError`, as a bad file would be."""

import base64
import json
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboard.asked import asked_from
from dashboard.district import fitting
from dashboard.state import (
    FEWEST_ARMS,
    LETTERS,
    LEVERS,
    MOST_ARMS,
    MOST_SEEDS,
    MOST_YEARS,
    PANELS,
    SEEDS,
    VIEWS,
    YEARS,
    Arm,
    Lang,
    State,
    base_scenario,
    setting_keys,
)
from scenarios.city import City, cities, city_from
from scenarios.errors import InputError, nearest
from scenarios.limits import whole_number
from scenarios.lined import Lined
from scenarios.reading import short

LONGEST = 16_000  # characters of an address that every browser and server takes
PACKED = "~"  # before a city that is written out
UNHELD = "-"  # in place of a city of so many communities that no address holds it
MOST_BYTES = 2_000_000  # of a city that is unpacked
MOST_NEED = 10**12
KEYS = ("lang", "view", "panel", "edit", "outcome", "years", "seeds", "city", "p", "need", "run", "why")


def query(state: State) -> str:
    """The address of a state, without the question mark; what is as it comes is left out.

    A city of so many communities that no address holds it is left out, and the address says so. Raises `InputError` for
    one that is too long all the same.
    """
    return _written_out(state)[0]


def holds(state: State) -> bool:
    """Whether the address of a state holds its district."""
    return _written_out(state)[1]


def unheld(text: str) -> bool:
    """Whether an address was of a district that it does not hold."""
    return ("city", UNHELD) in parse_qsl(text.lstrip("?"))


def _written_out(state: State) -> tuple[str, bool]:
    default = State()
    said: dict[str, str] = {}
    for i, arm in enumerate(state.arms):
        letter = LETTERS[i].lower()
        said[letter] = ";".join([arm.base, *(f"{key}={_written(value)}" for key, value in arm.changes.items())])
        if arm.timeline is not None:
            said[f"{letter}.time"] = json.dumps(list(arm.timeline), ensure_ascii=False, separators=(",", ":"))
        if arm.name:
            said[f"{letter}.name"] = arm.name
    said["lang"] = state.lang
    for key, value, usual in (
        ("view", state.view, default.view),
        ("panel", state.panel, default.panel),
        ("edit", LETTERS[state.edited].lower(), LETTERS[default.edited].lower()),
        ("outcome", state.outcome, default.outcome),
        ("years", f"{state.years:g}", f"{YEARS:g}"),
        ("seeds", str(state.seeds), str(SEEDS)),
        ("city", state.city if isinstance(state.city, str) else PACKED + _pack(state.city), default.city),
        ("p", ";".join(f"{key}={_written(value)}" for key, value in state.parameters.items()), ""),
        ("need", str(state.need), "-1"),
        ("run", state.run, ""),
        ("why", state.why, ""),
    ):
        if value != usual:
            said[key] = str(value)
    text, held = _encoded(said), True
    if len(text) > LONGEST and isinstance(state.city, City):
        text, held = _encoded(said | {"city": UNHELD}), False
    if len(text) > LONGEST:
        raise InputError("address", f"{len(text):,} characters", f"at most {LONGEST:,}: take the scenario file instead")
    return text, held


def _encoded(said: Mapping[str, str]) -> str:
    return urlencode(said, safe=";~@,:")


def must_be_known(state: State) -> None:
    """Raise `InputError` where a state names a view, a regime or the like that there is not: a forged event may."""
    _one_of("lang", state.lang, ("en", "zh"))
    _one_of("view", state.view, VIEWS)
    _one_of("panel", state.panel, PANELS)
    _outcome(state.outcome)
    whole_number("edit", state.edited, 0, len(state.arms) - 1)
    whole_number("need", state.need, -1, MOST_NEED)


def state_from(text: str, lang: Lang = "en", city: str | City | None = None) -> State:
    """The state of an address; `lang` and `city` are what holds where it says nothing. Raises `InputError`."""
    given = dict(parse_qsl(text.lstrip("?"), keep_blank_values=True))
    letters = [letter.lower() for letter in LETTERS]
    known = [*KEYS, *letters, *(f"{letter}.{more}" for letter in letters for more in ("time", "name"))]
    for key in given:
        if key not in known:
            raise InputError(f"address: {short(key)}", "an unknown key", nearest(key, known))
    state = State()
    arms = _arms(given, letters) or state.arms
    state = state.with_(
        arms=arms,
        lang=_one_of("lang", given.get("lang", lang), ("en", "zh")),
        view=_one_of("view", given.get("view", state.view), VIEWS),
        panel=_one_of("panel", given.get("panel", state.panel), PANELS),
        edited=letters.index(_one_of("edit", given.get("edit", "b"), letters[: len(arms)])),
        outcome=_outcome(given.get("outcome", state.outcome)),
        years=_years(given.get("years", str(YEARS))),
        seeds=_number("seeds", given.get("seeds", str(SEEDS)), 2, MOST_SEEDS),
        city=_district(given.get("city"), city),
        parameters=_changes("p", given.get("p", ""), ("parameters",)),
        need=_number("need", given.get("need", "-1"), -1, MOST_NEED),
        run=given.get("run", ""),
        why=asked_from(given["why"], "address: why").written() if "why" in given else "",
    )
    state.scenarios()  # what does not fit together is told now
    return state


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _arms(given: Mapping[str, str], letters: list[str]) -> tuple[Arm, ...]:
    named = [letter for letter in letters if letter in given]
    if not named:
        return ()
    if named != letters[: len(named)] or not FEWEST_ARMS <= len(named) <= MOST_ARMS:
        raise InputError("address: regimes", ", ".join(named), "a and b, then c, then d")
    return tuple(_arm(letter, given) for letter in named)


def _arm(letter: str, given: Mapping[str, str]) -> Arm:
    base, _, rest = given[letter].partition(";")
    base_scenario(base)
    timeline = None
    if f"{letter}.time" in given:
        try:
            timeline = json.loads(given[f"{letter}.time"])
        except (ValueError, RecursionError):
            timeline = None
        if not isinstance(timeline, list) or not all(isinstance(entry, dict) for entry in timeline):
            raise InputError(f"address: {letter}.time", short(given[f"{letter}.time"]), "a list of entries as JSON")
        timeline = tuple(timeline)
    return Arm(base, _changes(letter, rest, LEVERS), timeline, given.get(f"{letter}.name", "")[:80])


def _changes(name: str, text: str, parts: tuple[str, ...]) -> dict[str, Any]:
    """`key=value;key=value` as values; each key one of these sections."""
    home = {key: part for key, part in setting_keys().items() if part in parts}
    changes: dict[str, Any] = {}
    for pair in filter(None, text.split(";")):
        key, equals, value = pair.partition("=")
        if key not in home or not equals:
            raise InputError(f"address: {name}", short(pair), f"key=value with a key such as {nearest(key, home)}")
        try:
            changes[key] = json.loads(value)
        except (ValueError, RecursionError):
            changes[key] = value
    return changes


def _one_of(field: str, value: object, allowed: tuple[str, ...] | list[str]) -> Any:
    if value not in allowed:
        raise InputError(f"address: {field}", short(value), nearest(str(value), allowed))
    return value


def _outcome(key: object) -> str:
    from model.outcomes import OUTCOMES

    found: str = _one_of("outcome", key, tuple(outcome.key for outcome in OUTCOMES))
    return found


def _number(field: str, value: str, least: int, most: int) -> int:
    try:
        number: object = int(value)
    except ValueError:
        number = value
    return whole_number(f"address: {field}", number, least, most)


def _years(value: str) -> float:
    try:
        years = float(value)
    except ValueError:
        years = -1.0
    if not 0.0 < years <= MOST_YEARS:
        raise InputError("address: years", short(value), f"above 0, at most {MOST_YEARS:g}")
    return years


def _district(said: str | None, given: str | City | None) -> str | City:
    """The city of an address; `given` where it names none, or one that it does not hold."""
    if said is None:
        return State().city if given is None else given
    if said != UNHELD:
        found = _city(said)
        if isinstance(found, str):
            return found
        if isinstance(given, City) and given.communities == found.communities:
            return given
        return fitting(found, "address")
    if given is None:
        raise InputError("address: city", "a district that no address holds", "upload it again")
    return given


@lru_cache(maxsize=8)
def _pack(city: City) -> str:
    """A city as text for an address: its communities as JSON, compressed."""
    rows = [
        community.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for community in city.communities
    ]
    said = [city.title_zh, city.title_en, city.source, rows]
    packed = zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _city(text: str) -> City | str:
    if not text.startswith(PACKED):
        found: str = _one_of("city", text, cities())
        return found
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        plain = zlib.decompressobj().decompress(packed, MOST_BYTES)
        zh, en, source, rows = json.loads(plain)
        titles = {"zh": str(zh), "en": str(en)}
        told = Lined.of({"schema": 1, "title": titles, "communities": [Lined.of(row) for row in rows]})
    except (ValueError, TypeError, RecursionError, zlib.error) as error:
        raise InputError("address: city", short(text), "a city of the library, or one written out whole") from error
    if source:
        told["source"] = str(source)
    return city_from(told, "own", Path("address"))
