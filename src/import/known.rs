//! What a plan knows by name: the words that cells of an import may hold.

use serde::{Deserialize, Serialize};

use super::Kind;
use super::vocabulary::{plain, vocabulary};
use crate::scenario::{Grid, Node, Value};
use crate::words::Month;

/// A name of a plan: its id, and the titles by which people call it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noun {
    /// The id.
    pub id: String,
    /// Titles, in whatever languages it has.
    pub titles: Vec<String>,
}

impl Noun {
    /// Whether a text, as it is [compared](plain), is this.
    fn is(&self, text: &str) -> bool {
        self.id == text || self.titles.iter().any(|title| plain(title) == text)
    }
}

/// An attribute of people that a plan knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its id and titles.
    pub noun: Noun,
    /// The column of the roster that holds it.
    pub column: String,
    /// Its values; none if any word will do.
    pub values: Vec<Noun>,
}

/// What a plan knows by name; of no plan, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether there is a plan.
    pub plan: bool,
    /// Its first month.
    pub start: Option<Month>,
    /// Tiers, lowest first.
    pub tiers: Vec<Noun>,
    /// Channels.
    pub channels: Vec<Noun>,
    /// Programmes.
    pub programmes: Vec<Noun>,
    /// Funds.
    pub funds: Vec<Noun>,
    /// Channels that promise an award.
    pub awarding: Vec<String>,
    /// Phases.
    pub phases: Vec<Noun>,
    /// Kinds of school.
    pub kinds: Vec<Noun>,
    /// Schools, of the table that the plan names.
    pub schools: Vec<Noun>,
    /// Attributes of people.
    pub attributes: Vec<Attribute>,
}

impl Known {
    /// What a resolved scenario names. It need not be sound: the roster that is being made may be what it lacks.
    #[must_use]
    pub fn of(tree: &Node, schools: Option<&Grid>) -> Self {
        let text = |path: &[&str]| match &tree.find(path)?.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        Self {
            plan: true,
            start: text(&["scenario", "start"]).and_then(|start| start.parse().ok()),
            tiers: nouns(tree.find(&["tier"])),
            channels: nouns(tree.find(&["channel"])),
            programmes: nouns(tree.find(&["programme"])),
            funds: nouns(tree.find(&["fund"])),
            awarding: awarding(tree.find(&["channel"])),
            phases: nouns(tree.find(&["phase"])),
            kinds: nouns(tree.find(&["schools", "kinds"])),
            schools: schools.map(listed).unwrap_or_default(),
            attributes: attributes(tree.find(&["attribute"])),
        }
    }

    /// What a column of a table can be: the fields of its kind and the plan's attributes, by what people call them.
    #[must_use]
    pub fn fields(&self, kind: Kind) -> Vec<Noun> {
        let usual = vocabulary().section(&[kind.code()]).iter();
        let usual = usual
            .map(|(field, words)| Noun { id: field.clone(), titles: words.first().cloned().into_iter().collect() });
        let attributes = self.attributes.iter().filter(|_| kind == Kind::Roster);
        let attributes = attributes.map(|one| Noun { id: one.column.clone(), titles: one.noun.titles.clone() });
        usual.chain(attributes).collect()
    }

    /// The names of a kind, which are what words in a field of that name can mean; none if any word will do.
    #[must_use]
    pub fn nouns(&self, kind: &str) -> &[Noun] {
        match kind {
            "tier" => &self.tiers,
            "origin" => &self.channels,
            "phase" => &self.phases,
            "kind" => &self.kinds,
            "school" => &self.schools,
            "marks" => &self.programmes,
            "reserved" => &self.funds,
            attribute => {
                self.attributes.iter().find(|one| one.column == attribute).map_or(&[], |one| one.values.as_slice())
            }
        }
    }

    /// The id of what a text of a kind names.
    pub(super) fn id(&self, kind: &str, text: &str) -> Option<&str> {
        let text = plain(text);
        self.nouns(kind).iter().find(|noun| noun.is(&text)).map(|noun| noun.id.as_str())
    }
}

fn titles(node: Option<&Node>) -> Vec<String> {
    match node.map(|node| &node.value) {
        Some(Value::Text(text)) => vec![text.clone()],
        Some(Value::Table(table)) => {
            let text = |node: &Node| if let Value::Text(text) = &node.value { Some(text.clone()) } else { None };
            table.values().filter_map(|entry| text(&entry.node)).collect()
        }
        _ => Vec::new(),
    }
}

/// The keys of a table with their titles; the table of a kind of school is its title.
fn nouns(table: Option<&Node>) -> Vec<Noun> {
    let noun = |id: &String, node: &Node| {
        let title = node.find(&["title"]).unwrap_or(node);
        Noun { id: id.clone(), titles: titles(Some(title)) }
    };
    table.and_then(Node::table).into_iter().flatten().map(|(id, entry)| noun(id, &entry.node)).collect()
}

/// The channels that have an award.
fn awarding(table: Option<&Node>) -> Vec<String> {
    let channels = table.and_then(Node::table).into_iter().flatten();
    channels.filter(|(_, entry)| entry.node.find(&["award"]).is_some()).map(|(id, _)| id.clone()).collect()
}

fn attributes(table: Option<&Node>) -> Vec<Attribute> {
    let attribute = |id: &String, node: &Node| Attribute {
        noun: Noun { id: id.clone(), titles: titles(node.find(&["title"])) },
        column: titles(node.find(&["column"])).pop().unwrap_or_else(|| id.clone()),
        values: nouns(node.find(&["values"])),
    };
    table.and_then(Node::table).into_iter().flatten().map(|(id, entry)| attribute(id, &entry.node)).collect()
}

/// The schools of a table in the scenario's own format.
fn listed(grid: &Grid) -> Vec<Noun> {
    let Some(row) = (0..grid.rows()).find(|row| grid.filled(*row).any(|(_, text)| text == "id")) else {
        return Vec::new();
    };
    let column = |name: &str| grid.filled(row).find(|(_, text)| *text == name).map(|(column, _)| column);
    let (id, titles) = (column("id"), [column("title_zh"), column("title_en")]);
    let school = |row: usize| {
        let titles = titles.iter().flatten().map(|column| grid.cell(row, *column).to_owned());
        let id = grid.cell(row, id?).to_owned();
        Some(Noun { id, titles: titles.filter(|title| !title.is_empty()).collect() }).filter(|noun| !noun.id.is_empty())
    };
    (row + 1..grid.rows()).filter_map(school).collect()
}
