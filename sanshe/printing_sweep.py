"""What `sanshe sweep` prints: how many runs there are, and which failed of what."""

from typing import TYPE_CHECKING

from sanshe.printing import console

if TYPE_CHECKING:
    from experiments.results import Results

MOST_FAILURES = 10
_TEXT = {
    "en": ("{done} of {wanted} runs are in {folder} ({points} points, {seeds} seeds)",
           "failed: {number}; --resume tries them again", "{levels}, seed {seed}: {error} ({file})", "and {more} more",
           "read them with sanshe.results({folder!r}).frame()"),
    "zh": ("{folder} 中有 {done}/{wanted} 次运行（{points} 个设计点，{seeds} 个种子）",
           "失败 {number} 次；--resume 可重试", "{levels}，种子 {seed}：{error}（{file}）", "另有 {more} 次",
           "读取：sanshe.results({folder!r}).frame()"),
}  # fmt: skip


def print_sweep(found: "Results", lang: str) -> None:
    """The state of a sweep, and the first of its failures."""
    said, failed, one, more, read = _TEXT[lang]
    out, failures, folder = console(), found.failures, str(found.folder)
    points, seeds = len(found.points), len(found.design["seeds"])
    told = said.format(done=found.done, wanted=found.wanted, folder=folder, points=points, seeds=seeds)
    out.print(told, highlight=False)
    if len(failures):
        out.print(failed.format(number=len(failures)), highlight=False)
        for row in failures.head(MOST_FAILURES).to_dict("records"):
            levels = ", ".join(f"{name} {row[name]}" for name in found.factors) or "-"
            error = str(row["error"]).partition("\n")[0]
            out.print(
                "  " + one.format(levels=levels, seed=row["seed"], error=error, file=row["file"]), highlight=False
            )
        if len(failures) > MOST_FAILURES:
            out.print(f"  {more.format(more=len(failures) - MOST_FAILURES)}", highlight=False)
    out.print(read.format(folder=folder), highlight=False)
