//! `tidui replay`

use crate::app::{self, AppError, Replay};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{json, terminal};

pub(in crate::cli) fn execute(mut replay: Replay, output: &Output) -> Result<(), AppError> {
    replay.lang = output.language();
    let progress = Progress::of(output);
    let outcome = app::replay(&replay, &progress);
    progress.finish();
    let outcome = outcome?;
    let (scenario, metrics, story) = (&outcome.scenario, &outcome.metrics, &outcome.story);
    let person = replay.person.as_deref();
    if output.json() {
        let rosters = outcome.rosters.iter().map(|path| path.display().to_string()).collect();
        let restart = outcome.restart.iter().map(|path| path.display().to_string()).collect();
        return output.object(&json::Replay { rosters, restart, ..json::replay(scenario, metrics, story, person) });
    }
    let (words, paint) = (output.words(), output.paint());
    let life = person.and_then(|person| terminal::story(scenario, story, person, words, paint));
    let told = life.unwrap_or_else(|| terminal::replay(scenario, metrics, story, words, paint));
    let written =
        terminal::rosters(&outcome.rosters, words, paint) + &terminal::restart(&outcome.restart, words, paint);
    output.text(&(told + &written))
}
