"""Mechanisms: how rules work over weeks, months and years, one file a mechanism.

Each has hooks that the day calls (`model.mechanisms.base`). At its hierarchy value a rule's mechanism does nothing:
it draws no number, spends no hour and no yuan.
"""

from model.mechanisms.base import Mechanism
from model.mechanisms.careers import Careers
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.mechanisms.studios import Studios

MECHANISMS: tuple[type[Mechanism], ...] = (CivilAffairsDesks, Careers, Studios)
"""In the order in which their hooks are called."""
