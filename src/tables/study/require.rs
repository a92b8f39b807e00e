//! Tables of a requirement: the least for each confidence, its years, and what opening other limits would do.

use super::{StudyTable, Tabled};
use crate::study::{Binding, Chosen, Goal, Required, Requirement};
use crate::summary::Probability;
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the lever's unit: yuan over all years together, or a yearly number.
const AMOUNT: &str = "in-yuan-of-all-years";

impl Tabled for Requirement {
    fn schemas() -> Vec<TableSchema> {
        vec![least(), years(), variants()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        vec![
            StudyTable { schema: least(), rows: least_rows(self) },
            StudyTable { schema: years(), rows: year_rows(self) },
            StudyTable { schema: variants(), rows: variant_rows(self) },
        ]
    }
}

fn head() -> Vec<crate::tables::ColumnSchema> {
    vec![text("lever"), text("goal")]
}

fn least() -> TableSchema {
    let mut columns = head();
    columns.extend([
        number("confidence", 6, schema::SHARE),
        profile(),
        number("least", 2, AMOUNT),
        number("least_low", 2, AMOUNT),
        number("least_high", 2, AMOUNT),
        number("plan", 2, AMOUNT),
        number("ceiling", 2, AMOUNT),
    ]);
    columns.extend(schema::probability());
    columns.push(text("limit"));
    columns.extend([
        number("ahead", 6, schema::SHARE),
        number("ahead_low", 6, schema::SHARE),
        number("ahead_high", 6, schema::SHARE),
        column("divisions", ColumnKind::Integer, ""),
    ]);
    TableSchema::new("require", columns)
}

fn profile() -> crate::tables::ColumnSchema {
    text("profile")
}

fn years() -> TableSchema {
    let mut columns = head();
    columns.extend([
        number("confidence", 6, schema::SHARE),
        profile(),
        column("fiscal_year", ColumnKind::Integer, ""),
        number("plan", 2, schema::YUAN),
        column("least", ColumnKind::Integer, schema::YUAN),
    ]);
    TableSchema::new("require_years", columns)
}

fn variants() -> TableSchema {
    let mut columns = head();
    columns.push(text("opened"));
    columns.extend(schema::probability());
    columns.extend(super::frontier::standing());
    columns.extend([
        super::frontier::defined(),
        text("limit"),
        number("share", 6, schema::SHARE),
        column("reversals", ColumnKind::Integer, ""),
    ]);
    TableSchema::new("require_open", columns)
}

fn goal(goal: &Goal) -> &str {
    match goal {
        Goal::Target(id) => id,
        Goal::All => "all",
    }
}

/// The answers, each with the choice that led to it or that it is compared with.
fn answers(requirement: &Requirement) -> impl Iterator<Item = (&'static str, &Required, Option<&Chosen>)> {
    let chosen = requirement.chosen.iter();
    let name = if requirement.chosen.is_empty() { "keep" } else { "choose" };
    let own = requirement.required.iter().enumerate();
    own.map(move |(index, one)| (name, one, requirement.chosen.get(index)))
        .chain(chosen.map(|one| ("keep", &one.kept, None)))
}

fn least_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let rows = answers(requirement).map(|(profile, one, chosen)| {
        let mut cells = row![
            requirement.lever.as_str(),
            goal(&requirement.goal),
            one.confidence,
            profile,
            one.least,
            one.interval.0,
            one.interval.1,
            requirement.plan,
            requirement.ceiling,
        ];
        match &one.probability {
            Some(found) => cells.extend(probability(found)),
            None => cells.extend([
                Cell::Number(None),
                Cell::Number(None),
                Cell::Number(None),
                Cell::Integer(None),
                Cell::Integer(None),
            ]),
        }
        let ahead = chosen.and_then(|chosen| chosen.ahead);
        cells.extend(row![
            one.binding.first().map(|binding| binding.limit.code()),
            ahead.map(|ahead| ahead.mean),
            ahead.map(|ahead| ahead.low),
            ahead.map(|ahead| ahead.high),
            chosen.and_then(|chosen| i64::try_from(chosen.tried).ok()),
        ]);
        cells
    });
    rows.collect()
}

fn year_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &requirement.chosen {
        for (profile, chosen) in [("choose", true), ("keep", false)] {
            for year in &one.years {
                let least = if chosen { year.chosen } else { year.kept };
                rows.push(row![
                    requirement.lever.as_str(),
                    goal(&requirement.goal),
                    one.confidence,
                    profile,
                    year.year,
                    year.plan,
                    least,
                ]);
            }
        }
    }
    rows
}

fn variant_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut push = |opened: &str, found: &Probability, binding: &[Binding], rest: Vec<Cell>| {
        let mut cells = row![requirement.lever.as_str(), goal(&requirement.goal), opened];
        cells.extend(probability(found));
        cells.extend(rest);
        cells.extend(row![
            binding.first().map(|one| one.limit.code()),
            binding.first().map(|one| one.share),
            requirement.reversals,
        ]);
        rows.push(cells);
    };
    // Beside other limits the lever alone is told from the same replicates as they are.
    if requirement.variants.is_empty() {
        push("none", &requirement.open, &requirement.binding, vec![Cell::Number(None); 10]);
    }
    for one in &requirement.variants {
        let standing = one.standing.as_ref();
        let mut rest = row![one.gain.mean, one.gain.low, one.gain.high];
        for estimate in [standing.and_then(|one| one.count), standing.map(|one| one.shortfall)] {
            rest.extend(row![estimate.map(|one| one.mean), estimate.map(|one| one.low), estimate.map(|one| one.high),]);
        }
        rest.push(standing.map(|one| one.defined).into());
        push(one.opening.code(), &one.probability, &one.binding, rest);
    }
    rows
}
