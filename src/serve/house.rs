//! What all pages share: the plans, where folders go, who is at work.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::app::{AppError, Check, EmbeddedLibrary, Source, check, scenario_files};
use crate::report::Words;
use crate::scenario::Scenario;
use crate::words::{Language, Text, text};

use super::address::Address;
use super::closing::Closing;
use super::desk::{Desk, Key, Tried, Watching};
use super::guard::Guard;
use super::lock::held;
use super::tasks::Tasks;

/// A plan that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// What it is called in addresses.
    pub(super) name: String,
    pub(super) source: Source,
}

impl Plan {
    /// Its name without the folders that its file lies in.
    pub(super) fn short(&self) -> &str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        file.strip_suffix(".toml").unwrap_or(file)
    }
}

/// The plans that were asked for, by name; the first is opened first.
pub(super) fn plans(asked: &[String]) -> Result<Vec<Plan>, AppError> {
    let named = |name: &String| Plan { name: name.clone(), source: Source::Named(name.clone()) };
    if asked.is_empty() {
        let mut all: Vec<Plan> = EmbeddedLibrary::scenarios().iter().map(named).collect();
        // What the README speaks of.
        all.sort_by_key(|plan| plan.name != "xiqing-2021");
        return Ok(all);
    }
    let mut all = Vec::new();
    for one in asked {
        if Path::new(one).is_dir() {
            all.extend(scenario_files(Path::new(one))?.iter().map(named));
        } else {
            // A plan that cannot be read is told before there is a page.
            check(&Check { file: Source::Named(one.clone()), set: Vec::new(), lumping: false })?;
            all.push(named(one));
        }
    }
    if all.is_empty() { Err(AppError::Serve(text!("serve-no-plan"))) } else { Ok(all) }
}

/// What is typed in an hour by a machine is no password.
const SHORTEST: usize = 8;

/// The password in a file.
pub(super) fn password(file: &Path) -> Result<String, AppError> {
    let text = crate::app::text_of(file)?;
    let line = text.lines().next().unwrap_or_default().trim().to_owned();
    if line.chars().count() < SHORTEST {
        return Err(AppError::Serve(text!("serve-short-password", file = file.display(), least = SHORTEST)));
    }
    Ok(line)
}

/// What all pages share.
#[derive(Debug)]
pub(super) struct House {
    pub(super) guard: Guard,
    pub(super) plans: Vec<Plan>,
    pub(super) output: PathBuf,
    pub(super) desk: Arc<Desk>,
    pub(super) tasks: Tasks,
    pub(super) closing: Closing,
    address: SocketAddr,
    language: Language,
    /// What plans are called, by name, as far as they were read.
    titles: Mutex<BTreeMap<String, Text>>,
    /// Plans without changes, by name.
    opened: Mutex<BTreeMap<String, Opened>>,
    /// What was made of files that were handed in, until it is fetched or others take its place: it may hold names of people,
    /// and is on no disk.
    made: Mutex<VecDeque<Made>>,
    next: AtomicU64,
    /// Files that are being read.
    readings: AtomicU64,
}

/// A plan as it is, and who sees to it that its results are there to compare with.
type Opened = (Arc<Scenario>, Option<Watching>);

/// A file to be fetched: its number, its name, its bytes.
type Made = (u64, String, Arc<[u8]>);

/// Files that wait to be fetched.
const WAITING: usize = 8;

impl House {
    pub(super) fn new(
        guard: Guard,
        address: SocketAddr,
        plans: Vec<Plan>,
        output: PathBuf,
        language: Language,
        closing: Closing,
    ) -> Self {
        Self {
            guard,
            plans,
            output,
            desk: Arc::new(Desk::new()),
            tasks: Tasks::default(),
            closing,
            address,
            language,
            titles: Mutex::default(),
            opened: Mutex::default(),
            made: Mutex::default(),
            next: AtomicU64::new(1),
            readings: AtomicU64::new(0),
        }
    }

    /// Whether the server is to end. What somebody waits for is finished first, also when she has closed the page.
    pub(super) fn is_over(&self) -> bool {
        if self.is_at_work() {
            self.closing.seen();
        }
        self.closing.is_over()
    }

    /// Whether something is being worked out or read that somebody asked for.
    pub(super) fn is_at_work(&self) -> bool {
        self.tasks.are_at_work() || self.readings.load(Ordering::Relaxed) > 0
    }

    /// What somebody handed in, being read: `work` is counted while it goes on.
    pub(super) fn reading<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Counted<'a>(&'a AtomicU64);
        impl Drop for Counted<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::Relaxed);
            }
        }
        self.readings.fetch_add(1, Ordering::Relaxed);
        let _counted = Counted(&self.readings);
        work()
    }

    /// Where the page is to be had.
    pub(super) fn door(&self) -> String {
        let host =
            if self.address.ip().is_unspecified() { "localhost".to_owned() } else { self.address.ip().to_string() };
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        let port = self.address.port();
        if self.guard.asks_for_password() {
            format!("http://{host}:{port}/")
        } else {
            format!("http://{host}:{port}/?token={}", self.guard.token())
        }
    }

    /// What pairs of an address or a form are of.
    pub(super) fn address(&self, pairs: &[(String, String)]) -> Address {
        let first = self.plans.first().map(|plan| plan.name.as_str()).unwrap_or_default();
        let mut address = Address::read(pairs, first, self.language);
        if self.plan(&address.plan).is_none() {
            first.clone_into(&mut address.plan);
            address.changes.clear();
        }
        address
    }

    /// A plan by its name.
    pub(super) fn plan(&self, name: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.name == name)
    }

    /// Where the plan of an address comes from.
    pub(super) fn source(&self, address: &Address) -> Source {
        self.plan(&address.plan).map_or_else(|| Source::Named(address.plan.clone()), |plan| plan.source.clone())
    }

    /// The plan of an address without its changes. Its results are worked out from now on, to compare with.
    pub(super) fn base(&self, address: &Address) -> Result<Arc<Scenario>, AppError> {
        let mut opened = held(&self.opened);
        let source = self.source(address);
        if let Some((scenario, watching)) = opened.get_mut(&address.plan) {
            // Too much may have been at work when it was opened.
            if watching.is_none() {
                *watching = self.desk.watch(&base_key(address), &source).ok();
            }
            return Ok(Arc::clone(scenario));
        }
        let scenario = Arc::new(check(&Check { file: source.clone(), set: Vec::new(), lumping: false })?.scenario);
        let watching = self.desk.watch(&base_key(address), &source).ok();
        opened.insert(address.plan.clone(), (Arc::clone(&scenario), watching));
        Ok(scenario)
    }

    /// The plan under the changes of an address.
    pub(super) fn changed(&self, address: &Address) -> Result<Scenario, AppError> {
        Ok(check(&Check { file: self.source(address), set: address.settings(), lumping: false })?.scenario)
    }

    /// What the plan without changes said after as many replicates.
    pub(super) fn base_after(&self, address: &Address, replicates: u64) -> Option<Arc<Tried>> {
        self.desk.after(&base_key(address), replicates)
    }

    /// What the plan without changes said first.
    pub(super) fn base_first(&self, address: &Address) -> Option<Arc<Tried>> {
        self.desk.earliest(&base_key(address))
    }

    /// Reads what the plans of the list are called; one that cannot be read keeps its name.
    pub(super) fn entitle(&self) {
        for plan in &self.plans {
            let read = check(&Check { file: plan.source.clone(), set: Vec::new(), lumping: false });
            if let Ok(checked) = read {
                held(&self.titles).insert(plan.name.clone(), checked.scenario.title);
            }
        }
    }

    /// What a plan is called, once it was read.
    pub(super) fn called(&self, plan: &Plan, words: &Words) -> Option<String> {
        held(&self.titles).get(&plan.name).map(|title| words.text(title).to_owned())
    }

    /// Keeps a file to be fetched; returns its number.
    pub(super) fn keep(&self, name: &str, bytes: Vec<u8>) -> u64 {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut made = held(&self.made);
        made.push_back((id, name.to_owned(), bytes.into()));
        if made.len() > WAITING {
            made.pop_front();
        }
        id
    }

    /// A file that waits to be fetched.
    pub(super) fn fetch(&self, id: u64) -> Option<(String, Arc<[u8]>)> {
        let made = held(&self.made);
        made.iter().find(|(own, _, _)| *own == id).map(|(_, name, bytes)| (name.clone(), Arc::clone(bytes)))
    }

    /// What is worth reading of an error.
    pub(super) fn told(error: &AppError, words: &Words) -> String {
        let message = error.message(words);
        error.hint(words).map_or_else(|| message.clone(), |hint| format!("{message}\n{hint}"))
    }
}

/// The plan of an address, without its changes.
fn base_key(address: &Address) -> Key {
    Key { plan: address.plan.clone(), settings: Vec::new() }
}

/// The plan of an address under its changes.
pub(super) fn key(address: &Address) -> Key {
    Key { plan: address.plan.clone(), settings: address.settings() }
}
