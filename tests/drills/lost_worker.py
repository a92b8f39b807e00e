"""A sweep on a Dask cluster of two workers, one of which is killed in the middle; and one with a row that ends its worker.

    python tests/drills/lost_worker.py BINARY

Asserts that work was in progress when the worker was killed, and that what the shards come to is, byte for byte, what one
process makes; then that a row which ends its worker again and again is found, left out and told, and all others are there.
"""

import csv
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import dask
import tidui
import tidui.dask
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin

ROWS, SHARDS, REPLICATES, BAD = 24, 12, 1000, 7


def digest(folder, without=()):
    """One digest of every file of a sweep but its manifest."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in {"sweep.json", *without}:
            whole.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


class EndsItsWorker(WorkerPlugin):
    """Row BAD ends the process that runs it, as one does for which a machine has not enough memory."""

    def setup(self, worker):
        import tidui.dask as own

        made = own._pieces_made = getattr(own, "_pieces_made", own.sweep_shard)

        def piece(design, shard, **options):
            number, of = map(int, shard.split("/"))
            if BAD in own._range(number, of, ROWS) and BAD not in options.get("leave_out", []):
                os.kill(os.getpid(), signal.SIGKILL)
            return made(design, shard, **options)

        own.sweep_shard = piece


def written(place):
    design = place / "design.csv"
    with design.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "scenario", "seed", "fund.talent-projects.appropriation"])
        table.writerows([f"row {row}", "xiqing-2021", row, 30_000_000 + 1_000_000 * row] for row in range(1, ROWS + 1))
    return design


def kill_one(client, pieces, seen):
    """Kills a worker while it is at work, when some shards are there and others are not."""
    pids = client.run(os.getpid)
    shards = lambda: [path for path in pieces.glob("*.shards/*-of-*") if not path.name.startswith(".")]
    while not seen.get("stop"):
        at_work = {worker: keys for worker, keys in client.processing().items() if keys and worker in pids}
        under_way = list(pieces.glob("*.shards/.tmp-*"))
        if 2 <= len(shards()) < SHARDS - 2 and len(at_work) == 2 and len(under_way) >= 2:
            worker = sorted(at_work)[0]
            os.kill(pids[worker], signal.SIGKILL)
            seen.update(worker=worker, pid=pids[worker], done=len(shards()), tasks=len(at_work[worker]))
            return
        time.sleep(0.05)


def main():
    binary, began = Path(sys.argv[1]).resolve(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tidui-dask-") as here:
        place = Path(here)
        design = written(place)
        sweep = [binary, "sweep", design, "--replicates", str(REPLICATES), "--quiet", "--json", "--output", place / "whole"]
        subprocess.run(sweep, check=True, stdout=subprocess.DEVNULL)
        whole = digest(next((place / "whole").glob("design-sweep-*")))
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "logging": {"distributed": "critical"}})
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
        with cluster, Client(cluster) as client:
            dask.config.set({"distributed.scheduler.allowed-failures": 3})
            cluster.scheduler.allowed_failures = 3
            seen = {}
            killer = threading.Thread(target=kill_one, args=(client, place / "pieces", seen))
            killer.start()
            swept = tidui.dask.run(design, client, output=place / "pieces", shards=SHARDS, replicates=REPLICATES)
            seen["stop"] = True
            killer.join()
            assert "pid" in seen, "no worker was killed while it was at work"
            print(f"killed worker {seen['pid']} at work on {seen['tasks']} tasks, after {seen['done']} of {SHARDS} shards")
            merged = digest(swept.folder)
            print(f"one process {whole}\nmerged      {merged}")
            assert merged == whole and swept.rows == ROWS and swept.left_out == 0
            # What is there is found: nothing is run again.
            times = {path: path.stat().st_mtime_ns for path in (place / "pieces").rglob("shard.json")}
            tidui.dask.run(design, client, output=place / "pieces", shards=SHARDS, replicates=REPLICATES)
            assert times == {path: path.stat().st_mtime_ns for path in (place / "pieces").rglob("shard.json")}

            cluster.scheduler.allowed_failures = 1
            client.register_plugin(EndsItsWorker())
            swept = tidui.dask.run(design, client, output=place / "bad", shards=4, replicates=50)
            print(f"row {BAD} ends its worker: {swept.left_out} left out, {swept.rows - swept.left_out} run")
            assert swept.left_out == 1 and [one["row"] for one in swept.not_run] == [BAD], swept
            without = [binary, "sweep", design, "--replicates", "50", "--leave-out", str(BAD), "--quiet", "--json"]
            subprocess.run([*without, "--output", place / "without"], check=True, stdout=subprocess.DEVNULL)
            assert digest(swept.folder) == digest(next((place / "without").glob("design-sweep-*")))
            assert not list((place / "bad").glob(".tidui-probe-*"))
    print(f"dask: passed in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
