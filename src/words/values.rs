//! The values of questions: numbers and the like, each of which knows its bounds, and is read as people write it (`4000万`)
//! wherever it comes from. What is wrong is told in both languages.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::catalogue::text;
use super::number::{Number, Unit};
use super::text::Text;

/// What a value must be that a text is not. Shown in both languages where nobody knows who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub Text);

impl From<Text> for Unfit {
    fn from(text: Text) -> Self {
        Self(text)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.both())
    }
}

impl std::error::Error for Unfit {}

/// A whole number from `LEAST` to `MOST`; `USUAL` where nothing is said and something must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Whole<const LEAST: u64, const MOST: u64, const USUAL: u64 = LEAST>(u64);

impl<const LEAST: u64, const MOST: u64, const USUAL: u64> Whole<LEAST, MOST, USUAL> {
    /// The number, if it is within its bounds.
    #[must_use]
    pub const fn new(number: u64) -> Option<Self> {
        if LEAST <= number && number <= MOST { Some(Self(number)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The number, as a size in memory.
    pub(crate) const fn size(self) -> usize {
        self.0 as usize
    }
}

impl<const LEAST: u64, const MOST: u64, const USUAL: u64> Default for Whole<LEAST, MOST, USUAL> {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl<const LEAST: u64, const MOST: u64, const USUAL: u64> FromStr for Whole<LEAST, MOST, USUAL> {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let read = Number::read(text).filter(|number| number.unit() == Unit::Plain);
        read.and_then(|number| number.whole()).and_then(Self::new).ok_or_else(|| {
            if MOST == u64::MAX {
                text!("value-at-least", least = LEAST).into()
            } else {
                text!("value-from-to", least = LEAST, most = MOST).into()
            }
        })
    }
}

impl<const LEAST: u64, const MOST: u64, const USUAL: u64> fmt::Display for Whole<LEAST, MOST, USUAL> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<'de, const LEAST: u64, const MOST: u64, const USUAL: u64> Deserialize<'de> for Whole<LEAST, MOST, USUAL> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

/// A number of its own: how it is read from what a person wrote, its bounds, and what is said where it keeps to neither.
macro_rules! number {
    ($(#[$doc:meta])* $Name:ident($Inner:ty): $read:expr, $within:expr, $key:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
        pub struct $Name($Inner);

        impl $Name {
            /// The number, if it is within its bounds.
            #[must_use]
            pub fn new(number: $Inner) -> Option<Self> {
                let within: fn($Inner) -> bool = $within;
                within(number).then_some(Self(number))
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> $Inner {
                self.0
            }
        }

        impl FromStr for $Name {
            type Err = Unfit;

            fn from_str(text: &str) -> Result<Self, Unfit> {
                let read: fn(&str) -> Option<$Inner> = $read;
                read(text).and_then(Self::new).ok_or_else(|| text!($key).into())
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl<'de> Deserialize<'de> for $Name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                typed(deserializer)
            }
        }
    };
}

number! {
    /// How sure: a share above 0 and below 1.
    Confidence(f64): share, |share| share > 0.0 && share < 1.0,
    "value-confidence"
}

number! {
    /// Half the width of an interval of a probability: above 0 and below 0.5.
    Width(f64): share, |width| width > 0.0 && width < 0.5,
    "value-width"
}

number! {
    /// An amount of anything: above 0, at most 10^15.
    Positive(f64): amount, |amount| amount > 0.0 && amount <= 1e15,
    "value-positive"
}

number! {
    /// Whole yuan, from 1 to a million million.
    Yuan(i64): whole_yuan, |yuan| (1..=MOST_YUAN).contains(&yuan),
    "value-yuan"
}

/// One of several pieces that a work is cut into, as people write it: `2/8` is the second of eight.
///
/// ```
/// use tidui::words::Shard;
/// let shard: Shard = "2/8".parse()?;
/// assert_eq!((shard.number(), shard.of()), (2, 8));
/// // Eight pieces of 20: all of it, in order, of as good as one size.
/// assert_eq!((1..=8).map(|number| Shard::new(number, 8).map(|one| one.range(20))).flatten().flatten().count(), 20);
/// assert_eq!(shard.range(20), 2..5);
/// # Ok::<(), tidui::words::Unfit>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    of: u64,
    number: u64,
}

impl Shard {
    /// Most pieces of a work.
    pub const MOST: u64 = 1_000_000;

    /// Piece `number`, from 1, of `of`.
    #[must_use]
    pub const fn new(number: u64, of: u64) -> Option<Self> {
        if 1 <= number && number <= of && of <= Self::MOST { Some(Self { of, number }) } else { None }
    }

    /// Which it is, from 1.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.number
    }

    /// Of how many.
    #[must_use]
    pub const fn of(self) -> u64 {
        self.of
    }

    /// Which of `total` things, in order, belong to it; none where there are fewer things than pieces and others have them.
    #[must_use]
    pub fn range(self, total: u64) -> Range<u64> {
        let end = |number: u64| (u128::from(total) * u128::from(number) / u128::from(self.of)) as u64;
        end(self.number - 1)..end(self.number)
    }
}

impl FromStr for Shard {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let text = text.replace('／', "/");
        let whole = |part: &str| Number::read(part.trim()).filter(|one| one.unit() == Unit::Plain)?.whole();
        let read = text.split_once('/').and_then(|(number, of)| Self::new(whole(number)?, whole(of)?));
        read.ok_or_else(|| text!("value-shard", most = Self::MOST).into())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

impl Serialize for Shard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Shard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

/// The most yuan that anything here is asked for.
pub(crate) const MOST_YUAN: i64 = 1_000_000_000_000;

/// A number that is no amount of money, perhaps in per cent.
pub(crate) fn share(text: &str) -> Option<f64> {
    Number::read(text).filter(|number| number.unit() != Unit::Yuan).map(|number| number.value())
}

fn amount(text: &str) -> Option<f64> {
    Number::read(text).filter(|number| number.unit() != Unit::Share).map(|number| number.value())
}

/// Whole yuan that are not below 0.
pub(crate) fn whole_yuan(text: &str) -> Option<i64> {
    let number = Number::read(text).filter(|number| number.unit() != Unit::Share)?;
    number.whole().and_then(|yuan| i64::try_from(yuan).ok())
}

/// A name and what stands behind its equals sign, with the full-width signs of a Chinese keyboard read as the plain ones.
pub(crate) fn named_range(text: &str) -> Option<(String, String)> {
    let text = text.replace('＝', "=").replace(['～', '~'], "..");
    let (name, range) = text.split_once('=')?;
    Some((name.trim().to_owned(), range.to_owned()))
}

/// A value from what would be typed for it, or from a plain number.
pub(crate) fn typed<'de, D: Deserializer<'de>, T: FromStr<Err = Unfit>>(deserializer: D) -> Result<T, D::Error> {
    let text = match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        other => other.to_string(),
    };
    text.parse().map_err(D::Error::custom)
}

/// Several values, or one that stands alone.
pub(crate) fn several<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let given = match Value::deserialize(deserializer)? {
        Value::Array(given) => given,
        one => vec![one],
    };
    given.into_iter().map(|one| serde_json::from_value(one).map_err(D::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Replicates = Whole<2, 1_000_000_000>;
    type Seed = Whole<0, { u64::MAX }>;

    #[test]
    fn numbers_are_read_as_people_here_write_them() {
        let yuan = |text: &str| text.parse::<Yuan>().map(Yuan::get);
        for text in ["40000000", "4000万", "４０００万", "0.4亿", "40,000,000", "4000万元", "40_000_000"] {
            assert_eq!(yuan(text), Ok(40_000_000), "{text}");
        }
        assert_eq!(yuan("1788.5万"), Ok(17_885_000));
        for text in ["", "万", "四千万", "0", "-5", "0.5", "1.00005万", "2万亿", "inf", "NaN", "5%"] {
            assert!(yuan(text).is_err(), "{text}");
        }
        let confidence = |text: &str| text.parse::<Confidence>().map(Confidence::get);
        assert_eq!(confidence("80%"), Ok(0.8));
        assert!(confidence("80").is_err() && confidence("0%").is_err() && confidence("百分之八十").is_err());
        let width = |text: &str| text.parse::<Width>().map(Width::get);
        assert_eq!((width("1%"), width("０．０１")), (Ok(0.01), Ok(0.01)));
        assert!(width("50%").is_err() && width("1元").is_err() && width("NaN").is_err());
        assert_eq!("1万".parse::<Replicates>().map(Whole::get), Ok(10_000));
        assert_eq!("１８４４６７４４０７３７０９５５１６１５".parse::<Seed>().map(Whole::get), Ok(u64::MAX));
        assert!("1".parse::<Whole<2, 9>>().is_err_and(|told| told.0.en.contains("from 2 to 9")));
        for text in ["0.5", "50%", "3元", "-1", "18446744073709551616"] {
            assert!(text.parse::<Seed>().is_err(), "{text}");
        }
        assert_eq!("1万".parse::<Positive>().map(Positive::get), Ok(10_000.0));
        assert!("0".parse::<Positive>().is_err() && "5%".parse::<Positive>().is_err());
    }

    #[test]
    fn a_shard_is_one_of_several_and_all_of_them_are_the_whole() {
        let read = |text: &str| text.parse::<Shard>().ok();
        assert_eq!(
            (read("3/8"), read("３／８"), read(" 3 / 8 ")),
            (Shard::new(3, 8), Shard::new(3, 8), Shard::new(3, 8))
        );
        for wrong in ["", "3", "0/8", "9/8", "1/0", "-1/8", "1.5/8", "1/1000001", "1/2/3", "3%/8"] {
            assert!(wrong.parse::<Shard>().is_err_and(|told| told.0.en.contains("2/8")), "{wrong}");
        }
        for (total, of) in [(0, 1), (0, 7), (5, 7), (840_000, 1_001), (u64::MAX, 3)] {
            let mut next = 0;
            for number in 1..=of {
                let own = Shard::new(number, of).unwrap().range(total);
                assert_eq!(own.start, next);
                assert!(own.end - own.start <= total / of + 1);
                next = own.end;
            }
            assert_eq!(next, total);
        }
        let kept = serde_json::to_string(&read("3/8")).unwrap();
        assert_eq!((kept.as_str(), serde_json::from_str(&kept).unwrap()), ("\"3/8\"", read("3/8")));
    }

    #[test]
    fn data_is_held_to_the_same_bounds_as_what_is_typed() {
        let read =
            |json: &str| serde_json::from_str::<Replicates>(json).map(Whole::get).map_err(|error| error.to_string());
        assert_eq!((read("40"), read("\"1万\"")), (Ok(40), Ok(10_000)));
        for wrong in ["1", "-1", "2.5", "null", "[2]", "\"2元\""] {
            assert!(read(wrong).is_err_and(|told| told.contains("from 2 to 1000000000")), "{wrong}");
        }
        // To the last bit.
        let third = Confidence::new(1.0 / 3.0).unwrap();
        assert_eq!(serde_json::from_str::<Confidence>(&serde_json::to_string(&third).unwrap()).unwrap(), third);
    }
}
