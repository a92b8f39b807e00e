//! Lowering: a scenario as it is typed becomes a [`Scenario`] in which every name resolves and every number is in range.
//!
//! The order is that of a reader's trust: the text and what it extends, its structure against the schema, the tables it
//! names, then all that the words mean. Each step reports everything it finds. Where the structure is wrong, what is
//! sound is judged all the same, so that nobody mends one mistake only to meet the next.

mod allocate;
mod attributes;
mod before;
mod beside;
mod bounds;
mod channels;
mod coming;
mod common;
mod context;
mod correlation;
mod counts;
mod dead;
mod header;
mod levels;
mod mixes;
mod money;
mod moves;
mod numbers;
mod people;
mod posts;
mod presence;
mod programmes;
mod retirement;
mod roster;
mod rules;
mod schools;
mod standing;
mod strangers;
mod tables;
mod targets;
#[cfg(test)]
mod tests;
mod warnings;
mod yearly;

use std::sync::Arc;

use self::beside::further_problems;
use self::context::Context;
use self::mixes::complete_mixes;
use self::strangers::conceal;
use self::tables::{Named, SCENARIO, Table, Tables, digest};
use super::file::ScenarioFile;
use super::format;
use super::library::Library;
use super::overlay::{SET, attempt};
use super::placed::{At, Places};
use super::schema::known_schema;
use super::structure::check_structure;
use super::{Grid, Heed, MemoryLibrary, Node, Resolved, RosterPerson, Scenario, too_large};
use crate::random::Nesting;
use crate::words::{Diagnostic, Diagnostics, Location, Month, Severity, text};

/// Reads a scenario, everything it extends and names, and the values set over it.
///
/// Beside the scenario come warnings: what is worth reading although it stops nothing.
///
/// ```
/// use tidui::scenario::{MemoryLibrary, load};
/// let library = MemoryLibrary::new([(
///     "small.toml",
///     "scenario = { id = 'small', title = { zh = '小', en = 'Small' }, start = '2021-01', end = '2021-12' }
///      tier.one = { title = { zh = '一', en = 'One' }, stock = 10 }
///      [move.leave]
///      title = { zh = '离开', en = 'Leaving' }
///      kind = 'leave'
///      from = ['one']
///      rate = 0.1",
/// )]);
/// let (scenario, warnings) = load(&library, "small.toml", &["move.leave.rate=0.2".to_owned()]).unwrap();
/// assert_eq!(scenario.parameters[1].path, "move.leave.rate");
/// assert!(warnings.list.is_empty());
/// let wrong = load(&library, "small.toml", &["move.leave.rate=2".to_owned()]).unwrap_err();
/// assert!(wrong.to_string().contains("`move.leave.rate` must be from 0 to 1, not 2"));
/// ```
///
/// # Errors
///
/// Every problem found, warnings among them, sorted by place.
pub fn load(library: &dyn Library, name: &str, sets: &[String]) -> Result<(Scenario, Diagnostics), Diagnostics> {
    load_placed(library, name, sets).map(|(scenario, warnings, _)| (scenario, warnings))
}

/// As [`load`], with the tree that the scenario was read from, in which everything has its place.
///
/// # Errors
///
/// As [`load`].
pub fn load_placed(
    library: &dyn Library,
    name: &str,
    sets: &[String],
) -> Result<(Scenario, Diagnostics, Node), Diagnostics> {
    let sorted = |mut problems: Diagnostics| {
        conceal(&mut problems, name);
        problems.sort();
        problems
    };
    let (resolved, mut problems) = attempt(library, name, sets);
    let Some(mut resolved) = resolved else { return Err(sorted(problems)) };
    complete_mixes(&mut resolved, &mut problems);
    let Resolved { mut tree, files } = resolved;
    check_shape(&tree, &mut problems);
    if problems.has_errors() {
        // Beside so many, what else may be wrong is of no use to anybody yet, and takes long to find.
        if problems.list.len() <= MOST_BESIDE {
            let more = further_problems(library, tree, &problems);
            problems.list.extend(more);
        }
        return Err(sorted(problems));
    }
    let tables = Tables::read(library, &mut tree, &mut problems);
    let beneath = |place: &Location| {
        files.first().is_some_and(|top| *place.file != *top.name || !sets.is_empty() && *place.file != *SET)
    };
    let mut judged = judge(&tree, &tables, &beneath);
    if !judged.idle.is_empty() {
        let idle = take_idle(&mut tree, judged.idle);
        judged = judge(&tree, &tables, &beneath);
        problems.list.extend(idle);
    }
    problems.append(judged.problems);
    let problems = sorted(problems);
    match judged.scenario {
        Some(mut scenario) if !problems.has_errors() => {
            let mut sources = vec![(SCENARIO.to_owned(), tree.to_toml())];
            sources.extend(tables.kept());
            // The digest is of what is stated, not of the format in which.
            scenario.digest = digest(&sources);
            if let Some((_, text)) = sources.first_mut() {
                *text = format::stated(text);
            }
            scenario.sources = Arc::new(sources);
            Ok((scenario, problems, tree))
        }
        _ => Err(problems),
    }
}

/// Reads a roster of another month than the one in which a scenario opens, in the names of that scenario, and what is worth
/// knowing of how it was read. Nothing of it is kept anywhere.
///
/// # Errors
///
/// Every problem of the table.
pub fn read_roster(
    scenario: &Scenario,
    at: Month,
    grid: Grid,
    heed: Heed<'_>,
) -> Result<(Vec<RosterPerson>, Diagnostics), Diagnostics> {
    let library = MemoryLibrary::new(scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let (resolved, mut problems) = attempt(&library, SCENARIO, &[]);
    let Some(mut resolved) = resolved else { return Err(problems) };
    complete_mixes(&mut resolved, &mut problems);
    let mut tree = resolved.tree;
    let Tables { schools, .. } = Tables::read(&library, &mut tree, &mut problems);
    let Ok((file, places)) = Places::read::<ScenarioFile>(&tree) else { return Err(problems) };
    let mut context = Context::new(&places, &file);
    context.read_horizon();
    context.read_schools(&schools);
    if let Some(horizon) = &mut context.horizon {
        horizon.start = at;
    }
    let table = Table { name: String::new(), kept: String::new(), grid };
    context.problems = Diagnostics::new();
    let attributes = context.attributes();
    let people = context.roster(&Named::Read(Box::new(table)), &attributes, heed);
    let mut problems = context.problems;
    problems.sort();
    match people {
        Some((people, _)) if !problems.has_errors() => Ok((people, problems)),
        _ => Err(problems),
    }
}

/// Problems of structure beside which others are looked for.
const MOST_BESIDE: usize = 1_000;

/// Reports where a tree has the wrong structure, but for what is missing only because it could not be read.
fn check_shape(tree: &Node, problems: &mut Diagnostics) {
    let errors = problems.list.iter().filter(|one| one.severity == Severity::Error && one.code != format::OLDER);
    let unread: Vec<String> = errors.filter_map(|one| one.path.clone()).collect();
    let mut found = Diagnostics::new();
    check_structure(tree, known_schema(), &mut found);
    found.list.retain(|one| !unread.iter().any(|path| one.concerns(path)));
    problems.list.append(&mut found.list);
}

/// What nothing reads is nearly always a slip of the pen, but not a plain figure of a base over which every year is stated:
/// whoever writes an overlay need not name all that it makes idle. Takes such figures out of the tree, and makes warnings of the problems with them.
fn take_idle(tree: &mut Node, idle: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let hint = text!("hint-laid-over");
    let mut taken = Vec::new();
    for problem in idle {
        tree.remove(&problem.path.as_deref().unwrap_or_default().split('.').collect::<Vec<_>>());
        taken.push(Diagnostic { severity: Severity::Warning, hint: Some(hint.clone()), ..problem });
    }
    taken
}

/// What a tree of the right structure comes to.
struct Judged {
    scenario: Option<Scenario>,
    problems: Diagnostics,
    /// Of these problems, kept apart: plain figures over which every year is stated, from `beneath` that.
    idle: Vec<Diagnostic>,
}

/// Lowers a tree of the right structure with the tables that it names. `beneath` says where a base stands.
fn judge(tree: &Node, tables: &Tables, beneath: &dyn Fn(&Location) -> bool) -> Judged {
    match Places::read::<ScenarioFile>(tree) {
        Ok((file, places)) => lower(&places, &file, tables, beneath),
        Err(error) => {
            let mut problems = Diagnostics::new();
            let message = text!("unreadable-scenario", error);
            problems.push(Diagnostic::error("unreadable-scenario", message).at(Some(tree.location.clone())));
            Judged { scenario: None, problems, idle: Vec::new() }
        }
    }
}

/// More of anything than a scenario needs, and no more than the engine can tell apart.
const MOST: [(&str, usize); 19] = [
    ("tier", 200),
    ("attribute", 32),
    ("phase", 200),
    ("move", 2000),
    ("channel", 62),
    ("programme", 500),
    ("effect", 5000),
    ("payer", 1000),
    ("line", 500),
    ("price", 500),
    ("cost", 1000),
    ("allowance", 1000),
    ("income", 1000),
    ("fund", 500),
    ("arrears", 1_000_000),
    ("target", 500),
    ("joint", 100),
    ("metric", 500),
    ("rule", 1000),
];

fn too_many(context: &mut Context<'_>) {
    let file = context.file;
    let counts = [
        file.tier.len(),
        file.attribute.len(),
        file.phase.len(),
        file.moves.len(),
        file.channel.len(),
        file.programme.len(),
        file.effect.len(),
        file.payer.len(),
        file.line.len(),
        file.price.len(),
        file.cost.len(),
        file.allowance.len(),
        file.income.len(),
        file.fund.len(),
        file.arrears.len(),
        file.target.len(),
        file.joint.len(),
        file.metric.len(),
        file.rule.len(),
    ];
    let kinds = file.schools.as_ref().map_or(0, |schools| schools.kinds.len());
    for ((table, most), count) in MOST.into_iter().zip(counts).chain([(("schools.kinds", 200), kinds)]) {
        if count > most {
            context.error_hint(
                "too-many",
                At::TOP.keys(table),
                text!("too-many-entries", table, count),
                text!("hint-at-most", most),
            );
        }
    }
}

fn lower(
    places: &Places<'_>,
    file: &ScenarioFile,
    Tables { schools, roster }: &Tables,
    beneath: &dyn Fn(&Location) -> bool,
) -> Judged {
    let mut context = Context::new(places, file);
    too_many(&mut context);
    if context.problems.has_errors() {
        return Judged { scenario: None, problems: context.problems, idle: Vec::new() };
    }
    context.read_horizon();
    let phases = context.phases();
    context.read_schools(schools);
    let posts = context.posts();
    let attributes = context.attributes();
    let tiers = context.tiers(&attributes);
    let contracts = context.contracts();
    let moves = context.moves(&attributes);
    let channels = context.channels(&attributes);
    let programmes = context.programmes();
    let effects = context.effects();
    let (expenses, allowances, incomes) = (context.expenses(), context.allowances(), context.incomes());
    let prices = context.prices();
    let funds = context.funds();
    let lines = context.lines();
    let targets = context.targets();
    let joints = context.joints();
    let observed = context.observed();
    let kept_months = context.kept_months();
    let rules = context.rules();
    let equity = context.equity();
    let allocate = context.allocate(&lines);
    let (people, coming) = context.roster(roster, &attributes, Heed::default()).unzip();
    let arrears = context.arrears(people.as_deref());
    let correlation = context.correlation();
    let (title, description) = context.title();
    let (start, end) = context.run_months();
    let mut scenario = Scenario {
        id: file.scenario.id.clone(),
        title,
        description,
        start,
        end,
        fiscal_year_starts: file.scenario.fiscal_year_starts,
        school_year_starts: file.scenario.school_year_starts,
        replicates: file.run.replicates,
        seed: file.run.seed,
        nesting: Nesting::new(file.run.chance_replicates, file.run.repeated_draws),
        parameters: Vec::new(),
        correlation,
        phases,
        kinds: context.kinds(),
        schools: context.schools.clone(),
        posts,
        roster: people,
        coming: coming.unwrap_or_default(),
        contracts,
        attributes,
        tiers,
        moves,
        channels,
        programmes,
        effects,
        expenses,
        allowances,
        incomes,
        payers: context.payers(),
        lines,
        prices,
        funds,
        arrears,
        targets,
        joints,
        observed,
        kept_months,
        rules,
        equity,
        allocate,
        digest: String::new(),
        sources: Arc::default(),
    };
    context.check_dead(&scenario);
    let from_base = |one: &Diagnostic| one.location.as_ref().is_some_and(beneath);
    let (idle, stated): (Vec<_>, Vec<_>) = std::mem::take(&mut context.idle).into_iter().partition(from_base);
    context.problems.list.extend(stated);
    let without_people = scenario.roster.is_none() && !matches!(roster, Named::No);
    if without_people || matches!(schools, Named::Unreadable) {
        // What would be said of people or schools that are not there follows from that alone.
        context.problems.list.retain(|one| one.severity == Severity::Error);
    } else {
        context.students_of_schools(&scenario);
        context.last_schools(&scenario);
        if !context.problems.has_errors() {
            context.warnings(&scenario);
        }
    }
    let Context { parameters, mut problems, .. } = context;
    scenario.parameters = parameters;
    if !problems.has_errors() {
        for one in too_large(&scenario) {
            let problem = Diagnostic::error("too-large", one.what).at(places.locate(At::TOP.keys(&one.path)));
            problems.push(problem.about(one.path).hint(one.because));
        }
    }
    Judged { scenario: Some(scenario), problems, idle }
}
