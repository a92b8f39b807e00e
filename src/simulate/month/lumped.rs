//! What happens in step 2 to people of lumped tiers: how many make each move is drawn, and not who.
//!
//! The law is that of [`super::moves`], person by person: of the n people of a tier those who make the first of its moves in a
//! month are B(n, q₁), of the others those who make the second are B(n − k₁, q₂ / (1 − q₁)), and so on. Each count is a
//! quantile at the address of tier, move and month. All tiers are asked before anybody goes, so that nobody moves twice in
//! a month.
//!
//! Where somebody asks who it was, people of lumped tiers are there as persons too. The counts are as they are without them, and a
//! lot in the month says who they were: anybody in the tier as likely as another, which is all that is to be known.

use crate::model::Lumped;
use crate::random::binomial_quantile;
use crate::scenario::file::MoveKind;
use crate::simulate::api::Happening;
use crate::simulate::people::Kept;
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Arrival, Flow, State};

/// What a month's probabilities leave, if it is no more than this, is rounding: something happens to everybody.
const CERTAIN: f64 = 1e-12;

pub(super) fn step<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let Lumped { tiers, .. } = &run.model.lumped;
    if tiers.is_empty() {
        return;
    }
    let mut flows = std::mem::take(&mut run.state.flowing);
    flows.clear();
    for tier in tiers {
        draw(run, *tier, month, &mut flows);
    }
    match run.state.kept {
        Kept::Counts => flows.iter().for_each(|flow| go(run, *flow)),
        Kept::People => go_one_by_one(run, &flows, month),
    }
    run.state.flowing = flows;
}

/// Draws how many of a tier make each move of the month.
fn draw<T: Trace>(run: &mut Replicate<'_, T>, tier: usize, month: usize, flows: &mut Vec<Flow>) {
    let (model, facts) = (run.model, run.model.timeline.months[month]);
    let mut left = run.state.stock[tier];
    let moves = &model.moves_in_month[tier][facts.of_year];
    if left == 0 || moves.is_empty() {
        return;
    }
    let State { bounds, hazards, district_shift, .. } = &mut *run.state;
    hazards.clear();
    hazards.extend(moves.iter().map(|index| {
        (*index, bounds.of_everybody(model, run.drawn, *index, district_shift[*index], (facts.fiscal, facts.of_year)))
    }));
    let total: f64 = hazards.iter().map(|(_, hazard)| hazard).sum();
    let stay = if 1.0 - total > CERTAIN { 1.0 - total } else { 0.0 };
    let now = facts.month.index() as u32;
    for place in 0..hazards.len() {
        let (position, hazard) = hazards[place];
        if hazard <= 0.0 {
            continue;
        }
        // Beside this one: those that come after it, and nothing.
        let after: f64 = stay + hazards[place + 1..].iter().map(|(_, hazard)| hazard).sum::<f64>();
        let bits = run.luck.draw(model.lumped.counts[position], model.addresses.opening[tier], now)[0];
        let count = binomial_quantile(left, hazard / (hazard + after), after / (hazard + after), bits);
        if count > 0 {
            left -= count;
            flows.push(Flow { tier, position, count });
        }
    }
}

/// As many as there are make a move, nobody in particular.
fn go<T: Trace>(run: &mut Replicate<'_, T>, Flow { tier, position, count }: Flow) {
    let (school, values) = (0, 0);
    run.count_moves(position, (tier, school, false), values, count);
    let tiers = run.model.moves_of_tier.len();
    run.state.stock[tier] -= count;
    run.state.school_tier[school * tiers + tier] -= count;
    if let Some(to) = run.model.scenario().moves[position].to {
        let to = to.index();
        run.state.stock[to] += count;
        run.state.school_tier[school * tiers + to] += count;
        run.state.additions[to] += count;
        run.count_entries(to, Some((tier, values)), (school, false), values, count);
    } else {
        run.state.leavers[tier] += count;
        run.count_leaving((tier, school, false), values, count);
    }
}

/// As many as there are make a move, and a lot says who.
fn go_one_by_one<T: Trace>(run: &mut Replicate<'_, T>, flows: &[Flow], month: usize) {
    let now = run.model.timeline.months[month].month.index() as u32;
    let mut whom: Vec<(usize, u32)> = Vec::new();
    for own in flows.chunk_by(|one, other| one.tier == other.tier) {
        let mut lots: Vec<(u64, u32)> = (run.state.people.iter().zip(0..))
            .filter(|(person, _)| usize::from(person.tier) == own[0].tier)
            .map(|(person, index)| (run.luck.draw(run.model.lumped.whom, person.id, now)[0], index))
            .collect();
        lots.sort_unstable();
        let mut lots = lots.into_iter().map(|(_, index)| index);
        for flow in own {
            whom.extend(lots.by_ref().take(flow.count as usize).map(|index| (flow.position, index)));
        }
    }
    for (position, index) in whom {
        if run.model.scenario().moves[position].kind == MoveKind::Leave {
            run.tell(month, index, Happening::Left(position.into()));
            run.count_move(position, index);
            run.leave(index, month);
        } else {
            run.change(position, index, month);
        }
    }
}

impl<T: Trace> Replicate<'_, T> {
    /// Whether those who come by a channel are nothing but a number.
    #[inline]
    pub(super) fn is_only_counted(&self, channel: u16) -> bool {
        self.model.lumped.hires[usize::from(channel)] && self.state.kept == Kept::Counts
    }
}

/// People come into lumped tiers, nobody in particular.
pub(super) fn arrive<T: Trace>(run: &mut Replicate<'_, T>, arrivals: &[Arrival]) {
    for arrival in arrivals {
        let one = &run.model.scenario().channels[usize::from(arrival.channel)];
        let tier = one.mix[usize::from(arrival.place)].0.index();
        run.state.on_the_way[tier] -= 1;
        run.state.stock[tier] += 1;
        run.state.school_tier[tier] += 1;
        run.state.imports[tier] += u32::from(one.import);
        run.state.additions[tier] += 1;
        run.state.uncounted += 1;
        run.count_entries(tier, None, (0, false), 0, 1);
    }
}
