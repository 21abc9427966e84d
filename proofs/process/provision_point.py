"""Bagnoli & Lipman 1989: a project is paid for if and only if the pledges reach its cost; else all is given back."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.accounts import FEN, HOUSEHOLDS, SPONSORS, SUPPLIERS
from model.governance import GovernanceModel
from model.mechanisms.crowdfunding import PLEDGES, Crowdfunding
from model.projects import Project
from proofs.known import KnownAnswer, frame
from proofs.process.looks import GREY, line, marks, panels
from scenarios.library import load

TOWN = [{"community": name, "street": "North", "residents": 600} for name in ("East", "West")]
SUPPORTERS = 60
SHARES = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)  # of what will be pledged
SEEDS = (1, 2, 3)
DAYS = 12  # a campaign of five, begun within the first week


def start(seed: int, cost: int) -> tuple[GovernanceModel, Project]:
    """A small district before its first day with one project of this cost in fen, for which nobody else would pay.

    Trust stays as it is, so that what is pledged on the last day is what would be pledged on the first.
    """
    scenario = load("hierarchy").replace(
        city=TOWN, crowdfunding=True, crowdfunding_most_yuan=200_000.0, works_yuan_per_resident=0.0,
        campaign_days=5.0, trust_gain=0.0, trust_loss=0.0,
    )  # fmt: skip
    model = GovernanceModel(scenario, rng=seed)
    project = Project(place=0, cost=cost, supporters=np.arange(SUPPORTERS), token=0, owner="proof")
    model.projects.propose(project)
    return model, project


def pledged(seed: int) -> int:
    """Fen that residents and resident units will pledge for the project, whatever it costs."""
    model, project = start(seed, 1)
    each, units = model.mechanisms.get(Crowdfunding).pledged(project)
    return int(each.sum()) + units


def settled(seed: int, cost: int) -> tuple[bool, int, int, int]:
    """(paid for, fen pledged, fen given back, fen paid to suppliers) once the campaign is over."""
    model, project = start(seed, cost)
    model.run_for(DAYS)
    accounts = model.accounts
    assert model.projects.proposed == 1 and accounts.balance[PLEDGES] == 0
    back = sum(accounts.flows.get((PLEDGES, payee, "refund"), 0) for payee in (HOUSEHOLDS, SPONSORS))
    paid = accounts.flows.get((PLEDGES, SUPPLIERS, "works"), 0)
    return project not in model.projects.waiting, accounts.total("pledge"), back, paid


def points() -> pd.DataFrame:
    """Whether it is paid for and what is given back, over the cost; to the fen around what is pledged."""
    rows, more = [], []
    for seed in SEEDS:
        sum_ = pledged(seed)
        costs = {f"{share:g} of the pledges": round(share * sum_) for share in SHARES}
        costs |= {"a fen more than the pledges": sum_ + 1, "a fen less than the pledges": sum_ - 1}
        for case, cost in costs.items():
            enough = sum_ >= cost
            done, given, back, paid = settled(seed, cost)
            for what, theory, model in (
                ("paid for", float(enough), float(done)),
                ("yuan pledged", sum_ / FEN, given / FEN),
                ("yuan given back", (sum_ - cost * enough) / FEN, back / FEN),
                ("yuan paid", cost * enough / FEN, paid / FEN),
            ):
                rows.append((f"district {seed}, cost {case}: {what}", theory, model, 0.0, 0.0))
                more.append((seed, what, cost / sum_, sum_ / FEN))
    seeds, what_, cost_, pledged_ = zip(*more, strict=True)
    return frame(rows).assign(seed=seeds, what=what_, cost=cost_, pledged=pledged_)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Whether it is paid for, and what is given back, over cost ÷ pledges."""
    done, back = panels(figure)
    cost = np.linspace(0.2, 2.05, 500)
    line(done, cost, (cost <= 1.0).astype(float))
    line(back, cost, np.where(cost <= 1.0, 1.0 - cost, 1.0))
    for series, seed in enumerate(SEEDS):
        mine = rows[rows["seed"] == seed]
        one = mine[mine["what"] == "paid for"]
        marks(done, one["cost"] + 0.012 * (series - 1), one, series, f"district {seed}")
        one = mine[mine["what"] == "yuan given back"]
        marks(back, one["cost"] + 0.012 * (series - 1), one.assign(model=one["model"] / one["pledged"]), series)
    for axes in (done, back):
        axes.axvline(1.0, color=GREY, linewidth=0.6, linestyle=":")
        axes.set_xlabel("cost ÷ what is pledged (marks set side by side)")
    done.set_ylabel("paid for (1) or not (0)")
    done.legend(title="model; lines: theory", frameon=False)
    back.set_ylabel("share of the pledges given back")


ANSWER = KnownAnswer(
    key="provision_point",
    title="A crowdfunding pays if and only if the pledges reach the cost; else, and beyond it, all is given back",
    reference="Bagnoli & Lipman 1989, Review of Economic Studies 56:583–601",
    setting="a district of 1,200 with one project, whose cost is set against what will be pledged, to the fen",
    through="a whole run: model.mechanisms.crowdfunding.Crowdfunding, model.accounts",
    points=points,
    draw=draw,
)
