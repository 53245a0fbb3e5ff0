"""CPU and memory of a set of processes with all their children, and what machine this is."""

import os
import platform
from collections.abc import Iterable

import psutil

TICK = os.sysconf("SC_CLK_TCK")


def tree(roots: Iterable[int]) -> list[psutil.Process]:
    found: dict[int, psutil.Process] = {}
    for pid in roots:
        try:
            root = psutil.Process(pid)
            for one in (root, *root.children(recursive=True)):
                found[one.pid] = one
        except psutil.Error:
            continue
    return list(found.values())


def cpu(roots: Iterable[int]) -> float:
    """Seconds of user and system time, with that of children that have ended (a database's sessions come and go)."""
    total = 0
    for one in tree(roots):
        try:
            with open(f"/proc/{one.pid}/stat") as stat:
                total += sum(map(int, stat.read().rpartition(")")[2].split()[11:15]))
        except (OSError, ValueError):
            continue
    return total / TICK


def memory(roots: Iterable[int]) -> tuple[float, float]:
    """RSS and PSS in MB."""
    rss = pss = 0
    for one in tree(roots):
        try:
            full = one.memory_full_info()
            rss, pss = rss + full.rss, pss + full.pss
        except psutil.Error:
            continue
    return round(rss / 2**20, 1), round(pss / 2**20, 1)


def described() -> dict[str, object]:
    with open("/proc/cpuinfo") as info:
        model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), platform.machine())
    return {
        "cores": os.cpu_count(),
        "processor": model,
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }
