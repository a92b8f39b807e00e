//! The object of one replicate.

use serde::Serialize;

use crate::model::Metric;
use crate::scenario::Scenario;
use crate::simulate::{self, Happening, Story};

/// What `replay` says.
#[derive(Clone, Debug, Serialize)]
pub struct Replay {
    /// Id of the scenario.
    pub scenario: String,
    /// The replicate.
    pub replicate: u64,
    /// The values that its unknown numbers took.
    pub parameters: Vec<Drawn>,
    /// The months of every list of values.
    pub months: Vec<String>,
    /// Every metric in every month.
    pub metrics: Vec<Path>,
    /// What happened, in order; to one person only, if one was named.
    pub events: Vec<Event>,
    /// Rosters that were written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rosters: Vec<String>,
    /// Files of the scenario that begins half-way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restart: Vec<String>,
}

/// The value of an unknown number.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// Its path.
    pub path: String,
    /// The value.
    pub value: f64,
}

/// A metric over the months.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    /// Id of the metric.
    pub id: String,
    /// Its value in each month.
    pub values: Vec<Option<f64>>,
}

/// Something that happened to someone.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// When.
    pub month: String,
    /// To whom.
    pub person: String,
    /// Id of the tier after it.
    pub tier: String,
    /// Id of the school after it.
    pub school: String,
    /// What: `present`, `accepted`, `arrived`, `left`, `changed`, `set`, `passed-over`, `reached`, `released`, `exchanged`,
    /// `renewed`, `contract-ended`, `paid`, `waits` or `repaid`.
    pub what: &'static str,
    /// Id of the channel, move or programme by which, if any.
    pub by: Option<String>,
    /// Yuan, if money moved.
    pub yuan: Option<i64>,
}

/// The object of a replicate; of one person's events only, if one is named.
#[must_use]
pub fn replay(scenario: &Scenario, metrics: &[Metric], story: &Story, person: Option<&str>) -> Replay {
    let drawn = |(path, value): &(String, f64)| Drawn { path: path.clone(), value: *value };
    Replay {
        rosters: Vec::new(),
        restart: Vec::new(),
        scenario: scenario.id.clone(),
        replicate: story.replicate,
        parameters: story.parameters.iter().map(drawn).collect(),
        months: (0..scenario.months()).map(|month| (scenario.start + month as i32).to_string()).collect(),
        metrics: metrics
            .iter()
            .zip(&story.values)
            .map(|(metric, values)| Path { id: metric.id.clone(), values: values.clone() })
            .collect(),
        events: story
            .events
            .iter()
            .filter(|event| person.is_none_or(|person| event.person == person))
            .map(|event| happening(scenario, event))
            .collect(),
    }
}

fn happening(scenario: &Scenario, event: &simulate::Event) -> Event {
    let channel = |index: usize| Some(scenario.channels[index].named.id.clone());
    let movement = |index: usize| Some(scenario.moves[index].named.id.clone());
    let programme = |index: usize| Some(scenario.programmes[index].named.id.clone());
    let (what, by, yuan) = match &event.what {
        Happening::Present => ("present", None, None),
        Happening::Arrived(id) => ("arrived", channel(id.index()), None),
        Happening::Left(id) => ("left", movement(id.index()), None),
        Happening::Changed(id, _) => ("changed", movement(id.index()), None),
        Happening::Set(id) => ("set", movement(id.index()), None),
        Happening::PassedOver(id) => ("passed-over", movement(id.index()), None),
        Happening::Reached(id) => ("reached", programme(id.index()), None),
        Happening::Released(id) => ("released", programme(id.index()), None),
        Happening::Exchanged(_) => ("exchanged", None, None),
        Happening::Moved(_) => ("moved", None, None),
        Happening::Renewed => ("renewed", None, None),
        Happening::ContractEnded => ("contract-ended", None, None),
        Happening::Paid(yuan) => ("paid", None, Some(*yuan)),
        Happening::Waits(yuan) => ("waits", None, Some(*yuan)),
        Happening::Repaid(yuan) => ("repaid", None, Some(*yuan)),
    };
    Event {
        month: event.month.to_string(),
        person: event.person.clone(),
        tier: scenario.tiers[event.tier.index()].named.id.clone(),
        school: scenario.schools.get(event.school.index()).map_or_else(String::new, |one| one.named.id.clone()),
        what,
        by,
        yuan,
    }
}
