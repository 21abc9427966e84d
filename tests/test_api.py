"""What the API reference says is true: every example runs, every parameter is told, what it names is there."""

import dataclasses
import doctest
import importlib
import inspect
import re
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import sanshe
from tools.website.api import PAGES, public

ROOMS = ("agents", "experiments", "model", "sanshe", "scenarios")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
TOWN = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]


NAMES = [name for names in PAGES.values() for name in names]
MODULES = sorted({"sanshe", *sanshe._WHERE.values(), *(n.rpartition(".")[0] for n in NAMES)})


def entries(told: Any, *heads: str) -> list[str]:
    """The names that sections such as `Args:` of a docstring explain."""
    doc, found = inspect.getdoc(told) or "", []
    for head in heads:
        part = re.search(rf"^{head}:\n((?:    .*\n|\n)*)", doc + "\n", re.MULTILINE)
        found += re.findall(r"^    (\*{0,2}\w+): ", part[1] if part else "", re.MULTILINE)
    return [name.lstrip("*") for name in found]


def parameters(function: Any) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name != "self"]


def members(kind: type) -> dict[str, Any]:
    """The public methods and properties that a class has of the house, by name."""
    homes = [one for one in kind.__mro__ if one.__module__.partition(".")[0] in ROOMS]
    own = {name: value for home in reversed(homes) for name, value in vars(home).items() if not name.startswith("_")}
    told = (property, cached_property, classmethod, staticmethod)
    return {name: value for name, value in own.items()
            if isinstance(value, told) or (inspect.isfunction(value) and value.__name__ == name)}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, told = doctest.DocTestRunner(optionflags=FLAGS), list[str]()
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        (tmp_path / test.name).mkdir()
        monkeypatch.chdir(tmp_path / test.name)
        runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)


def test_the_pages_have_every_public_name_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {name for name in NAMES if name.startswith("sanshe.")} == {f"sanshe.{name}" for name in sanshe.__all__}
    assert all(f"`{name}`" in (sanshe.__doc__ or "") for name in sanshe.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_tells_what_it_is_with_an_example(name: str) -> None:
    told = public(name)
    if not (inspect.isclass(told) or inspect.isfunction(told)):
        assert f"`{name}`" in (importlib.import_module(sanshe._WHERE[name.partition(".")[2]]).__doc__ or "")
        return
    doc = told.__doc__ or ""
    assert doc and told.__module__.partition(".")[0] in ROOMS
    gives = re.findall(r"what `(sanshe\.\w+)`", doc)  # a result whose function shows it
    assert ">>>" in doc or any(">>>" in public(one).__doc__ for one in gives)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_and_method_is_told(name: str) -> None:
    told = public(name)
    if inspect.isfunction(told):
        assert entries(told, "Args") == parameters(told)
    if not inspect.isclass(told):
        return
    if args := entries(told, "Args"):
        assert args == parameters(told)
    if dataclasses.is_dataclass(told) or issubclass(told, BaseModel):
        fields = [f.name for f in dataclasses.fields(told)] if dataclasses.is_dataclass(told) else told.model_fields
        declared = hasattr(told, "extended_by")  # the rules, each of which has a card
        assert declared or set(entries(told, "Args", "Attributes")) == set(fields)
    for own, value in members(told).items():
        function = getattr(value, "__func__", value)
        doc = inspect.getdoc(function) or ""
        assert doc, f"{name}.{own}"
        if not inspect.isfunction(function):
            continue
        for parameter in parameters(function):
            known = parameter in entries(function, "Args") or f"`{parameter}`" in doc
            assert known, f"{name}.{own}: {parameter}"
        assert set(entries(function, "Args")) <= set(parameters(function)), f"{name}.{own}"


def test_attributes_that_are_told_are_there() -> None:
    model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=TOWN), rng=1)
    error = sanshe.InputError("field", 1, "2")
    for one in (model, model.desks, model.residents, model.institutions[0], sanshe.Design(), error):
        kind = next(kind for kind in type(one).__mro__ if entries(kind, "Attributes"))
        assert [name for name in entries(kind, "Attributes") if not hasattr(one, name)] == []
