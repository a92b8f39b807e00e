//! Numbers in JSON, each at its path. Where a key stands twice, both are read: readers do not agree on which one counts.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Said, text};

/// Every number, truth value, code, and number within any other text.
pub(super) fn said(bytes: &[u8]) -> Option<Vec<Said>> {
    let all: All = serde_json::from_slice(bytes).ok()?;
    let mut found = Vec::new();
    gather(&all, String::new(), &mut found);
    Some(found)
}

/// Whatever JSON holds, in its order.
enum All {
    Plain(String),
    Text(String),
    List(Vec<All>),
    Object(Vec<(String, All)>),
}

fn gather(value: &All, path: String, found: &mut Vec<Said>) {
    match value {
        All::Plain(number) => found.push(Said { place: path, number: number.clone(), placed: true }),
        All::Text(text) if is_code(text) => found.push(Said { place: path, number: text.clone(), placed: true }),
        All::Text(text) => {
            let numbers = text::numbers(text).into_iter();
            found.extend(numbers.map(|number| Said { place: path.clone(), number, placed: true }));
        }
        All::List(list) => {
            for (at, value) in list.iter().enumerate() {
                gather(value, format!("{path}[{at}]"), found);
            }
        }
        All::Object(entries) => {
            for (key, value) in entries {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                gather(value, path, found);
            }
        }
    }
}

/// Whether a text stands for something as a number does, such as an id, a limit or a month, and is no word of a language
/// that another version may choose otherwise.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl<'de> Deserialize<'de> for All {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = All;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<All, E> {
        Ok(All::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<All, E> {
        Ok(All::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<All, E> {
        Ok(All::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<All, E> {
        // 1.0 and 1 are one number.
        Ok(All::Plain(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<All, E> {
        Ok(All::Plain("null".to_owned()))
    }

    fn visit_str<E>(self, value: &str) -> Result<All, E> {
        Ok(All::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<All, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = list.next_element()? {
            all.push(value);
        }
        Ok(All::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<All, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(All::Object(all))
    }
}
