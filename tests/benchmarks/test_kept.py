from pathlib import Path

from matplotlib.image import imread

from benchmarks.district import ALL_OF_THEM, PARTS_TITLE
from benchmarks.kept import keep, kept_rows
from benchmarks.scaling_figure import draw, draw_year, points, shares
from benchmarks.table import Line


def test_a_part_that_is_measured_again_replaces_its_own_rows_alone(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.csv"
    keep("kernel", "a", [Line("x", 1.0, "ns", 2.0)], file)
    keep("peers", "b", [Line("y", 3.0, "ms a day", series="S", residents=10)], file)
    keep("kernel", "a", [Line("x", 4.0, "ns", 2.0)], file)
    assert [(row["part"], row["value"], row["verdict"]) for row in kept_rows(file)] == [
        ("peers", "3.0", ""),
        ("kernel", "4.0", "missed by 100 %"),
    ]
    assert not list(tmp_path.glob("*.new"))


def test_the_picture_has_the_points_that_tell_their_residents(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.csv"
    keep("peers", "b", [Line("y", 2.0, "s a day", series="S", residents=100), Line("z", 1.0, "times")], file)
    found = points(file)
    assert found.to_dict("list") == {"series": ["S"], "residents": [100], "ms": [2000.0]}
    draw(found, tmp_path / "scaling.png")
    assert imread(tmp_path / "scaling.png").std() > 0.01


def test_a_year_is_all_its_parts_and_small_ones_are_one(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.csv"
    spent = {"institutions_serve": 1.0, "Fairs": 0.001, "Credit": 0.002, ALL_OF_THEM: 1.003}
    keep("district", PARTS_TITLE, [Line(f"network: {part}", spent[part], "s a year") for part in spent], file)
    found = shares(file)
    assert list(found.index) == ["institutions_serve", "all others"] and float(found.sum().iloc[0]) == 1.003
    draw_year(found, tmp_path / "year.png")
    assert imread(tmp_path / "year.png").std() > 0.01
