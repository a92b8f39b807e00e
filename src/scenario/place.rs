//! What a number is, and hence what it may be: stated once, read by the schema, its reference and the check.

use serde_json::{Map, Value as Json, json};

use super::parameter::Unit;
use super::shape::Shape;
use crate::words::{Text, Unit as Said, text};

/// The word of the schema under which a number says what it is.
pub(super) const WORD: &str = "measure";

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $low:expr, $high:expr, $unit:literal;)*) => {
        /// What a number is, and hence what it may be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Place {
            $($(#[$doc])* $name,)*
        }

        impl Place {
            /// Every place.
            pub(super) const ALL: &[Self] = &[$(Self::$name,)*];

            /// The least and the greatest value.
            pub(super) const fn range(self) -> (f64, f64) {
                match self {
                    $(Self::$name => ($low, $high),)*
                }
            }

            /// Its name in the schema.
            pub(super) const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// What it is measured in, for the reference of the format: a message.
            pub(super) const fn unit(self) -> &'static str {
                match self {
                    $(Self::$name => $unit,)*
                }
            }
        }
    };
}

places! {
    /// A probability or a share.
    Share = "share", 0.0, 1.0, "reference-share";
    /// A probability or a share of each year.
    Rate = "yearly-share", 0.0, 1.0, "reference-yearly-share";
    /// People in a tier, or in all.
    People = "people", 0.0, 1e7, "reference-people";
    /// Students.
    Students = "students", 0.0, 1e7, "reference-students";
    /// Candidates per year.
    Candidates = "candidates", 0.0, 1e7, "reference-candidates";
    /// Places per fiscal year.
    Places = "places", 0.0, 1e7, "reference-places";
    /// Units of a programme per fiscal year.
    Units = "units", 0.0, 1e7, "reference-units";
    /// Yuan.
    Yuan = "yuan", 0.0, 1e12, "reference-yuan";
    /// Yuan that something is divided by.
    Spend = "yuan-above-zero", 1.0, 1e12, "reference-yuan";
    /// Yuan paid to one person at once.
    Award = "yuan-to-one-person", 0.0, 1e9, "reference-yuan";
    /// The same, where something is divided by it.
    Reference = "reference-yuan-to-one-person", 1.0, 1e9, "reference-yuan";
    /// Growth per year.
    Growth = "yearly-growth", -0.9, 10.0, "reference-yearly-growth";
    /// An odds ratio at full dose.
    OddsRatio = "odds-ratio", 1e-3, 1e3, "reference-odds-ratio";
    /// A multiplier at full dose.
    Multiplier = "multiplier", 0.0, 1e3, "reference-factor";
    /// Log-odds per unit of a logarithm.
    Response = "log-odds", -100.0, 100.0, "reference-log-odds";
    /// A standard deviation on the scale of logarithms or log-odds.
    LogDeviation = "log-deviation", 0.0, 5.0, "reference-log-scale";
    /// How a number goes with a driver.
    Loading = "loading", -1.0, 1.0, "reference-loading";
    /// A limit on a coefficient of variation.
    Limit = "coefficient-of-variation", 0.0, 10.0, "reference-variation";
    /// A relative weight.
    Weight = "weight", 0.0, 1e9, "reference-weight";
    /// So many of something for each of something else.
    Each = "for-each", 0.0, 1e3, "reference-for-each";
    /// A bound of a target, in the unit of what it counts.
    Bound = "bound", 0.0, 1e12, "reference-counted";
    /// Whole months.
    Months = "months", 0.0, 1200.0, "reference-months";
    /// Whole months, at least one.
    Term = "months-from-one", 1.0, 1200.0, "reference-months";
    /// Whole years.
    Years = "years", 1.0, 100.0, "reference-years";
    /// Whole years of age.
    Age = "age", 0.0, 100.0, "reference-years-of-age";
    /// Whole years of age, at least one.
    Retiring = "age-from-one", 1.0, 100.0, "reference-years-of-age";
}

impl Place {
    /// In what people count it.
    pub(super) const fn counted_in(self) -> Unit {
        match self {
            Self::Share => Unit::Share,
            Self::Rate | Self::Growth => Unit::ShareAYear,
            Self::Yuan | Self::Spend | Self::Award | Self::Reference => Unit::Yuan,
            Self::OddsRatio | Self::Multiplier => Unit::Factor,
            Self::Response | Self::LogDeviation => Unit::Logarithm,
            Self::Loading | Self::Limit => Unit::Coefficient,
            Self::Weight => Unit::Weight,
            Self::Months | Self::Term => Unit::Months,
            Self::Years | Self::Age | Self::Retiring => Unit::Years,
            _ => Unit::Number,
        }
    }

    /// Whether a number can be said here to be money, or a share.
    pub(super) const fn takes(self, said: Said) -> bool {
        match said {
            Said::Plain => true,
            Said::Yuan => matches!(self.counted_in(), Unit::Yuan),
            Said::Share => !matches!(self.counted_in(), Unit::Yuan | Unit::Months | Unit::Years),
        }
    }

    /// What a value that is wrong here may have been meant as.
    pub(super) fn hint(self, low: f64, high: f64) -> Option<Text> {
        let percent = |value: f64| (1.0..=100.0).contains(&value);
        match self {
            Self::Share | Self::Rate | Self::Growth if high > 1.0 && percent(high) && low >= 0.0 => {
                let (percent, share) = (shown(high), shown(high / 100.0));
                Some(text!("hint-share-meant", percent, share))
            }
            _ => None,
        }
    }

    /// The place that a schema names.
    fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|place| place.word() == word)
    }

    /// The place of a number of a shape, if the schema says what it is.
    pub(super) fn of(shape: &Shape<'_>) -> Option<Self> {
        shape.word(WORD).and_then(Json::as_str).and_then(Self::named)
    }

    /// What a number of this place may be, for the reference of the format.
    fn told(self) -> Text {
        let (least, most) = self.range();
        let unit = text!(self.unit());
        text!("reference-measured", unit, least = grouped(least), most = grouped(most))
    }
}

/// A number as a message shows it: at most six decimals, none that say nothing.
pub(super) fn shown(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    // Adding zero takes the sign off a negative zero.
    if rounded.abs() < 1e15 { (rounded + 0.0).to_string() } else { format!("{value:e}") }
}

/// The same with commas between thousands.
pub(super) fn grouped(value: f64) -> String {
    let text = shown(value);
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut told = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    rest.map_or(told.clone(), |rest| format!("{told}.{rest}"))
}

/// What the numbers of a property may be, if the schema says what they are.
pub(super) fn told(property: &Json) -> Option<Text> {
    property.get(WORD).and_then(Json::as_str).and_then(Place::named).map(Place::told)
}

/// Writes into a schema what every number that says what it is may be: bounds of a plain number, of each of a table or list.
pub(super) fn state_bounds(schema: &mut Json) {
    match schema {
        Json::Object(map) => {
            if let Some(place) = map.get(WORD).and_then(Json::as_str).and_then(Place::named) {
                bound(map, place);
            }
            map.values_mut().for_each(state_bounds);
        }
        Json::Array(list) => list.iter_mut().for_each(state_bounds),
        _ => {}
    }
}

fn bound(map: &mut Map<String, Json>, place: Place) {
    // A table of tables of numbers by name states the bounds where the numbers are.
    if let Some(Json::Object(inner)) = map.get_mut("additionalProperties") {
        return bound(inner, place);
    }
    let (low, high) = place.range();
    map.insert(WORD.to_owned(), json!(place.word()));
    map.insert("minimum".to_owned(), json!(low));
    map.insert("maximum".to_owned(), json!(high));
}
