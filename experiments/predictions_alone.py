"""The registered predictions P1 to P38 about each rule alone, as claims: one entry a sentence that can fail.

Section 5 of docs/preregistration.md gives them with their mechanisms. Each number is turned so that it is above zero
where the prediction holds.
"""

from functools import cache
from typing import TYPE_CHECKING

from experiments.claims import Arm, Claim, Value
from experiments.prediction_measures import (
    backing,
    by_visit,
    care_hours,
    granted_hours,
    late_cases,
    made_sole,
    needs_between,
    needs_where_represented,
    waited,
    with_a_small_price,
)
from experiments.rule_cards import A_YEAR, VOLUNTEERS, WAIT
from experiments.rule_measures import (
    Measure,
    agenda_time,
    decision_time,
    hand_overs_in_complexes,
    hired_hours,
    hours,
    leaders_distance,
    needs_of_the_others,
    needs_that_arise,
    of_category,
    of_those,
    organization_fit,
    outcome,
    paid_for,
    raised,
    told_at_the_door,
    waiting,
    waiting_for,
)
from model.outcomes import OUTCOMES
from model.tables import Activity
from scenarios.parameters import Parameters
from scenarios.resources import Resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from experiments.rule_measures import Reading
    from model.governance import GovernanceModel

QUARTER, HALF_YEAR = 62, 125  # working days
DAY_HOURS = Resources().productive_hours
HALF_OF_TWO_SITTINGS = Parameters().desk_cycle_days / 2.0 * DAY_HOURS  # each takes half a cycle in the mean
HIERARCHY = Arm()
A_DAY, SHARE, NEEDS = "hours a day", "share", "needs per 1,000 residents a year"


@cache
def of(key: str) -> Measure:
    """An outcome as a quantity to read."""
    declared = next(one for one in OUTCOMES if one.key == key)
    return Measure(declared.en, declared.unit, outcome(key))


def alone(*rules: str, like: bool = False, **settings: float) -> Arm:
    """The hierarchy with these rules at their networked values, and these settings."""
    return Arm(rules=rules, settings=tuple(settings.items()), like=like)


def rise(rule: str, measure: Measure, *before: str, like: bool = False, **settings: float) -> "Value":
    """By how much a rule raises a quantity against the hierarchy; `before` names rules that both have."""
    with_rule, without = alone(*before, rule, like=like, **settings), alone(*before, like=like, **settings)
    return lambda read: read(with_rule, measure) - read(without, measure)


def fall(rule: str, measure: Measure, *before: str, like: bool = False, **settings: float) -> "Value":
    """By how much a rule lowers a quantity."""
    risen = rise(rule, measure, *before, like=like, **settings)
    return lambda read: -risen(read)


def less(a: "Value", b: "Value") -> "Value":
    """One number less another."""
    return lambda read: a(read) - b(read)


def halved(rule: str, measure: Measure) -> "Value":
    """By how much a quantity is below one half of the hierarchy's."""
    return lambda read: 0.5 * read(HIERARCHY, measure) - read(alone(rule), measure)


def within(arm: Arm, more: Measure, fewer: Measure, times: float = 1.0) -> "Value":
    """By how much one quantity of an arm is above so many times another."""
    return lambda read: read(arm, more) - times * read(arm, fewer)


def one_of(pair: "Callable[[GovernanceModel], tuple[float, float]]", which: int) -> "Reading":
    """One of two quantities that are read together."""
    return lambda model: pair(model)[which]


# fmt: off
INTAKE = Measure("wait of intake steps at stations", WAIT, waiting_for(Activity.INTAKE, "station"))
CARE_TIME = Measure("mean resolution time of care", WAIT, outcome("resolution_mean", of_category("care")))
LATE_CARE = Measure("90th percentile of the resolution time of care", WAIT, late_cases("care"))
VISITS = Measure("share of the voiced that come by visit", SHARE, by_visit)
LOST, REOPENED, PASSED, DUPLICATED = (
    of(key) for key in ("lost_information_hours", "reopened_share", "passed_on", "duplicated_hours")
)
SOLE = Measure("reopened share of items made sole", SHARE, outcome("reopened_share", made_sole))
ANSWER = Measure("response time, enforcement", WAIT, outcome("response_time", of_category("enforcement")))
SOLVED = Measure("resolution time, enforcement", WAIT, outcome("resolution_time", of_category("enforcement")))
SLOW = Measure("mean resolution time, enforcement", WAIT, outcome("resolution_mean", of_category("enforcement")))
TEAM = Measure("wait for a team", WAIT, waiting("team"))
WAITED = Measure("hours of waiting at committees and stations", A_DAY, waited("committee", "station"))
WINDOW = Measure("wait at stations", WAIT, waiting("station"))
DOORS = Measure("hours of visits by committees", A_DAY, hours(Activity.VISITS, "committee"))
TOLD = Measure("needs told at the door", NEEDS, told_at_the_door)
BUSY = Measure("hours at work at stations", A_DAY, hours(tuple(Activity), "station"))
CARE_WAIT = Measure("wait of care tasks at social-work windows", WAIT,
                    waiting_for(Activity.WORK, "station", role="station_social"))
SOCIAL_WAIT = Measure("wait at social-work windows", WAIT, waiting("station", role="station_social"))
CONTRACTS = Measure("contests and monitoring", A_DAY, hours((Activity.CONTEST, Activity.MONITORING)))
CARE = Measure("hours on duty for care", A_DAY, care_hours)
GRANTED = Measure("hours of civil affairs for a grant", "hours", granted_hours)
BUILDING = Measure("time to a decision, issues of a building", WAIT, decision_time("building"))
FURTHER = Measure("time to a decision, further issues", WAIT, decision_time("estate", "community", "beyond"))
ARISE = Measure("needs that arise", NEEDS, needs_that_arise)
FIRST_QUARTER = Measure("needs that arise in the first quarter", NEEDS, needs_between(0, QUARTER))
HEARD = Measure("needs that arise in communities represented better", NEEDS, needs_where_represented(True))
UNHEARD = Measure("needs that arise in the others", NEEDS, needs_where_represented(False))
UPKEEP = Measure("upkeep", A_DAY, hours(Activity.UPKEEP, "committee", "station"))
AGENDA = Measure("time until an issue is on an agenda", WAIT, agenda_time)
LEADERS = Measure("distance of decisions from leaders", "0 to 1", leaders_distance)
PAID_FOR = Measure("projects paid for", "share of those proposed", paid_for)
RICH, POOR = (Measure(f"raised by the {who} quarter", "yuan per 1,000 residents a year", one_of(raised, i))
              for i, who in enumerate(("rich", "poor")))
HIRED = Measure("hours of those whom organisations hire", A_DAY, hired_hours)
EARLY_WAIT = Measure("wait at stations in the first half-year", WAIT, waiting("station", until=HALF_YEAR))
FIT = Measure("fit of organisations to communities", "0 to 1", organization_fit)
SMALL = Measure("mean resolution time of small projects", WAIT, outcome("resolution_mean", with_a_small_price))
BACKED, UNBACKED = (Measure(f"supporters of projects that {what}", "residents", one_of(backing, i))
                    for i, what in enumerate(("were paid for", "wait")))
OTHERS = Measure("needs that others bear", "per 1,000 of them", needs_of_the_others)
APPROVAL = Measure("wait of approvals at streets", WAIT, waiting_for(Activity.APPROVAL, "street"))
HAND_OVERS = Measure("hand-overs where there is a complex", A_DAY, hand_overs_in_complexes(0.5))
LOST_HOURS = Measure("work done again for lost information", A_DAY, hours(Activity.LOST_INFORMATION))
ENTRY = Measure("typing into the platform", A_DAY, hours(Activity.ENTRY))
ONLINE, OFFLINE = (Measure(f"voiced share, {who}", SHARE, outcome("voiced_share", of_those("online", is_online)))
                   for who, is_online in (("online", True), ("not online", False)))
CONTESTS = Measure("contests at institutions", A_DAY, hours(Activity.CONTEST))

ALONE: tuple[Claim, ...] = (
    Claim("P1", "the wait of intake steps at stations falls", WAIT, fall("R4", INTAKE)),
    Claim("P1", "it does not rise at generalist_overhead 0", WAIT,
          fall("R4", INTAKE, generalist_overhead=0.0), "not below"),
    Claim("P2", "the mean resolution time of care falls", WAIT, fall("R4", CARE_TIME)),
    Claim("P2", "the gain shrinks as generalist_overhead rises from 0 to 0.25", WAIT,
          less(fall("R4", CARE_TIME, generalist_overhead=0.0), fall("R4", CARE_TIME, generalist_overhead=0.25))),
    Claim("P3", "the share of voiced requests that come by visit falls", SHARE, fall("R3", VISITS)),
    Claim("P3", "it rises again as way_hours falls to 0.1", SHARE,
          lambda read: read(alone("R3", way_hours=0.1), VISITS) - read(alone("R3"), VISITS)),
    Claim("P4", "hours for lost information rise", LOST.unit, rise("R3", LOST)),
    Claim("P4", "the reopened share rises", SHARE, rise("R3", REOPENED)),
    Claim("P4", "lost information: no rise remains at local_knowledge_decay 0", LOST.unit,
          fall("R3", LOST, local_knowledge_decay=0.0), "not below"),
    Claim("P4", "reopened share: no rise remains at local_knowledge_decay 0", SHARE,
          fall("R3", REOPENED, local_knowledge_decay=0.0), "not below"),
    Claim("P5", "at local_knowledge_decay 0 the wait of intake steps falls", WAIT,
          fall("R3", INTAKE, local_knowledge_decay=0.0)),
    Claim("P5", "at 0.3 the fall is smaller", WAIT,
          less(fall("R3", INTAKE, local_knowledge_decay=0.0), fall("R3", INTAKE, local_knowledge_decay=0.3))),
    Claim("P6", "cases passed on fall by more than half", PASSED.unit, halved("R8", PASSED)),
    Claim("P6", "duplicated hours fall by more than half", DUPLICATED.unit, halved("R8", DUPLICATED)),
    Claim("P7", "the 90th percentile of the resolution time of care rises", WAIT, rise("R8", LATE_CARE)),
    Claim("P8", "the reopened share of items made sole rises", SHARE, rise("R8", SOLE)),
    Claim("P8", "by less at task_error 0.01", SHARE, less(rise("R8", SOLE), rise("R8", SOLE, task_error=0.01))),
    Claim("P9", "the response time of enforcement falls by a working day or more", WAIT,
          lambda read: fall("R1", ANSWER)(read) - DAY_HOURS),
    Claim("P10", "the wait for a team rises", WAIT, rise("R1", TEAM)),
    Claim("P11", "the resolution time of enforcement falls", WAIT, fall("R1", SOLVED)),
    Claim("P11", "by less than the response time", WAIT, less(fall("R1", ANSWER), fall("R1", SOLVED))),
    Claim("P12", "hours of waiting at committees and stations fall", A_DAY, fall("R9", WAITED)),
    Claim("P12", "co-ordination hours a resolved request rise", of("co_ordination_hours").unit,
          rise("R9", of("co_ordination_hours"))),
    Claim("P12", "the fall is smaller where all communities are alike", A_DAY,
          less(fall("R9", WAITED), fall("R9", WAITED, like=True))),
    Claim("P13", "visits by committees rise", A_DAY, rise("R2", DOORS)),
    Claim("P13", "needs told at the door rise", NEEDS, rise("R2", TOLD)),
    Claim("P13", "stations are at work for longer", A_DAY, rise("R2", BUSY)),
    Claim("P14", "the wait of care tasks at social-work windows does not fall", WAIT,
          rise("R5", CARE_WAIT), "not below"),
    Claim("P15", "contest and monitoring hours rise", A_DAY, rise("R5", CONTRACTS)),
    Claim("P15", "hours on duty for care fall, for the same money", A_DAY, fall("R5", CARE)),
    Claim("P15", "at organization_overhead 0 they do not", A_DAY,
          rise("R5", CARE, organization_overhead=0.0), "not below"),
    Claim("P16", "an application takes less time, by 15 hours or more", WAIT,
          lambda read: fall("R6", of("application_time"))(read) - HALF_OF_TWO_SITTINGS),
    Claim("P17", "hours worked for an application rise", "hours", rise("R6", GRANTED)),
    Claim("P17", "not at wider_desk_overhead 0", "hours", fall("R6", GRANTED, wider_desk_overhead=0.0), "not below"),
    Claim("P18", "hours of waiting at stations and committees fall less than under R9", A_DAY,
          lambda read: read(alone("R7"), WAITED) - read(alone("R9"), WAITED)),
    Claim("P18", "meeting hours rise", A_YEAR, rise("R7", of("meeting_hours"))),
    Claim("P19", "communities differ more (Gini rises)", "0 to 1", rise("R7", of("community_gini"))),
    Claim("P20", "decisions lie nearer to those affected", "0 to 1", fall("C1", of("decision_distance"))),
    Claim("P20", "by less where reports carry no noise", "0 to 1",
          less(fall("C1", of("decision_distance")), fall("C1", of("decision_distance"), report_noise=0.0))),
    Claim("P21", "time to a decision rises", WAIT, rise("C1", of("decision_time"))),
    Claim("P21", "meeting hours rise", A_YEAR, rise("C1", of("meeting_hours"))),
    Claim("P21", "volunteers' hours rise", A_YEAR, rise("C1", VOLUNTEERS)),
    Claim("P22", "issues of a building are decided sooner", WAIT, fall("C2", BUILDING)),
    Claim("P22", "issues that reach further are decided later", WAIT, rise("C2", FURTHER)),
    Claim("P23", "needs that arise fall", NEEDS, fall("C3", ARISE)),
    Claim("P23", "they do not change in the first quarter", NEEDS, rise("C3", FIRST_QUARTER), "none"),
    Claim("P23", "they fall more in communities that are represented better", NEEDS,
          less(fall("C3", HEARD), fall("C3", UNHEARD))),
    Claim("P24", "the reopened share falls", SHARE, fall("C4", REOPENED)),
    Claim("P24", "enforcement requests take longer", WAIT, rise("C4", SLOW)),
    Claim("P25", "organisations alive are no fewer", "organisations",
          rise("C5", of("organizations_alive")), "not below"),
    Claim("P25", "upkeep by committees and stations rises", A_DAY, rise("C5", UPKEEP)),
    Claim("P26", "burnout of social workers falls", "0 to 1", fall("C6", of("worker_burnout"))),
    Claim("P26", "waits at social-work windows rise", WAIT, rise("C6", SOCIAL_WAIT)),
    Claim("P27", "issues reach the agenda sooner", WAIT, fall("C7", AGENDA)),
    Claim("P27", "decisions lie nearer to leaders", "0 to 1", fall("C7", LEADERS)),
    Claim("P28", "private money rises", of("private_money").unit, rise("C8", of("private_money"))),
    Claim("P28", "more of the projects proposed are paid for", SHARE, rise("C8", PAID_FOR)),
    Claim("P28", "the rich quarter raises more than twice what the poor does", RICH.unit,
          within(alone("C8"), RICH, POOR, 2.0)),
    Claim("P29", "organisations alive rise", "organisations", rise("C9", of("organizations_alive"))),
    Claim("P29", "so do the hours of those whom they hire", A_DAY, rise("C9", HIRED)),
    Claim("P29", "waits at stations rise in the first half-year", WAIT, rise("C9", EARLY_WAIT)),
    Claim("P30", "fit of organisations rises (both arms with C9)", "0 to 1", rise("F1", FIT, "C9")),
    Claim("P30", "meeting hours rise (both arms with C9)", A_YEAR, rise("F1", of("meeting_hours"), "C9")),
    Claim("P31", "small projects are done sooner", WAIT, fall("F2", SMALL)),
    Claim("P31", "projects paid for have more supporters than those that wait", "residents",
          within(alone("F2"), BACKED, UNBACKED)),
    Claim("P32", "needs that the vulnerable bear fall", of("unvoiced_stock_vulnerable").unit,
          fall("F3", of("unvoiced_stock_vulnerable"))),
    Claim("P32", "those of others do not", OTHERS.unit, rise("F3", OTHERS), "not below"),
    Claim("P32", "volunteers' hours rise", A_YEAR, rise("F3", VOLUNTEERS)),
    Claim("P33", "more needs are told at the door", NEEDS, rise("F4", TOLD)),
    Claim("P33", "approvals at the street wait longer", WAIT, rise("F4", APPROVAL)),
    Claim("P34", "cases passed on fall", PASSED.unit, fall("F5", PASSED)),
    Claim("P34", "volunteers' hours rise", A_YEAR, rise("F5", VOLUNTEERS)),
    Claim("P35", "hand-over hours fall where there is a complex", A_DAY, fall("F6", HAND_OVERS)),
    Claim("P35", "waits at stations rise", WAIT, rise("F6", WINDOW)),
    Claim("P36", "hours for lost information fall", A_DAY, fall("F7", LOST_HOURS)),
    Claim("P36", "typing rises", A_DAY, rise("F7", ENTRY)),
    Claim("P36", "by more than the former fall", A_DAY, less(rise("F7", ENTRY), fall("F7", LOST_HOURS))),
    Claim("P36", "at completeness 0 lost information does not fall", A_DAY,
          rise("F7", LOST_HOURS, completeness=0.0), "not below"),
    Claim("P37", "the voiced share of those online rises", SHARE, rise("F7", ONLINE)),
    Claim("P37", "that of the others does not", SHARE, fall("F7", OFFLINE), "not below"),
    Claim("P37", "the time until a need is voiced, and so registered, falls", WAIT, fall("F7", of("time_to_voice"))),
    Claim("P38", "contest hours at institutions fall by more than half", A_DAY, halved("R8", CONTESTS)),
    Claim("P38", "without the rule none are spent at credit_stake 0", A_DAY,
          lambda read: read(Arm(settings=(("credit_stake", 0.0),)), CONTESTS), "none"),
    Claim("P38", "nor with it", A_DAY, lambda read: read(alone("R8", credit_stake=0.0), CONTESTS), "none"),
)
# fmt: on
