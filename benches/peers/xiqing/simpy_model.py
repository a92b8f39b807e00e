"""The main flows of the Xiqing plan in SimPy.

SimPy and not Mesa: the plan is a matter of waiting (for the next term's end, a commission in November, an arrival in
three months, an award three months later), which is what SimPy's processes say directly; Mesa's space, neighbours and
schedules of steps would have nothing to do here.

Written as SimPy models are: every person is an object with a process of her own, which sleeps until the next month in
which something can befall her; commissions that grant limited places, each channel's rounds, arrivals, awards,
students and the year's budget are processes too; the fund is a `simpy.Container`. Time is in months, and within a
month processes act at fractions of it, in the order of docs/model.md section 2. The tables of the plan, the draws of
its unknown numbers and the opening are those of the NumPy model; they take about one per cent of the time.

Simulated and left out is what numpy_model.py says, with one difference: here each candidate is considered, whether
she qualifies and accepts, as a SimPy model naturally would.
"""

import argparse
import math
import random
import time

import numpy as np
import simpy

from numpy_model import report
from plan import GONE, LAG, MEN, STAYING, TO_RECOGNITION, WOMEN, Draws, Plan, lay_out

# When things happen within a month.
OPENING, LIVES, COMMISSIONS, ROUNDS, PAYMENTS, CLOSING = 0.0, 0.1, 0.2, 0.3, 0.5, 0.9


class Person:
    """Someone, and her life as a process."""

    __slots__ = ("district", "tier", "school", "born", "since", "female", "imported", "retire_at")

    def __init__(self, district, tier, school, born, since, female, imported=False):
        self.district, self.tier, self.school, self.imported = district, tier, school, imported
        self.born, self.since, self.female = born, since, female
        ordinary, late = born + (WOMEN if female else MEN), born + STAYING
        self.retire_at = ordinary if ordinary >= since and ordinary >= 0 else max(late, 0)

    def life(self, month):
        district, env = self.district, self.district.env
        while True:
            # What can befall her comes in the months of her tier's moves, and at retirement.
            month = min(district.next_month[self.imported][self.tier][month], max(self.retire_at, month))
            if month >= district.plan.months:
                return
            yield env.timeout(month + LIVES - env.now)
            if self.retire_at == month:
                if not self.stays(month):
                    district.leave(self)
                    return
                self.retire_at = self.born + STAYING
            move = self.outcome(month)
            if move is not None:
                if move.to == GONE:
                    district.leave(self)
                    return
                if move.places:
                    yield district.commissions[move.name].apply(self)
                else:
                    district.change_tier(self, move.to, month)
            month += 1

    def stays(self, month):
        """Whether, as a woman at 55, she stays to 60."""
        if not self.female or month - self.born != WOMEN:
            return False
        return self.district.random.random() < self.district.staying[min(self.tier, 1)]

    def outcome(self, month):
        """The move that befalls her this month, if any."""
        moves = self.district.held[month][self.tier]
        if not moves:
            return None
        luck = self.district.random.random()
        lived = month - self.born
        for move, chance in moves:
            if move.imports is not None and move.imports != self.imported:
                continue
            if not move.lived[0] <= lived < move.lived[1] or month - self.since < move.months_in_tier:
                continue
            luck -= chance[lived // 12] if move.ages else chance[0]
            if luck < 0:
                return move
        return None


class Commission:
    """Grants the places of a move by lot among those who passed."""

    def __init__(self, district, move):
        self.district, self.move, self.applications = district, move, []
        district.env.process(self.meet())

    def apply(self, person):
        decided = self.district.env.event()
        self.applications.append((person, decided))
        return decided

    def meet(self):
        district, plan, year, granted = self.district, self.district.plan, None, 0
        for month, due in sorted(self.move.due.items()):
            yield district.env.timeout(month + COMMISSIONS - district.env.now)
            if plan.year[month] != year:
                year, granted = plan.year[month], 0
            yearly = district.number(*district.draws.yearly(self.move.path, "places", year))
            places = math.floor(yearly * due + 0.5) - granted
            chosen = district.random.sample(self.applications, min(places, len(self.applications)))
            for person, _ in chosen:
                district.change_tier(person, self.move.to, month)
            granted += len(chosen)
            for _, decided in self.applications:
                decided.succeed()
            self.applications.clear()


class District:
    """One replicate."""

    def __init__(self, plan, generator):
        self.plan, self.generator = plan, generator
        self.random = random.Random(int(generator.integers(2**63)))
        self.env = simpy.Environment()
        self.draws = draws = Draws(plan, generator, 1)
        self.staying = [self.number("move", m, "staying_female") for m in ("retire-teacher", "retire-backbone")]
        self.held, self.next_month = self.calendar()

        tiers, schools = len(plan.tiers), len(plan.school_posts)
        self.stock, self.additions, self.leavers = [0] * tiers, [0] * tiers, [0] * tiers
        self.staff, self.coming = [0] * schools, [0] * schools
        self.imports, self.stocks, self.ratios, self.imports_by = 0, [], [], []
        self.spend = {year: 0 for year in plan.year}
        self.students = [self.number("phase", phase, "students") for phase in plan.phases]
        self.school_students = self.shared_students(0)
        people, posts = lay_out(plan, draws)
        self.posts = posts[0].tolist()
        keys = ("tier", "school", "born", "since", "female")
        for fields in zip(*(people[key].tolist() for key in keys)):
            self.admit(Person(self, *fields), 0)

        self.fund = simpy.Container(self.env, init=0)
        self.env.process(self.environment())
        self.env.process(self.budget())
        self.commissions = {move.name: Commission(self, move) for move in plan.moves if move.places}
        for channel in plan.channels:
            self.env.process(self.recruitment(channel))
        self.env.process(self.record())

    def number(self, *path):
        return float(self.draws(*path)[0])

    def calendar(self):
        """By month and tier, moves held and their chances; by origin, tier and month, the next month with a move."""
        plan, tiers = self.plan, range(len(self.plan.tiers))
        moves = [move for move in plan.moves if not move.never]
        rates = {}
        for move in moves:
            found = self.draws.rates(move) if move.ages else self.draws(*move.path, "rate")[:, None]
            rates[move.name] = {w: (1 - (1 - found[0]) ** w).tolist() for w in set(move.weights) if w > 0}

        def held_in(month, tier):
            open_now = [move for move in moves if tier in move.source and move.weights[month] > 0]
            return [(move, rates[move.name][move.weights[month]]) for move in open_now]

        held = [[held_in(month, tier) for tier in tiers] for month in range(plan.months)]
        following = []
        for imported in (False, True):
            by_tier = []
            for tier in tiers:
                months = [plan.months] * (plan.months + 1)
                for month in reversed(range(plan.months)):
                    open_to_her = any(move.imports in (None, imported) for move, _ in held[month][tier])
                    months[month] = month if open_to_her else months[month + 1]
                by_tier.append(months)
            following.append(by_tier)
        return held, following

    # People

    def admit(self, person, month):
        self.stock[person.tier] += 1
        self.staff[person.school] += 1
        self.env.process(person.life(month))

    def leave(self, person):
        self.stock[person.tier] -= 1
        self.leavers[person.tier] += 1
        self.staff[person.school] -= 1
        person.tier = GONE

    def change_tier(self, person, tier, month):
        self.stock[person.tier] -= 1
        self.stock[tier] += 1
        self.additions[tier] += 1
        person.tier, person.since = tier, month

    # Students, schools, posts, money

    def shared_students(self, month):
        shares = self.plan.school_shares(month).tolist()
        return [self.students[phase] * share for phase, share in zip(self.plan.school_phase.tolist(), shares)]

    def share_out(self, month, growth):
        before, self.school_students = self.school_students, self.shared_students(month)
        per_student = self.number("posts", "per_new_student")
        for school, (old, new) in enumerate(zip(before, self.school_students)):
            self.posts[school] = max(self.posts[school] * (1 + growth) + per_student * (new - old), 0)

    def environment(self):
        for month in range(self.plan.months):
            yield self.env.timeout(month + OPENING - self.env.now)
            if month > 0 and month in self.plan.school_opens:
                self.share_out(month, 0)
            if self.plan.opens_school_year(month):
                for index, phase in enumerate(self.plan.phases):
                    growth = self.number("phase", phase, "growth")
                    growth += self.random.gauss(0, self.number("phase", phase, "growth_noise"))
                    self.students[index] *= max(1 + growth, 0)
                self.share_out(month, self.number("posts", "growth"))

    def budget(self):
        """The year's appropriation; what is not reserved lapses at the year's end."""
        for month in range(self.plan.months):
            if self.plan.opens_fiscal_year(month):
                yield self.env.timeout(month + OPENING - self.env.now)
                path = self.draws.yearly(("fund", "special"), "appropriation", self.plan.year[month])
                yield self.fund.put(self.number(*path))
            if self.plan.closes_fiscal_year(month):
                yield self.env.timeout(month + CLOSING - self.env.now)
                if self.fund.level > 0:
                    yield self.fund.get(self.fund.level)

    # Recruitment

    def vacancies(self):
        """A slot for each vacancy; and how many may be filled in all: schools over their posts count against it."""
        slots = []
        for school, posts in enumerate(self.posts):
            slots += [school] * (math.floor(posts + 1e-9) - self.staff[school] - self.coming[school])
        free = math.floor(sum(self.posts) + 1e-9) - sum(self.staff) - sum(self.coming)
        return slots, max(min(free, len(slots)), 0)

    def recruitment(self, channel):
        """A channel's rounds, one candidate after another."""
        plan, luck = self.plan, self.random.random
        path, one = ("channel", channel), plan.tree["channel"][channel]
        names = list(one["mix"])
        tiers = [plan.tiers.index(name) for name in names]
        weights, due = plan.weights(one["calendar"]), plan.due(one["calendar"])
        mix = [self.number(*path, "mix", name) for name in names]
        accept = [float(self.draws.acceptance(channel, name)[0]) for name in names]
        award = [float(self.draws.award(channel, name)[0]) if "award" in one else 0 for name in names]
        qualified = self.number(*path, "qualified")
        accepted, year = [0] * len(names), None
        # Channels that hold a round in the same month do so one after the other, as in the file.
        turn = ROUNDS + 0.01 * plan.channels.index(channel)
        for month in sorted(due):
            yield self.env.timeout(month + turn - self.env.now)
            if plan.year[month] != year:
                accepted, year = [0] * len(names), plan.year[month]
            slots, posts = self.vacancies()
            want = [posts] * len(names)
            if one.get("fills") != "vacancies":
                places = self.draws.yearly(path, "places", year)
                due_now = [math.floor(self.number(*places, name) * due[month] + 0.5) for name in names]
                want = [max(now - before, 0) for now, before in zip(due_now, accepted)]
            candidates = self.generator.poisson(self.number(*path, "candidates") * weights[month])
            for place in self.random.choices(range(len(names)), mix, k=candidates):
                if not posts or not any(want):
                    break
                if want[place] == 0 or luck() >= qualified or self.fund.level < award[place] or luck() >= accept[place]:
                    continue
                if award[place]:
                    # Granted at once, since the level suffices; waiting for it would let the other channel in between.
                    self.fund.get(award[place])
                want[place] -= 1
                accepted[place] += 1
                posts -= 1
                chosen = self.random.randrange(len(slots))
                slots[chosen], slots[-1] = slots[-1], slots[chosen]
                school = slots.pop()
                self.coming[school] += 1
                self.env.process(self.arrival(channel, tiers[place], school, award[place]))

    def arrival(self, channel, tier, school, award):
        """From acceptance through arrival to recognition."""
        env, one = self.env, self.plan.tree["channel"][channel]
        yield env.timeout(LAG)
        month = math.floor(env.now)
        youngest, oldest = one["age"]
        born = month - self.random.randrange(youngest * 12, oldest * 12 + 12)
        female = self.random.random() < self.number("channel", channel, "female")
        person = Person(self, tier, school, born, month, female, imported=channel == "targeted")
        self.coming[school] -= 1
        self.additions[tier] += 1
        self.imports += person.imported
        self.admit(person, month + 1)
        if award:
            yield env.timeout(month + TO_RECOGNITION + PAYMENTS - env.now)
            if person.tier == GONE:
                yield self.fund.put(award)
            else:
                self.spend[self.plan.year[math.floor(env.now)]] += award

    # Results

    def record(self):
        for month in range(self.plan.months):
            yield self.env.timeout(month + CLOSING - self.env.now)
            self.stocks.append(list(self.stock))
            self.imports_by.append(self.imports)
            students = sum(round(count) for count in self.students)
            self.ratios.append(sum(self.stock[1:]) * 1_000_000 // students / 10_000)

    def run(self):
        plan = self.plan
        self.env.run(until=plan.months)
        final = {"stock." + tier: self.stock[index] for index, tier in enumerate(plan.tiers)}
        final |= {"leavers." + tier: self.leavers[index] for index, tier in enumerate(plan.tiers)}
        final |= {"additions." + tier: self.additions[index] for index, tier in enumerate(plan.tiers)}
        final |= {"students." + phase: round(self.students[index]) for index, phase in enumerate(plan.phases)}
        final |= {f"spend.{year}": paid for year, paid in self.spend.items()}
        final |= {
            "stock.teacher 2022-08": self.stocks[15][0],
            "stock.backbone 2021-12": self.stocks[7][1],
            "imports 2021-12": self.imports_by[7],
            "imports": self.imports,
            "backbone per 100 students": self.ratios[-1],
            "P(backbone target met)": self.ratios[-1] >= plan.tree["target"]["backbone"]["at_least"],
        }
        return {key: [value] for key, value in final.items()}


def main():
    parser = argparse.ArgumentParser(description="The main flows of the Xiqing plan in SimPy.")
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan()
    generator = np.random.default_rng(options.seed)
    started = time.perf_counter()
    results = [District(plan, generator).run() for _ in range(options.replicates)]
    report(results, time.perf_counter() - started, simpy.__version__)


if __name__ == "__main__":
    main()
