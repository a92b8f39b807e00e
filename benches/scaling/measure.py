"""Measures how time and memory of a run grow with what is simulated, prints tables and draws docs/images/scaling.svg.

Every point is a process of its own. Its time is `durations.simulate` of the manifest, its memory the most that the process
ever held. Points are measured in rounds, so that a slow minute of the machine meets all of them.
"""

import argparse
import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/scaling/work"
PICTURE = ROOT / "docs/images/scaling.svg"
XIQING = ROOT / "scenarios/xiqing-2021.toml"
XIQING_PEOPLE = 5797  # at the start: the means of the stocks
XIQING_MONTHS = 32
ROUNDS = 3


@dataclasses.dataclass
class Point:
    """One run: how large it is, and what came out."""

    x: int
    scenario: Path
    replicates: int
    work: float  # natural units in one replicate: person-months where people are what costs
    threads: int = 1
    once: bool = False  # too long to be repeated
    seconds: list = dataclasses.field(default_factory=list)
    memory: list = dataclasses.field(default_factory=list)

    @property
    def time(self):
        return statistics.median(self.seconds)

    @property
    def each(self):
        return self.time / self.replicates

    @property
    def megabytes(self):
        return statistics.median(self.memory) / 1e6


@dataclasses.dataclass
class Axis:
    """What is varied, and how it is shown."""

    name: str
    what: str  # what is held fixed, for the caption of the table
    points: list
    unit: str  # heading of the column that is constant if the line is straight
    per_unit: object  # (point, first point) -> number for that column
    label: str = "ms per replicate"
    y: object = staticmethod(lambda point: point.each * 1e3)
    slope: int = 1
    through: int = -1  # index of the point that the line of that slope goes through


def words(text):
    return f'{{ zh = "{text}", en = "{text}" }}'


def xiqing_times(factor):
    """The Xiqing plan in a district `factor` times as large: stocks, students and ordinary applicants."""
    path = WORK / f"xiqing-{factor:.6f}.toml"
    tiers = ["teacher", "backbone", "subject", "leader", "expert"]
    lines = [f'extends = "{XIQING}"']
    lines += [f"[tier.{tier}]\nstock = {{ times = {factor} }}" for tier in tiers]
    lines += [f"[phase.{phase}]\nstudents = {{ times = {factor} }}" for phase in ["primary", "junior", "senior"]]
    lines += [f"[channel.ordinary]\ncandidates = {{ times = {factor} }}"]
    path.write_text("\n".join(lines) + "\n")
    return path


def ladder(name, people=1000, schools=10, tiers=4, months=36):
    """A generated district: a ladder of equal tiers, leaving, promotion in places, retirement, hiring into vacant posts.

    People, and what happens to them, stay the same whatever the number of schools, tiers or months.
    """
    path = WORK / f"{name}.toml"
    last = f"{2000 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}"
    names = [f"t{tier:02}" for tier in range(tiers)]
    stocks = [people // tiers + (tier < people % tiers) for tier in range(tiers)]
    listed = "[" + ", ".join(f'"{tier}"' for tier in names) + "]"
    text = [f'[scenario]\nid = "{name}"\ntitle = {words(name)}\nstart = "2000-01"\nend = "{last}"']
    text += [f"[phase.all]\ntitle = {words('all')}\nstudents = {people * 15}"]
    text += [f'[schools]\nfile = "{name}.csv"\nkinds.ordinary = {words("ordinary")}']
    text += ["[posts]\nvacant = 0.03"]
    text += ['[people]\nfemale = 0.6\nmonths_in_tier = [0, 120]\nages = { "22-29" = 25, "30-44" = 45, "45-58" = 30 }']
    for tier, stock in zip(names, stocks):
        text += [f"[tier.{tier}]\ntitle = {words(tier)}\nstock = {stock}"]
    text += [f'[move.leave]\ntitle = {words("leave")}\nkind = "leave"\nfrom = {listed}\nrate = 0.03']
    text += [f'[move.retire]\ntitle = {words("retire")}\nkind = "retire"\nfrom = {listed}\nage_female = 55\nage_male = 60']
    for low, high in zip(names, names[1:]):
        text += [
            f'[move.up-{low}]\ntitle = {words("up")}\nkind = "change"\nfrom = ["{low}"]\nto = "{high}"\n'
            f'calendar = {{ "11" = 1 }}\nrate = 0.08\nplaces = {max(1, people // tiers // 20)}'
        ]
    text += [
        f'[channel.hire]\ntitle = {words("hire")}\npost = true\nfills = "vacancies"\ncalendar = {{ "3" = 1, "6" = 1 }}\n'
        f"candidates = {people // 10}\nmix = {{ {names[0]} = 1 }}\nage = [22, 32]\nfemale = 0.6"
    ]
    text += [
        f'[programme.training]\ntitle = {words("training")}\nreaches = "people"\nunit = {words("seat")}\n'
        f'units = {people // 10}\ncalendar = {{ "7" = 1 }}\nlasts = 12',
        '[effect.training]\nprogramme = "training"\non = ["move.leave"]\nodds_ratio = 0.8',
    ]
    text += [
        f'[target.top]\ntitle = {words("top")}\nat = "{last}"\nat_least = {stocks[-1]}\ncount = "stock"\n'
        f'tiers = ["{names[-1]}"]'
    ]
    path.write_text("\n\n".join(text) + "\n")
    rows = ["id,title_zh,title_en,phase,kind,students,posts,group,leads,opens"]
    rows += [f"s{school},s{school},s{school},all,ordinary,100,10,,no," for school in range(schools)]
    (WORK / f"{name}.csv").write_text("\n".join(rows) + "\n")
    return path


def axes(quick, long):
    """The points of all axes. Replicates are chosen so that a run takes a second or two."""
    xiqing_work = XIQING_PEOPLE * XIQING_MONTHS
    short = 8 if quick else 1  # divides replicates

    def some(values):
        return values[::2] if quick else values

    counts = [100, 1000] if quick else [1000, 10_000, 100_000] + ([1_000_000] if long else [])
    replicates = [Point(n, XIQING, n, xiqing_work, once=n > 5000) for n in counts]

    people = []
    for size in some([1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000]):
        count = max(4, 5_000_000 // size // short // 2 * 2)
        people.append(Point(size, xiqing_times(size / XIQING_PEOPLE), min(count, 2000), size * XIQING_MONTHS))

    schools = [
        Point(n, ladder(f"schools-{n}", schools=n), max(64, 6400 // short // (1 + n // 50)), 1000 * 36)
        for n in some([1, 3, 10, 30, 100, 300, 1000])
    ]
    tiers = [
        Point(n, ladder(f"tiers-{n}", tiers=n), 3200 // short, 1000 * 36) for n in some([2, 4, 8, 15, 30, 60])
    ]
    months = [
        Point(n, ladder(f"months-{n}", months=n), max(64, 300_000 // n // short), 1000 * n)
        for n in some([12, 24, 60, 120, 240, 600])
    ]
    threads = [Point(n, XIQING, 2048 // short, xiqing_work, threads=n) for n in [1, 2, 4]]

    def person_month(point, _):
        return point.each / point.work * 1e9

    def further(point, first):
        return (point.each - first.each) / (point.x - first.x) * 1e6 if point.x > first.x else None

    cores = len(os.sched_getaffinity(0))
    return [
        Axis("replicates", "the Xiqing plan", replicates, "µs per replicate", lambda p, _: p.each * 1e6, "s", lambda p: p.time),
        Axis("people", "the Xiqing plan in a smaller or larger district", people, "ns per person-month", person_month, through=4 if not quick else -1),
        Axis("schools", "1,000 people, 4 tiers, 36 months", schools, "µs per further school", further),
        Axis("tiers", "1,000 people, 10 schools, 36 months", tiers, "µs per further tier", further),
        Axis("months", "1,000 people, 10 schools, 4 tiers", months, "ns per person-month", person_month, through=0),
        Axis(
            "threads",
            f"the Xiqing plan, {threads[0].replicates:,} replicates, {cores} cores",
            threads,
            "speed-up",
            lambda p, first: first.time / p.time,
            "s",
            lambda p: p.time,
            slope=-1,
            through=0,
        ),
    ]


def measure(point, binary):
    """Runs a point once."""
    folder = WORK / "runs"
    shutil.rmtree(folder, ignore_errors=True)
    command = [binary, "run", str(point.scenario), "--replicates", str(point.replicates), "--threads", str(point.threads)]
    command += ["--no-charts", "--quiet", "--again", "--lang", "en", "--output", str(folder)]
    with open(WORK / "log", "w+b") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            log.seek(0)
            sys.exit(" ".join(command) + "\n" + log.read().decode())
    (manifest,) = folder.glob("*/manifest.json")
    point.seconds.append(json.loads(manifest.read_text())["durations"]["simulate"])
    point.memory.append(usage.ru_maxrss * 1024)


def table(axis):
    """One axis as Markdown."""
    print(f"\n{axis.name.capitalize()}: {axis.what}\n")
    first = "in the run" if axis.name == "replicates" else axis.name
    print(f"| {first} | replicates | simulating, s: median (min–max) | ms per replicate | {axis.unit} | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for point in axis.points:
        spread = f" ({min(point.seconds):.2f}–{max(point.seconds):.2f})" if len(point.seconds) > 1 else ""
        unit = axis.per_unit(point, axis.points[0])
        unit = "–" if unit is None else f"{unit:,.3g}" if abs(unit) < 1000 else f"{unit:,.0f}"
        print(
            f"| {point.x:,} | {point.replicates:,} | {point.time:.2f}{spread} | {point.each * 1e3:.3g} "
            f"| {unit} | {point.megabytes:.0f} |"
        )


def draw(all_axes):
    """The figure: for each axis its time, and below it its memory."""
    # Not before the measuring: a child's peak memory includes that of the process that forked it, so this one stays small.
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

    pyplot.rcParams.update({"font.size": 8, "svg.fonttype": "none", "svg.hashsalt": "scaling", "axes.linewidth": 0.6})
    figure = pyplot.figure(figsize=(8.4, 8.2), layout="constrained")
    grid = figure.add_gridspec(4, 3, height_ratios=[3, 1.5, 3, 1.5])
    time_colour, memory_colour, line_colour = "#0072B2", "#D55E00", "#999999"  # Okabe and Ito
    for place, axis in enumerate(all_axes):
        row, column = place // 3 * 2, place % 3
        top = figure.add_subplot(grid[row, column])
        below = figure.add_subplot(grid[row + 1, column], sharex=top)
        xs = [point.x for point in axis.points]
        ys = [axis.y(point) for point in axis.points]
        line = [ys[axis.through] * (x / xs[axis.through]) ** axis.slope for x in xs]
        top.plot(xs, line, color=line_colour, linewidth=0.7, zorder=1)
        top.plot(xs, ys, "o", color=time_colour, markersize=4, zorder=2)
        below.plot(xs, [point.megabytes for point in axis.points], "^", color=memory_colour, markersize=4)
        title = axis.name if axis.slope == 1 else f"{axis.name} (grey: slope −1)"
        top.set_title(title, fontsize=9, fontweight="bold", loc="left")
        top.set(xscale="log", yscale="log", ylabel=f"time, {axis.label}")
        below.set(yscale="log", ylabel="memory, MB", xlabel=axis.name)
        # Half a decade or more around the points, so that noise does not look like a trend; lines may leave the panel.
        top.set_ylim(min(ys) / 3, max(ys) * 3)
        held = [point.megabytes for point in axis.points]
        below.set_ylim(min(10, min(held) / 2), max(1000, max(held) * 2))
        plain = FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
        for part in (top, below):
            low, high = part.get_ylim()
            part.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low < 40 else (1,), numticks=6))
            part.yaxis.set_major_formatter(plain)
            part.yaxis.set_minor_formatter(NullFormatter())
            part.xaxis.set_minor_formatter(NullFormatter())
            part.grid(True, which="major", linewidth=0.3, color="#dddddd")
            part.spines[["top", "right"]].set_visible(False)
        if axis.name in ("tiers", "months", "threads"):
            below.set_xticks([x for x in xs if x not in (24, 240)])
            below.xaxis.set_minor_locator(NullLocator())
        elif max(xs) > 100_000:
            below.set_xticks([x for x in (1000, 10_000, 100_000, 1_000_000) if min(xs) <= x <= max(xs)])
        below.xaxis.set_major_formatter(plain)
        top.tick_params(labelbottom=False)
    figure.suptitle("Time and peak memory of a run, measured (medians); grey lines have slope 1", fontsize=9.5, x=0.01, ha="left")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few short points, to see that it works; draws nothing")
    parser.add_argument("--long", action="store_true", help="also a million replicates of the Xiqing plan")
    arguments = parser.parse_args()
    binary = os.environ.get("TIDUI", str(ROOT / "target/release/tidui"))
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    all_axes = axes(arguments.quick, arguments.long)
    rounds = 1 if arguments.quick else ROUNDS
    for turn in range(rounds):
        for axis in all_axes:
            for point in axis.points:
                if turn == 0 or not point.once:
                    measure(point, binary)
        print(f"round {turn + 1} of {rounds} done", file=sys.stderr)
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}; one thread unless stated; {rounds} rounds; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for axis in all_axes:
        table(axis)
    (ROOT / "target/scaling/points.json").write_text(
        json.dumps({axis.name: [dataclasses.asdict(p) for p in axis.points] for axis in all_axes}, default=str)
    )
    if not arguments.quick:
        draw(all_axes)
        print(f"\nDrawn: {PICTURE.relative_to(ROOT)}")


main()
