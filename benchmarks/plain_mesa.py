"""The day of Sanshe in plain Mesa: one object for every resident, every desk and every request, and no arrays.

It is a second implementation of the model's day, written to be read, and held against the first: given the same seed it
has the same needs, requests, owners and states, and every piece of work starts and ends at the same hour
(`tests/benchmarks/test_twins.py`). Read it in this order, in `benchmarks/plain/`:

1. `district.py`: the day. Needs arise, residents act, requests are routed, institutions serve, residents judge,
   visitors ask, and what is counted is written down. `town.py`: who is there.
2. `resident.py`: a resident voices a need or bears it, thinks again, judges, tells neighbours.
3. `case.py`: a request goes from desk to desk; `duties.py`: who is liable, if that is not clear.
4. `desk.py`: posts take up what waits, the urgent first. Inside a day time is continuous: a heap holds what happens
   next, and it happens one after the other.
5. What goes on beside: `work.py` the institutions' own work, `street.py` posts that move, `careers.py` workers who come
   and go, `errands.py`, `applications.py` and `credit.py` work that is sent to desks, `issues.py` and `works_money.py`
   matters that wait for a decision and for money. `needs.py` says how needs are drawn, `routes.py` which way they go.

What it shares with the model: the decisions of residents, workers and institutions (`agents/`), the keyed draws
(`model/streams.py`), the calendar, declared constants, and what is set up before the first day (residents' traits,
institutions with their posts, the duty list as routes). All that happens from then on is written anew.

What it covers: all that goes on in the hierarchy, and the rules R1 to R4, R6, R8 and R9 at any value, with any values
of the parameters. What it does not: the other rules, which stand at the hierarchy's pole, and timelines. Of public
money it knows the works money, since decisions wait for it; no other money bears on a day in these regimes.

`python -m benchmarks.plain_mesa [--residents N] [--days D] [--seed S] [--regime KEY]` runs it and tells what happened.
"""

from benchmarks.plain.district import District
from benchmarks.plain.resident import Resident
from benchmarks.plain.tell import run_and_tell
from scenarios.actors import TRUSTED


class PlainDistrict(District):
    """The district as a usual Mesa model goes through its day: every resident is stepped, everybody is counted."""

    def residents_act(self) -> None:
        """Every resident has a day."""
        self.agents_by_type[Resident].do("step")

    @property
    def unvoiced(self) -> list[int]:
        """Needs that are borne now in each community."""
        number = [0] * len(self.ways)
        for resident in self.residents:
            number[resident.place] += len(resident.borne)
        return number

    @property
    def mean_trust(self) -> list[list[float]]:
        """Mean trust of the residents of each community, in each kind of actor."""
        heads, sums = [0] * len(self.ways), [[0.0] * len(TRUSTED) for _ in self.ways]
        for resident in self.residents:
            heads[resident.place] += 1
            mine = sums[resident.place]
            for about, trust in enumerate(resident.trust):
                mine[about] += float(trust)
        return [[whole / number for whole in row] for row, number in zip(sums, heads, strict=True)]


if __name__ == "__main__":
    run_and_tell(PlainDistrict, __doc__)
