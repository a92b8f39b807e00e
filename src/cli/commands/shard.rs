//! `--shard` of a run, a question or a sweep

use crate::app::{self, AppError, Outcome, Sharded, Work};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::words::{Shard, quoted_path};

/// Makes a shard and says where it lies and how many of them there are.
pub(super) fn make(work: &Work, shard: Shard, progress: &Progress, output: &Output) -> Result<(), AppError> {
    let outcome = app::shard(work, shard, progress);
    progress.finish();
    tell(&outcome?, output)
}

fn tell(outcome: &Outcome<Sharded>, output: &Output) -> Result<(), AppError> {
    let (said, words) = (&outcome.said, output.words());
    let folder = outcome.folder.display().to_string();
    if output.json() {
        return output.object(&outcome.object());
    }
    let number = |value: u64| words.number(value as f64, 0);
    let shards = quoted_path(&said.shards.display().to_string());
    let name = said.shard.to_string();
    let mut lines = Vec::new();
    if said.nothing_left {
        lines.push(words.with("shard-left", &[("shard", &name)]));
    } else {
        let key = if outcome.recognised { "shard-there" } else { "shard-made" };
        let round = words.with("shard-round", &[("round", &said.round.to_string())]);
        let round = if said.round > 1 { round } else { String::new() };
        let (own, of) = (number(said.own), number(said.of));
        lines.push(
            words.with(key, &[("shard", &name), ("own", &own), ("of", &of), ("round", &round), ("folder", &folder)]),
        );
    }
    let next = match (said.there == said.shard.of(), said.in_rounds) {
        (true, true) => "shard-next-merge",
        (false, true) => "shard-next-others",
        (true, false) => "shard-next-run-merge",
        (false, false) => "shard-next-run-others",
    };
    let (there, of) = (number(said.there), number(said.shard.of()));
    lines.push(words.with(next, &[("there", &there), ("of", &of), ("folder", &shards)]));
    output.outcome(outcome, &format!("{}\n", lines.join("\n")))
}
