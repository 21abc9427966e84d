"""Residents' own time 居民投入: the hours that they give to each other and to common affairs, and how often they meet.

Hours are kept by activity, as those of institutions are, so that what a meeting or a contest takes can be said of both
sides together. Ways to a window and answers to surveys are no gift and are kept elsewhere (`Voicing.resident_hours`).
"""

import numpy as np

from model.tables import Activity, Floats


class Volunteers:
    """What residents of the district have given so far: `hours` by activity, (activities,).

    `contacts` counts the times a resident dealt with another: was helped by a neighbour, was met at a complex, was
    approached by a leader, or took part in what residents do together.
    """

    def __init__(self) -> None:
        self.hours: Floats = np.zeros(len(Activity))
        self.contacts = 0

    def give(self, activity: Activity, hours: float, contacts: int = 0) -> None:
        """Residents give hours to something; so many of them deal with others there."""
        self.hours[activity] += hours
        self.contacts += contacts

    @property
    def total(self) -> float:
        """Hours given to anything."""
        return float(self.hours.sum())
