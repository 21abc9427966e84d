"""The population 居民总体: residents as numpy columns, behaving like a Mesa AgentSet.

A view (`Resident`) is made only when a method has to hand one out; `get`, `agg`, `set` and groups by a column stay
column-wise. What select, shuffle, sort and groups return are populations of other rows over the same columns.
"""

import math
import operator
import random as random_module
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self, cast, overload

import numpy as np
from mesa.agentset import GroupBy
from numpy.typing import NDArray

from agents.resident import FIRST_ID, Resident

type Columns = dict[str, NDArray[Any]]


class Residents(Sequence[Resident]):
    """Residents of one model, or some of them in some order.

    Parameters: `columns` arrays with one entry (or one row) a resident; `rows` those that belong, None for all.
    """

    def __init__(
        self,
        columns: Columns,
        model: Any = None,
        random: random_module.Random | None = None,
        rows: NDArray[np.int64] | None = None,
    ) -> None:
        sizes = {len(column) for column in columns.values()}
        if len(sizes) != 1:
            raise ValueError(f"columns must have one length; found {sorted(sizes)}")
        self.columns = columns
        self.model = model
        self._random = random
        self._size = sizes.pop()
        self._rows = rows
        self._counter = [0]

    def copy(self, model: Any) -> "Residents":
        """The same residents with columns of their own, for another model; ties are shared, for nothing changes them."""
        columns = {name: column if name == "ties" else column.copy() for name, column in self.columns.items()}
        return Residents(columns, model)

    # --- what belongs
    @property
    def rows(self) -> NDArray[np.int64]:
        """Row of each member in the columns, in order."""
        return np.arange(self._size, dtype=np.int64) if self._rows is None else self._rows

    @property
    def views_made(self) -> int:
        """How many views were ever made over these columns; a run in which nobody looks leaves it at 0."""
        return self._counter[0]

    @property
    def random(self) -> random_module.Random:
        """The generator of `shuffle`: the one given, else the model's."""
        if self._random is None:
            self._random = random_module.Random() if self.model is None else self.model.random
        return self._random

    @random.setter
    def random(self, value: random_module.Random) -> None:
        self._random = value

    def __getattr__(self, name: str) -> NDArray[Any]:
        columns = self.__dict__.get("columns", {})
        if name in columns:
            return self._column(name)
        raise AttributeError(f"Residents has no attribute or column {name!r}")

    def _column(self, name: str) -> NDArray[Any]:
        if name == "unique_id":
            return self.rows + FIRST_ID
        if name == "row":
            return self.rows
        if name not in self.columns:
            raise AttributeError(f"a Resident has no column {name!r}")
        column = self.columns[name]
        return column if self._rows is None else column[self._rows]

    def _view(self, row: int) -> Resident:
        self._counter[0] += 1
        whole = self if self._rows is None else self._over(None)
        return Resident(whole, row)

    def _over(self, rows: NDArray[np.int64] | None) -> "Residents":
        part = Residents(self.columns, self.model, self._random, rows)
        part._counter = self._counter
        return part

    def _become(self, rows: NDArray[np.int64], inplace: bool) -> "Residents":
        if not inplace:
            return self._over(rows)
        if self.model is not None and getattr(self.model, "residents", None) is self:
            raise TypeError("the model's residents keep their order and number; leave inplace=False")
        self._rows = rows
        return self

    def __len__(self) -> int:
        return self._size if self._rows is None else len(self._rows)

    def __iter__(self) -> Iterator[Resident]:
        return (self._view(int(row)) for row in self.rows)

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, Resident) or agent.population.columns is not self.columns:
            return False
        return self._rows is None or bool((self._rows == agent.row).any())

    @overload
    def __getitem__(self, item: int) -> Resident: ...
    @overload
    def __getitem__(self, item: slice) -> list[Resident]: ...
    def __getitem__(self, item: int | slice) -> Resident | list[Resident]:
        if isinstance(item, slice):
            return [self._view(int(row)) for row in self.rows[item]]
        place = operator.index(item)
        place += len(self) if place < 0 else 0
        if not 0 <= place < len(self):
            raise IndexError("resident index out of range")
        return self._view(place if self._rows is None else int(self._rows[place]))

    def to_list(self) -> list[Resident]:
        """A view of every member."""
        return list(self)

    # --- subsets and orders
    def select(
        self,
        filter_func: Callable[[Resident], bool] | NDArray[np.bool_] | None = None,
        at_most: int | float = math.inf,
        inplace: bool = False,
        agent_type: type[Any] | None = None,
    ) -> "Residents":
        """Those for whom `filter_func` holds (a function of a view, or faster a boolean array), the first `at_most`.

        A float up to 1.0 for `at_most` is a share of the members, as in Mesa.
        """
        rows = self.rows
        limit = len(self) * at_most if isinstance(at_most, float) and at_most <= 1.0 else at_most
        count = len(self) if math.isinf(limit) else int(limit)
        if agent_type is not None and not issubclass(Resident, agent_type):
            rows = rows[:0]
        elif isinstance(filter_func, np.ndarray):
            rows = rows[filter_func]
        elif filter_func is not None:
            kept: list[int] = []
            for row in rows:
                if len(kept) >= count:
                    break
                if filter_func(self._view(int(row))):
                    kept.append(int(row))
            rows = np.array(kept, dtype=np.int64)
        return self._become(rows[:count], inplace)

    def shuffle(self, inplace: bool = False) -> "Residents":
        """The members in random order; one number is taken from `random`."""
        order = np.random.default_rng(self.random.getrandbits(64)).permutation(len(self))
        return self._become(self.rows[order], inplace)

    def sort(self, key: str | Callable[[Resident], Any], ascending: bool = False, inplace: bool = False) -> "Residents":
        """The members by a column or a function of a view; stable, largest first unless `ascending`, as in Mesa."""
        if isinstance(key, str):
            values = self._column(key)
            if ascending:
                order = np.argsort(values, kind="stable")
            else:
                order = len(values) - 1 - np.argsort(values[::-1], kind="stable")[::-1]
        else:
            keys = [key(view) for view in self]
            order = np.array(sorted(range(len(keys)), key=keys.__getitem__, reverse=not ascending), dtype=np.int64)
        return self._become(self.rows[order], inplace)

    def groupby(self, by: str | Callable[[Resident], Any], result_type: str = "agentset") -> GroupBy:
        """Groups by a column or a function of a view: populations, or lists of views with result_type="list"."""
        groups: dict[Any, list[int]] = {}
        keys = self._column(by).tolist() if isinstance(by, str) else [by(view) for view in self]
        for key, row in zip(keys, self.rows.tolist(), strict=True):
            groups.setdefault(key, []).append(row)
        parts: dict[Any, Any] = {key: self._over(np.array(rows, dtype=np.int64)) for key, rows in groups.items()}
        return GroupBy(parts if result_type == "agentset" else {key: list(part) for key, part in parts.items()})

    # --- values
    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """Values of a column, or a list of values a member for several; for arrays write `residents.trust`."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing: found {handle_missing!r}; allowed 'error', 'default'")
        if isinstance(attr_names, str):
            known = attr_names in self.columns or attr_names in ("unique_id", "row")
            if not known and handle_missing == "default":
                return [default_value] * len(self)
            return cast(list[Any], self._column(attr_names).tolist())
        lists = [self.get(name, handle_missing, default_value) for name in attr_names]
        return [list(values) for values in zip(*lists, strict=True)]

    def set(self, attr_name: str, value: Any) -> Self:
        """Give every member this value (or an array, one entry each); an unknown name makes a column."""
        if attr_name in ("unique_id", "row", "model", "population"):
            raise AttributeError(f"{attr_name!r} says who a resident is and cannot be set")
        if attr_name not in self.columns:
            kind = np.asarray(value)
            self.columns[attr_name] = np.zeros((self._size, *kind.shape[1:]), kind.dtype)
        self.columns[attr_name][slice(None) if self._rows is None else self._rows] = value
        return self

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """One function, or several, of a column; each is handed the array."""
        values = self._column(attribute)
        return func(values) if callable(func) else [one(values) for one in func]

    # --- calls
    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """What a function (or a method of that name) returns for each member; makes a view each."""
        if isinstance(method, str):
            return [getattr(view, method)(*args, **kwargs) for view in self]
        return [method(view, *args, **kwargs) for view in self]

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a function (or a method of that name) for each member."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """`do` in random order. Makes a view each: seconds for a whole district, so select first."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def _fixed(self, what: str) -> TypeError:
        return TypeError(f"cannot {what} a resident: requests point to rows; use select(...) or another city file")

    def add(self, agent: Resident) -> None:
        """Refused: a resident is a row, and the number of rows is the city's."""
        raise self._fixed("add")

    def discard(self, agent: Resident) -> None:
        """Refused unless the resident is not here, when there is nothing to do."""
        if agent in self:
            raise self._fixed("discard")

    def remove(self, agent: Resident) -> None:
        """Refused; KeyError if the resident is not here."""
        if agent not in self:
            raise KeyError(agent)
        raise self._fixed("remove")
