//! What falls due or comes in whatever else happens: costs that are nobody's reward, allowances, incomes.

use super::context::{Context, Noun, named};
use super::numbers::Place;
use crate::scenario::file::{AllowanceFile, Every, ExpenseFile, IncomeFile, Per};
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Allowance, Expense, Income};
use crate::words::text;

impl Context<'_> {
    pub(super) fn expenses(&mut self) -> Vec<Expense> {
        let file = self.file;
        file.cost.iter().filter_map(|(id, one)| self.expense(id, one)).collect()
    }

    fn expense(&mut self, id: &str, file: &Placed<ExpenseFile>) -> Option<Expense> {
        let cost = self.cost_on(file.at, &file.line, file.amount.as_ref(), &file.amount_by_year, Place::Yuan);
        let units = self.series(file.units.as_ref(), &file.units_by_year, Place::Units);
        let calendar = self.calendar(&file.calendar);
        let (from, until) = self.opening(file.at, file.from.as_ref(), file.until.as_ref());
        let (named, source) = (named(id, &file.title), file.source.clone());
        Some(Expense { named, source, cost: cost?, units, calendar, from, until })
    }

    pub(super) fn allowances(&mut self) -> Vec<Allowance> {
        let file = self.file;
        file.allowance.iter().filter_map(|(id, one)| self.allowance(id, one)).collect()
    }

    fn allowance(&mut self, id: &str, file: &Placed<AllowanceFile>) -> Option<Allowance> {
        let cost = self.cost_on(file.at, &file.line, file.amount.as_ref(), &file.amount_by_year, Place::Award);
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        let who = self.who(&file.who);
        let after_months = self.months(&file.after_months, 0);
        let years = file.years.as_ref().map(|years| self.years_of(years));
        let closes = (self.file.scenario.fiscal_year_starts.clamp(1, 12) + 10) % 12 + 1;
        let month = match file.every {
            Every::Year => Some(file.month.as_ref().map_or(closes, |month| self.whole(month, 1, 12))),
            Every::Month => {
                self.refuse_for_want(file.at, "month", [file.at.key("every")], &text!("idle-every-month"));
                None
            }
        };
        if !file.flexible && self.file.channel.values().all(|channel| !channel.flexible) {
            let reason = text!("idle-no-flexible-channel");
            self.refuse_for_want(file.at, "flexible", [At::TOP.key("channel")], &reason);
        }
        Some(Allowance {
            named: named(id, &file.title),
            source: file.source.clone(),
            cost: cost?,
            month,
            tiers,
            who,
            flexible: file.flexible,
            after_months,
            years,
        })
    }

    pub(super) fn incomes(&mut self) -> Vec<Income> {
        let file = self.file;
        file.income.iter().filter_map(|(id, one)| self.income(id, one)).collect()
    }

    fn income(&mut self, id: &str, file: &Placed<IncomeFile>) -> Option<Income> {
        let amount = self.amounts(file.at, file.amount.as_ref(), &file.amount_by_year, Place::Yuan);
        let phases = self.resolve_list(Noun::Phase, &file.phases);
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        let calendar = self.calendar(&file.calendar);
        let (of_students, of_people) = (text!("idle-not-per-student"), text!("idle-not-per-person"));
        if file.per != Some(Per::Student) {
            self.refuse_for_want(file.at, "phases", [file.at.key("per")], &of_students);
        }
        if file.per != Some(Per::Person) {
            self.refuse_for_want(file.at, "tiers", [file.at.key("per")], &of_people);
            self.refuse_for_want(file.at, "flexible", [file.at.key("per")], &of_people);
        }
        if file.per == Some(Per::Student) {
            for index in 0..self.file.phase.len() {
                self.used.extend((phases.is_empty()).then_some((Noun::Phase, index)));
            }
            if self.file.phase.is_empty() {
                self.dead_for_want(file.at.key("per"), [At::TOP.key("phase")], text!("idle-no-students"));
            }
        }
        let fund = self.resolve(Noun::Fund, &file.fund)?;
        Some(Income {
            named: named(id, &file.title),
            source: file.source.clone(),
            fund,
            amount: amount?,
            per: file.per,
            phases,
            tiers,
            flexible: file.flexible,
            calendar,
        })
    }
}
