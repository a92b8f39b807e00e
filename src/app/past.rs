//! What a bureau knows of past years: rosters of several months, counts of funnels, places that were decided.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::fit::{Counted, FunnelRow, Link, PaidRow, Panel, PlacesRow, Roster, StudentsRow};
use crate::scenario::{Heed, Library, Scenario, missing_table, read_roster};
use crate::words::{Diagnostic, Diagnostics, Month, Text, Unfit, month_within, named_range, several, text, typed};

use super::Watcher;
use super::ahead::ahead;
use super::error::AppError;
use super::library;
use super::source::Source;
use super::told::{self, single};

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

/// What is known of past years, as files: the same for every command that asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(rename_all = "kebab-case")]
pub struct Records {
    /// Rosters, each with the month that it is of.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH=FILE", num_args = 1..))]
    #[serde(default, deserialize_with = "several")]
    pub roster: Vec<RosterOf>,
    /// A table of funnels: channel, year, tier, applied, qualified, offered, accepted, arrived.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub funnel: Option<String>,
    /// A table of the places that moves had: move, year, places.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub places: Option<String>,
    /// By what people of two rosters are known to be the same.
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value = "id"))]
    #[serde(default)]
    pub link: Link,
}

/// What was asked for, whichever command asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) file: &'a Source,
    pub(super) records: &'a Records,
    pub(super) students: Option<&'a str>,
    pub(super) spending: Option<&'a str>,
    /// Fewest rosters that will do.
    pub(super) least: usize,
}

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) panel: Panel,
    pub(super) funnel: Vec<FunnelRow>,
    pub(super) places: Vec<PlacesRow>,
    pub(super) students: Vec<StudentsRow>,
    pub(super) paid: Vec<PaidRow>,
}

impl Past {
    /// What was counted beside people.
    pub(super) fn counted(&self) -> Counted<'_> {
        Counted { funnel: &self.funnel, places: &self.places, students: &self.students, paid: &self.paid }
    }
}

/// Says of which phases students of successive years came whose growth the plan says nothing of, so that none is read off.
fn growth_aside(scenario: &Scenario, students: &[StudentsRow]) -> Diagnostics {
    let has = |phase: &str, year: i32| students.iter().any(|row| row.phase == phase && row.year == year);
    let aside = scenario.phases.iter().filter(|phase| !phase.growth.is_stated()).map(|phase| phase.named.id.as_str());
    let aside: Vec<&str> =
        aside.filter(|id| students.iter().any(|row| row.phase == *id && has(id, row.year + 1))).collect();
    let Some(first) = aside.first() else { return Diagnostics::new() };
    let message = text!("students-no-growth", phases = Text::list(&aside));
    let warning = Diagnostic::warning("students-no-growth", message);
    vec![warning.hint(text!("hint-students-no-growth", phase = first))].into()
}

/// What is wrong with a roster, with the remedy where it is one as another system exports it.
fn exported(file: &str, mut found: Diagnostics) -> Diagnostics {
    let missing = |one: &Diagnostic| one.code == "missing-column";
    let foreign = found.list.iter().filter(|one| missing(one)).count() > 1;
    let first = found.list.iter_mut().find(|one| one.code == "no-header" || foreign && missing(one));
    if let Some(one) = first {
        one.hint = Some(text!("hint-roster-exported", file));
    }
    found
}

impl Asked<'_> {
    /// Reads all of it; what is worth knowing of how goes to `warnings`.
    pub(super) fn read(
        &self,
        scenario: &Scenario,
        warnings: &mut Diagnostics,
        watcher: &dyn Watcher,
    ) -> Result<Past, AppError> {
        let goes_on = || !watcher.cancelled();
        let mut problems = Diagnostics::new();
        let Records { roster, funnel, places, link } = self.records;
        let mut rosters = Vec::with_capacity(roster.len());
        let read = |one: &RosterOf| {
            let own = library(self.file)?;
            let grid = own.table(&one.file);
            let grid = grid.map_err(|error| single(missing_table(own.as_ref(), &one.file, &error)));
            let read = grid.and_then(|grid| read_roster(scenario, one.at, grid, Heed(&goes_on)));
            // What was read of a table that was broken off is not whole.
            if goes_on() { Ok(read.map_err(|found| exported(&one.file, found))) } else { Err(AppError::Interrupted) }
        };
        ahead(roster, read, |one, read| {
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
        let mut given = told::Given { scenario, library: library.as_ref(), problems: &mut problems };
        let funnel = given.rows(funnel.as_deref(), told::funnel);
        let places = given.rows(places.as_deref(), told::places);
        let students = given.rows(self.students, told::students);
        warnings.append(growth_aside(scenario, &students));
        let paid = given.rows(self.spending, told::spending);
        let panel = Panel::new(rosters, *link);
        self.judge(&panel, &mut problems);
        if problems.has_errors() {
            problems.sort();
            return Err(AppError::Refused(problems));
        }
        Ok(Past { panel, funnel, places, students, paid })
    }

    /// Whether there are rosters enough, and whether they can be of the same people.
    fn judge(&self, panel: &Panel, problems: &mut Diagnostics) {
        if problems.has_errors() {
            return;
        }
        let Records { roster, funnel, link, .. } = self.records;
        if roster.len() < self.least && (funnel.is_none() || self.least > 2 || !roster.is_empty()) {
            let problem = Diagnostic::error(
                "too-few-rosters",
                text!("too-few-rosters", least = self.least, count = roster.len()),
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
                problems.push(match link {
                    Link::Id => problem.hint(text!("hint-other-ids")),
                    Link::Particulars => problem,
                });
            }
        }
    }

    /// Names of the files, without their folders.
    pub(super) fn sources(&self) -> Vec<String> {
        let files = self.records.roster.iter().map(|one| one.file.as_str());
        files.chain(self.tables().map(|(_, file)| file)).map(bare).collect()
    }

    /// Tables beside rosters, by their options.
    fn tables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Records { funnel, places, .. } = self.records;
        let files = [
            ("--funnel", funnel.as_deref()),
            ("--places", places.as_deref()),
            ("--students", self.students),
            ("--spending", self.spending),
        ];
        files.into_iter().filter_map(|(option, file)| Some((option, file?)))
    }

    /// The words of the command line that ask the same.
    pub(super) fn words(&self) -> Vec<String> {
        let name = match self.file {
            Source::Named(name) => name.clone(),
            Source::Texts(texts) => texts.keys().next().cloned().unwrap_or_default(),
        };
        let mut words = vec![name];
        words.extend(self.records.roster.iter().flat_map(|one| ["--roster".to_owned(), one.to_string()]));
        words.extend(self.tables().flat_map(|(option, file)| [option.to_owned(), file.to_owned()]));
        if self.records.link == Link::Particulars {
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
