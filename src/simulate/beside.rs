//! Scenarios beside each other: the replicates of a changed scenario are those of another until a decision differs, and need
//! no life of their own until then.
//!
//! All scenarios meet the same luck. One of them, the leader, lives through a replicate and keeps what it asked of its books
//! and what they answered ([`Tape`]). The books of every other scenario answer the same requests; the month in which an answer
//! differs, or in which a plan is read that differs, is where that scenario leaves the leader. It goes on from a copy of what
//! there was as that month opened. Those that leave together may go on together: they have a leader of their own. What comes
//! out is to the bit what each scenario gives alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Drawn, Model, Parameters};
use crate::random::Luck;

use super::api::{Happening, Observer, RunError, RunPlan};
use super::books::{Books, Request};
use super::month::record::Record;
use super::people::Opening;
use super::replicate::{close, live_month, open};
use super::run::{Collector, Group};
use super::scene::{Replicate, Silence, Trace};
use super::state::State;

/// Bytes of a person in a state, about, and bytes of states that a thread may keep at once. Of more people nothing is kept:
/// every scenario lives by itself.
const PERSON: usize = 64;
const KEPT: usize = 256 << 20;

/// How long the replicates of a scenario are those of the first of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// First month, by position, in which a plan is read that differs; the number of months where none does.
    pub until: usize,
    /// Whether funds differ: their answers then tell how long.
    pub funds: bool,
}

/// A scenario that is run beside others.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'run> {
    /// The scenario.
    pub model: &'run Model,
    /// How long it is like the first.
    pub likeness: Likeness,
}

/// Runs the groups of `draws` of several scenarios, one group after another on the calling thread: for each the same records as
/// alone. A collector takes those of one scenario; all but funds and plans has to be the same in all scenarios.
///
/// # Errors
/// As [`run_groups`](super::run_groups).
pub fn run_beside<C: Collector>(
    scenarios: &[Beside<'_>],
    plan: &RunPlan,
    draws: impl IntoIterator<Item = u64>,
    observer: &dyn Observer,
    collectors: &mut [C],
) -> Result<(), RunError> {
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
    Ok(())
}

/// What a leader asked of its books, and what they answered, month by month.
#[derive(Debug, Default)]
struct Tape {
    entries: Vec<(Request, u32)>,
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

    fn of(&self, month: usize) -> &[(Request, u32)] {
        let at = |place: usize| self.months.get(place).copied().unwrap_or(self.entries.len());
        let place = month - self.first;
        &self.entries[if place == 0 { 0 } else { at(place) }..at(place + 1)]
    }
}

impl Trace for Tape {
    fn event(&mut self, _: usize, _: u32, _: u64, _: u8, _: u16, _: Happening) {}

    fn opens(&mut self, _: &Model, _: usize, _: &State) {
        self.months.push(self.entries.len());
    }

    fn booked(&mut self, request: Request, answer: u32) {
        self.entries.push((request, answer));
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
    /// By scenario: its books as the month opens in which it leaves its leader; at the end where it never does.
    books: Vec<Books>,
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
}

impl<'run> Stage<'run> {
    fn new(scenarios: &'run [Beside<'run>], plan: &'run RunPlan) -> Self {
        let size = plan.nesting.most() as usize;
        Self {
            scenarios,
            plan,
            drawn: Vec::new(),
            of_replicate: Vec::new(),
            books: scenarios.iter().map(|_| Books::default()).collect(),
            records: scenarios.iter().map(|_| (0..size).map(|_| Record::default()).collect()).collect(),
            opening: Opening::default(),
            state: State::default(),
            record: Record::default(),
            tape: Tape::default(),
            kept: Vec::new(),
            free: Vec::new(),
            luck: Luck::of_replicate(plan.seed, 0),
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
        let numbers = self.scenarios.iter().zip(&self.drawn);
        self.of_replicate = numbers.map(|(one, drawn)| drawn.of_replicate(one.model, self.luck)).collect();
        if let Some((first, own)) = self.scenarios.first().zip(self.of_replicate.first().and_then(Option::as_ref)) {
            self.state.bounds.clear(first.model, own);
        }
        for (one, books) in self.scenarios.iter().zip(&mut self.books) {
            books.open(one.model);
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
        if followers.is_empty() {
            self.live(*leader, start, &mut Silence, &[])?;
            self.records[*leader][offset].clone_from(&self.record);
            return Ok(());
        }
        let before = self.books[*leader].clone();
        let mut tape = std::mem::take(&mut self.tape);
        tape.begin(start.month);
        let lived = self.live(*leader, start, &mut tape, &[]);
        self.tape = tape;
        lived?;
        self.records[*leader][offset].clone_from(&self.record);
        // By month in which they leave: those whose books answer differently, and those whose plans are read.
        let mut apart: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for member in followers {
            match self.follow(*member, start.month) {
                None => {
                    let (own, books) = (&mut self.records[*member][offset], &self.books[*member]);
                    own.clone_from(&self.record);
                    if self.scenarios[*member].likeness.funds || self.scenarios[*leader].likeness.funds {
                        own.funds.clone_from(&books.years);
                    }
                }
                Some((month, by_plan)) => {
                    let (books, plans) = apart.entry(month).or_default();
                    if by_plan { plans.push(*member) } else { books.push(*member) }
                }
            }
        }
        let months: BTreeSet<usize> = apart.keys().copied().filter(|month| *month > start.month).collect();
        let months: Vec<usize> = months.into_iter().collect();
        let mut kept = Vec::new();
        if !months.is_empty() {
            self.books[*leader].clone_from(&before);
            kept = self.live(*leader, start, &mut Silence, &months)?;
        }
        for (month, (books, plans)) in apart {
            let own = months.iter().position(|one| *one == month).and_then(|place| kept.get(place));
            let from = own.map_or(start, |place| Start { month, kept: Some(*place) });
            self.lead(from, &books, offset)?;
            for member in plans {
                if !self.scenarios[member].likeness.funds {
                    self.take_books(member, from);
                }
                self.lead(from, &[member], offset)?;
            }
        }
        self.free.extend(kept);
        Ok(())
    }

    /// A scenario whose funds are the leader's has the leader's books.
    fn take_books(&mut self, member: usize, from: Start) {
        if let Some(kept) = from.kept {
            self.books[member].clone_from(&self.kept[kept].state.books);
        }
    }

    /// Asks of a scenario's books what the leader asked of its own: the month in which an answer differs (false), or in which a
    /// plan is read that differs (true). None if neither happens.
    fn follow(&mut self, member: usize, start: usize) -> Option<(usize, bool)> {
        let Beside { model, likeness } = self.scenarios[member];
        let months = model.timeline.months.len();
        if !likeness.funds {
            return (likeness.until < months).then_some((likeness.until, true));
        }
        let mut books = std::mem::take(&mut self.books[member]);
        let mut before = Books::default();
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        for month in start..months {
            if month == likeness.until {
                self.books[member] = books;
                return Some((month, true));
            }
            before.clone_from(&books);
            let differs = |(request, answer): &(Request, u32)| books.answer(model, drawn, *request) != *answer;
            if self.tape.of(month).iter().any(differs) {
                self.books[member] = before;
                return Some((month, false));
            }
        }
        self.books[member] = books;
        None
    }

    /// Lives through the months from `start` on, with the books that the scenario has then. Keeps what there is as each of the
    /// months `keep` (ascending) opens, and ends with the last of these; without any it goes on to the end.
    fn live<T: Trace>(
        &mut self,
        member: usize,
        start: Start,
        trace: &mut T,
        keep: &[usize],
    ) -> Result<Vec<usize>, String> {
        let Beside { model, likeness } = self.scenarios[member];
        let drawn = numbers(&self.drawn, &self.of_replicate, member);
        let entrants = &self.opening.entrants;
        let mut run = Replicate { model, drawn, luck: self.luck, entrants, state: &mut self.state, trace };
        let audited = self.plan.audit || cfg!(debug_assertions);
        match start.kept {
            None => open(&mut run, &self.opening, &mut self.record),
            Some(place) => {
                let kept = &self.kept[place];
                run.state.copy(&kept.state, start.month);
                run.state.books.clone_from(&self.books[member]);
                self.record.clone_from(&kept.record);
                if start.month >= likeness.until {
                    run.state.take_plans(drawn);
                }
            }
        }
        let mut places = Vec::new();
        for month in start.month..model.timeline.months.len() {
            if keep.contains(&month) {
                let place = self.free.pop().unwrap_or_else(|| {
                    self.kept.push(Kept::default());
                    self.kept.len() - 1
                });
                let kept = &mut self.kept[place];
                kept.state.copy(run.state, month);
                kept.state.books.clone_from(&run.state.books);
                kept.record.clone_from(&self.record);
                places.push(place);
                if places.len() == keep.len() {
                    return Ok(places);
                }
            }
            live_month(&mut run, &mut self.record, month, audited)?;
        }
        close(&mut run, &mut self.record, audited)?;
        Ok(places)
    }
}

/// The numbers of a scenario in this replicate.
fn numbers<'draw>(drawn: &'draw [Drawn], of_replicate: &'draw [Option<Drawn>], member: usize) -> &'draw Drawn {
    of_replicate[member].as_ref().unwrap_or(&drawn[member])
}
