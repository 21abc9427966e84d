"""Who lives in the district, in what houses, with what ties."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Population(Declared):
    """Who lives in the district, in what houses, with what ties."""

    share_over_60: float = declared(
        0.22, zh="老年人口比例", en="residents over 60", unit="share", ge=0.05, le=0.6, group="population"
    )
    share_online: float = declared(
        0.55, zh="上网比例", en="residents online", unit="share", ge=0.0, le=1.0, group="population"
    )
    share_vulnerable: float = declared(
        0.12, zh="弱势居民比例", en="vulnerable residents", unit="share", ge=0.0, le=0.5, group="population"
    )
    stairwell_residents: int = declared(
        53,
        zh="单元人口",
        en="residents a stairwell",
        unit="persons",
        ge=10,
        le=200,
        group="population",
        tag="literature",
        source="local pages of Hangzhou communities (Dongyuan)",
    )
    building_residents: int = declared(
        170,
        zh="楼栋人口",
        en="residents a building",
        unit="persons",
        ge=30,
        le=1000,
        group="population",
        tag="literature",
        source="local pages of Hangzhou communities (Dongyuan)",
    )
    estate_buildings: int = declared(
        8, zh="小区楼栋数", en="buildings an estate", unit="buildings", ge=1, le=50, group="population"
    )
    tie_rewire: float = declared(
        0.1, zh="远联比例", en="ties rewired", unit="share", ge=0.0, le=1.0, group="population"
    )
    ties_per_resident: int = declared(
        6, zh="人均联系", en="ties a resident", unit="ties", ge=6, le=6, group="population"
    )
