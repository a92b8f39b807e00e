//! What a bureau knows of past years: rosters of several months, counts of funnels, places that were decided.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::fit::{Counted, FunnelRow, Link, Panel, PlacesRow, Roster};
use crate::scenario::{
    Column, Groups, Kind, Library, Noted, Row, Scenario, Sheet, missing_table, read_roster, read_sheet,
};
use crate::words::{Diagnostic, Diagnostics, Month, Unfit, month_within, named_range, nearest, text, typed};

use super::ahead::ahead;
use super::error::AppError;
use super::library;
use super::source::Source;

/// Least share of people of a roster that the next has, below which ids are taken to be others.
const LEAST_FOUND: f64 = 0.5;

/// A roster and the month that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct RosterOf {
    /// Who is there when this month opens.
    pub at: Month,
    /// The file.
    pub file: String,
}

impl FromStr for RosterOf {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let named = named_range(text).and_then(|(month, _)| month.parse().ok());
        // The name of the file stays as it was typed; it may say the month itself.
        let file = text.split_once(['=', '＝']).map(|(_, file)| file.trim()).filter(|file| !file.is_empty());
        let alone = !text.contains(['=', '＝']);
        if let (true, Some(at)) = (alone, month_within(bare(text).as_str())) {
            return Ok(Self { at, file: text.trim().to_owned() });
        }
        let (Some(at), Some(file)) = (named, file) else { return Err(text!("value-roster").into()) };
        Ok(Self { at, file: file.to_owned() })
    }
}

impl fmt::Display for RosterOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}", self.at, self.file)
    }
}

impl From<RosterOf> for String {
    fn from(roster: RosterOf) -> Self {
        roster.to_string()
    }
}

impl<'de> Deserialize<'de> for RosterOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

/// What was asked for, whichever command asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) file: &'a Source,
    pub(super) roster: &'a [RosterOf],
    pub(super) funnel: Option<&'a str>,
    pub(super) places: Option<&'a str>,
    pub(super) link: Link,
    /// Fewest rosters that will do.
    pub(super) least: usize,
}

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) panel: Panel,
    pub(super) funnel: Vec<FunnelRow>,
    pub(super) places: Vec<PlacesRow>,
}

impl Past {
    /// What was counted beside people.
    pub(super) fn counted(&self) -> Counted<'_> {
        Counted { funnel: &self.funnel, places: &self.places, ..Counted::default() }
    }
}

impl Asked<'_> {
    /// Reads all of it; what is worth knowing of how goes to `warnings`.
    pub(super) fn read(&self, scenario: &Scenario, warnings: &mut Diagnostics) -> Result<Past, AppError> {
        let mut problems = Diagnostics::new();
        let mut rosters = Vec::with_capacity(self.roster.len());
        let read = |one: &RosterOf| {
            let own = library(self.file)?;
            let grid = own.table(&one.file);
            let grid = grid.map_err(|error| single(missing_table(own.as_ref(), &one.file, &error)));
            Ok::<_, AppError>(grid.and_then(|grid| read_roster(scenario, one.at, grid)))
        };
        ahead(self.roster, read, |one, read| {
            match read? {
                Ok((people, remarks)) => {
                    warnings.append(remarks);
                    rosters.push(Roster { at: one.at, people });
                }
                Err(found) => problems.append(found),
            }
            Ok::<_, AppError>(())
        })?;
        let library = library(self.file)?;
        let funnel = funnel(scenario, library.as_ref(), self.funnel, &mut problems);
        let places = places(scenario, library.as_ref(), self.places, &mut problems);
        let panel = Panel::new(rosters, self.link);
        self.judge(&panel, &mut problems);
        if problems.has_errors() {
            problems.sort();
            return Err(AppError::Refused(problems));
        }
        Ok(Past { panel, funnel, places })
    }

    /// Whether there are rosters enough, and whether they can be of the same people.
    fn judge(&self, panel: &Panel, problems: &mut Diagnostics) {
        if problems.has_errors() {
            return;
        }
        if self.roster.len() < self.least && (self.funnel.is_none() || self.least > 2 || !self.roster.is_empty()) {
            let problem = Diagnostic::error(
                "too-few-rosters",
                text!("too-few-rosters", least = self.least, count = self.roster.len()),
            );
            let hint = if self.least > 2 { text!("hint-too-few-rosters-three") } else { text!("hint-too-few-rosters") };
            problems.push(problem.hint(hint));
        }
        let months: Vec<Month> = panel.rosters().iter().map(|one| one.at).collect();
        if let Some([twice, _]) = months.windows(2).find(|pair| pair[0] == pair[1]) {
            let month = twice.to_string();
            problems.push(Diagnostic::error("same-month", text!("same-month-rosters", month)));
            return;
        }
        for (pair, share) in months.windows(2).zip(panel.shares_found()) {
            if share < LEAST_FOUND {
                let (before, after) = (pair[0].to_string(), pair[1].to_string());
                let percent = (share * 100.0).round().to_string();
                let problem = Diagnostic::error("other-ids", text!("other-ids", before, after, percent));
                problems.push(match self.link {
                    Link::Id => problem.hint(text!("hint-other-ids")),
                    Link::Particulars => problem,
                });
            }
        }
    }

    /// Names of the files, without their folders.
    pub(super) fn sources(&self) -> Vec<String> {
        let files = self.roster.iter().map(|one| one.file.as_str());
        files.chain(self.funnel).chain(self.places).map(bare).collect()
    }

    /// The words of the command line that ask the same.
    pub(super) fn words(&self) -> Vec<String> {
        let name = match self.file {
            Source::Named(name) => name.clone(),
            Source::Texts(texts) => texts.keys().next().cloned().unwrap_or_default(),
        };
        let mut words = vec![name];
        words.extend(self.roster.iter().flat_map(|one| ["--roster".to_owned(), one.to_string()]));
        let files = [("--funnel", self.funnel), ("--places", self.places)];
        words.extend(
            files.into_iter().filter_map(|(option, file)| Some([option.to_owned(), file?.to_owned()])).flatten(),
        );
        if self.link == Link::Particulars {
            words.extend(["--link", "particulars"].map(str::to_owned));
        }
        words
    }
}

/// Where rosters and tables are found: where the person is, whatever the scenario comes from, or beside a scenario of texts.
pub(super) fn library(source: &Source) -> Result<Box<dyn Library>, AppError> {
    match source {
        Source::Named(_) => Ok(Box::new(library::Shelf)),
        Source::Texts(_) => Ok(library::open(source)?.0),
    }
}

fn single(problem: Diagnostic) -> Diagnostics {
    let mut problems = Diagnostics::new();
    problems.push(problem);
    problems
}

/// A table, as its columns say.
pub(super) fn table(library: &dyn Library, name: &str, columns: &[Column], problems: &mut Diagnostics) -> Sheet {
    let read = library.table(name).map_err(|error| single(missing_table(library, name, &error)));
    read.and_then(|grid| read_sheet(grid, columns)).unwrap_or_else(|found| {
        problems.append(found);
        Sheet::default()
    })
}

/// Whether a cell names one of `names`; otherwise a problem with it.
pub(super) fn names(row: &Row, column: &str, names: &[&str], groups: &mut Groups) -> Option<String> {
    let name = row.text(column)?;
    if names.contains(&name) {
        return Some(name.to_owned());
    }
    row.report(groups, column, Noted::Apart("unknown-name", name), Some(name), || {
        let problem = Diagnostic::error("unknown-name", text!("unknown-name-in-table", column, name));
        match nearest(name, names.iter().copied()) {
            Some(near) => problem.hint(text!("hint-perhaps", near)),
            None => problem.hint(text!("hint-names", names = names.join(", "))),
        }
    });
    None
}

pub(super) const YEAR: Kind = Kind::Whole { min: 1900, max: 2200 };
const COUNT: Kind = Kind::Whole { min: 0, max: 100_000_000 };

fn funnel(
    scenario: &Scenario,
    library: &dyn Library,
    file: Option<&str>,
    problems: &mut Diagnostics,
) -> Vec<FunnelRow> {
    let Some(file) = file else { return Vec::new() };
    let counts = ["applied", "qualified", "offered", "accepted", "arrived"];
    let mut columns =
        vec![Column::required("channel", Kind::Id), Column::required("year", YEAR), Column::optional("tier", Kind::Id)];
    columns.extend(counts.map(|name| Column::optional(name, COUNT)));
    let channels: Vec<&str> = scenario.channels.iter().map(|one| one.named.id.as_str()).collect();
    let tiers: Vec<&str> = scenario.tiers.iter().map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let tier = row.text("tier").map(|_| names(row, "tier", &tiers, &mut groups));
        let channel = names(row, "channel", &channels, &mut groups);
        let [applied, qualified, offered, accepted, arrived] =
            counts.map(|name| row.whole(name).and_then(|count| u64::try_from(count).ok()));
        for (column, some, of) in [
            ("qualified", qualified, applied),
            ("offered", offered, qualified),
            ("accepted", accepted, offered),
            ("arrived", arrived, accepted),
        ] {
            if let (Some(some), Some(of)) = (some, of)
                && some > of
            {
                let (some, of) = (some.to_string(), of.to_string());
                row.report(&mut groups, column, Noted::Alike("more-than-all"), Some(&some), || {
                    Diagnostic::error("more-than-all", text!("more-than-all", column, some = &some, of = &of))
                });
            }
        }
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(channel), Some(year)) = (channel, year) {
            let tier = tier.flatten();
            rows.push(FunnelRow { channel, year, tier, applied, qualified, offered, accepted, arrived });
        }
    }
    problems.append(groups.told());
    rows
}

fn places(
    scenario: &Scenario,
    library: &dyn Library,
    file: Option<&str>,
    problems: &mut Diagnostics,
) -> Vec<PlacesRow> {
    let Some(file) = file else { return Vec::new() };
    let columns = [
        Column::required("move", Kind::Id),
        Column::required("year", YEAR),
        Column::required("places", Kind::Number { min: 0.0, max: 1e8 }),
    ];
    let with_places = scenario.moves.iter().filter(|one| one.places.is_some());
    let moves: Vec<&str> = with_places.map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let of = names(row, "move", &moves, &mut groups);
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(of), Some(year), Some(places)) = (of, year, row.number("places")) {
            rows.push(PlacesRow { of, year, places });
        }
    }
    problems.append(groups.told());
    rows
}

/// A file's name without its folders.
pub(super) fn bare(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_names_its_month_or_its_file_does() {
        let told = |text: &str| text.parse::<RosterOf>().map(|one| one.to_string());
        assert_eq!(told("2021-01=a b.csv").unwrap(), "2021-01=a b.csv");
        assert_eq!(told("in/花名册2021-01.roster.csv").unwrap(), "2021-01=in/花名册2021-01.roster.csv");
        assert_eq!(told("2019/2021年1月.xlsx!在编").unwrap(), "2021-01=2019/2021年1月.xlsx!在编");
        for wrong in ["花名册2021.csv", "roster.csv", "2021-13.csv", "2021-01=", "=a.csv", "12021-01.csv"] {
            assert!(told(wrong).is_err(), "{wrong}");
        }
    }
}
