"""Follow one request: its way under two regimes, as a story, as a picture and as a sum."""

from typing import TYPE_CHECKING, Any

import solara

from dashboard.desk import Desk
from dashboard.views import journey_lanes as lanes
from dashboard.views import journey_read as read
from dashboard.views.journey_choice import CHOICES, fitting
from dashboard.views.journey_story import Journey, hours_in, story, who
from dashboard.views.journey_sums import BORNE, LOST, PERIODS, came_in, done, sums
from dashboard.views.journey_words import say
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from dashboard.runs.run import Run

OWN = (
    "title", "choose", "kind", "category", "community", "any", "number", "next", "picture", "sums", "measure", "step",
    "key_wait", "key_work", "key_lost", "key_delay", "key_silence", "key_hand", "key_end", "axis",
)  # fmt: skip
COUNTS = ("hand_overs", "tiers", "passes", "reopened")


@solara.component_vue("journey.vue")
def _Journeys(
    words: dict[str, str], lead: str, ready: bool, choice: str, choices: list[dict[str, str]], category: str,
    categories: list[dict[str, str]], community: str, communities: list[str], need: int, which: str, limit: str,
    problem: str, who: str, arms: list[dict[str, Any]], ticks: list[dict[str, Any]], sums: list[list[str]],
    begin: float, end: float, event_choose: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component
def Journeys(desk: Desk, run: "Run", second: int) -> solara.Element:
    """The chosen request under the baseline and under the regime beside it."""
    state, lang = desk.state, desk.state.lang
    picked, set_picked = solara.use_state({"choice": "passed", "category": "", "community": ""})
    finished = run.plan.watched in run.finished
    arms = (0, second)
    pairs = solara.use_memo(lambda: read.pairs(run, arms) if finished else None, [run.id, arms, finished])
    labels = dict(enumerate(desk.labels))
    letters = {"a": labels[0], "b": labels[second]}
    fit = solara.use_memo(
        lambda: [] if pairs is None else fitting(pairs, horizon=read.horizon(run), **picked)["need"].tolist(),
        [run.id, arms, finished, tuple(picked.values())],
    )
    need = state.need if state.need >= 0 else (fit[0] if fit else -1)
    both = solara.use_memo(
        lambda: [read.journey(run, arm, need) for arm in arms] if finished and need >= 0 else [],
        [run.id, arms, finished, need],
    )

    def choose(told: dict[str, Any]) -> None:
        """Another kind of request, the next one of its kind, or one by its number."""
        if "need" in told:
            desk.change(state.with_(need=int(told["need"])))
            return
        now = {**picked, **{key: value for key, value in told.items() if key in picked}}
        fits = (
            fit if now == picked or pairs is None else fitting(pairs, horizon=read.horizon(run), **now)["need"].tolist()
        )
        set_picked(now)
        following = fits.index(need) + 1 if told.get("next") and need in fits else 0
        desk.change(state.with_(need=int(fits[following % len(fits)]) if fits else -1))

    known = [one for one in both if one is not None]
    nothing = {"who": "", "arms": [], "ticks": [], "sums": [], "begin": 0.0, "end": 1.0}
    told: dict[str, Any] = _told(both, arms, labels, lang) if known else nothing
    return _Journeys(
        words={key: say(key, lang) for key in OWN},
        lead=say("lead" if finished else "later", lang, seed=run.plan.watched), ready=finished,
        choice=picked["choice"], category=picked["category"], community=picked["community"],
        choices=[{"key": key, "title": say(key, lang, **letters)} for key in CHOICES],
        categories=[{"key": key, "title": say(key, lang)} for key in CATEGORIES],
        communities=[community.community for community in run.plan.arms[0].city.communities],
        need=int(need), which=_which(fit, need, lang), limit=_limit(run, lang),
        problem=say("unknown", lang, need=need) if finished and need >= 0 and len(known) < len(arms)
        else say("none", lang) if finished and need < 0 else "",
        event_choose=choose, **told,
    )  # fmt: skip


def _told(
    both: list[Journey | None], arms: tuple[int, ...], labels: dict[int, str], lang: str
) -> dict[str, Any]:  # fmt: skip
    """Stories, pictures and sums of the regimes in which the need arose."""
    there = [(one, labels[arm]) for one, arm in zip(both, arms, strict=True) if one is not None]
    first, last = lanes.span([one for one, _ in there])
    return {
        "who": who(there[0][0], lang),
        "begin": first,
        "end": last,
        "ticks": lanes.ticks(first, last, there[0][0].day_hours, lang),
        "arms": [
            {"title": label, "story": story(one, lang), "label": lanes.label(one, label, lang),
             **lanes.lanes(one, lang, last)}
            for one, label in there
        ],
        "sums": summed([one for one, _ in there], lang),
    }  # fmt: skip


def summed(journeys: list[Journey], lang: str) -> list[list[str]]:
    """The sums of journeys side by side, as rows of texts."""
    found = [sums(one.need, one.stops, one.horizon, one.tiers) for one in journeys]
    total, silence = [], []
    for one, mine in zip(journeys, found, strict=True):
        hours = hours_in(mine["total"])
        if not came_in(one.need, one.horizon):
            total.append(say("never_in", lang))
        else:
            total.append(hours if done(one.need, one.horizon) else say("unresolved", lang, hours=hours))
        known = came_in(one.need, one.horizon) or str(one.need["state"]) in BORNE
        silence.append(hours_in(mine["silence"]) if known else "–")
    rows = [[say("total", lang), *total], [say("silence", lang), *silence]]
    rows += [[say(key, lang), *(hours_in(mine[key]) for mine in found)] for key in PERIODS[1:]]
    rows += [[say(key, lang), *(f"{round(mine[key]):,}" for mine in found)] for key in COUNTS]
    return rows + [[say(key, lang), *(hours_in(mine[key]) for mine in found)] for key in ("hours", "lost", *LOST)]


def _which(fit: list[int], need: int, lang: str) -> str:
    """How many fit the choice, and which of them this is."""
    if need in fit:
        return say("of", lang, rank=fit.index(need) + 1, all=f"{len(fit):,}")
    return say("by_number", lang) if need >= 0 else ""


def _limit(run: "Run", lang: str) -> str:
    """What is said where not all needs are offered."""
    if run.plan.days <= read.OFFERED_YEARS * read.YEAR_DAYS:
        return ""
    return say("first_years", lang, years=read.OFFERED_YEARS)
