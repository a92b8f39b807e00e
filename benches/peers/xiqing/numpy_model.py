"""The main flows of the Xiqing plan in NumPy.

Written as someone would who knows NumPy well: people are arrays with one entry per person, the people of a batch of
replicates stand one after another in them (so that replicates of different size waste no room), and every step of a
month is a handful of array operations over the whole batch. There is no loop over people or replicates. One replicate
at a time (`--batch 1`) takes about ten times as long, because calls then cost more than their work; beyond a hundred
or so at once nothing is gained. Each month a number is drawn for everyone, but conditions are looked at only for
those whose number is low enough for anything at all, which halved the time.

Simulated, month by month as in docs/model.md: uncertain numbers (each replicate draws its own, correlations
included); the people at the start; students, schools that open, posts; retirement by months of birth; all competing
moves with their calendars, ages, time in tier and origins, with yearly places by lot; targeted recruitment as a
funnel with places, posts and awards reserved under one fund; ordinary hiring into the vacancies of 55 schools; stocks
and the ratio of backbone teachers to students in every month, of which the last and a few others are reported.

Left out, although the full plan has it: the other four channels (special cases, open selection, interns, flexible
engagements with contracts and fees); all fourteen programmes, their costs, doses, hosts, exchange and effects; two of
three funds, the lines' order, the queue, need and gap; clawback; the ledger of limits and what held targets back; all
targets but two, readings, the joint probability and each target's month-by-month probability; equity between schools
and their final table; kindergartens; rules; influences and the split of uncertainty; intervals that allow for shared
draws; quantiles; the table of every metric by month; one replicate's story; common random numbers between scenarios;
results that are the same bytes with any number of threads; an audit. Moves open only to imports whose service period
has ended cannot happen within the run and are not looked at. A candidate who would refuse or not qualify is not drawn
at all: thinning a Poisson count needs none of them, whereas the full program counts each.
"""

import argparse
import json
import sys
import time

import numpy as np

from plan import GONE, LAG, MEN, NEVER, STAYING, TO_RECOGNITION, WOMEN, Draws, Plan, lay_out

BATCH = 128


def positions(group):
    """The place of each entry within its group, for entries sorted by group."""
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    return np.arange(len(group)) - np.repeat(first, np.diff(np.append(first, len(group))))


class Batch:
    """Some replicates at once."""

    def __init__(self, plan, rng, size):
        self.plan, self.rng, self.size = plan, rng, size
        self.draws = draws = Draws(plan, rng, size)
        people, self.posts = lay_out(plan, draws)
        self.rep, self.tier, self.school = people["rep"], people["tier"], people["school"]
        self.born, self.since, self.female = people["born"], people["since"], people["female"]
        self.imported = np.zeros(len(self.rep), bool)
        self.retire_at = self.retirement(0)
        tiers, schools = len(plan.tiers), len(plan.school_posts)
        self.stock = np.bincount(self.rep * tiers + self.tier, minlength=size * tiers).reshape(size, tiers)
        self.staff = np.bincount(self.rep * schools + self.school, minlength=size * schools).reshape(size, schools)
        self.coming = np.zeros_like(self.staff)
        self.additions = np.zeros_like(self.stock)
        self.leavers = np.zeros_like(self.stock)
        self.imports = np.zeros(size, np.int64)
        self.available = np.zeros(size)
        self.spend = {}
        self.arriving = {}  # month: groups of people who join then
        self.awards = {}  # month: awards that fall due
        self.students = np.stack([draws("phase", phase, "students") for phase in plan.phases], axis=1)
        self.school_students = self.students[:, plan.school_phase] * plan.school_shares(0)
        self.granted = {}
        self.accepted = np.zeros((size, 2), np.int64)
        self.chances = {}
        targeted, ordinary = (plan.tree["channel"][name] for name in plan.channels)
        self.weights, self.due = plan.weights(targeted["calendar"]), plan.due(targeted["calendar"])
        self.ordinary_weights = plan.weights(ordinary["calendar"])
        self.imported_as = [plan.tiers.index(name) for name in targeted["mix"]]
        self.award = np.stack([draws.award("targeted", name) for name in targeted["mix"]], axis=1)
        self.staying = np.stack(
            [draws("move", move, "staying_female") for move in ("retire-teacher", "retire-backbone")], axis=1
        )

    def retirement(self, month):
        """Women at 55 and men at 60; who is past it stays to 60."""
        ordinary = self.born + np.where(self.female, np.int16(WOMEN), np.int16(MEN))
        return np.where(ordinary >= month, ordinary, np.maximum(self.born + np.int16(STAYING), np.int16(month)))

    def run(self):
        plan = self.plan
        stocks, ratios = [], []
        for month in range(plan.months):
            self.environment(month)
            self.retire(month)
            self.compete(month)
            self.join(month)
            self.recruit(month)
            self.pay(month)
            stocks.append(self.stock.copy())
            students = np.rint(self.students).sum(axis=1)
            ratios.append(np.floor(self.stock[:, 1:].sum(axis=1) * 1e6 / students) / 1e4)
            if month == 7:
                imports_2021 = self.imports.copy()
        final = {"stock." + tier: self.stock[:, index] for index, tier in enumerate(plan.tiers)}
        final |= {"leavers." + tier: self.leavers[:, index] for index, tier in enumerate(plan.tiers)}
        final |= {"additions." + tier: self.additions[:, index] for index, tier in enumerate(plan.tiers)}
        final |= {"students." + phase: np.rint(self.students[:, index]) for index, phase in enumerate(plan.phases)}
        final |= {f"spend.{year}": paid for year, paid in self.spend.items()}
        final |= {
            "stock.teacher 2022-08": stocks[15][:, 0],
            "stock.backbone 2021-12": stocks[7][:, 1],
            "imports 2021-12": imports_2021,
            "imports": self.imports,
            "backbone per 100 students": ratios[-1],
            "P(backbone target met)": ratios[-1] >= plan.tree["target"]["backbone"]["at_least"],
        }
        return final

    def environment(self, month):
        """Students, schools and posts; the year's appropriation and counters."""
        plan, draws = self.plan, self.draws
        per_student = draws("posts", "per_new_student")[:, None]

        def share_out(growth):
            before, self.school_students = self.school_students, self.students[:, plan.school_phase] * shares
            self.posts = np.maximum(self.posts * (1 + growth) + per_student * (self.school_students - before), 0)

        shares = plan.school_shares(month)
        if month > 0 and (plan.school_opens == month).any():
            share_out(0.0)
        if plan.opens_school_year(month):
            for index, phase in enumerate(plan.phases):
                noise = draws("phase", phase, "growth_noise") * self.rng.standard_normal(self.size)
                self.students[:, index] *= np.maximum(1 + draws("phase", phase, "growth") + noise, 0)
            share_out(draws("posts", "growth")[:, None])
        if plan.opens_fiscal_year(month):
            self.available += draws(*draws.yearly(("fund", "special"), "appropriation", plan.year[month]))
            self.granted = {move.name: np.zeros(self.size, np.int64) for move in plan.moves}
            self.accepted[:] = 0

    def count(self, table, who, by, sign=1):
        np.add.at(table, (self.rep[who], by[who]), sign)

    def leave(self, who):
        self.count(self.stock, who, self.tier, -1)
        self.count(self.leavers, who, self.tier)
        self.count(self.staff, who, self.school, -1)
        self.tier[who] = GONE

    def retire(self, month):
        who = np.flatnonzero((self.retire_at == month) & (self.tier != GONE))
        at_55 = self.female[who] & (month - self.born[who] == WOMEN)
        share = self.staying[self.rep[who], np.minimum(self.tier[who], 1)]
        stays = at_55 & (self.rng.random(len(who)) < share)
        self.retire_at[who[stays]] = self.born[who[stays]] + STAYING
        self.leave(who[~stays])

    def compete(self, month):
        """Competing outcomes, for the moves held this month: one number per person decides whether and what."""
        moves = [move for move in self.plan.moves if move.weights[month] > 0 and not move.never]
        chances = [self.chance(move, move.weights[month]) for move in moves]
        if all(move.imports for move in moves):
            people = np.flatnonzero(self.imported)
            luck = self.rng.random(len(people), dtype=np.float32)
        else:
            people = None
            luck = self.rng.random(len(self.tier), dtype=np.float32)
        # Most numbers are above anything that could befall anybody, so that conditions are looked at for few people.
        of_tier = np.stack([chance.max() * move.open_to for move, chance in zip(moves, chances)])
        maybe = np.flatnonzero(luck < of_tier.sum(axis=0).max())
        luck = luck[maybe]
        who = maybe if people is None else people[maybe]
        rep, tier, since, imported = self.rep[who], self.tier[who], self.since[who], self.imported[who]
        lived = month - self.born[who]
        chosen = []
        below = np.zeros(len(who), np.float32)  # where the next outcome's part of the unit interval begins
        for move, chance in zip(moves, chances):
            fits = move.open_to[tier] & (lived >= move.lived[0]) & (lived < move.lived[1])
            fits &= since <= month - move.months_in_tier
            if move.imports is not None:
                fits &= imported == move.imports
            above = below + fits * chance[rep, lived // 12 if move.ages else 0]
            chosen.append(who[(luck >= below) & (luck < above)])
            below = above
        for move, those in zip(moves, chosen):
            if move.to == GONE:
                self.leave(those)
            else:
                self.give_places(move, those, month)

    def chance(self, move, weight):
        """A month's probabilities by replicate and age."""
        key = (move.name, weight)
        if key not in self.chances:
            rates = self.draws.rates(move) if move.ages else self.draws(*move.path, "rate")[:, None]
            self.chances[key] = (1 - (1 - rates) ** weight).astype(np.float32)
        return self.chances[key]

    def give_places(self, move, passed, month):
        if move.places:
            yearly = self.draws(*self.draws.yearly(move.path, "places", self.plan.year[month]))
            places = np.floor(yearly * move.due[month] + 0.5).astype(np.int64) - self.granted[move.name]
            # By lot: in random order within each replicate, the first get a place.
            passed = passed[np.argsort(self.rep[passed] + self.rng.random(len(passed)))]
            if len(passed):
                rep = self.rep[passed]
                passed = passed[positions(rep) < places[rep]]
            self.granted[move.name] += np.bincount(self.rep[passed], minlength=self.size)
        self.count(self.stock, passed, self.tier, -1)
        self.tier[passed] = move.to
        self.since[passed] = month
        self.count(self.stock, passed, self.tier)
        self.count(self.additions, passed, self.tier)

    def join(self, month):
        """Arrivals join."""
        for channel, rep, tier, school in self.arriving.pop(month, []):
            first, count = len(self.rep), len(rep)
            youngest, oldest = self.plan.tree["channel"][channel]["age"]
            born = (month - self.rng.integers(youngest * 12, oldest * 12 + 12, count)).astype(np.int16)
            new = {
                "rep": rep.astype(np.int32),
                "tier": tier.astype(np.int8),
                "school": school.astype(np.int16),
                "born": born,
                "since": np.full(count, month, np.int16),
                "female": self.rng.random(count) < self.draws("channel", channel, "female")[rep],
                "imported": np.full(count, channel == "targeted"),
                # Nobody is hired so near retirement that it would come within the run.
                "retire_at": np.full(count, NEVER, np.int16),
            }
            for key, part in new.items():
                setattr(self, key, np.concatenate([getattr(self, key), part]))
            who = np.arange(first, first + count)
            self.count(self.stock, who, self.tier)
            self.count(self.additions, who, self.tier)
            self.count(self.staff, who, self.school)
            self.count(self.coming, who, self.school, -1)
            if channel == "targeted":
                self.imports += np.bincount(rep, minlength=self.size)
                cost = self.award[rep, np.where(tier == self.imported_as[0], 0, 1)]
                self.awards[month + TO_RECOGNITION] = who, cost

    def recruit(self, month):
        """This month's rounds, in the order of the file."""
        if month in self.due:
            self.targeted(month)
        if self.ordinary_weights[month] > 0:
            self.ordinary(month)

    def vacancies(self):
        """By school, and how many may be filled in all: schools over their posts count against the others."""
        free = np.maximum(np.floor(self.posts + 1e-9).astype(np.int64) - self.staff - self.coming, 0)
        district = np.floor(self.posts.sum(axis=1) + 1e-9) - (self.staff + self.coming).sum(axis=1)
        return free, np.minimum(np.maximum(district, 0).astype(np.int64), free.sum(axis=1))

    def targeted(self, month):
        draws, everyone = self.draws, np.arange(self.size)
        path = ("channel", "targeted")
        names = list(self.plan.tree["channel"]["targeted"]["mix"])
        places = draws.yearly(path, "places", self.plan.year[month])
        yearly = np.stack([draws(*places, name) for name in names], axis=1)
        want = np.floor(yearly * self.due[month] + 0.5).astype(np.int64) - self.accepted
        # Those who would come, if asked: who does not qualify or would refuse changes nothing and is not drawn.
        mix = np.stack([draws(*path, "mix", name) for name in names], axis=1)
        accept = np.stack([draws.acceptance("targeted", name) for name in names], axis=1)
        willing = mix / mix.sum(axis=1, keepdims=True) * accept * draws(*path, "qualified")[:, None]
        mean = draws(*path, "candidates") * self.weights[month] * willing.sum(axis=1)
        count = self.rng.poisson(mean)
        share = willing[:, 0] / willing.sum(axis=1)
        place = (self.rng.random((self.size, count.max())) >= share[:, None]).astype(np.int64)
        free, posts = self.vacancies()
        hired_rep, hired_place = [], []
        # Candidates come one after another, because they compete for places, posts and money: all first ones at once.
        for number in range(place.shape[1]):
            now = place[:, number]
            cost = self.award[everyone, now]
            yes = (number < count) & (want[everyone, now] > 0) & (posts > 0) & (self.available >= cost)
            rep = np.flatnonzero(yes)
            now = now[rep]
            want[rep, now] -= 1
            self.accepted[rep, now] += 1
            posts[rep] -= 1
            self.available[rep] -= cost[rep]
            hired_rep.append(rep)
            hired_place.append(now)
        if hired_rep:
            rep, place = np.concatenate(hired_rep), np.concatenate(hired_place)
            order = np.argsort(rep, kind="stable")
            self.hire("targeted", rep[order], np.array(self.imported_as)[place[order]], free, month)

    def ordinary(self, month):
        draws, path = self.draws, ("channel", "ordinary")
        willing = draws(*path, "qualified") * draws.acceptance("ordinary", "teacher")
        count = self.rng.poisson(draws(*path, "candidates") * self.ordinary_weights[month] * willing)
        free, posts = self.vacancies()
        rep = np.repeat(np.arange(self.size), np.minimum(count, posts))
        self.hire("ordinary", rep, np.zeros(len(rep), np.int8), free, month)

    def hire(self, channel, rep, tier, free, month):
        """Gives each of those hired, sorted by replicate, a post by lot among the vacancies of her replicate."""
        schools = free.shape[1]
        slots = np.repeat(np.arange(free.size), free.ravel())
        owner = slots // schools
        slots = slots[np.argsort(owner + self.rng.random(len(slots)))]
        taken = np.bincount(rep, minlength=self.size)
        school = slots[positions(owner) < taken[owner]] % schools
        np.add.at(self.coming, (rep, school), 1)
        self.arriving.setdefault(month + LAG, []).append((channel, rep, tier, school))

    def pay(self, month):
        """Awards fall due; whoever has left gets none. At the year's end what is not reserved lapses."""
        spent = self.spend.setdefault(self.plan.year[month], np.zeros(self.size))
        if month in self.awards:
            who, cost = self.awards.pop(month)
            gone = self.tier[who] == GONE
            np.add.at(spent, self.rep[who], np.where(gone, 0, cost))
            np.add.at(self.available, self.rep[who], np.where(gone, cost, 0))
        if self.plan.closes_fiscal_year(month):
            self.available[:] = 0


def main():
    parser = argparse.ArgumentParser(description="The main flows of the Xiqing plan in NumPy.")
    parser.add_argument("--replicates", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=BATCH, help="replicates simulated at once")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan()
    rng = np.random.Generator(np.random.SFC64(options.seed))
    started = time.perf_counter()
    results = []
    for first in range(0, options.replicates, options.batch):
        results.append(Batch(plan, rng, min(options.batch, options.replicates - first)).run())
    report(results, time.perf_counter() - started, np.__version__)


def report(results, seconds, version):
    """Prints means, their standard errors and the time, for compare.py."""
    all_of = {key: np.concatenate([result[key] for result in results]).astype(float) for key in results[0]}
    count = len(next(iter(all_of.values())))
    metrics = {key: [v.mean(), v.std(ddof=1) / np.sqrt(count)] for key, v in all_of.items()}
    json.dump({"replicates": count, "seconds": seconds, "version": version, "metrics": metrics}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
