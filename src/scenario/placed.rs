//! Values of a file that know where they stand: a tree as the types of [`super::file`].

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer, forward_to_deserialize_any};

use super::tree::{Entry, Node, Value};
use crate::words::{Location, one_line};

/// The name by which a [`Placed`] asks for its place.
const PLACED: &str = "$placed";

/// Where a value was read from: its number among the places of a file. Without one, the top of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At(u32);

impl At {
    /// The whole file.
    pub(super) const TOP: Self = Self(0);

    /// What a key leads to from here, whether or not it is there.
    pub(super) fn key(self, key: &str) -> Path<'_> {
        Path { from: self, keys: vec![key] }
    }

    /// What several keys with dots between them lead to.
    pub(super) fn keys(self, keys: &str) -> Path<'_> {
        Path { from: self, keys: keys.split('.').collect() }
    }
}

/// Keys that lead on from a place.
#[derive(Clone, Debug)]
pub(super) struct Path<'k> {
    from: At,
    keys: Vec<&'k str>,
}

impl<'k> Path<'k> {
    /// What a further key leads to.
    pub(super) fn key(mut self, key: &'k str) -> Self {
        self.keys.push(key);
        self
    }
}

impl From<At> for Path<'_> {
    fn from(from: At) -> Self {
        Self { from, keys: Vec::new() }
    }
}

/// A value with the place that it was read from. Two are equal if their values are.
#[derive(Clone, Debug, Default)]
pub struct Placed<T> {
    /// Where it stands.
    pub at: At,
    /// What stands there.
    pub value: T,
}

/// An id, a month or a path, as a file gives it.
pub type Name = Placed<String>;

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Serialize> Serialize for Placed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// In a file a value looks the same wherever it stands.
impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pair<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Pair<T> {
            type Value = Placed<T>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, plain: D) -> Result<Placed<T>, D::Error> {
                Ok(Placed { at: At::TOP, value: T::deserialize(plain)? })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<Placed<T>, A::Error> {
                let missing = || serde::de::Error::custom("a place without a value");
                let at = At(pair.next_element()?.ok_or_else(missing)?);
                Ok(Placed { at, value: pair.next_element()?.ok_or_else(missing)? })
            }
        }

        deserializer.deserialize_newtype_struct(PLACED, Pair(PhantomData))
    }
}

/// One place.
#[derive(Debug)]
struct Spot<'t> {
    path: String,
    node: &'t Node,
    key: Location,
}

/// Where the values of a file stand.
#[derive(Debug)]
pub(super) struct Places<'t> {
    spots: Vec<Spot<'t>>,
}

impl<'t> Places<'t> {
    /// Reads a tree of the right structure. Texts are made fit to be shown.
    pub(super) fn read<T: Deserialize<'t>>(tree: &'t Node) -> Result<(T, Self), Error> {
        let top = Spot { path: String::new(), node: tree, key: tree.location.clone() };
        let mut places = Self { spots: vec![top] };
        let reader = Reader { node: tree, key: &tree.location, path: String::new(), places: &mut places };
        let value = T::deserialize(reader)?;
        Ok((value, places))
    }

    fn spot(&self, at: At) -> Option<&Spot<'t>> {
        self.spots.get(at.0 as usize)
    }

    /// The dotted path.
    pub(super) fn path<'k>(&self, path: impl Into<Path<'k>>) -> String {
        let path = path.into();
        let own = self.spot(path.from).map(|spot| spot.path.as_str()).filter(|own| !own.is_empty());
        own.into_iter().chain(path.keys).collect::<Vec<_>>().join(".")
    }

    /// What stands there.
    fn node(&self, path: &Path<'_>) -> Option<&'t Node> {
        self.spot(path.from)?.node.find(&path.keys)
    }

    /// Whether a file states it, even if only what would hold anyway.
    pub(super) fn holds<'k>(&self, path: impl Into<Path<'k>>) -> bool {
        self.node(&path.into()).is_some()
    }

    /// Where it stands, or else the deepest part of the way to it that does.
    pub(super) fn locate<'k>(&self, path: impl Into<Path<'k>>) -> Option<Location> {
        let path = path.into();
        self.spot(path.from).map(|spot| spot.node.nearest(path.keys).location.clone())
    }

    /// Where its key stands rather than its value.
    pub(super) fn locate_key<'k>(&self, path: impl Into<Path<'k>>) -> Option<Location> {
        let mut path = path.into();
        let Some(key) = path.keys.pop() else { return self.spot(path.from).map(|spot| spot.key.clone()) };
        let entry = self.node(&path).and_then(Node::table).and_then(|table| table.get(key));
        entry.map_or_else(|| self.locate(path.key(key)), |entry| Some(entry.key.clone()))
    }
}

/// A node being read.
struct Reader<'t, 'p> {
    node: &'t Node,
    key: &'t Location,
    path: String,
    places: &'p mut Places<'t>,
}

impl<'t> Reader<'t, '_> {
    fn inner<'q>(&'q mut self, key: &str, node: &'t Node, place: &'t Location) -> Reader<'t, 'q> {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Reader { node, key: place, path, places: self.places }
    }
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Table(table) => visitor.visit_map(Entries { left: table.iter(), value: None, reader: self }),
            Value::Array(items) => visitor.visit_seq(Items { left: items.iter().enumerate(), reader: self }),
            Value::Text(text) => visitor.visit_string(one_line(text).into_owned()),
            Value::Whole(whole) => visitor.visit_i64(*whole),
            Value::Real(real) => visitor.visit_f64(*real),
            Value::Flag(flag) => visitor.visit_bool(*flag),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name != PLACED {
            return visitor.visit_newtype_struct(self);
        }
        let number = u32::try_from(self.places.spots.len()).unwrap_or_default();
        self.places.spots.push(Spot { path: self.path.clone(), node: self.node, key: self.key.clone() });
        visitor.visit_seq(Pair { number: Some(number), reader: Some(self) })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let word = if let Value::Text(word) = &self.node.value { word.as_str() } else { "" };
        let word: StrDeserializer<'_, Error> = word.into_deserializer();
        word.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Entries<'t, 'p> {
    left: indexmap::map::Iter<'t, String, Entry>,
    value: Option<(&'t str, &'t Entry)>,
    reader: Reader<'t, 'p>,
}

impl<'t> MapAccess<'t> for Entries<'t, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.value = self.left.next().map(|(key, entry)| (key.as_str(), entry));
        self.value.map(|(key, _)| seed.deserialize(key.into_deserializer())).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((key, entry)) = self.value else { return Err(serde::de::Error::custom("a value without a key")) };
        seed.deserialize(self.reader.inner(key, &entry.node, &entry.key))
    }
}

struct Items<'t, 'p> {
    left: std::iter::Enumerate<std::slice::Iter<'t, Node>>,
    reader: Reader<'t, 'p>,
}

impl<'t> SeqAccess<'t> for Items<'t, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let next = self.left.next();
        next.map(|(index, node)| seed.deserialize(self.reader.inner(&index.to_string(), node, &node.location)))
            .transpose()
    }
}

/// A place, and then the value that stands there.
struct Pair<'t, 'p> {
    number: Option<u32>,
    reader: Option<Reader<'t, 'p>>,
}

impl<'t> SeqAccess<'t> for Pair<'t, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if let Some(number) = self.number.take() {
            return seed.deserialize(number.into_deserializer()).map(Some);
        }
        self.reader.take().map(|reader| seed.deserialize(reader)).transpose()
    }
}
