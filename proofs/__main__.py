"""Reckon the known answers anew and draw them: `uv run --extra dev python -m proofs [--only KEY ...]`.

Writes docs/figures/proofs/KEY.csv and KEY.png, and prints how many intervals hold the value of theory.
"""

import argparse

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.fonts import FAMILIES, register
from proofs.known import refuted
from proofs.table import FIGURES, KINDS, came_out


def main() -> None:
    """Reckon, write, draw."""
    known = {answer.key: (kind, answer) for kind, answers in KINDS.items() for answer in answers}
    parser = argparse.ArgumentParser(prog="proofs", description="Known answers through the model's own code.")
    parser.add_argument("--only", nargs="+", choices=sorted(known), default=list(known), metavar="KEY")
    FIGURES.mkdir(parents=True, exist_ok=True)
    register()
    for key in parser.parse_args().only:
        kind, answer = known[key]
        points = answer.points()
        points.to_csv(FIGURES / f"{key}.csv", index=False, lineterminator="\n")
        with mpl.rc_context({"font.family": FAMILIES["en"], "font.size": 9}):
            figure = Figure(figsize=(9.0, 3.8), layout="constrained")
            answer.draw(points, figure)
            figure.savefig(FIGURES / f"{key}.png", dpi=150, metadata={"Software": None})
        print(f"{kind} {key}: {came_out(points)}; refuted: {len(refuted(points))}")


if __name__ == "__main__":
    main()
