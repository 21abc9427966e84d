"""A sweep on a real Dask cluster of several worker processes, one of which is killed on the way."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

import sanshe
from experiments.errors import WorkersEndedError
from experiments.executors import Cluster, Failure
from scenarios.errors import InputError
from scenarios.library import load


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


def test_a_worker_killed_during_the_sweep_costs_nothing(cluster: LocalCluster, small: Path, tmp_path: Path) -> None:
    factors = {"communities_per_station": [1, 2, 4], "committee_admin_share": [0.3, 0.8]}
    design = sanshe.Design(load("hierarchy").replace(city=str(small)), factors, years=0.2, seeds=4)
    here = sanshe.sweep(design, tmp_path / "here")
    killed: list[int] = []

    def kill_one() -> None:
        end = time.monotonic() + 120.0
        while len(list((tmp_path / "there").glob("runs/*/*.parquet"))) < 3 and time.monotonic() < end:
            time.sleep(0.005)
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            pid = next(iter(client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    killer = threading.Thread(target=kill_one)
    killer.start()
    there = sanshe.sweep(design, tmp_path / "there", scheduler=cluster.scheduler_address)
    killer.join()
    assert killed
    assert (there.done, there.wanted, len(there.failures)) == (24, 24, 0)
    for path in here.folder.glob("runs/*/*.parquet"):
        assert (there.folder / path.relative_to(here.folder)).read_bytes() == path.read_bytes()


def test_what_goes_wrong_on_a_cluster_is_told(cluster: LocalCluster) -> None:
    at_work = Cluster(cluster.scheduler_address)
    odd = {2: "1 / 0", 5: "__import__('os').kill(__import__('os').getpid(), 9)"}
    found = dict(at_work.map(eval, [(odd.get(number, f"{number} * {number}"),) for number in range(8)]))
    at_work.close()
    failed = {number: told for number, told in found.items() if isinstance(told, Failure)}
    assert set(failed) == {2, 5}
    assert isinstance(failed[2].error, ZeroDivisionError)
    assert "KilledWorker" in failed[5].told
    assert {n: told for n, told in found.items() if n not in failed} == {n: n * n for n in range(8) if n not in failed}


def test_that_there_are_no_workers_is_told(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("experiments.executors.PATIENCE", 0.1)
    cluster.scale(0)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        while client.nthreads():
            time.sleep(0.05)
    at_work = Cluster(cluster.scheduler_address)
    comes = threading.Timer(1.0, cluster.scale, [1])
    comes.start()
    assert list(at_work.map(eval, [("3 * 3",)])) == [(0, 9)]
    comes.join()
    at_work.close()
    assert [record.getMessage() for record in caplog.records if record.name == "sanshe"] == [
        f"--scheduler: found no worker at {cluster.scheduler_address}; waiting for one"
    ]


def test_a_scheduler_that_goes_is_one_message() -> None:
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1",
         "--no-dashboard"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert scheduler.stderr is not None
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://\S+", line)))
    at_work = Cluster(address)
    threading.Timer(1.0, scheduler.kill).start()
    with pytest.raises(WorkersEndedError, match=f"'{address}' gone while it had work"):
        list(at_work.map(eval, [("1",)]))
    at_work.close()
    scheduler.communicate()


def test_no_scheduler_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.executors.CONNECT", "1s")
    for address in ("tcp://127.0.0.1:1", "nonsense://x", ""):
        with pytest.raises(InputError) as caught:
            Cluster(address)
        assert caught.value.field == "--scheduler"


@pytest.mark.parametrize("kind", ["SLURMCluster", "PBSCluster"])
def test_the_clusters_of_the_docs_are_ones_that_dask_jobqueue_takes(kind: str) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "experiments.md").read_text(encoding="utf-8")
    (call,) = re.findall(rf"^cluster = {kind}\(\n.*?^\)$", page, flags=re.MULTILINE | re.DOTALL)
    made: dict[str, Any] = {}
    quiet = call.replace("(\n", "(scheduler_options={'dashboard': False},\n", 1)
    exec(f"from dask_jobqueue import {kind}\n{quiet}", made)
    with made["cluster"] as cluster:
        script = cluster.job_script()
    assert "--nworkers 16" in script
    assert "--nthreads 1" in script
    assert "activate" in script
    assert "NUMBA_CACHE_DIR" in script
