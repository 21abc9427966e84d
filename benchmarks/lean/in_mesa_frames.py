"""The lean day in mesa-frames, whose agents are rows of a polars frame; run in an environment that has it.

Residents are an agent set; a day is expressions over it, joins to ties, and a running sum at each desk.
"""

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from benchmarks.lean.day import Draws, Spec, desks, town

BORNE = {"unique_id": pl.Int64, "item": pl.Int64, "severity": pl.Float64}
QUEUE = {
    "unique_id": pl.Int64, "item": pl.Int64, "step": pl.Int64, "since": pl.Int64, "desk": pl.Int64, "work": pl.Float64,
}  # fmt: skip


class Residents(AgentSetPolars):
    """The residents (居民)."""

    def __init__(self, spec: Spec, model: ModelDF) -> None:
        super().__init__(model)
        start = town(spec)
        self.spec = spec
        self += pl.DataFrame(
            {
                "unique_id": np.arange(spec.residents), "community": start.community, "habit": start.habit,
                "trust": start.trust, "expectation": start.expectation, "satisfaction": np.full(spec.residents, 0.5),
            }
        )  # fmt: skip
        k = spec.ties
        self.ties = pl.DataFrame({"unique_id": np.repeat(np.arange(spec.residents), k), "tie": start.ties.ravel()})

    def step(self) -> None:
        """The day is the model's."""

    def arise(self, draws: Draws, items: pl.DataFrame) -> pl.DataFrame:
        """Today's needs with their draws and those of the resident that they hang on."""
        spec = self.spec
        below = np.cumsum(spec.chance)
        self["arise"] = pl.Series(draws.arise(spec.residents))
        need = self.agents.filter(pl.col("arise") < below[-1])
        decided = draws.decide(len(need))
        need = need.with_columns(
            pl.Series("item", np.searchsorted(below, need["arise"].to_numpy(), side="right")),
            *(pl.Series(name, decided[:, i]) for i, name in enumerate(("severity", "voice", "silent"))),
        )
        return need.join(items, on="item", how="left").with_columns(self.voice_chance())

    def voice_chance(self) -> pl.Expr:
        """Logit of trust, habit and severity."""
        spec = self.spec
        utility = (
            pl.col("reach") + spec.voice_trust * (pl.col("trust") - 0.5) + spec.voice_habit * (pl.col("habit") - 0.5)
            + spec.voice_severity * (pl.col("severity") - 0.5)
        )  # fmt: skip
        return (1.0 / (1.0 + (-utility).exp())).alias("chance")

    def judge(self, done: pl.DataFrame, items: pl.DataFrame, day: int) -> None:
        """Those resolved judge, the last of several requests of one resident counting; their ties hear of it."""
        spec = self.spec
        judged = done.join(items, on="item", how="left").join(
            self.agents.select("unique_id", "trust", "expectation"), on="unique_id", how="left"
        )
        late = (day - pl.col("since")) / (spec.patience * pl.col("standard"))
        judged = judged.with_columns((1.0 / (1.0 + late * late)).alias("performed"))
        surprise = pl.col("performed") - pl.col("expectation")
        level = spec.satisfaction_level * (pl.col("performed") - 0.5)
        judged = judged.with_columns(
            (0.5 + level + spec.satisfaction_surprise * surprise).clip(0.0, 1.0).alias("satisfaction"),
            (pl.col("expectation") + spec.expectation_adaptation * surprise).alias("expectation"),
        )
        news, trust = 2.0 * (pl.col("satisfaction") - 0.5), pl.col("trust")
        moved = pl.when(news > 0.0).then(spec.trust_gain * (1.0 - trust)).otherwise(spec.trust_loss * trust)
        judged = judged.with_columns((trust + news * moved).clip(0.0, 1.0).alias("trust"))
        last = judged.unique("unique_id", keep="last").select("unique_id", "trust", "expectation", "satisfaction")
        heard = (
            judged.select("unique_id", "satisfaction").join(self.ties, on="unique_id")
            .group_by("tie").agg(pl.col("satisfaction").mean().alias("heard")).rename({"tie": "unique_id"})
        )  # fmt: skip
        told = (pl.col("expectation") + spec.word_of_mouth * (pl.col("heard") - pl.col("expectation"))).alias(
            "expectation"
        )
        self.agents = (
            self.agents.update(last, on="unique_id")
            .join(heard, on="unique_id", how="left")
            .with_columns(pl.when(pl.col("heard").is_null()).then(pl.col("expectation")).otherwise(told))
            .drop("heard")
        )


class Model(ModelDF):
    """A lean town."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(seed=spec.seed)
        self.spec, self.day = spec, 0
        self.residents = Residents(spec, self)
        self.agents += self.residents
        columns = ("first", "last", "standard", "reach", "self_help", "neighbour")
        self.items = pl.DataFrame(
            {"item": np.arange(len(spec.chance)), **{name: getattr(spec, name) for name in columns}}
        )
        they = desks(spec)
        self.desks = pl.DataFrame({"desk": np.arange(len(they.kind)), "capacity": they.capacity})
        kind = np.array(spec.kind)
        self.steps = pl.DataFrame(
            {"step": np.arange(len(kind)), "hours": spec.hours, "start": they.start[kind], "share": they.share[kind]}
        )
        own = np.repeat(np.arange(len(they.kind)), np.array(spec.own_pieces)[they.kind])
        nothing = (pl.lit(-1, dtype=pl.Int64).alias(name) for name in ("unique_id", "item", "step", "since"))
        pieces = pl.DataFrame({"desk": own, "work": np.array(spec.own_hours)[they.kind[own]]})
        self.own = pieces.with_columns(*nothing).select(list(QUEUE))
        self.borne, self.queue = pl.DataFrame(schema=BORNE), pl.DataFrame(schema=QUEUE)

    def step(self) -> None:
        """A day."""
        spec, draws = self.spec, Draws(self.spec, self.day)
        need = self.residents.arise(draws, self.items)
        speaks = pl.col("voice") < pl.col("chance")
        helped = pl.col("silent") < pl.col("self_help") + pl.col("neighbour")
        spoken, bears = need.filter(speaks), need.filter(~speaks & ~helped)
        drawn = draws.reconsider(len(self.borne))
        borne = (
            self.borne.with_columns(*(pl.Series(n, drawn[:, i]) for i, n in enumerate(("thinks", "fate"))))
            .join(self.residents.agents.select("unique_id", "community", "trust", "habit"), on="unique_id", how="left")
            .join(self.items, on="item", how="left").with_columns(self.residents.voice_chance())
        )  # fmt: skip
        thinks = pl.col("thinks") < 1.0 / spec.reconsider_days
        fades = spec.fade_probability
        fading = thinks & (pl.col("fate") < fades)
        coming = thinks & ~fading & (pl.col("fate") < fades + (1.0 - fades) * pl.col("chance"))
        late = borne.filter(coming)
        worse = pl.col("severity") + pl.when(thinks).then(spec.worsening * (1.0 - pl.col("severity"))).otherwise(0.0)
        stays = borne.filter(~fading & ~coming).with_columns(worse.alias("severity"))
        self.borne = pl.concat([stays.select(list(BORNE)), bears.select(list(BORNE))])
        columns = ["unique_id", "item", "community"]
        came = pl.concat([late.select(columns), spoken.select(columns)]).join(self.items, on="item", how="left")
        came = came.with_columns(pl.col("first").alias("step"), pl.lit(self.day, dtype=pl.Int64).alias("since"))
        self.come(self.own, draws)
        self.come(self.at_desk(came), draws)
        resolved = self.serve(draws)
        self.day += 1
        backlog = len(self.queue.filter(pl.col("unique_id") >= 0))
        self.counted = [len(need), len(late) + len(spoken), len(self.borne), resolved, backlog]

    def at_desk(self, requests: pl.DataFrame) -> pl.DataFrame:
        """Requests at their step: where, and the mean of their work."""
        desk = (pl.col("start") + pl.col("community") // pl.col("share")).alias("desk")
        return requests.join(self.steps, on="step", how="left").with_columns(desk, pl.col("hours").alias("work"))

    def come(self, pieces: pl.DataFrame, draws: Draws) -> None:
        """They come last in the queue, with their work drawn."""
        drawn = pl.Series("times", draws.work(len(pieces)))
        pieces = pieces.with_columns(drawn).with_columns(pl.col("work") * pl.col("times"))
        self.queue = pl.concat([self.queue, pieces.select(list(QUEUE))])

    def serve(self, draws: Draws) -> int:
        """Every desk works its hours, first come first served; how many requests it resolved."""
        queue = self.queue.sort("desk", maintain_order=True).join(self.desks, on="desk", how="left")
        queue = queue.with_columns((pl.col("work").cum_sum().over("desk") - pl.col("capacity")).alias("over"))
        left = pl.min_horizontal("over", "work").alias("work")
        self.queue = queue.filter(pl.col("over") > 0.0).with_columns(left).select(list(QUEUE))
        done = queue.filter((pl.col("over") <= 0.0) & (pl.col("unique_id") >= 0)).join(
            self.items, on="item", how="left"
        )
        ends = pl.col("step") + 1 == pl.col("last")
        home = self.residents.agents.select("unique_id", "community")
        further = done.filter(~ends).with_columns(pl.col("step") + 1).join(home, on="unique_id", how="left")
        self.come(self.at_desk(further.select("unique_id", "item", "step", "since", "community")), draws)
        done = done.filter(ends)
        self.residents.judge(done.select("unique_id", "item", "since"), self.items, self.day)
        return len(done)
