//! Everything that changes while a replicate runs. One per thread, cleared and used again.

use crate::model::{Drawn, DrawnLevel, Model};
use crate::scenario::{Level, MOST_POSTS, MOST_VACANT, TierId};

use super::books::{Books, Reservation};
use super::hazard::{BLOCK, Exposure, HazardBounds, Proposal};
use super::lists::{copy, copy_later, empty, reset};
use super::people::{Asked, Employment, EmploymentRecord, GONE, Kept, Opening, PartTime, Person, Valued};
use super::plans::Plans;

/// Someone who has accepted and is on the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) id: u64,
    pub(crate) channel: u16,
    /// Position in the channel's mix.
    pub(crate) place: u16,
    pub(crate) school: u16,
    /// Doses she arrives with.
    pub(crate) mask: u32,
    /// What is reserved for her award and for her first fee.
    pub(crate) reserved: [Option<Reservation>; 2],
    /// Of those who were on their way when the run opened, their place among these; [`Self::NEW`] for others.
    pub(crate) listed: u32,
    /// Bits of her values of attributes that are known already; 0 if none is.
    pub(crate) values: u64,
}

impl Arrival {
    /// Accepted within the run.
    pub(crate) const NEW: u32 = u32::MAX;
}

/// How many people of a lumped tier make a move.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    pub(crate) tier: usize,
    pub(crate) position: usize,
    pub(crate) count: u32,
}

/// What a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// An award, with its [row](Model::awards).
    Award(u16),
    Fee,
    Round,
    /// Whatever else happens, and nobody's: as many of its units as there is money for are paid.
    Bill,
}

impl Purpose {
    pub(crate) const fn is_award(self) -> bool {
        matches!(self, Self::Award(_))
    }
}

/// A payment that falls due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    pub(crate) line: u16,
    /// Yuan for each unit.
    pub(crate) amount: i64,
    /// How many; 1 for what is somebody's.
    pub(crate) units: u32,
    /// Whose; `u32::MAX` for nobody's.
    pub(crate) person: u32,
    /// What is reserved for it.
    pub(crate) reserved: Option<Reservation>,
    pub(crate) purpose: Purpose,
}

impl Due {
    /// Yuan of all units.
    pub(crate) fn total(&self) -> i64 {
        self.amount * i64::from(self.units)
    }
}

/// What fell due or came in whatever else happened, in one fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowYear {
    /// Units or payments that fell due; of an income per head the heads that were counted last.
    pub count: i64,
    /// Yuan.
    pub amount: i64,
}

/// What was paid of awards of a row in one fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AwardYear {
    /// Payments.
    pub count: i64,
    /// Yuan.
    pub amount: i64,
}

/// A line in one fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineYear {
    /// Paid.
    pub spend: i64,
    /// Wanted and not paid.
    pub gap: i64,
    /// Repaid by leavers.
    pub clawback: i64,
    /// Units, offers or payments that the gap displaced.
    pub displaced: i64,
}

/// How far a channel has come in a fiscal year.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChannelYear {
    /// Accepted, by position in the mix.
    pub(crate) accepted: Vec<u32>,
    /// Would have accepted, had there been money.
    pub(crate) moneyless: Vec<u32>,
    /// Qualified, but there was no vacancy.
    pub(crate) postless: Vec<u32>,
    pub(crate) declined: Vec<u32>,
    pub(crate) unqualified: Vec<u32>,
}

impl ChannelYear {
    /// Nothing has happened yet in a fiscal year.
    pub(crate) fn clear(&mut self, places: usize) {
        for list in
            [&mut self.accepted, &mut self.moneyless, &mut self.postless, &mut self.declined, &mut self.unqualified]
        {
            list.clear();
            list.resize(places, 0);
        }
    }
}

/// A position in the mix of a channel that holds a round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoundPlace {
    /// How many are still wanted.
    pub(crate) want: u32,
    /// The probability of accepting without a home.
    pub(crate) unhoused: f64,
    /// Whether hiring costs nothing and hangs on no home.
    pub(crate) unconditional: bool,
    /// Whether another candidate came after the last who was hired.
    pub(crate) another: bool,
    /// Of those, how many did not qualify, found no vacancy, declined.
    pub(crate) tally: [u32; 3],
}

/// Room in which a channel holds a round.
#[derive(Debug, Default)]
pub(crate) struct RoundRoom {
    /// By position in the mix: how many are wanted as the round opens, and all that it asks about.
    pub(crate) want: Vec<u32>,
    pub(crate) places: Vec<RoundPlace>,
    /// How many come: by position where the mix is exact, or all in the first place.
    pub(crate) candidates: Vec<u32>,
    /// Of those, how many were looked at before all places were filled.
    pub(crate) looked_at: Vec<u32>,
    /// By stage: up to which percentile it is passed, and by how many it was.
    pub(crate) stages: Vec<(f64, u32)>,
}

/// How far a programme has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProgrammeState {
    /// Units opened this fiscal year.
    pub(crate) opened_this_year: u32,
    /// Units opened since the start.
    pub(crate) opened: u32,
    /// Units running now, and the months in which some close.
    pub(crate) running: u32,
    pub(crate) closing: Vec<u32>,
    /// Units and yuan by month, for doses that wear off.
    pub(crate) units_by_month: Vec<u32>,
    pub(crate) spend_by_month: Vec<i64>,
    /// The whole district's dose now.
    pub(crate) dose: f64,
    /// People (or schools) reached since the start.
    pub(crate) reached: u32,
    /// Flats taken (programmes that reach arrivals).
    pub(crate) occupied: u32,
    /// Schools that have joined.
    pub(crate) joined: Vec<bool>,
}

/// All that changes while a replicate runs.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Everyone who was ever there, with her employment, her exposure, and the leading eight bits of her luck in this block.
    pub(crate) people: Vec<Person>,
    pub(crate) employment: Employment,
    pub(crate) exposures: Vec<Exposure>,
    /// What the luck of those whose exposure [`Exposure::grew`] is multiplied by: 1 over what they came through under bounds that
    /// have been replaced in this block.
    pub(crate) grown: Vec<f64>,
    pub(crate) leading: Vec<u8>,
    /// Those who need a closer look when a block opens, with the places of their bounds: room to work in.
    pub(crate) sifted: Vec<(u32, u32)>,
    /// People when the run opened.
    pub(crate) opening: usize,
    /// Whether people of lumped tiers are among them, and how many of those who arrived are not.
    pub(crate) kept: Kept,
    pub(crate) uncounted: u32,
    /// By month: the events that are proposed for it.
    pub(crate) due: Vec<Vec<Proposal>>,
    pub(crate) retiring: Vec<Vec<u32>>,
    pub(crate) ending: Vec<Vec<u32>>,
    pub(crate) expiring: Vec<Vec<(u32, u16)>>,
    pub(crate) arriving: Vec<Vec<Arrival>>,
    /// By channel: candidates who passed each stage.
    pub(crate) passed_stages: Vec<Vec<u32>>,
    // By tier.
    /// Arrivals on their way.
    pub(crate) on_the_way: Vec<u32>,
    pub(crate) stock: Vec<u32>,
    pub(crate) stock_flexible: Vec<u32>,
    pub(crate) additions: Vec<u32>,
    pub(crate) leavers: Vec<u32>,
    pub(crate) imports: Vec<u32>,
    pub(crate) imports_flexible: Vec<u32>,
    /// What happened that a count counts, by its place among flows.
    pub(crate) happened: Vec<u32>,
    /// What counts that look back came to, by their place: before the first month, then at the end of each.
    pub(crate) past: Vec<Vec<i64>>,
    // By school.
    pub(crate) posts: Vec<f64>,
    /// The same in whole posts, none in schools that are not open; and of all open schools together.
    pub(crate) whole_posts: Vec<i32>,
    pub(crate) all_posts: i32,
    pub(crate) staff: Vec<i32>,
    pub(crate) coming: Vec<i32>,
    pub(crate) open: Vec<bool>,
    pub(crate) school_mask: Vec<u32>,
    pub(crate) school_students: Vec<f64>,
    /// By phase, then in the order of its schools: relative number of students, those of schools that merged into it included;
    /// and how many students these are.
    pub(crate) school_weights: Vec<Vec<f64>>,
    pub(crate) phase_students: Vec<Vec<f64>>,
    /// By school, then tier.
    pub(crate) school_tier: Vec<u32>,
    pub(crate) part_time: PartTime,
    pub(crate) valued: Valued,
    /// By phase.
    pub(crate) students: Vec<f64>,
    // Rates.
    /// What the district's doses add to each move's log-odds.
    pub(crate) district_shift: Vec<f64>,
    /// Bounds of hazards, which hold for all replicates of a draw.
    pub(crate) bounds: HazardBounds,
    // Plans.
    pub(crate) plans: Plans,
    pub(crate) rule_fired: Vec<bool>,
    // Progress.
    pub(crate) move_granted: Vec<u32>,
    /// Of the places by value of an attribute, those taken this year: by move, then by channel.
    pub(crate) quotas_taken: [Vec<Vec<u32>>; 2],
    /// Made this month by moves that need neither places nor money, by move.
    pub(crate) move_made: Vec<u32>,
    /// Passed this year and not granted for want of money, by move.
    pub(crate) move_moneyless: Vec<u32>,
    /// Units of the programme that brings a channel's candidates, which its rounds have seen.
    pub(crate) units_seen: Vec<u32>,
    /// Posts that this round may still fill.
    pub(crate) posts_left: u32,
    pub(crate) channels: Vec<ChannelYear>,
    pub(crate) programmes: Vec<ProgrammeState>,
    // Money.
    pub(crate) books: Books,
    pub(crate) due_money: Vec<Vec<Due>>,
    pub(crate) queue: Vec<Due>,
    /// Line by fiscal year.
    pub(crate) line_years: Vec<LineYear>,
    /// Paid, line by month.
    pub(crate) cash: Vec<i64>,
    /// What falls due or comes in whatever else happens, by fiscal year.
    pub(crate) flows: Vec<FlowYear>,
    /// Awards that are paid, by row and fiscal year.
    pub(crate) awards: Vec<AwardYear>,
    /// Hired for what a main reading counts, in fiscal years up to its own, and arriving after its month: by reading, then
    /// by fiscal year in which they were hired.
    pub(crate) late: Vec<u32>,
    // Room to work in.
    pub(crate) hazards: Vec<(usize, f64)>,
    /// How many of lumped tiers make each move this month.
    pub(crate) flowing: Vec<Flow>,
    /// What each move asks of people this month.
    pub(crate) asked: Vec<Asked>,
    pub(crate) passed: Vec<Vec<u32>>,
    pub(crate) ranked: Vec<(i64, u64, u32)>,
    /// Posts that are vacant in each school that a round sends people to, and each of them, by its school.
    pub(crate) vacant: Vec<u32>,
    pub(crate) slots: Vec<u16>,
    pub(crate) round: RoundRoom,
    pub(crate) waited: Vec<Due>,
    /// By person, a bit each: whether she has won a seat of the lottery that is being drawn.
    pub(crate) taken: Vec<u64>,
}

impl State {
    /// Makes ready for a replicate that opens with `opening`.
    pub(crate) fn open(&mut self, model: &Model, drawn: &Drawn, opening: &Opening) {
        let scenario = model.scenario();
        let (months, years) = (model.timeline.months.len(), model.timeline.fiscal_years.len());
        let (tiers, schools) = (scenario.tiers.len(), scenario.schools.len());
        self.people.clear();
        self.people.extend_from_slice(&opening.people);
        self.employment.copy(&opening.employment);
        self.exposures.clear();
        self.exposures.resize(opening.people.len(), Exposure::from(0));
        self.grown.resize(opening.people.len().max(self.grown.len()), 1.0);
        self.opening = opening.people.len();
        (self.kept, self.uncounted) = (opening.kept, 0);
        empty(&mut self.due, months);
        self.retiring.clone_from(&opening.retiring);
        self.ending.clone_from(&opening.ending);
        empty(&mut self.expiring, months);
        for (month, index, programme) in &opening.expiring {
            if let Some(list) = self.expiring.get_mut(*month) {
                list.push((*index, *programme));
            }
        }
        // What is promised beyond the end has months of its own, in plans that say for how long.
        empty(&mut self.arriving, months + model.after.months);
        empty(&mut self.due_money, months + model.after.months);
        empty(&mut self.passed, scenario.moves.len());
        self.queue.clear();
        self.passed_stages.resize(scenario.channels.len(), Vec::new());
        for (passed, one) in self.passed_stages.iter_mut().zip(&scenario.channels) {
            reset(passed, one.stages.len(), &0);
        }
        for list in [
            &mut self.on_the_way,
            &mut self.additions,
            &mut self.leavers,
            &mut self.imports,
            &mut self.imports_flexible,
        ] {
            reset(list, tiers, &0);
        }
        self.stock.clone_from(&opening.stock);
        self.stock_flexible.clone_from(&opening.stock_flexible);
        reset(&mut self.happened, model.counts.flows.len(), &0);
        empty(&mut self.past, model.counts.past.len());
        self.posts.clone_from(&opening.posts);
        self.staff.clone_from(&opening.staff);
        reset(&mut self.coming, schools, &0);
        reset(&mut self.school_mask, schools, &0);
        reset(&mut self.school_students, schools, &0.0);
        copy(&mut self.school_weights, model.school_weights.iter());
        self.school_tier.clone_from(&opening.school_tier);
        self.part_time.copy(&opening.part_time);
        self.valued.copy(&opening.valued);
        self.open.clear();
        self.open.extend(scenario.schools.iter().map(|school| school.opens.is_none_or(|at| at <= scenario.start)));
        self.count_posts();
        self.students.clear();
        self.students
            .extend(scenario.phases.iter().map(|phase| phase.students.map_or(0.0, |id| drawn.values[id.index()])));
        reset(&mut self.district_shift, scenario.moves.len(), &0.0);
        self.plans.open(model, drawn);
        self.rule_fired.clear();
        self.rule_fired.extend(scenario.rules.iter().map(|rule| rule.fired == Some(true)));
        reset(&mut self.move_granted, scenario.moves.len(), &0);
        let [moves, channels] = &mut self.quotas_taken;
        moves.clear();
        moves.extend(scenario.moves.iter().map(|one| vec![0; one.places_of.len()]));
        channels.clear();
        channels.extend(scenario.channels.iter().map(|one| vec![0; one.places_of.len()]));
        reset(&mut self.move_made, scenario.moves.len(), &0);
        reset(&mut self.move_moneyless, scenario.moves.len(), &0);
        reset(&mut self.units_seen, scenario.channels.len(), &0);
        self.channels.resize_with(scenario.channels.len(), ChannelYear::default);
        for (year, channel) in self.channels.iter_mut().zip(&scenario.channels) {
            year.clear(channel.mix.len());
        }
        self.open_programmes(model, opening);
        self.books.open(model);
        reset(&mut self.line_years, scenario.lines.len() * years, &LineYear::default());
        reset(&mut self.cash, scenario.lines.len() * months, &0);
        reset(&mut self.flows, model.flows.len() * years, &FlowYear::default());
        reset(&mut self.awards, model.awards().len() * years, &AwardYear::default());
        reset(&mut self.late, model.readings.len() * years, &0);
    }

    /// Becomes what another state was as `month` opened, but for its books and plans: bounds and room to work in stay its own.
    pub(crate) fn copy(&mut self, from: &Self, month: usize) {
        // Every field stands here, so that none is forgotten.
        let Self {
            people,
            employment,
            exposures,
            grown,
            leading,
            sifted: _,
            opening,
            kept,
            uncounted,
            due,
            retiring,
            ending,
            expiring,
            arriving,
            passed_stages,
            on_the_way,
            stock,
            stock_flexible,
            additions,
            leavers,
            imports,
            imports_flexible,
            happened,
            past,
            posts,
            whole_posts,
            all_posts,
            staff,
            coming,
            open,
            school_mask,
            school_students,
            school_weights,
            phase_students,
            school_tier,
            part_time,
            valued,
            students,
            district_shift,
            bounds: _,
            plans: _,
            rule_fired,
            move_granted,
            quotas_taken,
            move_made,
            move_moneyless,
            units_seen,
            posts_left,
            channels,
            programmes,
            books: _,
            due_money,
            queue,
            line_years,
            cash,
            flows,
            awards,
            late,
            hazards: _,
            flowing: _,
            asked: _,
            passed: _,
            ranked: _,
            vacant: _,
            slots: _,
            round: _,
            waited: _,
            taken: _,
        } = from;
        self.people.clone_from(people);
        self.employment.copy(employment);
        self.exposures.clone_from(exposures);
        self.grown.clone_from(grown);
        self.leading.clone_from(leading);
        self.opening = *opening;
        (self.kept, self.uncounted) = (*kept, *uncounted);
        copy_later(&mut self.due, due, month);
        copy_later(&mut self.retiring, retiring, month);
        copy_later(&mut self.ending, ending, month);
        copy_later(&mut self.expiring, expiring, month);
        copy_later(&mut self.arriving, arriving, month);
        self.passed_stages.clone_from(passed_stages);
        self.on_the_way.clone_from(on_the_way);
        self.stock.clone_from(stock);
        self.stock_flexible.clone_from(stock_flexible);
        self.additions.clone_from(additions);
        self.leavers.clone_from(leavers);
        self.imports.clone_from(imports);
        self.imports_flexible.clone_from(imports_flexible);
        self.happened.clone_from(happened);
        self.past.clone_from(past);
        self.posts.clone_from(posts);
        self.whole_posts.clone_from(whole_posts);
        self.all_posts = *all_posts;
        self.staff.clone_from(staff);
        self.coming.clone_from(coming);
        self.open.clone_from(open);
        self.school_mask.clone_from(school_mask);
        self.school_students.clone_from(school_students);
        self.school_weights.clone_from(school_weights);
        self.phase_students.clone_from(phase_students);
        self.school_tier.clone_from(school_tier);
        self.part_time.copy(part_time);
        self.valued.copy(valued);
        self.students.clone_from(students);
        self.district_shift.clone_from(district_shift);
        self.rule_fired.clone_from(rule_fired);
        self.move_granted.clone_from(move_granted);
        self.quotas_taken.clone_from(quotas_taken);
        self.move_made.clone_from(move_made);
        self.move_moneyless.clone_from(move_moneyless);
        self.units_seen.clone_from(units_seen);
        self.posts_left = *posts_left;
        copy(&mut self.channels, channels.iter());
        copy(&mut self.programmes, programmes.iter());
        copy_later(&mut self.due_money, due_money, month);
        self.queue.clone_from(queue);
        self.line_years.clone_from(line_years);
        self.cash.clone_from(cash);
        self.flows.clone_from(flows);
        self.awards.clone_from(awards);
        self.late.clone_from(late);
        empty(&mut self.passed, from.passed.len());
        self.bounds.open(month / BLOCK * BLOCK);
    }

    fn open_programmes(&mut self, model: &Model, opening: &Opening) {
        let scenario = model.scenario();
        let months = model.timeline.months.len();
        self.programmes.resize_with(scenario.programmes.len(), ProgrammeState::default);
        for (index, state) in self.programmes.iter_mut().enumerate() {
            let one = &scenario.programmes[index];
            state.opened_this_year = 0;
            // Homes taken at the start are homes that were opened.
            state.opened = one.before.iter().map(|month| month.opened).sum::<u32>().max(opening.occupied[index]);
            state.running = 0;
            reset(&mut state.closing, months + 1, &0);
            for month in &one.before {
                let closes = one.lasts.map(|lasts| i64::from(month.month) + i64::from(lasts));
                if closes.is_none_or(|closes| closes >= 0) {
                    state.running += month.opened;
                    if let Some(closes) = closes {
                        state.closing[usize::try_from(closes).unwrap_or(0).min(months)] += month.opened;
                    }
                }
            }
            reset(&mut state.units_by_month, months, &0);
            reset(&mut state.spend_by_month, months, &0);
            state.dose = 0.0;
            state.reached = 0;
            state.occupied = opening.occupied[index];
            state.joined.clear();
            if one.reaches == crate::scenario::file::Reaches::Schools {
                state.joined.extend(scenario.schools.iter().map(|school| {
                    school.joined.contains(&index.into()) || school.grouped && school.is_of(&one.phases)
                }));
                for (mask, joined) in self.school_mask.iter_mut().zip(&state.joined) {
                    if *joined {
                        *mask |= model.programmes[index].bit;
                    }
                }
            }
        }
    }

    /// Adds someone, with the leading bits of her luck, to the people, and returns her place among them.
    #[inline]
    pub(crate) fn add(&mut self, person: Person, record: EmploymentRecord, exposure: Exposure, leading: u8) -> u32 {
        self.people.push(person);
        self.employment.add(record);
        self.exposures.push(exposure);
        self.grown.resize(self.people.len().max(self.grown.len()), 1.0);
        self.leading.push(leading);
        self.people.len() as u32 - 1
    }

    /// Counts the person at `index` in, or out, where she is and with what she has: before and after either changes.
    #[inline]
    pub(crate) fn count(&mut self, model: &Model, index: u32, enters: bool) {
        if !self.part_time.is_unknown() || !self.employment.values.is_empty() {
            self.count_works_and_values(model, index, enters);
        }
    }

    fn count_works_and_values(&mut self, model: &Model, index: u32, enters: bool) {
        let person = &self.people[index as usize];
        self.part_time.count(index, person, if enters { 1 } else { -1 });
        if !self.employment.values.is_empty() {
            let (values, works) = (self.employment.values(index), self.part_time.places(index, person));
            self.valued.count(&model.counts.valued, person, values, works, enters);
        }
    }

    /// Whether who has what is what a fresh count finds, and everybody has one value of each attribute.
    pub(crate) fn values_add_up(&self, model: &Model) -> bool {
        let attributes = &model.scenario().attributes;
        let mut fresh = Valued::default();
        fresh.clear(attributes.iter().map(|one| one.values.len()).sum(), model.counts.valued.len());
        let present = self.people.iter().zip(&self.employment.values).zip(0..);
        for ((person, values), index) in present.filter(|((person, _), _)| person.tier != GONE) {
            fresh.count(&model.counts.valued, person, *values, self.part_time.places(index, person), true);
        }
        fresh == self.valued && fresh.is_of(self.stock.iter().sum(), attributes.iter().map(|one| one.first.index()))
    }

    /// Whether what part-timers do not work is what a fresh count finds.
    pub(crate) fn part_time_adds_up(&self) -> bool {
        let mut rest = self.part_time.clone();
        for (person, index) in self.people.iter().zip(0..).filter(|(person, _)| person.tier != GONE) {
            rest.count(index, person, -1);
        }
        rest.is_nothing()
    }

    /// Puts someone into another school, and counts her there.
    pub(crate) fn move_to(&mut self, model: &Model, index: u32, school: usize) {
        let tiers = self.stock.len();
        let person = &self.people[index as usize];
        let (from, tier, post) = (usize::from(person.school), usize::from(person.tier), i32::from(person.post));
        self.school_tier[from * tiers + tier] -= 1;
        self.school_tier[school * tiers + tier] += 1;
        self.staff[from] -= post;
        self.staff[school] += post;
        self.count(model, index, false);
        self.people[index as usize].school = school as u16;
        self.count(model, index, true);
    }

    /// Someone's second school closes: what she works there she works in `other`, or in her own where there is none.
    pub(crate) fn move_second(&mut self, model: &Model, index: u32, other: Option<usize>) {
        self.count(model, index, false);
        let own = usize::from(self.people[index as usize].school);
        self.part_time.set_second(index, other.unwrap_or(own));
        self.count(model, index, true);
    }

    /// Counts whole posts, after they have changed or a school has opened.
    pub(crate) fn count_posts(&mut self) {
        let posts: f64 = self.posts.iter().zip(&self.open).filter(|(_, open)| **open).map(|(posts, _)| posts).sum();
        self.all_posts = libm::floor(posts + 1e-9).min(MOST_POSTS) as i32;
        self.whole_posts.clear();
        let schools = self.posts.iter().zip(&self.open);
        if posts < MOST_POSTS / 2.0 {
            // Far from as many as can be counted: no school waits for what those before it leave.
            self.whole_posts.extend(schools.map(|(posts, open)| if *open { (posts + 1e-9) as i32 } else { 0 }));
            return;
        }
        let mut left = MOST_POSTS as i32;
        // Posts are never below 0, so cutting off the fraction rounds down.
        let whole = |(posts, open): (&f64, &bool)| {
            let whole = if *open { (posts + 1e-9).min(f64::from(left)) as i32 } else { 0 };
            left -= whole;
            whole
        };
        self.whole_posts.extend(schools.map(whole));
    }

    /// Posts that are free in the whole district, schools with too many staff allowed for.
    pub(crate) fn free_posts(&self) -> u32 {
        let taken: i32 = self.staff.iter().sum::<i32>() + self.coming.iter().sum::<i32>();
        (self.all_posts - taken + self.part_time.all_free_posts()).max(0) as u32
    }

    /// Posts that are free in each school, people on their way allowed for, and those that `idle` says of part-timers.
    #[inline]
    pub(crate) fn vacancies(&self, idle: impl Fn(usize) -> i32) -> impl Iterator<Item = i32> {
        let taken = self.staff.iter().zip(&self.coming);
        self.whole_posts.iter().zip(taken).enumerate().map(move |(school, (posts, (staff, coming)))| {
            (posts - staff - coming + idle(school)).clamp(0, MOST_VACANT as i32)
        })
    }

    /// How many people are missing to a level in a month, those on their way taken as there.
    pub(crate) fn lacking(&self, level: &Level, drawn: &DrawnLevel, fiscal: usize, month: usize) -> u32 {
        let there = |tiers: &[TierId], list: &[u32]| tiers.iter().map(|tier| list[tier.index()]).sum::<u32>();
        let per = (!level.per.is_empty()).then(|| there(&level.per, &self.stock));
        let have = there(&level.of, &self.stock) + there(&level.of, &self.on_the_way);
        drawn.at(fiscal, month, per).saturating_sub(have)
    }
}
