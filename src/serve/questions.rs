//! What a page asks for that takes a while: comparisons, the funding questions, folders; and files that are handed in.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::app::{
    self, Allocate, AppError, Discover, Frontier, Handed, How, Import, Layers, Marginal, Question, Report, Require,
    Robust, Run, Sensitivity, Study, Subjects, Worth, handed_in, paired,
};
use crate::import::{Kind, Mapping};
use crate::report::Words;
use crate::report::page::fragment;
use crate::report::study::view;
use crate::scenario::Scenario;
use crate::words::{Unfit, text};

use super::address::{Address, Tab, pairs};
use super::house::{House, key};
use super::layout::{busy, following, piece, problem, told_of};
use super::mapping;
use super::tasks::Task;

/// Replicates of a comparison.
const PAIRS: u64 = 2_000;

fn answer(text: String) -> Response {
    ([("content-type", "text/html; charset=utf-8")], text).into_response()
}

/// A task, as the piece that follows it; or that too many are at work.
fn begun(
    house: &House,
    what: String,
    words: Words,
    work: impl FnOnce(&Task) -> Result<String, AppError> + Send + 'static,
) -> Option<String> {
    let failed = move |error: &AppError| problem(&House::told(error, &words), &words);
    house.tasks.begin(what, work, failed).map(|task| following(task.id, &words))
}

/// The changes beside the plan, over the same luck.
pub(super) fn pair(house: &Arc<House>, address: &Address, words: &Words) -> String {
    if address.changes.is_empty() {
        return piece(
            words,
            context! { kind => "standing", standing => words.word("serve-pair-none"), warnings => "", piece => "" },
        );
    }
    let (own, other, words) = (Arc::clone(house), address.clone(), *words);
    let work = move |task: &Task| {
        let plan = own.base(&other)?;
        let mut changed = own.changed(&other)?;
        changed.title = text!("serve-with-changes");
        let scenarios = [(*plan).clone(), changed];
        let answer = paired(&scenarios[0], &scenarios[1], PAIRS, task)?;
        let shown = fragment(&view(&answer, &scenarios, &words), true, None, &words);
        shown.map_err(|error| AppError::Internal(error.to_string()))
    };
    begun(house, format!("pair\n{}", told_of(&key(address), &words)), words, work)
        .unwrap_or_else(|| problem(&words.word("serve-busy"), &words))
}

/// The questions, as sentences with blanks; those that compare plans, with one of `others`.
pub(super) fn form(scenario: &Scenario, others: &[&str], words: &Words) -> String {
    let mut funds = Vec::new();
    let limited = |index: &usize| scenario.funds[*index].appropriation.is_some();
    let own: Vec<usize> = (0..scenario.funds.len()).filter(limited).collect();
    if own.len() > 1 {
        funds.push(context! { id => "funds", title => words.word("serve-all-funds") });
    }
    funds.extend(own.iter().map(|index| {
        let fund = &scenario.funds[*index].named;
        context! { id => format!("fund.{}", fund.id), title => words.text(&fund.title) }
    }));
    let targets: Vec<Value> = scenario
        .targets
        .iter()
        .map(|target| context! { id => target.named.id.clone(), title => words.text(&target.named.title) })
        .collect();
    let others: Vec<Value> = others.iter().map(|name| Value::from(*name)).collect();
    piece(words, context! { kind => "ask", funds, targets, others })
}

/// What a form asks, as the question that the command line would ask; or what is wrong with a blank.
fn asked(told: &[(String, String)]) -> Result<Question, Unfit> {
    let of = |name: &str| {
        told.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let blank = |name: &str| of(name).unwrap_or_default();
    let lever = of("lever").unwrap_or("funds");
    Ok(match blank("question") {
        "require" => {
            let usual = Require::default();
            Question::Require(Require {
                lever: lever.to_owned(),
                target: of("target").map_or(usual.target, str::to_owned),
                confidence: vec![blank("confidence").parse()?],
                ..usual
            })
        }
        "frontier" => {
            let vary = format!("{lever}={}..{}", blank("low"), blank("high")).parse()?;
            Question::Frontier(Frontier { vary: vec![vary], ..Frontier::default() })
        }
        "marginal" => {
            let target = of("target").map(str::to_owned).into_iter().collect();
            Question::Marginal(Marginal { target, ..Marginal::default() })
        }
        "allocate" => {
            let confidence = of("confidence").map(str::parse).transpose()?;
            Question::Allocate(Allocate { confidence, ..Allocate::of(blank("total").parse()?) })
        }
        "layers" => Question::Layers(Layers::default()),
        "sensitivity" => {
            let target = of("target").map(str::to_owned).into_iter().collect();
            Question::Sensitivity(Sensitivity { target, ..Sensitivity::default() })
        }
        "discover" => {
            let target = of("target").map(str::to_owned).into_iter().collect();
            Question::Discover(Discover { target, ..Discover::default() })
        }
        "robust" => Question::Robust(Robust::default()),
        "worth" => Question::Worth(Worth::default()),
        _ => return Err(Unfit(text!("serve-no-question"))),
    })
}

/// Asks one of the questions.
pub(super) async fn ask(State(house): State<Arc<House>>, body: Bytes) -> Response {
    let told = pairs(&body);
    let address = house.address(&told);
    let words = Words::new(address.language);
    let question = match asked(&told) {
        Ok(question) => question,
        Err(Unfit(why)) => return answer(problem(words.text(&why), &words)),
    };
    // Which of several plans is asked of this one and another, both under the changes.
    let other = told.iter().find(|(name, _)| name == "other").filter(|_| *question.scenarios().end() > 1);
    let other = other.and_then(|(_, name)| house.plan(name)).map(|plan| plan.source.clone());
    let file = std::iter::once(house.source(&address)).chain(other).collect();
    let subjects = Subjects { file, without_roster: false, how: how(&house, &address) };
    let request = Study { question, subjects };
    let what = serde_json::to_string(&request).unwrap_or_default();
    let work = move |task: &Task| {
        let outcome = app::study(&request, task)?;
        let said = &outcome.said;
        let shown = fragment(&view(&said.answer, &said.scenarios, &words), true, None, &words)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(done(&outcome.folder, "", &shown, &words))
    };
    begun(&house, what, words, work).map_or_else(busy, answer)
}

/// What was written, and what it says.
fn done(folder: &std::path::Path, book: &str, shown: &str, words: &Words) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let report = format!("report.{}.html", words.language().code());
    let brief = brief_in(folder, words);
    piece(
        words,
        context! { kind => "done", folder => folder.display().to_string(), name, report, brief, book, piece => shown },
    )
}

/// The brief in a folder, if there is one.
fn brief_in(folder: &std::path::Path, words: &Words) -> Option<String> {
    let brief = format!("brief.{}.docx", words.language().code());
    folder.join(&brief).exists().then_some(brief)
}

fn how(house: &House, address: &Address) -> How {
    How { set: address.settings(), output: house.output.clone(), lang: address.language, ..How::default() }
}

/// Keeps a run of the plan under its changes as a folder.
pub(super) async fn save(State(house): State<Arc<House>>, body: Bytes) -> Response {
    let address = house.address(&pairs(&body));
    let words = Words::new(address.language);
    let request = Run { how: how(&house, &address), ..Run::of(house.source(&address)) };
    let what = serde_json::to_string(&request).unwrap_or_default();
    let work = move |task: &Task| {
        let outcome = app::run(&request, task)?;
        Ok(done(&outcome.folder, &format!("budget.{}.xlsx", words.language().code()), "", &words))
    };
    begun(&house, what, words, work).map_or_else(busy, answer)
}

/// Makes the report of a kept run again, with what is to be said in it beside the run.
pub(super) async fn report(State(house): State<Arc<House>>, body: Bytes) -> Response {
    let told = pairs(&body);
    let words = Words::new(house.address(&told).language);
    let refused = |id: &str| answer(problem(&words.word(id), &words));
    let all = |name: &'static str| {
        let own = told.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.trim());
        own.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    // What is listed, and nothing else that lies on this machine.
    let listing = app::listing(&app::Runs { folder: Some(house.output.clone()) }).ok();
    let (runs, studies) = listing.map(|all| (all.runs, all.studies)).unwrap_or_default();
    let is_run = |name: &String| runs.iter().any(|one| one.name == *name);
    let (with, since): (Vec<String>, Option<String>) = (all("with").collect(), all("since").next());
    let known = with.iter().all(|name| studies.iter().any(|one| one.name == *name)) && since.iter().all(is_run);
    let Some(run) = all("run").next().filter(|run| known && is_run(run)) else {
        return refused("serve-report-unknown");
    };
    let Ok(date) = all("date").next().map(|date| date.parse()).transpose() else {
        return refused("serve-report-no-date");
    };
    let within = |name: String| house.output.join(name);
    let request = Report {
        run: within(run),
        output: Some(house.output.clone()),
        roster: None,
        with: with.into_iter().map(within).collect(),
        since: since.map(within),
        office: all("office").next(),
        date,
        no_charts: false,
        lang: words.language(),
    };
    let what = serde_json::to_string(&request).unwrap_or_default();
    let work = move |task: &Task| {
        let outcome = app::report(&request, task)?;
        let book = format!("budget.{}.xlsx", words.language().code());
        let book = if outcome.folder.join(&book).exists() { book } else { String::new() };
        Ok(done(&outcome.folder, &book, "", &words))
    };
    begun(&house, what, words, work).map_or_else(busy, answer)
}

/// Calls a task off.
pub(super) async fn cancel(State(house): State<Arc<House>>, body: Bytes) -> Response {
    let told = pairs(&body);
    let id = told.iter().find(|(name, _)| name == "id").and_then(|(_, id)| id.parse().ok());
    let Some(task) = id.and_then(|id| house.tasks.called(id)) else { return StatusCode::NOT_FOUND.into_response() };
    task.cancel();
    answer(String::new())
}

/// A moment as a table has it.
fn minute(moment: &str) -> String {
    moment.get(..16).map(|start| format!("{} UTC", start.replace('T', " "))).unwrap_or_default()
}

/// Runs and studies that are kept.
pub(super) fn kept(house: &House, words: &Words) -> String {
    let listing = app::listing(&app::Runs { folder: Some(house.output.clone()) }).ok();
    let (runs, studies) = listing.map(|all| (all.runs, all.studies)).unwrap_or_default();
    let code = words.language().code();
    let report = format!("report.{code}.html");
    let mut rows: Vec<(String, Value)> = Vec::new();
    let (mut own_runs, mut own_studies) = (Vec::new(), Vec::new());
    for run in &runs {
        let started = run.started.clone().unwrap_or_default();
        let title = run.title.as_ref().map_or_else(|| run.name.clone(), |title| words.text(title).to_owned());
        if run.scenario.is_some() {
            let one = context! { name => run.name.clone(), title => title.clone(), started => minute(&started) };
            own_runs.push((started.clone(), one));
        }
        rows.push((started.clone(), context! {
            name => run.name.clone(), title, started => minute(&started), report => &report, book => format!("budget.{code}.xlsx"),
            brief => brief_in(&house.output.join(&run.name), words), whole => run.scenario.is_some(),
        }));
    }
    for study in &studies {
        let started = study.started.clone().unwrap_or_default();
        let question = study.question.as_deref().map(|name| format!("runs-asks-{name}")).unwrap_or_default();
        let question = words.find(&question).unwrap_or_default();
        let of: Vec<String> = study.scenarios.iter().map(|one| words.text(&one.title).to_owned()).collect();
        let title = words.with("serve-kept-study", &[("question", &question), ("of", &words.list(&of))]);
        if study.question.is_some() {
            let one = context! { name => study.name.clone(), title => title.clone(), started => minute(&started) };
            own_studies.push((started.clone(), one));
        }
        rows.push((started.clone(), context! {
            name => study.name.clone(), title, started => minute(&started), report => &report, brief => "", book => "",
            whole => study.question.is_some(),
        }));
    }
    // The newest first.
    let [rows, runs, studies] = [rows, own_runs, own_studies].map(|mut all| {
        all.sort_by(|one, other| other.0.cmp(&one.0));
        all.into_iter().map(|(_, row)| row).collect::<Vec<Value>>()
    });
    let note = words.with("serve-save-note", &[("folder", &house.output.display().to_string())]);
    piece(words, context! { kind => "kept", rows, runs, studies, note })
}

/// An error of a file that was handed in, which is called by its name and not by where it lay while it was read.
fn told_of_file(error: &AppError, file: &str, words: &Words) -> String {
    /// `file` for a path to it, anything else as it is.
    fn plain<'a>(part: &'a str, file: &'a str) -> &'a str {
        let lay = part.strip_suffix(file).is_some_and(|folder| folder.ends_with(['/', '\\']));
        if lay { file } else { part }
    }

    /// A line that begins with a path to `file`, from its name on.
    fn bare<'a>(line: &'a str, file: &str) -> &'a str {
        let Some((before, _)) = line.split_once(file) else { return line };
        let lay = before.ends_with(['/', '\\']) && std::path::Path::new(before).is_absolute();
        if lay { &line[before.len()..] } else { line }
    }

    let told = House::told(error, words);
    let told = told.split('`').map(|part| plain(part, file)).collect::<Vec<&str>>().join("`");
    told.split('\n').map(|line| bare(line, file)).collect::<Vec<&str>>().join("\n")
}

/// A form that was filled in: what it changes, to be taken or not.
pub(super) fn filled(house: &Arc<House>, told: &[(String, String)], file: &str, bytes: &Bytes) -> Response {
    let mut address = house.address(told);
    let words = Words::new(address.language);
    let request = Import { plan: Some(house.source(&address)), lang: address.language, ..Import::default() };
    let handed = Handed { name: file, sheet: None, bytes, mapping: None };
    let said = match handed_in(handed, request) {
        Ok(said) => said,
        Err(error) => return answer(problem(&told_of_file(&error, file, &words), &words)),
    };
    let Some(form) = said.outcome.forms.first() else {
        return answer(problem(&words.word("serve-form-none"), &words));
    };
    if form.problems.has_errors() {
        return answer(problem(&said.told(&form.problems.render(address.language)), &words));
    }
    let rows: Vec<(String, String, String, String)> = form
        .changes
        .iter()
        .map(|change| (change.path.clone(), change.before.clone(), change.after.clone(), change.cell.clone()))
        .collect();
    let whole = address.changes.len() + form.changes.len() <= super::address::MOST;
    for change in &form.changes {
        let source = app::toml_text(&change.source);
        let value = format!("{{ {}, basis = \"{}\", source = {source} }}", change.after, change.basis.code());
        address.change(&change.path, Some(&value));
    }
    let query = whole.then(|| address.at(Tab::Answer).query());
    answer(piece(&words, context! { kind => "filled", rows => Value::from(Serde(rows)), query }))
}

/// A table of another system: how it is read, what is wrong with it, and what it becomes. Where it was read before, what each
/// column and word is said to be comes with it.
pub(super) fn table(house: &Arc<House>, told: &[(String, String)], file: &str, bytes: &Bytes) -> Response {
    let address = house.address(told);
    let words = Words::new(address.language);
    let of = |name: &str| told.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim());
    let of = |name: &str| of(name).filter(|value| !value.is_empty());
    let Ok(at) = of("at").map(str::parse).transpose() else {
        return answer(problem(&words.word("serve-no-month"), &words));
    };
    let kind = of("kind").and_then(Kind::of);
    let mapping = match mapping::mended(told, kind, address.language) {
        Ok(mapping) => mapping,
        Err(why) => return answer(problem(words.text(&why), &words)),
    };
    let plan = Some(house.source(&address));
    let request = Import { plan, kind, at, mark: true, lang: address.language, ..Import::default() };
    let handed = Handed { name: file, sheet: of("sheet"), bytes, mapping: mapping.as_deref() };
    let said = match handed_in(handed, request) {
        Ok(said) => said,
        Err(error) => return answer(problem(&told_of_file(&error, file, &words), &words)),
    };
    let Some(one) = said.outcome.files.first() else {
        return answer(problem(&words.word("serve-table-is-form"), &words));
    };
    let problems = said.told(&one.reading.problems.render(address.language));
    let mapping = Mapping::read(mapping::FILE, &said.mapping).unwrap_or_default();
    let read = Value::from(Serde(mapping::read(&said, &one.reading, &mapping, file, &words)));
    let mapping = said.mapping.clone();
    let own = (mapping::FILE.to_owned(), mapping.clone().into_bytes());
    let files = said.files.iter().cloned().chain([own]);
    let files: Vec<Value> = files
        .map(|(name, bytes)| {
            let id = house.keep(&name, bytes);
            context! { id, name }
        })
        .collect();
    answer(piece(&words, context! { kind => "table", read, mapping, problems, files }))
}
