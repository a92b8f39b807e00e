//! People as a roster has them.

use super::{ChannelId, Coming, FundId, Grid, Mark, RosterPerson, Scenario, SchoolId, TierId, ValueId};
use crate::words::Month;

/// The columns that every roster has or may have, in the order in which one is written; attributes follow.
pub(super) const COLUMNS: [&str; 18] = [
    "id",
    "born",
    "sex",
    "school",
    "tier",
    "in_tier_since",
    "origin",
    "contract_end",
    "joined",
    "joined_tier",
    "service_end",
    "award",
    "reserved",
    "arrives",
    "marks",
    "fte",
    "second_school",
    "second_fte",
];

/// Of these, those that are written only where somebody has something in them.
const SELDOM: std::ops::Range<usize> = 8..14;

/// A row, before it is known which columns are written.
type Cells = [String; COLUMNS.len()];

/// People of a scenario as the text of a roster, which a scenario that starts in the month that it is of reads.
///
/// # Panics
/// If someone names what the scenario does not have.
#[must_use]
pub fn roster_text(scenario: &Scenario, people: &[RosterPerson]) -> String {
    whole_roster_text(scenario, people, &[])
}

/// The same with those who are on their way.
///
/// # Panics
/// If someone names what the scenario does not have.
#[must_use]
pub fn whole_roster_text(scenario: &Scenario, people: &[RosterPerson], coming: &[Coming]) -> String {
    let names = Names(scenario);
    let people = people.iter().map(|one| (names.person(one), names.values(&one.values)));
    let coming = coming.iter().map(|one| (names.coming(one), names.values(&one.values)));
    let rows: Vec<(Cells, Vec<&str>)> = people.chain(coming).collect();
    let written = |column: &usize| !SELDOM.contains(column) || rows.iter().any(|(cells, _)| !cells[*column].is_empty());
    let columns: Vec<usize> = (0..COLUMNS.len()).filter(written).collect();
    let mut grid = Grid::of_sheet("roster");
    let mut write = |row: usize, cells: &mut dyn Iterator<Item = &str>| {
        for (column, cell) in cells.enumerate() {
            grid.add(row as u32, column as u32, cell);
        }
    };
    let attributes = scenario.attributes.iter().map(|one| one.column.as_str());
    write(0, &mut columns.iter().map(|column| COLUMNS[*column]).chain(attributes));
    for (index, (cells, values)) in rows.iter().enumerate() {
        let own = columns.iter().map(|column| cells[*column].as_str());
        write(index + 1, &mut own.chain(values.iter().copied()));
    }
    grid.to_csv()
}

/// What things of a scenario are called in its roster.
struct Names<'a>(&'a Scenario);

impl<'a> Names<'a> {
    fn person(&self, one: &RosterPerson) -> Cells {
        let (second, second_fte) = one.second.map_or_else(Default::default, |(school, fte)| {
            (self.0.schools[school.index()].named.id.clone(), share(fte))
        });
        let marks: Vec<String> = one.marks.iter().map(|mark| self.mark(mark)).collect();
        [
            one.id.clone(),
            one.born.to_string(),
            sex(one.female).to_owned(),
            self.school(one.school),
            self.tier(one.tier),
            one.in_tier_since.to_string(),
            one.origin.map_or_else(|| "home".to_owned(), |channel| self.channel(channel)),
            month(one.contract_end),
            month(one.joined),
            one.joined_tier.map(|tier| self.tier(tier)).unwrap_or_default(),
            month(one.service_end),
            one.award.map(|award| award.to_string()).unwrap_or_default(),
            one.reserved.map(|fund| format!("award:{}", self.fund(fund))).unwrap_or_default(),
            String::new(),
            marks.join(";"),
            share(one.fte),
            second,
            second_fte,
        ]
    }

    fn coming(&self, one: &Coming) -> Cells {
        let homes: Vec<String> = one.marks.iter().map(|id| self.mark(&Mark { programme: *id, until: None })).collect();
        let reserved = ["award", "fee"].into_iter().zip(one.reserved);
        let reserved: Vec<String> =
            reserved.filter_map(|(what, fund)| Some(format!("{what}:{}", self.fund(fund?)))).collect();
        let mut cells = Cells::default();
        let tier = self.0.channels[one.channel.index()].mix[one.place].0;
        for (column, cell) in [
            ("id", one.id.clone()),
            ("born", month(one.born)),
            ("sex", one.female.map_or("", sex).to_owned()),
            ("school", one.school.map(|school| self.school(school)).unwrap_or_default()),
            ("tier", self.tier(tier)),
            ("origin", self.channel(one.channel)),
            ("award", one.award.map(|award| award.to_string()).unwrap_or_default()),
            ("reserved", reserved.join(";")),
            ("arrives", one.arrives.to_string()),
            ("marks", homes.join(";")),
        ] {
            let place = COLUMNS.iter().position(|name| *name == column);
            if let Some(place) = place {
                cells[place] = cell;
            }
        }
        cells
    }

    fn values(&self, own: &[ValueId]) -> Vec<&'a str> {
        let value = |attribute: &'a super::Attribute| {
            own.iter().find_map(|value| attribute.value(*value)).map_or("", |value| value.id.as_str())
        };
        self.0.attributes.iter().map(value).collect()
    }

    /// The id of a school, where there are several.
    fn school(&self, id: SchoolId) -> String {
        if self.0.has_schools() { self.0.schools[id.index()].named.id.clone() } else { String::new() }
    }

    fn tier(&self, id: TierId) -> String {
        self.0.tiers[id.index()].named.id.clone()
    }

    fn channel(&self, id: ChannelId) -> String {
        self.0.channels[id.index()].named.id.clone()
    }

    fn fund(&self, id: FundId) -> &'a str {
        &self.0.funds[id.index()].named.id
    }

    fn mark(&self, mark: &Mark) -> String {
        let id = &self.0.programmes[mark.programme.index()].named.id;
        mark.until.map_or_else(|| id.clone(), |until| format!("{id}:{until}"))
    }
}

fn month(month: Option<Month>) -> String {
    month.map(|month| month.to_string()).unwrap_or_default()
}

const fn sex(female: bool) -> &'static str {
    if female { "f" } else { "m" }
}

fn share(hundredths: u8) -> String {
    if hundredths == 100 { "1".to_owned() } else { format!("0.{hundredths:02}") }
}
