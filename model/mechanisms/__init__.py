"""Mechanisms: how rules work over weeks, months and years, one file a mechanism.

Each has hooks that the day calls (`model.mechanisms.base`). At its hierarchy value a rule's mechanism does nothing:
it draws no number, spends no hour and no yuan.
"""

from model.mechanisms.base import Mechanism
from model.mechanisms.fairs import Fairs
from model.mechanisms.incubation import Incubation
from model.mechanisms.organization_life import OrganizationLife
from model.mechanisms.purchase import Purchase
from model.mechanisms.venues import Venues

MECHANISMS: tuple[type[Mechanism], ...] = (Fairs, Incubation, Purchase, Venues, OrganizationLife)
"""In the order in which their hooks are called."""
