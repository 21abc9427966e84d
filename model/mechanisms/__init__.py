"""Mechanisms: how rules work over weeks, months and years, one file a mechanism.

Each has hooks that the day calls (`model.mechanisms.base`). At its hierarchy value a rule's mechanism does nothing:
it draws no number, spends no hour and no yuan.
"""

from model.mechanisms.base import Mechanism
from model.mechanisms.evaluation import Evaluation
from model.mechanisms.street_support import StreetSupport
from model.mechanisms.supervision import Supervision

MECHANISMS: tuple[type[Mechanism], ...] = (Evaluation, Supervision, StreetSupport)
"""In the order in which their hooks are called."""
