"""A run saved on its way, and what may follow from it: `sanshe run --save-state` and `--from-state`.

A state is the whole model. Continued under its own scenario it goes on as if it had not been saved, to the last bit.
Continued under another one, a *branch*, that policy holds from the day of the state on: as a timeline would bring it,
and so the past is run again with that change to come, since desks that open one day have their rows from the start.
Every request must then come out as it was saved, to the last bit. So several policies branch from one past.

A state is a pickle, read by an unpickler that makes objects of Sanshe, Mesa and numpy alone, and of the extensions that
it names, whose code is run; so open only states that you or somebody you trust has saved.
"""

import io
import json
import pickle
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mesa.time.events import Event

from experiments.output import refused
from experiments.store import engine, hash_of
from scenarios.errors import InputError
from scenarios.reading import short
from scenarios.timeline import CHANGES

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.scenario import Scenario

MARK = b"SANSHE STATE 1\n"
LONGEST_HEADER = 100_000
MOST_EVENTS = 100_000_000
OURS = ("model", "agents", "scenarios")
# What else a model is made of: names of modules and of what is taken from them.
KNOWN = {
    "builtins": ("list", "range", "set", "frozenset", "dict", "tuple", "bytearray", "slice", "complex"),
    "collections": ("defaultdict", "deque", "OrderedDict", "Counter"),
    "datetime": ("date",),
    "mesa.agentset": ("_HardKeyAgentSet", "AgentSet"),
    "mesa.experimental.data_collection.dataset": ("DataRegistry",),
    "mesa.time.events": ("Event", "EventGenerator", "EventList", "Priority", "Schedule"),
    "numpy": ("dtype", "ndarray", "record", "recarray"),
    "numpy._core.multiarray": ("_reconstruct", "scalar"),
    "numpy._core.numeric": ("_frombuffer",),
    "numpy.random._pcg64": ("PCG64",),
    "numpy.random._pickle": ("__bit_generator_ctor", "__generator_ctor"),
    "numpy.random.bit_generator": ("SeedSequence", "__pyx_unpickle_SeedSequence"),
    "random": ("Random",),
}
OF_MESA = ("_do_step", "_execute_and_reschedule", "_wrapped_step", "step")  # its methods that events call
FUNCTIONS = (("scenarios.extensions", "_rebuild"),)  # which makes the rules of extensions


class _Reader(pickle.Unpickler):
    """An unpickler that makes what a model is made of, and nothing else."""

    def __init__(self, file: Any, extensions: frozenset[str]) -> None:
        super().__init__(file)
        self._extensions = extensions

    def find_class(self, module: str, name: str) -> Any:
        """A class by its module and name; `UnpicklingError` for what no model holds."""
        if (module, name) == ("builtins", "getattr"):
            return self._method
        if name in KNOWN.get(module, ()):
            return super().find_class(module, name)
        if module.split(".", maxsplit=1)[0] in OURS or module in self._extensions:
            found = super().find_class(module, name)
            own = getattr(found, "__module__", None) == module
            if own and (isinstance(found, type) or (module, name) in FUNCTIONS):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")

    def _method(self, owner: object, name: str) -> Any:
        """A method that an event calls, as a pickle names it: written in Sanshe or in an extension.

        Not one that a class inherits from elsewhere: pydantic's may read files, and pickles of any kind.
        """
        found = getattr(owner, name)
        function = getattr(found, "__func__", None)
        module = str(getattr(function, "__module__", ""))
        ours = module.split(".", maxsplit=1)[0] in ("model", "agents") or module in self._extensions
        if isinstance(owner, type) or not (ours or (module.startswith("mesa.") and name in OF_MESA)):
            raise pickle.UnpicklingError(f"{name} of {type(owner).__name__}")
        return found


def _next_event() -> int:
    """The number that Mesa gives the next event of this process: of two at the same time the lower comes first."""
    number: int = Event(0.0, _nothing).unique_id
    return number


def _nothing() -> None:
    """Happen."""


def save_state(model: "GovernanceModel", path: Path) -> None:
    """Write the state of a run, whole or not at all.

    Raises `InputError` if the file cannot be written, or an extension put into the model what cannot be saved.
    """
    import pyarrow as pa

    header = {
        "schema": 1, "engine": engine(), "scenario": model.settings.name, "hash": model.settings.hash,
        "seed": model.seed, "day": model.day, "extensions": list(model.settings.extensions),
        "events": _next_event(),
    }  # fmt: skip
    beside = path.with_name(f".{uuid.uuid4().hex}")
    try:
        with beside.open("wb") as file:
            file.write(MARK + json.dumps(header, ensure_ascii=False).encode() + b"\n")
            with pa.CompressedOutputStream(file, "zstd") as packed:
                pickle.dump(model, packed, protocol=5)
        beside.replace(path)
    except OSError as error:
        raise refused("--save-state", path, error) from error
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        allowed = "extensions that keep in the model what can be pickled"
        raise InputError("--save-state", f"a model that cannot be saved ({error})", allowed) from error
    finally:
        beside.unlink(missing_ok=True)


def _header(file: io.BufferedReader, path: Path) -> dict[str, Any]:
    try:
        if file.readline(len(MARK)) != MARK:
            raise ValueError
        told = json.loads(file.readline(LONGEST_HEADER))
        if told["schema"] != 1 or not isinstance(told["extensions"], list) or not 0 <= told["events"] <= MOST_EVENTS:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("--from-state", short(str(path)), "a file that sanshe run --save-state wrote") from error
    if told["engine"] != engine():
        found = f"{short(str(path))}, saved by another version of Sanshe or of its packages"
        raise InputError("--from-state", found, "a state of this version")
    return dict(told)


def load_state(path: Path) -> "GovernanceModel":
    """The model as it was saved. Raises `InputError` for a file that is none, is damaged, or is of another version."""
    import pyarrow as pa

    from model.governance import GovernanceModel
    from scenarios.extensions import load_extension
    from scenarios.modules import module_name

    try:
        with path.open("rb") as file:
            told = _header(file, path)
            for reference in told["extensions"]:
                load_extension(reference)
            modules = frozenset(module_name(reference.rpartition(":")[0]) for reference in told["extensions"])
            with pa.CompressedInputStream(file, "zstd") as packed:
                try:
                    model = _Reader(packed, modules).load()
                except InputError as error:
                    found = f"{short(str(path))}, whose extensions are not what they were"
                    allowed = "the state beside the extensions it was saved with"
                    raise InputError("--from-state", found, allowed) from error
            if not isinstance(model, GovernanceModel):
                raise InputError("--from-state", f"{short(str(path))}, which holds no model", "a state")
            while _next_event() < told["events"]:  # events to come are numbered after those of the state
                pass
    except InputError:
        raise
    except Exception as error:  # whatever a damaged pickle makes of itself
        said = str(error).partition("\n")[0]
        why = error.strerror if isinstance(error, OSError) and error.strerror else said or "damaged"
        raise InputError("--from-state", f"{short(str(path))} ({why})", "a state that can be read") from error
    return model


def branch(model: "GovernanceModel", policy: "Scenario") -> "GovernanceModel":
    """The model on the day of its state, with a policy's rules, resources and timeline from that day on.

    A policy that is the model's own scenario gives the model itself. Raises `InputError` where the policy differs in
    more than rules, resources and what is to come.
    """
    from model.governance import GovernanceModel

    if policy.hash == model.settings.hash:
        return model
    again = GovernanceModel(branched(model.settings, policy, model.day), rng=model.seed)
    if model.day:
        again.run_for(model.day)
    if _past(again) != _past(model):
        raise RuntimeError("branch: found another past than the one saved; allowed the same to the last bit")
    return again


def _past(model: "GovernanceModel") -> str:
    """A digest of every request so far (sums over desks may differ in the last bit, for desks that are yet to open)."""
    import pandas as pd

    return hash_of([int(row) for row in pd.util.hash_pandas_object(model.requests.frame(), index=False)])


def branched(past: "Scenario", policy: "Scenario", day: int) -> "Scenario":
    """The past's scenario, with the policy's rules, resources and timeline from a working day on."""
    for part in ("parameters", "extensions"):
        if getattr(past, part) != getattr(policy, part):
            raise InputError(part, f"others in {policy.name} than in the state", "the same: a policy changes rules")
    if past.city.communities != policy.city.communities:
        raise InputError("city", f"{policy.city.key}, the state has {past.city.key}", "the same district")
    for scenario in (past, policy):
        for entry in scenario.timeline:
            if not entry.shock and entry.day < day and entry.end is not None and entry.end > day:
                found = f"a change in {scenario.name} that passes on working day {entry.end}, after the state's {day}"
                raise InputError("timeline", found, "changes that stay, or are over when the policy begins")
    before, after = past.in_force(day - 1 if day else 0), policy.in_force(day)
    entries: list[Any] = [entry for entry in past.timeline if entry.day < day]
    change: dict[str, Any] = {}
    for part in CHANGES:
        old, new = getattr(before, part).model_dump(), getattr(after, part).model_dump()
        differing = {key: value for key, value in new.items() if old[key] != value}
        if differing:
            change[part] = differing
    if change:
        entries.append({"day": day, **change})
    entries += [entry for entry in policy.timeline if entry.day > day or (entry.day == day and entry.shock)]
    return past.replace(timeline=entries, name=f"{past.name}+{policy.name}")
