//! Problems of cells, told once for each column and kind however many cells have them.

use std::collections::BTreeMap;

use crate::scenario::Grid;
use crate::words::{Count, Diagnostic, Diagnostics, Text, cell_name, text};

/// Cells beside the first that are quoted.
const QUOTED: usize = 3;
/// Characters of a cell that are quoted at most.
const LONGEST: usize = 24;
/// Digits in a row at which a number may be that of a person or a telephone.
const PRIVATE: usize = 9;

/// Problems of cells, grouped by column and kind: 5,000 cells of a column that are wrong in one way are one problem, with
/// the first place, a few others and one remedy.
#[derive(Debug, Default)]
pub struct Groups {
    list: Vec<Group>,
    index: BTreeMap<(usize, &'static str, Option<String>), usize>,
    /// Every cell that was added: its row and column as the table counts them, and which of the list it is told in.
    cells: Vec<(usize, usize, usize)>,
}

/// What a problem of a cell is told together with: others of its column that are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted<'a> {
    /// All of this kind.
    Alike(&'static str),
    /// Those of this kind that share a word, each word on its own, as far as there are few of them.
    Apart(&'static str, &'a str),
}

/// Words of one kind and column that are told apart.
const APART: usize = 8;

#[derive(Debug)]
struct Group {
    first: Diagnostic,
    name: String,
    /// Other cells: what they hold, if that may be told, and their names.
    others: Vec<(Option<String>, String)>,
    /// The number of the row and the column of the last one, both from 1.
    last: (usize, usize),
    count: usize,
}

impl Groups {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the problem of a cell, row and column as the table counts them. Of those that are
    /// told together, only the first is asked what it is; `shown` is what the cell holds, if that may be told.
    pub fn add(
        &mut self,
        grid: &Grid,
        (row, column): (usize, usize),
        kind: Noted<'_>,
        shown: Option<&str>,
        problem: impl FnOnce() -> Diagnostic,
    ) {
        let key = match kind {
            Noted::Alike(kind) => (column, kind, None),
            Noted::Apart(kind, word) => {
                let own = (column, kind, Some(word.to_owned()));
                let words = self
                    .index
                    .range((column, kind, None)..)
                    .take_while(|((other, name, _), _)| (*other, *name) == (column, kind));
                let room = words.count() < APART;
                if room || self.index.contains_key(&own) { own } else { (column, kind, None) }
            }
        };
        let index = *self.index.entry(key).or_insert(self.list.len());
        self.cells.push((row, column, index));
        let Some(group) = self.list.get_mut(index) else {
            let first = problem().at(Some(grid.place(row, column)));
            let name = grid.name(row, column);
            self.list.push(Group { first, name, others: Vec::new(), last: (0, 0), count: 1 });
            return;
        };
        group.count += 1;
        group.last = (grid.number(row), column + 1);
        let new = shown.is_none_or(|shown| {
            let told = group.others.iter().any(|(other, _)| other.as_deref() == Some(shown));
            !told && !group.first.message.en.contains(shown)
        });
        if new && group.others.len() < QUOTED {
            group.others.push((shown.map(str::to_owned), grid.name(row, column)));
        }
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every cell that has a problem: its row and column as the table counts them, and what is said of the first cell that
    /// has it.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, &Diagnostic)> {
        self.cells.iter().filter_map(|(row, column, index)| Some((*row, *column, &self.list.get(*index)?.first)))
    }

    /// One problem for each group.
    #[must_use]
    pub fn told(self) -> Diagnostics {
        self.list.into_iter().map(Group::told).collect::<Vec<_>>().into()
    }
}

impl Group {
    fn told(self) -> Diagnostic {
        let Self { mut first, name, others, last, count } = self;
        if count == 1 {
            return first;
        }
        let quoted = |(text, cell): (Option<String>, String)| Some(text!("cell-quoted", text = text?, cell));
        let quoted: Vec<Text> = others.into_iter().filter_map(quoted).collect();
        let (last, more) = (cell_name(last.0, last.1), count - 1);
        let (message, count, such) = (first.message, Count(more as u64), Text::list(&quoted));
        first.message = match more {
            _ if quoted.is_empty() => text!("cells-alike", message, name, count, last),
            1 => text!("cells-alike-such", message, name, count, such),
            _ => text!("cells-alike-such-last", message, name, count, such, last),
        };
        first.count = more + 1;
        first
    }
}

/// What may be told of what a cell holds: not much, nothing that could be the number of a person or a telephone, and, where
/// the column holds `neither` names nor other words, no letters of a script in which names are written.
#[must_use]
pub(crate) fn shown(text: &str, neither: bool) -> Option<&str> {
    let digits = text
        .split(|letter: char| !letter.is_numeric() && !matches!(letter, '-' | ' ' | '.' | ','))
        .map(|run| run.chars().filter(|letter| letter.is_numeric()).count());
    let known = |letter: char| {
        letter.is_ascii() || !letter.is_alphabetic() || "年月日号万亿千元人约是否男女无".contains(letter)
    };
    let short = text.chars().count() <= LONGEST && !text.contains(char::is_control);
    (short && digits.max().unwrap_or_default() < PRIVATE && (!neither || text.chars().all(known))).then_some(text)
}
