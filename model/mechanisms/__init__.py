"""Mechanisms: how rules work over weeks, months and years, one file a mechanism.

Each has hooks that the day calls (`model.mechanisms.base`). At its hierarchy value a rule's mechanism does nothing:
it draws no number, spends no hour and no yuan.
"""

from model.mechanisms.assembly import Assembly
from model.mechanisms.base import Mechanism
from model.mechanisms.budget_flow import BudgetFlow
from model.mechanisms.careers import Careers
from model.mechanisms.charity_pantry import CharityPantry
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.mechanisms.community_funds import CommunityFunds
from model.mechanisms.complexes import ServiceComplexes
from model.mechanisms.credit import Credit
from model.mechanisms.crowdfunding import Crowdfunding
from model.mechanisms.deliberation import Deliberation
from model.mechanisms.devolution import Devolution
from model.mechanisms.evaluation import Evaluation
from model.mechanisms.fairs import Fairs
from model.mechanisms.founding import Founding
from model.mechanisms.incubation import Incubation
from model.mechanisms.organization_life import OrganizationLife
from model.mechanisms.platform import DataPlatform
from model.mechanisms.purchase import Purchase
from model.mechanisms.street_support import StreetSupport
from model.mechanisms.studios import Studios
from model.mechanisms.supervision import Supervision
from model.mechanisms.venues import Venues

MECHANISMS: tuple[type[Mechanism], ...] = (
    CivilAffairsDesks,
    Careers,
    Studios,
    Fairs,
    Incubation,
    Purchase,
    Venues,
    Founding,
    OrganizationLife,
    BudgetFlow,  # after all that give up posts for what they pay
    Devolution,
    CommunityFunds,
    Crowdfunding,
    CharityPantry,
    Deliberation,
    Assembly,
    Evaluation,
    Supervision,
    StreetSupport,
    DataPlatform,
    ServiceComplexes,
    Credit,
)
"""In the order in which their hooks are called."""
