"""The day of Sanshe in plain Mesa: one object for every resident, every desk and every request, and no arrays.

It is a second implementation of the model's day, written to be read, and held against the first: given the same needs
and hours it has the same requests, owners and states, and starts and finishes at the same hours (`tests/benchmarks/`).
Read it in this order:

1. `benchmarks/plain/district.py`: the day. Needs arise, residents act, requests are routed, institutions serve,
   residents judge, visitors ask, and what is counted is written down.
2. `resident.py`: a resident voices a need or bears it, thinks again, judges, tells neighbours.
3. `case.py`: a request goes from desk to desk; `duties.py`: who is liable, if that is not clear.
4. `desk.py`: posts take up what waits, the urgent first. Inside a day time is continuous: a heap holds what happens
   next, and it happens one after the other.
5. `work.py` what institutions do beside requests, `street.py` posts that move, `needs.py` how needs are drawn.

What it shares with the model: the decisions of residents and institutions (`agents/`), the keyed draws
(`model/streams.py`), the calendar, and what is set up before the first day (residents' traits, institutions, the duty
list as routes). Everything that happens from then on is written anew.

What it covers: rules R1 to R4, R8 and R9 at any value, with all that bears on a request: voice and its channel,
reconsidering, escalation, routes and hand-overs, lost information, sole duties, gaps, overlaps, sittings, appointments,
urgency, own work, travel, follow-up, reopening, visits, judgement, trust, talk. What it leaves out is switched off by
parameters (`benchmarks.twins.OFF`): careers, applications, claims of credit, and issues that wait for a decision. All
other rules stand at the hierarchy's pole. Public money flows without bearing on anything here.

`python -m benchmarks.plain_mesa [--residents N] [--days D] [--seed S]` runs it and prints what happened.
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
