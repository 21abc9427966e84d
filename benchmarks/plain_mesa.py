"""The day of Sanshe in plain Mesa."""

from benchmarks.plain.district import District
from benchmarks.plain.resident import Resident


class PlainDistrict(District):
    """The district as a usual Mesa model goes through its day: every resident is stepped."""

    def residents_act(self) -> None:
        """Every resident has a day."""
        self.agents_by_type[Resident].do("step")
