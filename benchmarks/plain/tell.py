"""Run a twin from the command line and tell what happened, as a tutorial would."""

import argparse
from collections import Counter

from benchmarks.plain.district import District
from benchmarks.plain.setting import regimes, scenario, town
from model.ledger import STATES
from scenarios.actors import TRUSTED


def run_and_tell(kind: type[District], about: str | None) -> None:
    """Read the command line, run a district of this kind, and print a few lines."""
    lines = (about or "").strip().splitlines()
    parser = argparse.ArgumentParser(description=lines[0])
    parser.add_argument("--residents", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--regime", choices=list(regimes()), default="hierarchy")
    told = parser.parse_args()
    model = kind(scenario(town(told.residents), **regimes()[told.regime]), told.seed)
    model.run_for(told.days)
    print(f"{told.residents:,} residents, {told.days} working days, {told.regime}, seed {told.seed}")
    print(f"{len(model.requests):,} needs arose; of them now:")
    for state, number in sorted(Counter(request.state for request in model.requests).items()):
        print(f"  {STATES[state]:<18}{number:>8,}")
    answered = [one.first_resolved - one.voiced for one in model.requests if one.first_resolved == one.first_resolved]
    if answered:
        days = sum(answered) / len(answered) / model.hours
        print(f"answered after {days:.2f} working days on average; crossed a boundary "
              f"{sum(one.hand_overs for one in model.requests) / len(answered):.2f} times, passed on "
              f"{sum(one.passes for one in model.requests):,} times in all")  # fmt: skip
    whole = [sum(float(resident.trust[kind]) for resident in model.residents) for kind in range(len(TRUSTED))]
    print("mean trust: " + ", ".join(f"{name} {sums / len(model.residents):.3f}"
                                     for name, sums in zip(TRUSTED, whole, strict=True)))  # fmt: skip
    busiest = max((desk for desk in model.desks if desk.posts), key=lambda desk: desk.busy_hours / desk.posts)
    share = busiest.busy_hours / (busiest.posts * model.hours * told.days)
    print(f"busiest desk: {busiest.institution.name} ({', '.join(busiest.roles)}), {share:.0%} of its hours")
