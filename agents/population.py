"""The population 居民总体: residents as numpy columns, behaving like a Mesa AgentSet.

A view (`Resident`) is made only when a method has to hand one out; `get`, `agg`, `set` and groups by a column stay
column-wise. What select, shuffle, sort and groups return are populations of other rows over the same columns.
"""

import math
import operator
from collections.abc import Callable, Iterable, Iterator, MutableSequence, Sequence
from typing import Any, Protocol, Self, cast, overload

import numpy as np
from mesa.agentset import GroupBy
from numpy.typing import NDArray

from agents.resident import FIRST_ID, Columns, Resident, write


class Shuffler(Protocol):
    """What `shuffle` needs of a generator: the model's `random`, or one handed in."""

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Put a list in random order, in place."""


IDENTITY = ("unique_id", "row", "model", "population", "pos")  # what a view has of its own


class Residents(Sequence[Resident]):
    """`model.residents`: residents of one model, or some of them in some order, behaving like a Mesa AgentSet.

    `residents.trust` and the like are whole columns, which is quick; what hands out a resident makes a view each.

    Args:
        columns: Arrays with one entry (or one row) a resident.
        model: Their model, if they have one.
        random: The generator of `shuffle`; the model's by default.
        rows: Rows of those that belong; None for all.

    Attributes:
        columns: The arrays by name, which populations over the same columns share.
        model: Their model, if they have one.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> people = model.residents
        >>> people.trust.shape
        (12000, 4)
        >>> old = people.select(people.age_band == 2)
        >>> len(old), round(float(old.online.mean()), 2), round(float(people.online.mean()), 2)
        (2625, 0.25, 0.55)
    """

    def __init__(
        self,
        columns: Columns,
        model: Any = None,
        random: Shuffler | None = None,
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
        self._everyone: Residents | None = None

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
    def random(self) -> Shuffler:
        """The generator of `shuffle`: the one given, else the model's."""
        if self._random is None and self.model is None:
            raise ValueError("a population without a model has no generator; give it one: residents.random = ...")
        return cast(Shuffler, self.model.random) if self._random is None else self._random

    @random.setter
    def random(self, value: Shuffler) -> None:
        self._random = value

    def __getattr__(self, name: str) -> NDArray[Any]:
        columns = self.__dict__.get("columns", {})
        if name in columns:
            return self._column(name)
        raise AttributeError(f"Residents has no attribute or column {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.columns})

    def __repr__(self) -> str:
        return f"<Residents: {len(self):,}; columns {', '.join(self.columns)}>"

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
        if self._everyone is None:  # a population of its own: sorting this one in place must not change a view's
            self._everyone = self._over(None)
        return Resident(self._everyone, row)

    def _over(self, rows: NDArray[np.int64] | None) -> "Residents":
        part = Residents(self.columns, self.model, self._random, rows)
        part._counter, part._everyone = self._counter, self._everyone
        return part

    def copy(self, model: Any = None) -> "Residents":
        """The same members over the same columns; for a `model`, over columns of its own (read-only ones shared)."""
        if model is None:
            return self._over(self._rows)
        own = {name: column.copy() if column.flags.writeable else column for name, column in self.columns.items()}
        return Residents(own, model, None, self._rows)

    __copy__ = copy

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
        if filter_func is None and agent_type is None and at_most == math.inf:
            return self if inplace else self.copy()
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        count = len(self) if at_most == math.inf else max(0, math.ceil(at_most))
        rows = self.rows
        if agent_type is not None and not issubclass(Resident, agent_type):
            rows = rows[:0]
        if isinstance(filter_func, np.ndarray):
            if filter_func.dtype != np.bool_ or filter_func.shape != (len(self),):
                raise ValueError(f"a filter has one boolean a member ({len(self)}); found {filter_func.shape}")
            rows = rows[filter_func[: len(rows)]]  # none, if another type was asked for
        elif filter_func is not None:
            kept: list[int] = []
            for row in rows.tolist():
                if len(kept) >= count:
                    break
                if filter_func(self._view(row)):
                    kept.append(row)
            rows = np.array(kept, dtype=np.int64)
        return self._become(rows[:count], inplace)

    def shuffle(self, inplace: bool = False) -> "Residents":
        """The members in random order, the order a Mesa AgentSet with the same generator would take."""
        rows = self.rows.tolist()
        self.random.shuffle(rows)
        return self._become(np.array(rows, dtype=np.int64), inplace)

    def sort(self, key: str | Callable[[Resident], Any], ascending: bool = False, inplace: bool = False) -> "Residents":
        """The members by a column or a function of a view; stable, largest first unless `ascending`, as in Mesa."""
        if isinstance(key, str):
            values = self._column(key)
            if values.ndim > 1:
                raise ValueError(f"{key!r} has several values a resident; sort by a function of a view")
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
        return Groups(parts if result_type == "agentset" else {key: list(part) for key, part in parts.items()})

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
        return [list(values) for values in zip(*lists, strict=True)] if lists else [[] for _ in range(len(self))]

    def set(self, attr_name: str, value: Any) -> Self:
        """Give every member this value (or an array, one entry each); an unknown name makes a column.

        In a new column those who are no members get zero. A value that the column's type cannot hold is refused.
        """
        if attr_name in IDENTITY:
            raise AttributeError(f"{attr_name!r} says who a resident is and cannot be set")
        rows = slice(None) if self._rows is None else self._rows
        if attr_name in self.columns:
            write(self.columns, attr_name, rows, value)
            return self
        if hasattr(Resident, attr_name) or hasattr(Residents, attr_name):
            raise AttributeError(f"{attr_name!r} is a method of residents; choose another name for the column")
        kind = np.asarray(value)
        text = kind.dtype.kind in "US"  # a column of fixed-width text would cut a longer one short
        column = np.zeros((self._size, *kind.shape[1:]), object if text else kind.dtype)
        column[rows] = value
        self.columns[attr_name] = column
        return self

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """One function, or several, of a column; each is handed the array, widened to 64 bits so that sums hold."""
        values = self._column(attribute)
        wide = {"f": np.float64, "i": np.int64}.get(values.dtype.kind)
        values = values if wide is None else values.astype(wide, copy=False)
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

    def _fixed(self, what: str, agent: object) -> TypeError:
        return TypeError(
            f"cannot {what} {agent!r}: requests point to rows of a city's residents; use select(...) or another city"
        )

    def add(self, agent: Resident) -> None:
        """Refused: a resident is a row, and the number of rows is the city's."""
        raise self._fixed("add", agent)

    def discard(self, agent: Resident) -> None:
        """Refused unless the resident is not here, when there is nothing to do."""
        if agent in self:
            raise self._fixed("discard", agent)

    def remove(self, agent: Resident) -> None:
        """Refused; KeyError if the resident is not here."""
        if agent not in self:
            raise KeyError(agent)
        raise self._fixed("remove", agent)


class Groups(GroupBy):
    """Groups of residents; `agg` hands over each group's array and makes no view."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """One value a group: a function of its members' values."""
        if all(isinstance(group, Residents) for group in self.groups.values()):
            return {key: cast(Residents, group).agg(attr_name, func) for key, group in self.groups.items()}
        return cast(dict[Any, Any], super().agg(attr_name, func))
