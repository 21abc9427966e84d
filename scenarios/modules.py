"""The Python modules that a scenario names: a file as it stands now, under a name that no other has."""

import hashlib
import importlib
import importlib.util
import sys
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from scenarios.errors import InputError
from scenarios.reading import short

_LOADING: set[str] = set()
_SOURCES: dict[str, bytes] = {}  # by module: its text as it was read


def absolute(reference: object, beside: Path | None = None) -> str:
    """A reference with its file made absolute (relative to `beside`), so that it means the same anywhere."""
    if not isinstance(reference, str) or ":" not in reference or not all(reference.rpartition(":")[::2]):
        raise InputError("extensions", short(reference), "module:attribute or path/file.py:attribute")
    where, _, attribute = reference.rpartition(":")
    if not where.endswith(".py"):
        return reference
    try:
        return f"{((beside or Path()) / where).resolve()}:{attribute}"
    except (OSError, ValueError, RuntimeError) as e:
        raise InputError("extensions", short(reference), "the name of a Python file") from e


@cache
def module_name(where: str) -> str:
    """The name of the module of a reference: its own, or, for a file, one that no other has."""
    if not where.endswith(".py"):
        return where
    return f"extension_{hashlib.sha256(where.encode(errors='surrogatepass')).hexdigest()[:16]}"


def module_of(where: str) -> ModuleType:
    """The module of a reference; a file is loaded under a name of its own, and anew once it says something else."""
    name = module_name(where)
    if not where.endswith(".py"):
        module = importlib.import_module(name)
        if name not in _SOURCES:
            _SOURCES[name] = Path(module.__file__).read_bytes() if module.__file__ else name.encode()
        return module
    if name in _LOADING:
        raise ImportError("it loads a scenario that names it, while it is read itself")
    source = Path(where).read_bytes()
    if name in sys.modules and _SOURCES.get(name) == source:
        return sys.modules[name]
    loader = SourceFileLoader(name, where)
    spec = importlib.util.spec_from_file_location(name, where, loader=loader)
    if spec is None:
        raise ImportError(f"no Python file at {where}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    _LOADING.add(name)
    try:  # not by the loader, which takes bytecode of the same second and length for the same text
        exec(loader.source_to_code(source, where), module.__dict__)
    except BaseException:
        del sys.modules[name]
        raise
    finally:
        _LOADING.discard(name)
    _SOURCES[name] = source
    return module


def source_of(where: str) -> bytes:
    """The text of a module that was loaded, as it was then."""
    return _SOURCES[module_name(where)]
