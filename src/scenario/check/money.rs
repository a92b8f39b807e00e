//! Payers, cost lines and funds.

use super::context::{Context, Noun, named};
use super::numbers::Place;
use crate::scenario::file::{CodesFile, FundFile};
use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::{Fund, FundId, Line, LineId, Named, PriceIndex};
use crate::words::{Text, text};

impl Context<'_> {
    pub(super) fn payers(&self) -> Vec<Named> {
        self.file.payer.iter().map(|(id, payer)| named(id, &payer.title)).collect()
    }

    pub(super) fn funds(&mut self) -> Vec<Fund> {
        let file = self.file;
        let mut funds: Vec<Fund> = Vec::new();
        for (id, one) in &file.fund {
            let made = self.fund(id, one);
            funds.push(made);
        }
        self.check_loops(&mut funds);
        funds
    }

    fn fund(&mut self, id: &str, file: &Placed<FundFile>) -> Fund {
        let path = self.path(file.at);
        let payer = file.payer.as_ref().and_then(|payer| self.resolve(Noun::Payer, payer));
        let appropriation = self.series(file.appropriation.as_ref(), &file.appropriation_by_year, Place::Yuan);
        if appropriation.is_some() && file.unlimited {
            self.error_hint(
                "conflicting-keys",
                file.at.key("unlimited"),
                text!("conflicting-keys-unlimited", path),
                text!("hint-keep-one"),
            );
        }
        if appropriation.is_none() && !file.unlimited {
            self.missing_one_of(
                file.at,
                &["appropriation", "appropriation_by_year", "unlimited"],
                text!("missing-key-appropriation", path),
                text!("hint-appropriation"),
            );
        }
        let backed_by = file.backed_by.as_ref().and_then(|other| self.resolve(Noun::Fund, other));
        if file.unlimited {
            let reason = text!("idle-fund-never-empty");
            self.refuse(file.at, "backed_by", &reason);
            self.refuse(file.at, "overrun", &reason);
            self.refuse(file.at, "year_end", &reason);
            self.refuse(file.at, "carried_in", &reason);
        }
        let carried_in = file.carried_in.as_ref().filter(|_| !file.unlimited).map_or(0.0, |yuan| {
            let (least, most) = Place::Yuan.range();
            if !(least..=most).contains(&**yuan) {
                self.out_of_range(yuan.at, **yuan, (least, most));
            }
            self.rounded(yuan.at.into(), **yuan, yuan.round());
            yuan.round()
        });
        Fund {
            named: named(id, &file.title),
            source: file.source.clone(),
            payer,
            appropriation: appropriation.filter(|_| !file.unlimited),
            commit: file.commit,
            year_end: file.year_end,
            overrun: file.overrun,
            backed_by,
            carried_in: carried_in as i64,
        }
    }

    /// Price indices. A line that rises with two of them, and growth into the first year, are errors.
    pub(super) fn prices(&mut self) -> Vec<PriceIndex> {
        let file = self.file;
        let mut prices: Vec<PriceIndex> = Vec::new();
        for (id, one) in &file.price {
            let growth = self.series(one.growth.as_ref(), &one.growth_by_year, Place::Growth);
            if growth.is_none() {
                let path = self.path(one.at);
                let message = text!("missing-key-growth", path);
                self.missing_one_of(one.at, &["growth", "growth_by_year"], message, text!("hint-growth"));
            }
            let first = self.years().first().copied();
            for (key, quantity) in &one.growth_by_year {
                if first.is_some() && self.fiscal_year(key) == first {
                    self.dead(quantity.at, text!("idle-first-prices"));
                }
            }
            let mut lines = Vec::new();
            for name in &one.lines {
                let Some(line): Option<LineId> = self.refer(Noun::Line, name, name.at) else { continue };
                if let Some(other) = prices.iter().find(|other| other.lines.contains(&line)) {
                    let (line, other) = (&**name, &other.named.id);
                    self.error("line-two-prices", name.at, text!("line-two-prices", line, other));
                } else if lines.contains(&line) {
                    self.repeated(name);
                } else {
                    lines.push(line);
                }
            }
            let index = one.index.as_ref().map(|index| {
                let (least, most) = (0.001, Place::Multiplier.range().1);
                if !(least..=most).contains(&**index) {
                    self.out_of_range(index.at, **index, (least, most));
                }
                **index
            });
            let growth = growth.unwrap_or_default();
            prices.push(PriceIndex { named: named(id, &one.title), source: one.source.clone(), growth, index, lines });
        }
        prices
    }

    /// Reports each loop of funds that back each other once, at its first fund, and cuts it.
    fn check_loops(&mut self, funds: &mut [Fund]) {
        for start in 0..funds.len() {
            let mut chain = vec![start];
            let mut now = start;
            while let Some(next) = funds.get(now).and_then(|fund| fund.backed_by).map(FundId::index) {
                if next == start {
                    let name = |index: &usize| funds.get(*index).map_or("", |fund| fund.named.id.as_str());
                    let loop_of = chain.iter().chain([&start]).map(name).collect::<Vec<_>>().join(" → ");
                    let at = At::TOP.key("fund").key(name(&start)).key("backed_by");
                    let message = text!("fund-cycle", funds = loop_of);
                    self.error("fund-cycle", at, message);
                    if let Some(fund) = funds.get_mut(start) {
                        fund.backed_by = None;
                    }
                    break;
                }
                if chain.contains(&next) {
                    break;
                }
                chain.push(next);
                now = next;
            }
        }
    }

    /// Cost lines, each with the one fund that pays it.
    pub(super) fn lines(&mut self) -> Vec<Line> {
        let file = self.file;
        let mut paid: Vec<Option<(FundId, u16)>> = vec![None; file.line.len()];
        for (index, fund) in file.fund.values().enumerate() {
            for (priority, name) in fund.pays.iter().enumerate() {
                let Some(line): Option<LineId> = self.refer(Noun::Line, name, name.at) else { continue };
                let Some(slot) = paid.get_mut(line.index()) else { continue };
                if let Some((first, _)) = *slot {
                    let other = file.fund.get_index(first.index()).map_or("", |(id, _)| id);
                    if first.index() == index {
                        self.repeated(name);
                        continue;
                    }
                    let (at, name) = (name.at, &**name);
                    let message = text!("line-paid-twice", name, other);
                    self.error("line-paid-twice", at, message);
                } else {
                    *slot = Some((FundId::from(index), priority.min(usize::from(u16::MAX)) as u16));
                }
            }
        }
        let unsure = self.unsure.contains(&Noun::Line);
        let mut lines = Vec::new();
        for ((id, line), paid) in file.line.iter().zip(paid) {
            let payer = line.payer.as_ref().and_then(|payer| self.resolve(Noun::Payer, payer));
            if paid.is_none() && !unsure && !self.guessed_in_pays(id) {
                let funds: Vec<&str> = self.names(Noun::Fund);
                let hint = if funds.is_empty() {
                    text!("hint-add-fund")
                } else {
                    let list: Vec<String> = funds.iter().take(10).map(|id| format!("`{id}`")).collect();
                    text!("hint-pays", funds = Text::list(&list))
                };
                let message = text!("line-not-paid", id);
                let problem = self.problem_of_key("line-not-paid", line.at, message);
                self.problems.push(problem.hint(hint).naming([Noun::Fund.table()]));
            }
            let (fund, priority) = paid.unwrap_or((FundId(0), 0));
            let codes = self.codes(line.codes.as_ref());
            lines.push(Line { named: named(id, &line.title), payer, codes, fund, priority });
        }
        lines
    }

    /// Codes of the budget's classification: as many digits as its levels have.
    fn codes(&mut self, file: Option<&Placed<CodesFile>>) -> [Option<String>; 2] {
        let Some(file) = file else { return [None, None] };
        let mut read = |name: Option<&Name>, digits: &[usize]| {
            let code = name?;
            if !digits.contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                let (path, written) = (self.path(code.at), &**code);
                let digits = Text::list(&digits.iter().map(usize::to_string).collect::<Vec<_>>());
                self.error("wrong-format", code.at, text!("wrong-format-code", path, digits, written));
            }
            Some(code.value.clone())
        };
        [read(file.function.as_ref(), &[3, 5, 7]), read(file.economic.as_ref(), &[3, 5])]
    }

    /// Whether some fund pays a line that does not exist and probably means this one.
    fn guessed_in_pays(&self, id: &str) -> bool {
        let names = self.names(Noun::Line);
        self.file
            .fund
            .values()
            .flat_map(|fund| &fund.pays)
            .filter(|name| !self.file.line.contains_key(name.as_str()))
            .any(|name| crate::words::nearest(name, names.iter().copied()) == Some(id))
    }
}
