"""How smoothly training is seen: frames drawn a second, latency, and what both sides spend on it.

Trains two networks on the circle at full speed in a Chromium and counts for some seconds. Goal: 55 frames a second for
both on two cores. CPU is in per cent of one core, the browser's with all its processes; where others used much of the
machine, the numbers say little.
"""

import sys
import time

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import Playground, launch, running_playground

NETWORKS = {"2-8-8-2": (8, 8), "2-32-32-2": (32, 32)}
GOAL = 55.0
WARM_SECONDS, SECONDS, POLL_SECONDS = 3.0, 8.0, 0.1
FULL_SPEED = "full speed"
# The page counts for itself: see src/glassnet/web/static/src/playground.js.
COUNTERS = "() => ({ ...document.getElementById('glassnet').glassnet, now: performance.now() })"


def cpu_seconds(process: psutil.Process) -> float:
    """Processor time that a process and its children have used."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            used = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
    return total


def browser_process() -> psutil.Process:
    """The Chromium that Playwright started for this program."""
    found = [p for p in psutil.Process().children(recursive=True) if "chrom" in p.name().lower()]
    parents = {p.pid for p in found}
    return next(p for p in found if p.ppid() not in parents)


def measure(page: Page, playground: Playground) -> dict[str, float]:
    """Frames, latency and CPU over some seconds of a training run that has begun."""
    server, browser = psutil.Process(playground.process.pid), browser_process()
    first, began = page.evaluate(COUNTERS), time.perf_counter()
    cpu, all_cpu = (cpu_seconds(server), cpu_seconds(browser)), psutil.cpu_times()
    latencies = []
    while time.perf_counter() - began < SECONDS:
        page.wait_for_timeout(POLL_SECONDS * 1000)
        latencies.append(page.evaluate(COUNTERS)["lastLatency"])
    last, took = page.evaluate(COUNTERS), time.perf_counter() - began
    ours = cpu_seconds(server) - cpu[0], cpu_seconds(browser) - cpu[1]
    now = psutil.cpu_times()
    busy = (now.user + now.system) - (all_cpu.user + all_cpu.system)
    seconds = (last["now"] - first["now"]) / 1000
    latencies.sort()
    return {
        "frames": (last["framesDrawn"] - first["framesDrawn"]) / seconds,
        "latency": latencies[len(latencies) // 2],
        "late": latencies[int(0.95 * len(latencies))],
        "draw": last["drawTime"],
        "server": 100 * ours[0] / took,
        "browser": 100 * ours[1] / took,
        "others": 100 * max(0.0, busy - sum(ours)) / took,
    }


def trained(browser: Browser, playground: Playground, layers: tuple[int, ...]) -> dict[str, float]:
    """Measure a network with these hidden layers."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        units = ",".join(f"(units={n})" for n in layers)
        page.goto(f"{playground.url}#v=1&network.layers=({units})")
        page.get_by_label("speed").select_option(label=FULL_SPEED)
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_timeout(WARM_SECONDS * 1000)
        return measure(page, playground)
    finally:
        page.close()


def main() -> int:
    """Print a line for each network; exit 0 if all reach the goal, else 1."""
    slowest = float("inf")
    with running_playground() as playground, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, layers in NETWORKS.items():
            m = trained(browser, playground, layers)
            slowest = min(slowest, m["frames"])
            print(
                f"{name:10} {m['frames']:5.1f} frames/s (goal {GOAL:.0f})  latency {m['latency']:.0f} ms, "
                f"95 % under {m['late']:.0f} ms  drawing {m['draw']:.1f} ms  "
                f"CPU server {m['server']:.0f} %, browser {m['browser']:.0f} %, others {m['others']:.0f} %"
            )
        browser.close()
    return int(slowest < GOAL)


if __name__ == "__main__":
    sys.exit(main())
