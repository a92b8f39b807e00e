//! Every file name of a run folder, in one place. Names within a run folder are written with `/` on every system.

use crate::words::Language;

/// What the folder holds and how it was made. A folder without it is not a run.
pub const MANIFEST: &str = "manifest.json";

/// Folder of the scenario as it was run and of the tables that it read, so that it can be run again where it lies.
pub const SOURCES: &str = "scenario";

/// The resolved scenario.
pub const SCENARIO: &str = "scenario/scenario.toml";

/// How a study was made. A folder without it is not a study.
pub const STUDY: &str = "study.json";

/// Which piece of what a folder holds. A folder without it is not a shard.
pub const SHARD: &str = "shard.json";

/// End of the name of the folder in which the shards of a run, a study or a sweep are.
pub const SHARDS: &str = ".shards";

/// What a shard of a run has counted.
pub const COUNTED: &str = "counted.bin";

/// The rows of its replicates, or of a design.
pub const SHARD_ROWS: &str = "rows.bin";

/// The replicates of a shard of a study.
pub const BLOCKS: &str = "blocks.bin";

/// How a sweep was made. A folder without it is not a sweep.
pub const SWEEP: &str = "sweep.json";

/// The cells of the design of a sweep.
pub const DESIGN: &str = "design.csv";

/// Replicates that studies have run, kept between them; it may be deleted at any time.
pub const REPLICATE_STORE: &str = ".replicates";

/// Folder of the tables.
pub const TABLES: &str = "tables";

/// Folder of the charts.
pub const CHARTS: &str = "charts";

/// What every column of every table means.
pub const DICTIONARY: &str = "dictionary.csv";

/// Folder of the studies that the brief of a run cites.
pub const STUDIES: &str = "studies";

/// Folder of the run since which a report tells what changed.
pub const EARLIER: &str = "earlier";

/// Everything that the run or the study says, to the last bit: what reports are made from again.
pub const RESULTS: &str = "results.json";

/// Every replicate as a row, on request.
pub const REPLICATES: &str = "replicates.parquet";

/// The same rows for programs that read no Parquet.
pub const REPLICATES_CSV: &str = "replicates.csv";

/// Both, in the order in which they are written.
pub const ROWS: [&str; 2] = [REPLICATES, REPLICATES_CSV];

/// Where runs are looked for and written unless another folder is named.
pub const OUTPUT: &str = "output";

/// The workbook of the money.
#[must_use]
pub fn workbook(language: Language) -> String {
    format!("budget.{}.xlsx", language.code())
}

/// The brief for who signs.
#[must_use]
pub fn brief(language: Language) -> String {
    format!("brief.{}.docx", language.code())
}

/// A file of a study that the brief of a run cites, in the folder of that run.
#[must_use]
pub fn cited(study: &str, file: &str) -> String {
    format!("{STUDIES}/{study}/{file}")
}

/// A file of the run since which a report tells what changed, in the folder of the later run.
#[must_use]
pub fn earlier(run: &str, file: &str) -> String {
    format!("{EARLIER}/{run}/{file}")
}

/// Start of the names of folders that are not finished.
pub const TEMPORARY: &str = ".tmp-";

/// End of the names of the files beside them that are locked while somebody writes there.
pub const LOCK: &str = ".lock";

/// A table as Parquet.
#[must_use]
pub fn table_parquet(stem: &str) -> String {
    format!("{TABLES}/{stem}.parquet")
}

/// A table as CSV.
#[must_use]
pub fn table_csv(stem: &str) -> String {
    format!("{TABLES}/{stem}.csv")
}

/// A chart; `extension` without the dot.
#[must_use]
pub fn chart(stem: &str, extension: &str) -> String {
    format!("{CHARTS}/{stem}.{extension}")
}

/// A name as long as the longest that a folder can hold: a chart's, of a noun with the longest id there may be. Whoever can
/// write a file of this name can write all others.
#[must_use]
pub fn longest() -> String {
    "x".repeat(LONGEST)
}

/// Bytes of the longest name of a file.
pub const LONGEST: usize = 128;

/// Where the file that a scenario calls `name` is kept: under its own name where that is a plain one and not too long, and
/// under a plain one that starts with its position where it is not (`../data/schools.csv`).
#[must_use]
pub fn source(position: usize, name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = !last.is_empty()
        && SOURCES.len() + last.len() < LONGEST - 8
        && !last.starts_with('.')
        && !last.ends_with('.')
        && last.chars().all(|one| one.is_alphanumeric() || matches!(one, '.' | '-' | '_' | ' '));
    match (plain, plain && last == name) {
        (true, true) => format!("{SOURCES}/{name}"),
        (true, false) => format!("{SOURCES}/{position}-{last}"),
        (false, _) => format!("{SOURCES}/{position}"),
    }
}

/// The report for people who decide.
#[must_use]
pub fn page(language: Language) -> String {
    format!("report.{}.html", language.code())
}

/// A file of one of several scenarios: the first keeps its name, the others have a number.
#[must_use]
pub fn of_scenario(number: usize, file: &str) -> String {
    let rest = file.strip_prefix(SOURCES).unwrap_or(file);
    if number == 0 { format!("{SOURCES}{rest}") } else { format!("{SOURCES}-{}{rest}", number + 1) }
}
