//! The arguments as they are typed. Data only: nothing here decides anything.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::values::{Range, bounds, confidence, positive, vary, whole, width, yuan};
use crate::words::file_name;

/// How likely is each target of an education-talent plan under its money?
///
/// 教育人才计划的各项目标，在既定经费下有多大可能达成？
///
/// A scenario states a plan; tidui runs it many times, person by person, and says how likely each target is, what it
/// costs, and what holds it back.
#[derive(Clone, Debug, Parser)]
#[command(name = "tidui", version, max_term_width = 100, after_help = "Start with: tidui run xiqing-2021")]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Global {
    /// Language of everything that is written · 语言 [default: `TIDUI_LANG`, else the system's]
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", hide_default_value = true)]
    pub lang: Option<Lang>,
    /// Print one JSON object instead of text · 输出 JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// No progress and no remarks, only the answer · 只输出结果
    #[arg(long, global = true)]
    pub quiet: bool,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese (中文)
    Zh,
    /// English (英文)
    En,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Run a scenario: probabilities, money, what held it back · 运行方案
    Run(Run),
    /// Compare scenarios: what they state differently and what comes of it · 比较方案
    Compare(Compare),
    /// How likely each target is as a function of funding · 经费与可能性
    Frontier(Frontier),
    /// The least money, or least of anything, that makes a target as likely as asked · 至少需要多少
    Require(Require),
    /// What a little more of each thing buys · 再多一点能换来什么
    Marginal(Marginal),
    /// The split of a sum over the lines that serves the targets best · 怎样分配最好
    Allocate(Allocate),
    /// Check a scenario without running it, and list what it assumes · 检查方案
    Check(Check),
    /// Show, or write, how a scenario file of an older format reads in the present one · 更新方案格式
    Upgrade(Upgrade),
    /// Print the JSON Schema of the scenario file, for editors · 方案格式
    Schema,
    /// Tell one replicate of a run month by month, or one person's life in it · 重放一次模拟
    Replay(Replay),
    /// Make the reports of a run again, without simulating · 重新生成报告
    Report(Report),
    /// List the runs and studies in a folder · 列出运行和分析
    Runs {
        /// The folder [default: output].
        folder: Option<PathBuf>,
    },
    /// Check that a run or study is unaltered and comes out the same when simulated again · 核对运行或分析
    Verify(Verify),
    /// List, show or extract the scenarios that come with tidui · 自带方案
    #[command(subcommand)]
    Example(ExampleCommand),
    /// Print a script that completes commands in a shell · 命令补全
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// A scenario and settings over it.
#[derive(Clone, Debug, Args)]
pub struct Scenario {
    /// A scenario file, or the name of a bundled scenario (see `tidui example list`).
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().map(|name| file_name(&name)))]
    pub file: String,
    /// Set a number of the scenario, such as fund.special.appropriation=5000000. Can be repeated.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
}

/// Arguments of `run`.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Run {
    /// What to run.
    #[command(flatten)]
    pub scenario: Scenario,
    /// Seed of all randomness [default: the scenario's].
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64, 0, { u64::MAX }>)]
    pub seed: Option<u64>,
    /// How many replicates [default: the scenario's].
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64, 2, 1_000_000_000>)]
    pub replicates: Option<u64>,
    /// Go on until the 95 % interval of every target is within ±WIDTH, such as 0.01.
    #[arg(long, value_name = "WIDTH", value_parser = width, conflicts_with = "replicates")]
    pub precision: Option<f64>,
    /// How many threads [default: all]. The results do not depend on it.
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u16, 1, 1024>)]
    pub threads: Option<u16>,
    /// Where run folders go.
    #[arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT)]
    pub output: PathBuf,
    /// Run even if the same run is there already.
    #[arg(long)]
    pub again: bool,
    /// Keep every replicate as a row of replicates.parquet.
    #[arg(long)]
    pub keep_replicates: bool,
    /// Draw no charts.
    #[arg(long)]
    pub no_charts: bool,
    /// Check in every replicate and month that people are conserved and yuan add up.
    #[arg(long)]
    pub audit: bool,
}

/// How a study is done.
#[derive(Clone, Debug, Args)]
pub struct Study {
    /// Set a number of the scenario, such as fund.special.appropriation=5000000. Can be repeated.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// Seed of all randomness [default: the scenario's].
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64, 0, { u64::MAX }>)]
    pub seed: Option<u64>,
    /// How many replicates of every point [default: 2000].
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64, 2, 1_000_000_000>)]
    pub replicates: Option<u64>,
    /// Go on until every probability is within ±WIDTH, such as 0.02, by a rule that stays valid however often one looks.
    #[arg(long, value_name = "WIDTH", value_parser = width, conflicts_with = "replicates")]
    pub precision: Option<f64>,
    /// How many threads [default: all]. The results do not depend on it.
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u16, 1, 1024>)]
    pub threads: Option<u16>,
    /// Where folders go.
    #[arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT)]
    pub output: PathBuf,
    /// Answer even if the same study is there already.
    #[arg(long)]
    pub again: bool,
    /// Draw no charts.
    #[arg(long)]
    pub no_charts: bool,
}

/// Arguments of `frontier`.
#[derive(Clone, Debug, Args)]
pub struct Frontier {
    /// A scenario file, or the name of a bundled scenario (see `tidui example list`).
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().map(|name| file_name(&name)))]
    pub file: String,
    /// What is varied, from which to which factor of the plan: a fund by its id, `funds` for all of them together, or any
    /// other lever such as line.training. Twice for two of them. [default: funds=0.5..2.0]
    #[arg(long, value_name = "LEVER=LOW..HIGH", value_parser = vary)]
    pub vary: Vec<(String, f64, f64)>,
    /// Points on each axis [default: 21; with two axes 7].
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u16, 2, 1000>)]
    pub points: Option<u16>,
    /// A target by its id; can be repeated [default: all].
    #[arg(long = "target", value_name = "ID")]
    pub targets: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub study: Study,
}

/// Arguments of `compare`.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    /// Scenario files, or names of bundled scenarios; the first is what the others are compared with.
    #[arg(
        value_name = "FILE",
        num_args = 2..,
        required = true,
        value_parser = OsStringValueParser::new().map(|name| file_name(&name))
    )]
    pub files: Vec<String>,
    /// Divide the difference in a target, or in `all` of them together, among the changes (two scenarios only). Can be
    /// repeated.
    #[arg(long, value_name = "ID")]
    pub attribute: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub study: Study,
}

/// Arguments of `require`.
#[derive(Clone, Debug, Args)]
pub struct Require {
    /// A scenario file, or the name of a bundled scenario (see `tidui example list`).
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().map(|name| file_name(&name)))]
    pub file: String,
    /// The target by its id, or `all` for all of them together.
    #[arg(long, value_name = "ID", default_value = "all")]
    pub target: String,
    /// How sure; can be repeated [default: 0.5 0.8 0.9 0.95].
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    pub confidence: Vec<f64>,
    /// What is asked for: a fund by its id, `funds` for all of them together, or any other lever.
    #[arg(long, value_name = "LEVER", default_value = "funds")]
    pub lever: String,
    /// Answers are multiples of this [default: 1000 yuan, or 1].
    #[arg(long, value_name = "NUMBER", value_parser = positive)]
    pub step: Option<f64>,
    /// The greatest amount that is tried [default: four times the plan's, and more while that is too little].
    #[arg(long, value_name = "NUMBER", value_parser = positive)]
    pub ceiling: Option<f64>,
    /// Whether the money keeps the plan's profile over years, or the years are chosen so that least is enough.
    #[arg(long, value_enum, value_name = "PROFILE", default_value_t = ProfileName::Keep)]
    pub profile: ProfileName,
    /// How it is done.
    #[command(flatten)]
    pub study: Study,
}

/// How money is divided over fiscal years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProfileName {
    /// As the plan divides it (保持原比例)
    Keep,
    /// So that least is enough (另行选择)
    Choose,
}

/// Arguments of `marginal`.
#[derive(Clone, Debug, Args)]
pub struct Marginal {
    /// A scenario file, or the name of a bundled scenario (see `tidui example list`).
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().map(|name| file_name(&name)))]
    pub file: String,
    /// How much a step of money is, over all years together [default: 100000, or where that is more a unit a year of the
    /// dearest thing that the line pays for].
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    pub yuan: Option<i64>,
    /// A lever; can be repeated [default: every fund, line, quota, post, host, channel and programme].
    #[arg(long = "lever", value_name = "LEVER")]
    pub levers: Vec<String>,
    /// A target by its id; can be repeated [default: all].
    #[arg(long = "target", value_name = "ID")]
    pub targets: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub study: Study,
}

/// Arguments of `allocate`.
#[derive(Clone, Debug, Args)]
pub struct Allocate {
    /// A scenario file, or the name of a bundled scenario (see `tidui example list`).
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().map(|name| file_name(&name)))]
    pub file: String,
    /// The sum to be split, over all years together.
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    pub total: i64,
    /// A line or fund, perhaps of one year (line.training@2022); can be repeated [default: every line that a fund with an
    /// appropriation pays]. With =LEAST..MOST a floor and a ceiling, in place of those that the scenario states for it.
    #[arg(long = "lever", value_name = "LEVER[=LEAST..MOST]", value_parser = bounds)]
    pub levers: Vec<(String, Option<Range>)>,
    /// Split over fiscal years as well: each is a lever in every year of its own. More levers need more --evaluations.
    #[arg(long)]
    pub by_year: bool,
    /// A target by its id; can be repeated [default: all].
    #[arg(long = "target", value_name = "ID")]
    pub targets: Vec<String>,
    /// What the split is to make as good as it can.
    #[arg(long, value_enum, default_value = "all")]
    pub aim: AimName,
    /// How many splits the search may try, each on --replicates replicates.
    #[arg(long, value_name = "NUMBER", default_value = "120", value_parser = whole::<u32, 3, 100_000>)]
    pub evaluations: u32,
    /// Answer for this many sums, evenly up to the total: the front of money against probability.
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = whole::<u16, 1, 1000>)]
    pub front: u16,
    /// How it is done; twice as many fresh replicates give the verdict.
    #[command(flatten)]
    pub study: Study,
}

/// What a split is to make as good as it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AimName {
    /// The probability that all chosen targets are met together (全部达成的概率)
    All,
    /// The expected number of chosen targets that are met (达成个数)
    Count,
    /// As little expected shortfall as can be (差额最小)
    Shortfall,
}

/// Arguments of `check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// What to check.
    #[command(flatten)]
    pub scenario: Scenario,
}

/// Arguments of `upgrade`.
#[derive(Clone, Debug, Args)]
pub struct Upgrade {
    /// A scenario file. What it extends is read and not changed.
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Write the file; otherwise the difference is shown and nothing is written.
    #[arg(long)]
    pub write: bool,
}

/// Arguments of `replay`.
#[derive(Clone, Debug, Args)]
pub struct Replay {
    /// A run folder, or its name within the output folder.
    pub run: PathBuf,
    /// Which replicate, from 0.
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64, 0, { u64::MAX }>)]
    pub replicate: u64,
    /// Whose life to tell.
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
    /// Where run folders are.
    #[arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT)]
    pub output: PathBuf,
}

/// Arguments of `report`.
#[derive(Clone, Debug, Args)]
pub struct Report {
    /// A run folder, or its name within the output folder.
    pub run: PathBuf,
    /// Where the new folder goes [default: beside the run].
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Draw no charts.
    #[arg(long)]
    pub no_charts: bool,
}

/// Arguments of `verify`.
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// The folder of a run or study, or its name within the output folder.
    pub run: PathBuf,
    /// Compare the files with the manifest only, without simulating.
    #[arg(long)]
    pub files_only: bool,
    /// How many threads [default: all]. The results do not depend on it.
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u16, 1, 1024>)]
    pub threads: Option<u16>,
    /// Where these folders are.
    #[arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT)]
    pub output: PathBuf,
}

/// What to do with the bundled scenarios.
#[derive(Clone, Debug, Subcommand)]
pub enum ExampleCommand {
    /// List them · 列出
    List,
    /// Print one · 显示
    Show {
        /// Its name.
        name: String,
    },
    /// Write one, with the files that it reads, to be edited · 导出
    Extract {
        /// Its name.
        name: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_of_every_command() {
        let mut command = Arguments::command();
        command.build();
        let mut text = command.render_long_help().to_string();
        for sub in command.get_subcommands_mut().filter(|sub| !["help", "completions"].contains(&sub.get_name())) {
            text += "\n======== ";
            text += &sub.render_help().to_string();
        }
        insta::assert_snapshot!(text);
    }

    #[test]
    fn settings_repeat_and_global_switches_go_anywhere() {
        let typed = ["tidui", "run", "lean", "--set", "a.b=1", "--lang", "zh", "--set", "c=[1, 2]", "--json"];
        let arguments = Arguments::try_parse_from(typed).unwrap();
        assert_eq!((arguments.global.lang, arguments.global.json), (Some(Lang::Zh), true));
        let Command::Run(run) = arguments.command else { panic!("not run") };
        assert_eq!(run.scenario.sets, ["a.b=1", "c=[1, 2]"]);
        assert_eq!(run.output, PathBuf::from("output"));
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for wrong in [["--replicates", "1"], ["--precision", "0.5"], ["--precision", "NaN"], ["--threads", "0"]] {
            let typed = ["tidui", "run", "lean"].into_iter().chain(wrong);
            assert_eq!(Arguments::try_parse_from(typed).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
