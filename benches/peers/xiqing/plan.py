"""What both models read: the plan, its calendars, the draws of its unknown numbers, and the people at the start.

The plan is `main-flows.toml` laid over the full scenario, the very files that tidui runs, so no number is written
twice. Only the kinds of number that the plan uses are understood: plain ones, `value` and `pert`.
"""

import csv
import tomllib
from functools import lru_cache
from math import gcd
from pathlib import Path

import numpy as np

SCENARIO = Path(__file__).resolve().parent / "main-flows.toml"
GONE = -1
NEVER = 30_000
# Months of age at which women and men retire, and to which those stay who stay: the same in both of the plan's moves.
WOMEN, MEN, STAYING = 55 * 12, 60 * 12, 60 * 12
# In both channels, months from acceptance to arrival; in targeted, months from arrival to recognition and award.
LAG, TO_RECOGNITION = 3, 3


def merge(base, over):
    """Lays one table over another: tables merge, numbers (also those with a range) and lists are replaced."""
    if not (isinstance(base, dict) and isinstance(over, dict)) or "value" in over or "pert" in over:
        return over
    return base | {key: merge(base.get(key), value) for key, value in over.items()}


def load(path=SCENARIO):
    """The scenario with all that it extends, and the schools."""
    path = Path(path).resolve()
    tree = tomllib.loads(path.read_text("utf-8"))
    schools = None
    if "extends" in tree:
        base, schools = load(path.parent / tree.pop("extends"))
        tree = merge(base, tree)
    if schools is None:
        with open(path.parent / tree["schools"]["file"], encoding="utf-8-sig", newline="") as file:
            schools = list(csv.DictReader(file))
    return tree, schools


class Plan:
    """The parts of the plan that carry no uncertainty."""

    def __init__(self, path=SCENARIO):
        self.tree, schools = load(path)
        self.first = self.month_number(self.tree["scenario"]["start"])
        self.months = self.month_number(self.tree["scenario"]["end"]) - self.first + 1
        self.of_year = [(self.first + month) % 12 + 1 for month in range(self.months)]
        self.year = [(self.first + month) // 12 for month in range(self.months)]
        self.tiers = list(self.tree["tier"])
        # Phases without students hold no people here.
        self.phases = [name for name, phase in self.tree["phase"].items() if "students" in phase]
        schools = [school for school in schools if school["phase"] in self.phases]
        self.school_phase = np.array([self.phases.index(school["phase"]) for school in schools])
        self.school_kind = [school["kind"] for school in schools]
        self.school_students = np.array([float(school["students"]) for school in schools])
        self.school_posts = np.array([float(school["posts"]) for school in schools])
        self.school_opens = np.array([self.month_number(s["opens"]) - self.first if s["opens"] else 0 for s in schools])
        self.moves = [Move(self, name, one) for name, one in self.tree["move"].items() if one["kind"] != "retire"]
        self.channels = ["targeted", "ordinary"]

    @staticmethod
    def month_number(text):
        year, month = text.split("-")
        return int(year) * 12 + int(month) - 1

    def weights(self, calendar):
        """The share of a year that falls into each month of the run."""
        if not calendar:
            return [1 / 12] * self.months
        total = sum(calendar.values())
        return [calendar.get(str(month), 0) / total for month in self.of_year]

    def due(self, calendar):
        """In months with a round: the share of the year's places that is due by then."""
        weights, due = self.weights(calendar), {}
        for year in sorted(set(self.year)):
            months = [month for month in range(self.months) if self.year[month] == year and weights[month] > 0]
            total, so_far = sum(weights[month] for month in months), 0.0
            for month in months:
                so_far += weights[month]
                due[month] = min(so_far / total, 1.0)
        return due

    def opens_school_year(self, month):
        return month > 0 and self.of_year[month] == self.tree["scenario"]["school_year_starts"]

    def opens_fiscal_year(self, month):
        return month == 0 or self.of_year[month] == 1

    def closes_fiscal_year(self, month):
        return self.of_year[month] == 12

    def school_shares(self, month):
        """Each school's share of the students of its phase, among those open."""
        weights = np.where(self.school_opens <= month, self.school_students, 0.0)
        return weights / np.bincount(self.school_phase, weights)[self.school_phase]


class Move:
    """A move other than retirement: whom it is open to, and when."""

    def __init__(self, plan, name, one):
        who = one.get("who", {})
        self.name = name
        self.path = ("move", name)
        self.source = [plan.tiers.index(tier) for tier in one["from"]]
        # By tier; one entry more, at -1, for those who are gone.
        self.open_to = np.isin(np.arange(len(plan.tiers) + 1), self.source)
        self.to = plan.tiers.index(one["to"]) if one["kind"] == "change" else GONE
        self.weights = plan.weights(one.get("calendar"))
        self.due = plan.due(one.get("calendar"))
        self.places = "places" in one
        self.lived = (who.get("min_age", 0) * 12, who["max_age"] * 12 + 12 if "max_age" in who else NEVER)
        self.months_in_tier = who.get("min_months_in_tier", 0)
        # Open to those home-grown, to imports, or (None) to both.
        self.imports = None if "origins" not in who else "home" not in who["origins"]
        # A service period outlasts the run, so that what is open to unbound imports alone never happens.
        self.never = who.get("bound_by_service") is False
        self.ages = sorted(int(age) for age in one.get("rate_by_age", {}))


def table(edges, density):
    """A distribution function at `edges`, from its density: NumPy has neither the beta's nor the normal's."""
    reached = np.concatenate([[0.0], np.cumsum(density((edges[1:] + edges[:-1]) / 2))])
    return reached / reached[-1]


@lru_cache(maxsize=None)
def pert_table(low, mode, high):
    a, b = 4 * (mode - low) / (high - low), 4 * (high - mode) / (high - low)
    edges = np.linspace(0, 1, 4001)
    return table(edges, lambda x: x**a * (1 - x) ** b), low + (high - low) * edges


NORMAL = np.linspace(-8, 8, 4001)
NORMAL_PERCENTILES = table(NORMAL, lambda x: np.exp(-x * x / 2))


class Draws:
    """Draws of the plan's numbers for a batch of replicates: an array for every path, made when first asked for."""

    def __init__(self, plan, rng, size):
        self.plan, self.rng, self.size = plan, rng, size
        self.drawn, self.percentiles = {}, {}
        correlation = plan.tree["correlation"]
        # A Gaussian copula with the stated rank correlations.
        normal = 2 * np.sin(np.pi / 6 * np.array(correlation["matrix"]))
        together = rng.standard_normal((size, len(normal))) @ np.linalg.cholesky(normal).T
        together = np.interp(together, NORMAL, NORMAL_PERCENTILES)
        for column, path in enumerate(correlation["parameters"]):
            self.percentiles[tuple(path.split("."))] = together[:, column]

    def __call__(self, *path):
        if path not in self.drawn:
            number = self.plan.tree
            for key in path:
                number = number[key]
            self.drawn[path] = self.draw(path, number)
        return self.drawn[path]

    def draw(self, path, number):
        if isinstance(number, dict) and "pert" in number:
            low, mode, high = number["pert"]
            if path in self.percentiles:
                return np.interp(self.percentiles[path], *pert_table(low, mode, high))
            span = high - low
            return low + span * self.rng.beta(1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span, self.size)
        return np.full(self.size, float(number["value"] if isinstance(number, dict) else number))

    def yearly(self, path, key, year):
        """A yearly number: that of the year where it has one of its own."""
        table = self.plan.tree
        for step in path:
            table = table[step]
        if str(year) in table.get(key + "_by_year", {}):
            return (*path, key + "_by_year", str(year))
        return (*path, key)

    def rates(self, move, oldest=80):
        """Yearly probabilities by replicate and whole years of age."""
        if not move.ages:
            return np.repeat(self(*move.path, "rate")[:, None], oldest, axis=1)
        rates = np.zeros((self.size, oldest))
        for age in move.ages:
            rates[:, age:] = self(*move.path, "rate_by_age", str(age))[:, None]
        return rates

    def acceptance(self, channel, tier):
        """The probability of accepting, the size of the award included."""
        chance = self("channel", channel, "acceptance", tier)
        if channel != "targeted":
            return chance
        award = ("channel", channel, "award")
        more = self.award(channel, tier) / self(*award, "reference", tier)
        odds = chance / (1 - chance) * more ** self(*award, "response")
        return odds / (1 + odds)

    def award(self, channel, tier):
        return np.rint(self("channel", channel, "award", "amount", tier))


def largest_remainder(total, weights):
    """Splits each row's total in whole parts in proportion to its weights (Hamilton's method, ties to the earlier)."""
    exact = weights / weights.sum(axis=1, keepdims=True) * total[:, None]
    parts = np.floor(exact + 1e-9).astype(np.int64)
    rest = np.where(weights > 0, exact - parts, -np.inf)
    rank = np.argsort(np.argsort(-rest, axis=1, kind="stable"), axis=1)
    return parts + (rank < (total - parts.sum(axis=1))[:, None])


@lru_cache(maxsize=None)
def strides(count):
    """Three steps coprime with the count, near irrational fractions of it, different where that is possible."""

    def stride(fraction):
        wanted = max(int(count * fraction), 1)
        return next(step for step in range(wanted, wanted + count + 1) if gcd(step, count) == 1) % count

    steps = [stride(0.618034)]
    for fraction in (0.414214, 0.754878):
        tries = (stride(fraction + shift / 8) for shift in range(8))
        steps.append(next((step for step in tries if step not in steps), steps[0]))
    return steps


def lay_out(plan, draws):
    """The people at the start, replicate after replicate, laid out without chance as docs/model.md section 3 has it.

    Returns arrays with one entry per person (replicate, tier, school, month of birth, month since which she is in her
    tier, whether she is a woman) and the posts of each school by replicate.
    """
    people = {key: [] for key in ("rep", "tier", "school", "born", "since", "female")}
    common = plan.tree["people"]
    schools = len(plan.school_posts)
    open_now = np.where(plan.school_opens <= 0, plan.school_posts, 0.0)
    staff = np.zeros((draws.size, schools), np.int64)
    for index, name in enumerate(plan.tiers):
        one = plan.tree["tier"][name]
        count = np.rint(draws("tier", name, "stock")).astype(np.int64)
        total = int(count.sum())
        if total == 0:
            continue
        # Each person's replicate, and her number in it.
        # Whole numbers of 32 bits: they divide twice as fast, and number × stride stays far below their end.
        count = count.astype(np.int32)
        rep = np.repeat(np.arange(draws.size, dtype=np.int32), count)
        first = (np.cumsum(count) - count).astype(np.int32)
        size, start = count[rep], first[rep]
        number = np.arange(total, dtype=np.int32) - start

        pull = np.ones((draws.size, schools))
        if "kinds" in one:
            pull = np.stack([draws("tier", name, "kinds", kind) for kind in plan.school_kind], axis=1)
        by_school = largest_remainder(count, open_now * pull)
        staff += by_school
        school = np.repeat(np.tile(np.arange(schools, dtype=np.int16), draws.size), by_school.ravel())

        share = draws("tier", name, "female") if "female" in one else draws("people", "female")
        women = largest_remainder(count, np.stack([share, 1 - share], axis=1))[:, 0]

        owner = ("tier", name) if "ages" in one else ("people",)
        bands = list((one if "ages" in one else common)["ages"])
        youngest = np.array([int(band.split("-")[0]) * 12 for band in bands])
        months = np.array([int(band.split("-")[1]) * 12 + 12 for band in bands]) - youngest
        by_band = largest_remainder(count, np.stack([draws(*owner, "ages", band) for band in bands], axis=1))
        # The one numbered i of the n in a band has lived ⌊(i + ½) / n · months⌋ months more than its youngest.
        in_band = by_band.ravel()
        step = np.tile(months, draws.size) / np.maximum(in_band, 1)
        lead = np.tile(youngest, draws.size) + step * (0.5 - (np.cumsum(in_band) - in_band))
        lived = (np.repeat(lead, in_band) + np.repeat(step, in_band) * np.arange(total) + 1e-9).astype(np.int32)

        # The lists of sexes, births and months in the tier are combined by strides.
        steps = np.array([strides(int(one)) if one else (0, 0, 0) for one in count], np.int32).T
        sex, birth, entry = (number * step[rep] % size for step in steps)
        least, most = one.get("months_in_tier", common["months_in_tier"])
        lived = lived[start + birth]
        since = least + (most - least + 1) * entry // size
        people["rep"].append(rep)
        people["tier"].append(np.full(total, index, np.int8))
        people["school"].append(school)
        people["born"].append((-lived).astype(np.int16))
        people["since"].append((-np.minimum(since, np.maximum(lived - 18 * 12, 0))).astype(np.int16))
        people["female"].append(sex < women.astype(np.int32)[rep])
    vacant = np.rint(draws("posts", "vacant") * staff.sum(axis=1)).astype(np.int64)
    posts = staff + largest_remainder(vacant, staff.astype(float))
    return {key: np.concatenate(parts) for key, parts in people.items()}, posts.astype(float)
