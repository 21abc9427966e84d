"""The packages of the extra `discovery`: asked for before anything runs, and loaded so that they leave no trace."""

import importlib.util
import warnings
from typing import TYPE_CHECKING

from scenarios.errors import InputError

if TYPE_CHECKING:
    from ema_workbench.analysis.prim import Prim

INSTALL = "install sanshe[discovery], which brings it"


def need(*modules: str) -> None:
    """Refuse an analysis whose package is not installed, in one line that says how to get it."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise InputError(module, "no such package", INSTALL)


def load_prim() -> "type[Prim]":
    """PRIM of the EMA workbench, without its notices of packages that are used for clusters and in notebooks only."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="ipyparallel not installed", category=UserWarning)
        warnings.filterwarnings("ignore", message="altair based interactive", category=ImportWarning)
        from ema_workbench.analysis import prim
    found: type[Prim] = prim.Prim
    return found
