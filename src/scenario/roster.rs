//! People as a roster has them.

use super::{Grid, RosterPerson, Scenario};

/// The columns that every roster has or may have, in the order in which one is written; attributes follow.
pub(super) const COLUMNS: [&str; 12] = [
    "id",
    "born",
    "sex",
    "school",
    "tier",
    "in_tier_since",
    "origin",
    "contract_end",
    "marks",
    "fte",
    "second_school",
    "second_fte",
];

/// People of a scenario as the text of a roster, which a scenario that starts in the month that it is of reads.
///
/// # Panics
/// If someone names what the scenario does not have.
#[must_use]
pub fn roster_text(scenario: &Scenario, people: &[RosterPerson]) -> String {
    let mut grid = Grid::of_sheet("roster");
    let mut write = |row: usize, cells: &[&str]| {
        for (column, cell) in cells.iter().enumerate() {
            grid.add(row as u32, column as u32, cell);
        }
    };
    let attributes = scenario.attributes.iter().map(|one| one.column.as_str());
    write(0, &COLUMNS.into_iter().chain(attributes).collect::<Vec<_>>());
    let has_schools = scenario.schools.len() > 1 || scenario.schools.iter().any(|one| one.phase.is_some());
    for (index, one) in people.iter().enumerate() {
        let (born, since) = (one.born.to_string(), one.in_tier_since.to_string());
        let contract = one.contract_end.map(|month| month.to_string()).unwrap_or_default();
        let marks: Vec<&str> = one.marks.iter().map(|id| scenario.programmes[id.index()].named.id.as_str()).collect();
        let marks = marks.join(";");
        let school = if has_schools { scenario.schools[one.school.index()].named.id.as_str() } else { "" };
        let share = |hundredths: u8| if hundredths == 100 { "1".to_owned() } else { format!("0.{hundredths:02}") };
        let (second, second_fte) = one.second.map_or_else(Default::default, |(school, fte)| {
            (scenario.schools[school.index()].named.id.clone(), share(fte))
        });
        let fte = share(one.fte);
        let own = [
            one.id.as_str(),
            &born,
            if one.female { "f" } else { "m" },
            school,
            &scenario.tiers[one.tier.index()].named.id,
            &since,
            one.origin.map_or("home", |channel| &scenario.channels[channel.index()].named.id),
            &contract,
            &marks,
            &fte,
            &second,
            &second_fte,
        ];
        let values = scenario.attributes.iter().map(|attribute| {
            let value = one.values.iter().find_map(|value| attribute.value(*value));
            value.map_or("", |value| value.id.as_str())
        });
        write(index + 1, &own.into_iter().chain(values).collect::<Vec<_>>());
    }
    grid.to_csv()
}
