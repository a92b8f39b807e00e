//! Numbers read off rosters and counts of the past.

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::fit::{Effort, Fitted, FunnelRow, Link, Overlaid, Panel, PlacesRow, Roster, fit as read_off, overlay};
use crate::model::Model;
use crate::report::page::page_of_study;
use crate::report::{About, Words, fit as report};
use crate::runs::{self, RunsError};
use crate::scenario::{
    Column, Groups, Kind, Library, Noted, Row, Scenario, Sheet, missing_table, read_roster, read_sheet,
};
use crate::words::{
    Diagnostic, Diagnostics, Language, Month, Text, Unfit, command as shell_command, file_name, named_range, nearest,
    path, several, text, typed,
};

use super::error::AppError;
use super::source::Source;
use super::{library, loading};

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
        // The name of the file stays as it was typed.
        let file = text.split_once(['=', '＝']).map(|(_, file)| file.trim()).filter(|file| !file.is_empty());
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

/// What to read numbers off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fit {
    /// The scenario whose numbers are read off.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// Rosters of two or more months.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH=FILE"))]
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
    /// Settings over the scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// The file for the scenario with the numbers that were read off; a page of each language goes beside it.
    #[cfg_attr(feature = "cli", arg(long, short = 'o', value_name = "FILE"))]
    pub to: Option<PathBuf>,
    /// Language of the notes in that file.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// What was read off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// What is known of its numbers.
    pub fitted: Fitted,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// What is worth reading of how rosters and tables were read.
    pub warnings: Diagnostics,
}

/// Reads numbers of a scenario off rosters, and off counts of funnels and places.
///
/// # Errors
/// [`AppError::Refused`] with every problem of the scenario or of a table, [`AppError::NoScenario`] if there is no such scenario,
/// [`AppError::Exists`] if something else is where a file would go.
pub fn fit(request: &Fit) -> Result<FitOutcome, AppError> {
    let (scenario, mut warnings) = loading::load_source(&request.file, &request.set)?;
    let (own, _) = library::open(&request.file)?;
    // Rosters lie where the person is, whatever the scenario comes from.
    let library: Box<dyn Library> =
        if matches!(request.file, Source::Named(_)) { Box::new(library::Shelf) } else { own };
    let mut problems = Diagnostics::new();
    let mut rosters = Vec::with_capacity(request.roster.len());
    for one in &request.roster {
        let read = library.table(&one.file).map_err(|error| single(missing_table(library.as_ref(), &one.file, &error)));
        match read.and_then(|grid| read_roster(&scenario, one.at, grid)) {
            Ok((people, remarks)) => {
                warnings.append(remarks);
                rosters.push(Roster { at: one.at, people });
            }
            Err(found) => problems.append(found),
        }
    }
    let funnel = funnel(&scenario, library.as_ref(), request.funnel.as_deref(), &mut problems);
    let places = places(&scenario, library.as_ref(), request.places.as_deref(), &mut problems);
    let panel = Panel::new(rosters, request.link);
    judge(request, &panel, &mut problems);
    if problems.has_errors() {
        problems.sort();
        return Err(AppError::Refused(problems));
    }
    let model = Model::compile(&scenario);
    let fitted = read_off(&model, &panel, &funnel, &places, Effort::default());
    let files = match &request.to {
        Some(to) => write(request, &scenario, &fitted, to)?,
        None => Vec::new(),
    };
    Ok(FitOutcome { scenario, fitted, files, warnings })
}

/// Whether there are rosters enough, and whether they can be of the same people.
fn judge(request: &Fit, panel: &Panel, problems: &mut Diagnostics) {
    if problems.has_errors() {
        return;
    }
    if request.roster.len() < 2 && (request.funnel.is_none() || !request.roster.is_empty()) {
        let problem = Diagnostic::error("too-few-rosters", text!("too-few-rosters", count = request.roster.len()));
        problems.push(problem.hint(text!("hint-too-few-rosters")));
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
            problems.push(match request.link {
                Link::Id => problem.hint(text!("hint-other-ids")),
                Link::Particulars => problem,
            });
        }
    }
}

fn single(problem: Diagnostic) -> Diagnostics {
    let mut problems = Diagnostics::new();
    problems.push(problem);
    problems
}

/// A table, as its columns say.
fn table(library: &dyn Library, name: &str, columns: &[Column], problems: &mut Diagnostics) -> Sheet {
    let read = library.table(name).map_err(|error| single(missing_table(library, name, &error)));
    read.and_then(|grid| read_sheet(grid, columns)).unwrap_or_else(|found| {
        problems.append(found);
        Sheet::default()
    })
}

/// Whether a cell names one of `names`; otherwise a problem with it.
fn names(row: &Row, column: &str, names: &[&str], groups: &mut Groups) -> Option<String> {
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

const YEAR: Kind = Kind::Whole { min: 1900, max: 2200 };
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

/// Writes the scenario and its pages; all of them, or none.
fn write(request: &Fit, scenario: &Scenario, fitted: &Fitted, to: &Path) -> Result<Vec<PathBuf>, AppError> {
    let folder = to.parent().unwrap_or(Path::new(""));
    let stem = to.file_stem().map_or_else(|| "fitted".to_owned(), file_name);
    let name = to.file_name().map_or_else(|| "fitted.toml".to_owned(), file_name);
    let words = Words::new(request.lang);
    let base = base(&request.file, folder);
    let suffix = text!("fit-title-suffix");
    let title = Text::new(format!("{}{}", scenario.title.zh, suffix.zh), format!("{}{}", scenario.title.en, suffix.en));
    let files: Vec<&str> = request.roster.iter().map(|one| one.file.as_str()).collect();
    let tables = request.funnel.as_deref().into_iter().chain(request.places.as_deref());
    let sources: Vec<String> = files.into_iter().chain(tables).map(bare).collect();
    let said =
        Overlaid { base: &base, id: &format!("{}-fitted", scenario.id), title: &title, source: &sources.join(", ") };
    let text = overlay(scenario, fitted, &said, &|one| report::note(one, fitted, &words), &|one| {
        report::spread_note(one, &words)
    });
    let mut files = vec![(name, text)];
    for language in Language::ALL {
        let words = Words::new(language);
        let about = About {
            command: Some(command(request)),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: runs::commit().to_owned(),
            results_version: runs::RESULTS_VERSION,
            ..About::default()
        };
        let page = page_of_study(&report::view(scenario, fitted, &words), scenario, &about, &words);
        let page = page.map_err(|error| AppError::Internal(error.to_string()))?;
        files.push((format!("{stem}.{}.html", language.code()), page));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    runs::write_new(folder, &files).map_err(|error| match error {
        RunsError::Taken { path } => AppError::Exists { file: path },
        other => other.into(),
    })
}

/// The command that reads the same off again.
fn command(request: &Fit) -> String {
    let name = match &request.file {
        Source::Named(name) => name.clone(),
        Source::Texts(texts) => texts.keys().next().cloned().unwrap_or_default(),
    };
    let mut words = vec!["tidui".to_owned(), "fit".to_owned(), name];
    words.extend(request.roster.iter().flat_map(|one| ["--roster".to_owned(), one.to_string()]));
    let files = [("--funnel", &request.funnel), ("--places", &request.places)];
    words.extend(files.into_iter().filter_map(|(option, file)| Some([option.to_owned(), file.clone()?])).flatten());
    words.extend(request.set.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
    shell_command(words.iter().map(String::as_str))
}

/// A file's name without its folders.
fn bare(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

/// A scenario as it is called from a file in `folder`.
fn base(source: &Source, folder: &Path) -> String {
    let name = match source {
        Source::Named(name) => name.clone(),
        Source::Texts(texts) => return texts.keys().next().cloned().unwrap_or_default(),
    };
    let file = path(&name);
    if !file.exists() {
        return name;
    }
    let near = |one: &Path| std::path::absolute(one).unwrap_or_else(|_| one.to_owned());
    let (file, folder) = (near(&file), near(folder));
    let (there, here): (Vec<_>, Vec<_>) = (file.components().collect(), folder.components().collect());
    let shared = there.iter().zip(&here).take_while(|(one, other)| one == other).count();
    let up = here.iter().skip(shared).filter(|one| matches!(one, Component::Normal(_))).map(|_| "..".to_owned());
    let down = there.iter().skip(shared).map(|one| file_name(one.as_os_str()));
    up.chain(down).collect::<Vec<_>>().join("/")
}
