"""How smoothly training is seen: frames drawn a second, latency, and what both sides spend on it.

Trains networks on the circle at full speed in a Chromium, with everything shown that the page shows at the start (all
neurons' maps, all points), and counts the frames that had new content for some seconds. Goals on two cores: 55 frames a
second for the first two networks; 30 up to the largest that the playground allows. CPU is in per cent of one core, the
browser's with all its processes; where others used much of the machine, the numbers say little.

    python -m benchmarks.frames [--all]
"""

import argparse
import sys
import time
from dataclasses import dataclass

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import Playground, launch, running_playground


@dataclass(frozen=True)
class Case:
    """A network and its data.

    Attributes:
        layers: widths of the hidden layers.
        points: in all parts together.
        goal: frames a second.
    """

    layers: tuple[int, ...]
    points: int = 500
    goal: float = 55.0

    @property
    def link(self) -> str:
        """The experiment."""
        units = ",".join(f"(units={n})" for n in self.layers)
        return f"v=1&network.layers=({units})&data.n={self.points}"

    def __str__(self) -> str:
        shape = (
            f"2-{len(self.layers)}×{self.layers[0]}-2"
            if len(self.layers) > 2
            else f"2-{self.layers[0]}-{self.layers[1]}-2"
        )
        return f"{shape}, {self.points:,} points"


CASES = (Case((8, 8)), Case((32, 32)))
SIZES = (
    Case((8, 8), 20_000, 30.0),
    Case((64, 64), 500, 30.0),
    Case((64, 64), 20_000, 30.0),
    Case((32,) * 4, 5_000, 30.0),
    Case((64,) * 4, 20_000, 30.0),
    Case((64,) * 8, 500, 30.0),
    Case((64,) * 8, 20_000, 30.0),
)
WARM_SECONDS, SECONDS, POLL_SECONDS = 3.0, 8.0, 0.1
FULL_SPEED = "full speed"
# The page counts for itself: see src/glassnet/web/static/src/playground.js.
COUNTERS = """() => ({
  ...document.getElementById('glassnet').glassnet, reactions: 0, now: performance.now(),
  step: Number(document.querySelector('[data-testid=step]').textContent.replaceAll(',', '')),
})"""


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
        "steps": (last["step"] - first["step"]) / seconds,
        "server": 100 * ours[0] / took,
        "browser": 100 * ours[1] / took,
        "others": 100 * max(0.0, busy - sum(ours)) / took,
    }


def trained(browser: Browser, playground: Playground, case: Case) -> dict[str, float]:
    """Measure one network."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        page.goto(f"{playground.url}#{case.link}")
        page.get_by_label("speed").select_option(label=FULL_SPEED)
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_timeout(WARM_SECONDS * 1000)
        return measure(page, playground)
    finally:
        page.close()


def main() -> int:
    """Print a line for each network; exit 0 if all reach their goals, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="also larger networks and more points, up to the largest")
    cases = CASES + (SIZES if parser.parse_args().all else ())
    reached = True
    with running_playground() as playground, sync_playwright() as playwright:
        browser = launch(playwright)
        for case in cases:
            m = trained(browser, playground, case)
            reached &= m["frames"] >= case.goal
            print(
                f"{case!s:24} {m['frames']:5.1f} frames/s (goal {case.goal:.0f})  latency {m['latency']:.0f} ms, "
                f"95 % under {m['late']:.0f} ms  drawing {m['draw']:.1f} ms  {m['steps']:,.0f} steps/s  "
                f"CPU server {m['server']:.0f} %, browser {m['browser']:.0f} %, others {m['others']:.0f} %"
            )
        browser.close()
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main())
