#!/usr/bin/env python3
"""Runs relata, its floor and its peers on one graph, one after the other on this machine, and prints a table of ratios.

    python3 benches/peers/run.py            # writes benches/peers/growth.svg too
    python3 benches/peers/run.py --quick    # fewer sizes

It needs cargo, python3 with venv, node and npm, and the registries of packages. What it installs is in target/peers.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "peers"
QUICK = "--quick" in sys.argv[1:]
SIZES = [100, 1_000] if QUICK else [10, 100, 1_000, 10_000, 100_000]
# A peer that would take longer than this for ten times as many is not asked to.
PATIENCE = 5.0
RUNS = 3


def run(*command, cwd=ROOT):
    done = subprocess.run([str(part) for part in command], cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


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
    return {
        "sqlalchemy": lambda size: run(python, HERE / "sqlalchemy_configure.py", size),
        "django": lambda size: run(python, HERE / "django_checks.py", size),
        "mikro_orm": lambda size: run("node", "mikro_orm.mjs", size, cwd=node),
    }


def best(ask, size):
    """The name of a peer with its version, and the shortest of several runs in seconds."""
    lines = [ask(size).strip().split("\t") for _ in range(RUNS)]
    return lines[0][0], min(float(seconds) for _, _, seconds in lines)


def peers():
    measured = {}
    for ask in install().values():
        for size in SIZES:
            name, seconds = best(ask, size)
            measured.setdefault(name, {})[size] = seconds
            print(f"{name:<20} {size:>7} models {seconds * 1e3:>12.2f} ms", file=sys.stderr, flush=True)
            if seconds * 10 > PATIENCE:
                break
    return measured


def relata():
    """Of `benches/check`: names as targets, since the peers have names."""
    measured = {}
    sizes = ",".join(map(str, SIZES))
    for line in run("cargo", "bench", "--quiet", "--bench", "check", "--", "--names", sizes).splitlines():
        name, size, seconds = line.split("\t")
        measured.setdefault(name, {})[int(size)] = float(seconds)
    return measured


def table(all_measured):
    sizes = [size for size in SIZES if any(size in times for times in all_measured.values())]
    ours = all_measured["relata"]
    lines = ["| models | " + " | ".join(all_measured) + " |", "|---:|" + "---:|" * len(all_measured)]
    for size in sizes:
        cells = []
        for name, times in all_measured.items():
            if size not in times:
                cells.append("")
            elif name == "relata":
                cells.append(f"{times[size] * 1e3:.3g} ms")
            else:
                cells.append(f"{times[size] * 1e3:.3g} ms (× {times[size] / ours[size]:.3g})")
        lines.append(f"| {size:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    measured = relata() | peers()
    print(table(measured))
    if not QUICK:
        from chart import chart

        (HERE / "growth.svg").write_text(chart(measured))


sys.path.insert(0, str(HERE))
main()
