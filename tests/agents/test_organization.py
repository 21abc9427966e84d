"""What an organisation decides, on cases worked out by hand."""

from agents.organization import Deal


def deal(**more: float) -> Deal:
    return Deal("purchase", 0, 0, "care", 0, **more)  # type: ignore[arg-type]


def test_it_hires_for_all_it_is_paid_and_no_more() -> None:
    """Money for 1.3 posts a month at a price of 1,150 fen for 1,000 fen of wages: 113 post-months in 100 months."""
    mine, posts = deal(monthly=1300, phase=0.5), 0
    for _ in range(100):
        mine.carry += mine.instalment()
        posts += mine.hire(1150, 10**9)
        assert -0.5 * 1150 <= mine.carry <= 0.5 * 1150
    assert posts == round(100 * 1300 / 1150)


def test_it_never_hires_more_than_its_funds_pay() -> None:
    mine = deal(carry=5000)
    assert mine.hire(1000, 2999) == 2 and mine.carry == 3000
    assert deal(carry=-5000).hire(1000, 10**6) == 0


def test_a_grant_is_spent_to_the_fen() -> None:
    mine = deal(left=1003, months=4)
    assert [mine.instalment() for _ in range(4)] == [250, 251, 251, 251]
    assert mine.left == mine.months == 0 == mine.instalment()
