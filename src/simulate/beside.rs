//! Scenarios beside each other: the replicates of a changed scenario are those of another until a decision differs, and need
//! no life of their own until then.
//!
//! All scenarios meet the same luck. One of them, the leader, lives through a replicate and keeps what it asked of its books
//! and plans and what they answered ([`Tape`]). The books and plans of every other scenario answer the same, as far as they are
//! its own; the month in which an answer differs is where that scenario leaves the leader. It goes on from a copy of what there
//! was as that month opened. Those that leave together may go on together: they have a leader of their own. What comes out is
//! to the bit what each scenario gives alone.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Drawn, Model, Parameters};
use crate::random::Luck;

use super::api::{Happening, Observer, RunError, RunPlan};
use super::books::{Books, Request};
use super::month::candidates::trace_candidates;
use super::month::record::Record;
use super::people::Opening;
use super::plans::{Planned, Plans, Question};
use super::replicate::{close, live_month, open};
use super::run::{Collector, Group};
use super::scene::{Replicate, Silence, Trace};
use super::state::State;

/// Bytes of a person in a state, about, and bytes of states that a thread may keep at once. Of more people nothing is kept:
/// every scenario lives by itself.
const PERSON: usize = 64;
const KEPT: usize = 256 << 20;

/// Months after which a leader keeps what there is. A copy takes about as long as a month, and what is not kept is lived again.
const SEASON: usize = 6;

/// What a scenario has of its own beside the first of a list. All else has to be the same in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Whether funds differ.
    pub funds: bool,
    /// What rounds are planned for differently.
    pub plans: Vec<Planned>,
}

impl Difference {
    /// What two scenarios have of their own that are so far from the first.
    fn between(&self, other: &Self) -> Self {
        let more = other.plans.iter().filter(|what| !self.plans.contains(what));
        Self { funds: self.funds || other.funds, plans: self.plans.iter().chain(more).copied().collect() }
    }
}

/// A scenario that is run beside others.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'run> {
    /// The scenario.
    pub model: &'run Model,
    /// What it has of its own beside the first.
    pub difference: &'run Difference,
}

/// Months that were lived for scenarios beside each other, all replicates together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthsLived {
    /// By leaders, and by scenarios that went on alone.
    pub once: u64,
    /// Once more, for what there was as others left.
    pub again: u64,
}

/// Runs the groups of `draws` of several scenarios, one group after another on the calling thread: for each the same records as
/// alone. A collector takes those of one scenario; all but what differs as they say has to be the same in all scenarios. Tells
/// how many months were lived for it.
///
/// # Errors
/// As [`run_groups`](super::run_groups).
pub fn run_beside<C: Collector>(
    scenarios: &[Beside<'_>],
    plan: &RunPlan,
    draws: impl IntoIterator<Item = u64>,
    observer: &dyn Observer,
    collectors: &mut [C],
) -> Result<MonthsLived, RunError> {
    let nesting = plan.nesting;
    let mut stage = Stage::new(scenarios, plan);
    for draw in draws {
        if observer.cancelled() {
            return Err(RunError::Cancelled);
        }
        let parameters: Vec<Parameters> =
            scenarios.iter().map(|one| plan.parameters(one.model, draw)).collect::<Result<_, _>>()?;
        stage.draw(&parameters);
        let (first, size) = (nesting.first_of(draw), nesting.size_of(draw));
        for offset in 0..size {
            stage.replicate(first + offset, offset as usize)?;
        }
        for (index, (collector, parameters)) in collectors.iter_mut().zip(&parameters).enumerate() {
            let records = &stage.records[index][..size as usize];
            collector.push(scenarios[index].model, &Group { first, parameters, records });
        }
    }
    Ok(stage.lived)
}

/// What a leader asked of its books or its plans, and what they answered.
#[derive(Debug)]
enum Entry {
    Books(Request, u32),
    Plans(Question, u64),
}

/// All that a leader asked, month by month.
#[derive(Debug, Default)]
struct Tape {
    entries: Vec<Entry>,
    /// Where each month begins; what was asked before the first is its own.
    months: Vec<usize>,
    /// The month with which it begins.
    first: usize,
}

impl Tape {
    fn begin(&mut self, month: usize) {
        self.entries.clear();
        self.months.clear();
        self.first = month;
    }

    fn of(&self, month: usize) -> &[Entry] {
        let at = |place: usize| self.months.get(place).copied().unwrap_or(self.entries.len());
        let place = month - self.first;
        &self.entries[if place == 0 { 0 } else { at(place) }..at(place + 1)]
    }
}

impl Trace for Tape {
    const LISTENS: bool = false;

    fn event(&mut self, _: usize, _: u32, _: u64, _: u8, _: u16, _: Happening) {}

    fn opens(&mut self, _: &Model, _: usize, _: &State) {
        self.months.push(self.entries.len());
    }

    fn booked(&mut self, request: Request, answer: u32) {
        self.entries.push(Entry::Books(request, answer));
    }

    fn planned(&mut self, question: &Question, answer: u64) {
        self.entries.push(Entry::Plans(question.clone(), answer));
    }
}

/// The books and plans of a scenario, at the beginning of some month.
#[derive(Debug, Default)]
struct Own {
    books: Books,
    plans: Plans,
}

impl Own {
    /// Becomes what another is in what differs.
    fn copy_of(&mut self, difference: &Difference, books: &Books, plans: &Plans, model: &Model) {
        if difference.funds {
            self.books.clone_from(books);
        }
        for what in &difference.plans {
            self.plans.copy_of(*what, plans, model);
        }
    }
}

/// What there was as a month opened.
#[derive(Debug, Default)]
struct Kept {
    state: State,
    record: Record,
}

/// Where a scenario goes on: from the opening, or from what was kept as a month opened.
#[derive(Clone, Copy, Debug)]
struct Start {
    month: usize,
    kept: Option<usize>,
}

impl Start {
    const OPENING: Self = Self { month: 0, kept: None };
}

/// The room in which scenarios are run beside each other.
struct Stage<'run> {
    scenarios: &'run [Beside<'run>],
    plan: &'run RunPlan,
    /// By scenario: its numbers under the draw, and under the replicate where chance makes years differ.
    drawn: Vec<Drawn>,
    of_replicate: Vec<Option<Drawn>>,
    /// By scenario: what is its own as the month opens in which it leaves its leader; at the end where it never does.
    own: Vec<Own>,
    /// The same as the month opened that is looked at: room to work in.
    before: Own,
    /// By scenario, then place in the group.
    records: Vec<Vec<Record>>,
    opening: Opening,
    state: State,
    record: Record,
    tape: Tape,
    kept: Vec<Kept>,
    /// Places of `kept` that are free.
    free: Vec<usize>,
    luck: Luck,
    lived: MonthsLived,
}

impl<'run> Stage<'run> {
    fn new(scenarios: &'run [Beside<'run>], plan: &'run RunPlan) -> Self {
        let size = plan.nesting.most() as usize;
        Self {
            scenarios,
            plan,
            drawn: Vec::new(),
            of_replicate: Vec::new(),
            own: scenarios.iter().map(|_| Own::default()).collect(),
            before: Own::default(),
            records: scenarios.iter().map(|_| (0..size).map(|_| Record::default()).collect()).collect(),
            opening: Opening::default(),
            state: State::default(),
            record: Record::default(),
            tape: Tape::default(),
            kept: Vec::new(),
            free: Vec::new(),
            luck: Luck::of_replicate(plan.seed, 0),
            lived: MonthsLived::default(),
        }
    }

    /// A new draw of the parameters.
    fn draw(&mut self, parameters: &[Parameters]) {
        let numbers = self.scenarios.iter().zip(parameters);
        self.drawn = numbers.map(|(one, parameters)| Drawn::new(one.model, parameters.values.clone())).collect();
        let Some((first, drawn)) = self.scenarios.first().zip(self.drawn.first()) else { return };
        // People and what may befall them are the same in all scenarios.
        self.opening.fill(first.model, drawn);
        self.state.bounds.clear(first.model, drawn);
    }

    /// All scenarios in one replicate.
    fn replicate(&mut self, replicate: u64, offset: usize) -> Result<(), RunError> {
        self.luck = Luck::of_replicate(self.plan.seed, replicate);
        let all = self.scenarios.iter().zip(&self.drawn);
        self.of_replicate = all.map(|(one, drawn)| drawn.of_replicate(one.model, self.luck)).collect();
        if let Some((first, own)) = self.scenarios.first().zip(self.of_replicate.first().and_then(Option::as_ref)) {
            self.state.bounds.clear(first.model, own);
        }
        for (index, one) in self.scenarios.iter().enumerate() {
            self.own[index].books.open(one.model);
            self.own[index].plans.open(one.model, numbers(&self.drawn, &self.of_replicate, index));
        }
        if let Some(first) = self.own.first() {
            self.before.plans.copy(&first.plans);
        }
        let all: Vec<usize> = (0..self.scenarios.len()).collect();
        let months = self.scenarios.first().map_or(0, |one| one.model.timeline.months.len());
        let few = self.opening.people.len() * PERSON * months <= KEPT;
        all.chunks(if few { all.len() } else { 1 })
            .try_for_each(|together| self.lead(Start::OPENING, together, offset))
            .map_err(|what| RunError::Audit { replicate, what })
    }

    /// Runs scenarios that are one until `start`; the first of them leads.
    fn lead(&mut self, start: Start, members: &[usize], offset: usize) -> Result<(), String> {
        let Some((leader, followers)) = members.split_first() else { return Ok(()) };
        let months = self.scenarios[*leader].model.timeline.months.len();
        self.lived.once += (months - start.month) as u64;
        if followers.is_empty() {
            self.stand(*leader, start, &mut Silence);
            self.live(*leader, start.month..months, &mut Silence)?;
            self.end(*leader, offset, &mut Silence)?;
            return Ok(());
        }
        let mut tape = std::mem::take(&mut self.tape);
        tape.begin(start.month);
        self.stand(*leader, start, &mut tape);
        let mut kept = vec![start];
        for month in (start.month..months).step_by(SEASON) {
            if month > start.month {
                kept.push(self.keep(month));
            }
            self.live(*leader, month..(month + SEASON).min(months), &mut tape)?;
        }
        self.end(*leader, offset, &mut tape)?;
        self.tape = tape;
        // By the month in which they leave, with what was asked of them until then.
        let mut apart: BTreeMap<usize, Vec<(usize, Difference)>> = BTreeMap::new();
        for member in followers {
            let difference = self.scenarios[*leader].difference.between(self.scenarios[*member].difference);
            match self.follow(*member, &difference, start.month) {
                None => self.agree(*member, &difference, offset),
                Some(month) => apart.entry(month).or_default().push((*member, difference)),
            }
        }
        let mut leaving = Vec::new();
        for (month, members) in apart {
            let from = self.back(*leader, month, &mut kept)?;
            if let Some(place) = from.kept.filter(|_| month > start.month) {
                for (member, difference) in &members {
                    self.take_over(*member, difference, place);
                }
            }
            leaving.push((from, members.into_iter().map(|(member, _)| member).collect::<Vec<usize>>()));
        }
        let unused = |one: &&Start| leaving.iter().all(|(from, _)| from.month != one.month);
        self.free.extend(kept[1..].iter().filter(unused).filter_map(|one| one.kept));
        for (from, members) in leaving {
            self.lead(from, &members, offset)?;
            self.free.extend(from.kept.filter(|_| from.month > start.month));
        }
        Ok(())
    }

    /// What there was as a month opened in a leader's life: what was kept, or else lived again from the last that was kept before
    /// it, and kept then. Months ascend.
    fn back(&mut self, leader: usize, month: usize, kept: &mut Vec<Start>) -> Result<Start, String> {
        let next = kept.partition_point(|one| one.month <= month);
        let from = kept[next - 1];
        if from.month == month {
            return Ok(from);
        }
        if let Some(place) = from.kept.filter(|_| next > 1) {
            self.take_over(leader, &Difference::default(), place);
        }
        self.stand(leader, from, &mut Silence);
        self.live(leader, from.month..month, &mut Silence)?;
        self.lived.again += (month - from.month) as u64;
        let own = self.keep(month);
        kept.insert(next, own);
        Ok(own)
    }

    /// Asks of a scenario's books and plans what the leader asked of its own: the month in which an answer differs, if one does.
    /// What was not asked of them is as it was.
    fn follow(&mut self, member: usize, difference: &Difference, start: usize) -> Option<usize> {
        let Difference { funds, plans } = difference;
        if !funds && plans.is_empty() {
            return None;
        }
        let model = self.scenarios[member].model;
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        let (own, before) = (&mut self.own[member], &mut self.before);
        for month in start..model.timeline.months.len() {
            before.copy_of(difference, &own.books, &own.plans, model);
            let differs = |entry: &Entry| match entry {
                Entry::Books(request, answer) => *funds && own.books.answer(model, drawn, *request) != *answer,
                Entry::Plans(question, answer) => {
                    plans.contains(&question.about()) && own.plans.answer(model, drawn, self.luck, question) != *answer
                }
            };
            if self.tape.of(month).iter().any(differs) {
                own.copy_of(difference, &before.books, &before.plans, model);
                return Some(month);
            }
        }
        None
    }

    /// Notes for a scenario what its leader, who has lived to the end, left behind: it decided alike to the end.
    fn agree(&mut self, member: usize, difference: &Difference, offset: usize) {
        let model = self.scenarios[member].model;
        let (record, own) = (&mut self.records[member][offset], &self.own[member]);
        record.clone_from(&self.record);
        if difference.funds {
            record.funds.clone_from(&own.books.years);
        }
        if !difference.plans.is_empty() {
            let mut plans = Plans::default();
            plans.copy(&self.state.plans);
            difference.plans.iter().for_each(|what| plans.copy_of(*what, &own.plans, model));
            let drawn = numbers(&self.drawn, &self.of_replicate, member);
            trace_candidates(model, drawn, plans.ledger(), &mut record.ledger);
        }
    }

    /// A scenario that leaves has the books and plans of its leader, as they were kept, but for what is its own.
    fn take_over(&mut self, member: usize, difference: &Difference, kept: usize) {
        let (model, state) = (self.scenarios[member].model, &self.kept[kept].state);
        let own = &mut self.own[member];
        let mine = std::mem::take(own);
        own.books.clone_from(&state.books);
        own.plans.copy(&state.plans);
        own.copy_of(difference, &mine.books, &mine.plans, model);
    }

    /// Makes ready for the months from `start` on, with the books and plans that the scenario has then.
    fn stand<T: Trace>(&mut self, member: usize, start: Start, trace: &mut T) {
        let model = self.scenarios[member].model;
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        let Some(place) = start.kept else {
            let (luck, entrants) = (self.luck, &self.opening.entrants);
            let mut run = Replicate { model, drawn, luck, entrants, state: &mut self.state, trace };
            open(&mut run, &self.opening, &mut self.record);
            return;
        };
        let (kept, own) = (&self.kept[place], &self.own[member]);
        self.state.copy(&kept.state, start.month);
        self.state.books.clone_from(&own.books);
        self.state.plans.copy(&own.plans);
        self.record.clone_from(&kept.record);
    }

    /// Lives through some months.
    fn live<T: Trace>(&mut self, member: usize, months: Range<usize>, trace: &mut T) -> Result<(), String> {
        let (model, luck) = (self.scenarios[member].model, self.luck);
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        let mut run = Replicate { model, drawn, luck, entrants: &self.opening.entrants, state: &mut self.state, trace };
        for month in months {
            live_month(&mut run, &mut self.record, month, self.plan.audit || cfg!(debug_assertions))?;
        }
        Ok(())
    }

    /// Ends a replicate, and keeps its record.
    fn end<T: Trace>(&mut self, member: usize, offset: usize, trace: &mut T) -> Result<(), String> {
        let (model, luck) = (self.scenarios[member].model, self.luck);
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        let mut run = Replicate { model, drawn, luck, entrants: &self.opening.entrants, state: &mut self.state, trace };
        close(&mut run, &mut self.record, self.plan.audit || cfg!(debug_assertions))?;
        self.records[member][offset].clone_from(&self.record);
        Ok(())
    }

    /// Keeps what there is as a month opens.
    fn keep(&mut self, month: usize) -> Start {
        let place = self.free.pop().unwrap_or_else(|| {
            self.kept.push(Kept::default());
            self.kept.len() - 1
        });
        let kept = &mut self.kept[place];
        kept.state.copy(&self.state, month);
        kept.state.books.clone_from(&self.state.books);
        kept.state.plans.copy(&self.state.plans);
        kept.record.clone_from(&self.record);
        Start { month, kept: Some(place) }
    }
}

/// The numbers of a scenario in this replicate.
fn numbers<'draw>(drawn: &'draw [Drawn], of_replicate: &'draw [Option<Drawn>], member: usize) -> &'draw Drawn {
    of_replicate[member].as_ref().unwrap_or(&drawn[member])
}
