//! `tidui frontier` and the other questions about funding

use crate::app::{self, Aim, Answered, AppError, Outcome, Profile, Question, StudyRequest, Vary, Wanted};
use crate::cli::args::{AimName, Allocate, Compare, Frontier, Marginal, ProfileName, Require, Study};
use crate::cli::output::Output;
use crate::report::{study, terminal};

pub(in crate::cli) fn frontier(arguments: Frontier, output: &Output) -> Result<(), AppError> {
    let Frontier { file, vary, points, targets, study } = arguments;
    let mut vary: Vec<Vary> = vary.into_iter().map(|(lever, low, high)| Vary { lever, low, high }).collect();
    if vary.is_empty() {
        vary.push(Vary { lever: "funds".to_owned(), low: 0.5, high: 2.0 });
    }
    let question = Question::Frontier { vary, points: points.map(usize::from), targets };
    execute(vec![file], question, study, output)
}

pub(in crate::cli) fn compare(arguments: Compare, output: &Output) -> Result<(), AppError> {
    let Compare { files, attribute, study } = arguments;
    execute(files, Question::Compare { attribute }, study, output)
}

/// How sure people want to be, unless they say.
const CONFIDENCES: [f64; 4] = [0.5, 0.8, 0.9, 0.95];

pub(in crate::cli) fn require(arguments: Require, output: &Output) -> Result<(), AppError> {
    let Require { file, target, mut confidence, lever, step, ceiling, profile, study } = arguments;
    if confidence.is_empty() {
        confidence.extend(CONFIDENCES);
    }
    let profile = match profile {
        ProfileName::Keep => Profile::Keep,
        ProfileName::Choose => Profile::Choose,
    };
    execute(vec![file], Question::Require { lever, target, confidence, step, ceiling, profile }, study, output)
}

pub(in crate::cli) fn marginal(arguments: Marginal, output: &Output) -> Result<(), AppError> {
    let Marginal { file, yuan, levers, targets, study } = arguments;
    execute(vec![file], Question::Marginal { yuan, levers, targets }, study, output)
}

pub(in crate::cli) fn allocate(arguments: Allocate, output: &Output) -> Result<(), AppError> {
    let Allocate { file, total, levers, by_year, targets, aim, evaluations, front, study } = arguments;
    let levers = levers.into_iter().map(|(lever, range)| Wanted { lever, range }).collect();
    let aim = match aim {
        AimName::All => Aim::All,
        AimName::Count => Aim::Count,
        AimName::Shortfall => Aim::Shortfall,
    };
    let (front, evaluations) = (usize::from(front), evaluations as usize);
    let question = Question::Allocate { total, front, levers, by_year, targets, aim, evaluations };
    execute(vec![file], question, study, output)
}

fn execute(files: Vec<String>, question: Question, study: Study, output: &Output) -> Result<(), AppError> {
    let progress = output.progress();
    let request = StudyRequest {
        files,
        sets: study.sets,
        question,
        seed: study.seed,
        replicates: study.replicates,
        precision: study.precision,
        threads: study.threads.map(usize::from),
        output: study.output,
        again: study.again,
        charts: !study.no_charts,
        language: output.language(),
    };
    let outcome = app::study(&request, &progress);
    progress.finish();
    tell(&outcome?, output)
}

/// Prints what a study says and where it lies.
fn tell(outcome: &Outcome<Answered>, output: &Output) -> Result<(), AppError> {
    let (Answered { scenarios, manifest, answer }, folder) = (&outcome.said, outcome.folder.display().to_string());
    if output.json() {
        let warnings = study::warnings(&outcome.warnings, output.language());
        return output.object(&study::object(manifest, answer, warnings, &folder));
    }
    let (words, paint) = (output.words(), output.paint());
    let seconds = (!outcome.recognised).then_some(outcome.seconds);
    let closing = terminal::closing_study(&folder, outcome.recognised, seconds, words, paint);
    output.outcome(outcome, &format!("{}{closing}", study::text(&study::view(answer, scenarios, words), paint)))
}
