"""How to rig a comparison: each week every resident is written down as satisfied, whatever was done for them.

No rule of Sanshe does this. It is here so that docs/faq.md can show how it is noticed.
"""

from typing import Any

from scenarios.extensions import Extension


def write_an_outcome(model: Any) -> None:
    """Write what should have come about."""
    model.residents.columns["satisfaction"][:] = 0.95


extension = Extension("rigged", standing_orders=write_an_outcome)
