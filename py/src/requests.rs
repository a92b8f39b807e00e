//! The use-cases, by requests as JSON.

use pyo3::prelude::*;
use serde_json::{Map, Value};
use tidui::app::{self, Check, Evaluate, Question, Source};
use tidui::report::json;
use tidui::simulate::Unobserved;
use tidui::tables::Handed;

use crate::failures::{language, raised, read, told};
use crate::outcome::Outcome;
use crate::table::Table;
use crate::watch::watched;

/// The language that options ask for.
fn asked(options: &Map<String, Value>) -> tidui::words::Language {
    language(options.get("lang").and_then(Value::as_str).unwrap_or("en"))
}

/// Checks a scenario; the object of `tidui check --json`.
#[pyfunction]
pub(crate) fn check(py: Python<'_>, file: &str, set: Vec<String>, lang: &str) -> PyResult<String> {
    let (file, language): (Source, _) = (read(file)?, language(lang));
    let outcome = py.detach(|| app::check(&Check { file, set, lumping: false }));
    let app::CheckOutcome { scenario, inherited, lumping, warnings, .. } = told(py, outcome, language)?;
    Ok(json::text(&json::check(&scenario, &inherited, &lumping, &warnings, language)))
}

/// A scenario with settings over it, as texts by name.
#[pyfunction]
pub(crate) fn resolved(py: Python<'_>, file: &str, set: Vec<String>, lang: &str) -> PyResult<String> {
    let file: Source = read(file)?;
    let texts = py.detach(|| app::resolved(&file, &set));
    Ok(json::text(&told(py, texts, language(lang))?))
}

/// Every number of a scenario.
#[pyfunction]
pub(crate) fn parameters(py: Python<'_>, file: &str, set: Vec<String>, lang: &str) -> PyResult<Table> {
    let file: Source = read(file)?;
    let numbers = py.detach(|| app::parameters(&file, &set));
    Ok(told(py, numbers, language(lang))?.into())
}

/// Runs a scenario.
#[pyfunction]
#[pyo3(signature = (file, options, progress=None))]
pub(crate) fn run(py: Python<'_>, file: &str, options: &str, progress: Option<Py<PyAny>>) -> PyResult<Outcome> {
    let (file, options): (Source, Map<String, Value>) = (read(file)?, read(options)?);
    let language = asked(&options);
    let request = told(py, app::run_of(&file, options), language)?;
    watched(py, progress.as_ref(), language, |watcher| app::run(&request, watcher)).map(Outcome::of_run)
}

/// Asks a question of scenarios.
#[pyfunction]
#[pyo3(signature = (question, files, options, progress=None))]
pub(crate) fn study(
    py: Python<'_>,
    question: &str,
    files: &str,
    options: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Outcome> {
    let (files, options): (Vec<Source>, Map<String, Value>) = (read(files)?, read(options)?);
    let language = asked(&options);
    let request = told(py, app::study_of(question, &files, options), language)?;
    watched(py, progress.as_ref(), language, |watcher| app::study(&request, watcher)).map(Outcome::of_study)
}

/// Runs every row of a design; the object of `tidui sweep --json`.
#[pyfunction]
#[pyo3(signature = (design, options, progress=None))]
pub(crate) fn sweep(py: Python<'_>, design: &str, options: &str, progress: Option<Py<PyAny>>) -> PyResult<String> {
    let options: Map<String, Value> = read(options)?;
    let language = asked(&options);
    let request = told(py, app::sweep_of(design, options), language)?;
    let (outcome, _) = watched(py, progress.as_ref(), language, |watcher| app::sweep(&request, watcher))?;
    Ok(json::text(&outcome.object()))
}

/// Makes one of several pieces of a run (`run`), a sweep (`sweep`) or a question; the object of `--shard --json`.
#[pyfunction]
#[pyo3(signature = (work, files, options, piece, progress=None))]
pub(crate) fn shard(
    py: Python<'_>,
    work: &str,
    files: &str,
    options: &str,
    piece: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    let options: Map<String, Value> = read(options)?;
    let language = asked(&options);
    let work = told(py, app::work_of(work, &read::<Vec<Source>>(files)?, options), language)?;
    let piece = told(py, app::shard_of(piece), language)?;
    let (outcome, _) = watched(py, progress.as_ref(), language, |watcher| app::shard(&work, piece, watcher))?;
    Ok(json::text(&outcome.object()))
}

/// Merges shards: the run or study that they come to, or the object of `tidui merge --json` of a sweep.
#[pyfunction]
#[pyo3(signature = (folders, options, progress=None))]
pub(crate) fn merge(
    py: Python<'_>,
    folders: Vec<String>,
    options: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Option<Outcome>, String)> {
    let options: Map<String, Value> = read(options)?;
    let language = asked(&options);
    let request = told(py, app::merge_of(&folders, options), language)?;
    let (merged, remarks) = watched(py, progress.as_ref(), language, |watcher| app::merge(&request, watcher))?;
    Ok(match merged {
        app::Merged::Run(one) => (Some(Outcome::of_run((*one, remarks))), String::new()),
        app::Merged::Study(one) => (Some(Outcome::of_study((*one, remarks))), String::new()),
        app::Merged::Sweep(one) => (None, json::text(&one.object())),
    })
}

/// How many rows a design has.
#[pyfunction]
pub(crate) fn design_rows(py: Python<'_>, design: &str) -> PyResult<u64> {
    told(py, py.detach(|| app::design_rows(design)), language("en"))
}

/// The source of the engine: builds of one source can share their work.
#[pyfunction]
pub(crate) fn engine() -> &'static str {
    tidui::runs::engine()
}

/// One replicate of a scenario; the object of `tidui replay --json`.
#[pyfunction]
#[pyo3(signature = (file, set, number, seed, person, lang))]
pub(crate) fn replicate(
    py: Python<'_>,
    file: &str,
    set: Vec<String>,
    number: u64,
    seed: Option<u64>,
    person: Option<&str>,
    lang: &str,
) -> PyResult<String> {
    let file: Source = read(file)?;
    let outcome = py.detach(|| app::replicate(&file, &set, (number, seed), person));
    let outcome = told(py, outcome, language(lang))?;
    Ok(json::text(&json::replay(&outcome.scenario, &outcome.metrics, &outcome.story, person)))
}

/// One replicate of a run that has a folder; the same object.
#[pyfunction]
pub(crate) fn replay(py: Python<'_>, run: &str, number: u64, options: &str) -> PyResult<String> {
    let options: Map<String, Value> = read(options)?;
    let language = asked(&options);
    let request = told(py, app::replay_of(run, number, options), language)?;
    let outcome = told(py, py.detach(|| app::replay(&request, &Unobserved)), language)?;
    let mut object = json::replay(&outcome.scenario, &outcome.metrics, &outcome.story, request.person.as_deref());
    object.rosters = outcome.rosters.iter().map(|path| tidui::words::file_name(path.as_os_str())).collect();
    object.restart = outcome.restart.iter().map(|path| tidui::words::file_name(path.as_os_str())).collect();
    Ok(json::text(&object))
}

/// What a scenario takes and gives as a function, as JSON.
#[pyfunction]
pub(crate) fn function(py: Python<'_>, file: &str, set: Vec<String>, lang: &str) -> PyResult<String> {
    let file: Source = read(file)?;
    let function = py.detach(|| app::function(&file, &set));
    Ok(json::text(&told(py, function, language(lang))?))
}

/// A scenario at rows of percentiles, which come as the bytes of numbers of 64 bits.
#[pyfunction]
#[pyo3(signature = (request, percentiles, lang, progress=None))]
pub(crate) fn evaluate(
    py: Python<'_>,
    request: &str,
    percentiles: &[u8],
    lang: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Table> {
    let (request, language): (Evaluate, _) = (read(request)?, language(lang));
    let (numbers, _) = percentiles.as_chunks::<8>();
    let numbers: Vec<f64> = numbers.iter().map(|bytes| f64::from_ne_bytes(*bytes)).collect();
    let (said, _) = watched(py, progress.as_ref(), language, |watcher| app::evaluate(&request, &numbers, watcher))?;
    let table = Handed::of_numbers(&said.outputs, &said.rows).map_err(|error| raised(py, &error.into(), language))?;
    Ok(table.into())
}

/// Every question: its name, its options, and of how many scenarios at least it is asked.
#[pyfunction]
pub(crate) fn questions() -> Vec<(&'static str, Vec<String>, usize)> {
    let each = Question::KINDS.iter();
    each.map(|(name, scenarios)| (*name, Question::options(name), *scenarios.start())).collect()
}

/// Names of the bundled scenarios.
#[pyfunction]
pub(crate) fn examples() -> Vec<String> {
    app::EmbeddedLibrary::scenarios()
}
