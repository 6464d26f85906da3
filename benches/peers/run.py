#!/usr/bin/env python3
"""Runs relata, its floor and its peers on one graph, one after the other on this machine, and prints a table of ratios.

    python3 benches/peers/run.py            # writes benches/growth.svg too
    python3 benches/peers/run.py --quick    # fewer sizes, no picture

Of a peer the time of the processor counts, which other programs change less than that of the clock; of relata and its floor
that of the clock, each the first of a process as theirs are, by the shortest of many processes.

It needs cargo, python3 with venv, node and npm, and the registries of packages. What it installs is in target/peers.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import toasty_models
from chart import chart

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "peers"
QUICK = "--quick" in sys.argv[1:]
SIZES = [100, 1_000] if QUICK else [100, 1_000, 10_000, 100_000]
# Seconds of the processor for one run of a peer, with all that it does before and after what is timed: compiling, for toasty.
# What has ten times as many models is taken to need ten times as long, and is not run if that is longer.
PATIENCE = 120
# Seconds of the clock after which a run is ended, on a busy machine.
LIMIT = 300
# The shortest counts of so many, or of one if that took more than a tenth of the patience.
RUNS = 3


def run(*command, cwd=ROOT, timeout=None):
    command = [str(part) for part in command]
    return subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True, timeout=timeout).stdout


def install():
    """The peers, with the versions that the files beside this one name."""
    WORK.mkdir(parents=True, exist_ok=True)
    python = WORK / "venv" / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", WORK / "venv")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt")
    node = WORK / "node"
    node.mkdir(exist_ok=True)
    for name in ["package.json", "package-lock.json", "mikro_orm.mjs"]:
        shutil.copy(HERE / name, node / name)
    run("npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", cwd=node)

    def toasty(size):
        folder = WORK / f"toasty-{size}"
        toasty_models.write(folder, size)
        return run("cargo", "run", "--quiet", "--release", "--target-dir", WORK / "toasty", cwd=folder)

    return {
        "toasty": toasty,
        "Django": lambda size: run(python, HERE / "django_checks.py", size, timeout=LIMIT),
        "MikroORM": lambda size: run("node", "mikro_orm.mjs", size, cwd=node, timeout=LIMIT),
        "SQLAlchemy": lambda size: run(python, HERE / "sqlalchemy_configure.py", size, timeout=LIMIT),
    }


def peer(title, ask):
    """What it is called with its version; of each size seconds, or else why there are none."""
    measured = {}
    last = None
    for size in SIZES:
        if last and last[1] * size / last[0] > PATIENCE:
            measured[size] = f"not run: {last[1]:.0f} s in all at {last[0]:,}"
            continue
        before = spent()
        try:
            lines = [ask(size)]
        except subprocess.TimeoutExpired:
            measured[size] = f"ended after {LIMIT} s in all"
            last = size, LIMIT
            continue
        last = size, spent() - before
        if last[1] < PATIENCE / 10:
            lines += [ask(size) for _ in range(RUNS - 1)]
        title = lines[0].split("\t")[0]
        measured[size] = min(float(line.split("\t")[2]) for line in lines)
        print(f"{title:<20} {size:>7} models {duration(measured[size]):>10}", file=sys.stderr, flush=True)
    return title, measured


def spent():
    """Seconds of the processor that all ended children took."""
    times = os.times()
    return times.children_user + times.children_system


def relata():
    """Of `benches/check`: names as targets, since the peers have names."""
    measured = {}
    sizes = ",".join(map(str, SIZES))
    for line in run("cargo", "bench", "--quiet", "--bench", "check", "--", "--names", sizes).splitlines():
        name, size, seconds = line.split("\t")
        measured.setdefault(name, {})[int(size)] = float(seconds)
    return measured


def table(measured):
    ours = measured["relata"]
    lines = ["| models | " + " | ".join(measured) + " |", "|---:|" + "---:|" * len(measured)]
    for size in SIZES:
        cells = []
        for name, times in measured.items():
            taken = times[size]
            if isinstance(taken, str):
                cells.append(taken)
            elif name == "relata":
                cells.append(duration(taken))
            else:
                cells.append(f"× {float(f'{taken / ours[size]:.2g}'):,g} ({duration(taken)})")
        lines.append(f"| {size:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def duration(seconds):
    unit, scale = next((unit, scale) for unit, scale in [("s", 1), ("ms", 1e-3), ("µs", 1e-6)] if seconds >= scale)
    return f"{float(f'{seconds / scale:.2g}'):g} {unit}"


def main():
    measured = relata() | dict(peer(title, ask) for title, ask in install().items())
    print(table(measured))
    if not QUICK:
        numbers = {
            name: {size: taken for size, taken in times.items() if not isinstance(taken, str)}
            for name, times in measured.items()
        }
        lines = {name: times for name, times in numbers.items() if len(times) > 1}
        (ROOT / "benches" / "growth.svg").write_text(chart(lines))


main()
