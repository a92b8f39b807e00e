//! Formulas that are written and worked out from one definition, so that a cell shows what its formula gives even
//! where nothing recalculates.

use std::collections::BTreeMap;
use std::ops::{Add, Div, Mul, Sub};

/// A sheet of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sheet {
    Summary,
    Lines,
    Cash,
    Awards,
    Funds,
    Reserve,
    Levels,
    After,
    Assumptions,
    Metadata,
}

impl Sheet {
    /// The message that names it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Summary => "book-sheet-summary",
            Self::Lines => "book-sheet-lines",
            Self::Cash => "book-sheet-cash",
            Self::Awards => "book-sheet-awards",
            Self::Funds => "book-sheet-funds",
            Self::Reserve => "book-sheet-reserve",
            Self::Levels => "book-sheet-levels",
            Self::After => "book-sheet-after",
            Self::Assumptions => "book-sheet-assumptions",
            Self::Metadata => "book-sheet-metadata",
        }
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) sheet: Sheet,
    pub(super) row: u32,
    pub(super) column: u16,
}

impl Place {
    pub(super) const fn new(sheet: Sheet, row: u32, column: u16) -> Self {
        Self { sheet, row, column }
    }

    /// `B5`, or `$B$5` if it is to stay where a formula is copied.
    fn name(self, fixed: bool) -> String {
        let mut letters = String::new();
        let mut left = u32::from(self.column) + 1;
        while left > 0 {
            letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        let mark = if fixed { "$" } else { "" };
        format!("{mark}{letters}{mark}{}", self.row + 1)
    }
}

/// Cells from one to another.
pub(super) type Block = (Place, Place);

/// The numbers written so far, and what the sheets are called.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) values: BTreeMap<Place, f64>,
    pub(super) titles: BTreeMap<Sheet, String>,
}

impl Numbers {
    pub(super) fn at(&self, place: Place) -> f64 {
        self.values.get(&place).copied().unwrap_or(0.0)
    }

    /// A cell as a formula on `sheet` names it.
    pub(super) fn reference(&self, sheet: Sheet, place: Place) -> String {
        format!("{}{}", self.prefix(sheet, place), place.name(false))
    }

    /// A block as a formula on `sheet` names it.
    fn block(&self, sheet: Sheet, (from, to): Block) -> String {
        let end = if from == to { String::new() } else { format!(":{}", to.name(false)) };
        format!("{}{end}", self.reference(sheet, from))
    }

    /// A block as a formula on `sheet` names it, all `$`.
    pub(super) fn fixed(&self, sheet: Sheet, from: Place, to: Place) -> String {
        let end = if from == to { String::new() } else { format!(":{}", to.name(true)) };
        format!("{}{}{end}", self.prefix(sheet, from), from.name(true))
    }

    /// A cell as a defined name says it.
    pub(super) fn fixed_everywhere(&self, place: Place) -> String {
        format!("{}!{}", self.quoted(place.sheet), place.name(true))
    }

    fn prefix(&self, sheet: Sheet, place: Place) -> String {
        if place.sheet == sheet { String::new() } else { format!("{}!", self.quoted(place.sheet)) }
    }

    /// A sheet's name as formulas write it.
    pub(super) fn quoted(&self, sheet: Sheet) -> String {
        format!("'{}'", self.title(sheet).replace('\'', "''"))
    }

    /// A sheet's name.
    pub(super) fn title(&self, sheet: Sheet) -> &str {
        self.titles.get(&sheet).map_or("", String::as_str)
    }
}

/// A formula.
#[derive(Clone, Debug)]
pub(super) enum Live {
    Number(f64),
    Cell(Place),
    /// A cell that stays where the formula is copied.
    Fixed(Place),
    /// Blocks from one cell to another.
    Sum(Vec<Block>),
    Pair(Box<Self>, char, Box<Self>),
    NotBelowZero(Box<Self>),
    /// A difference without the dust of binary fractions, which would be shown as −0.
    Tidy(Box<Self>),
    /// In a unit, rounded to two places of it; to none where it is 1, so that what is added up of it adds up as it is shown.
    InUnit(Box<Self>, Place),
    /// Of cells in a row or column, the one beside the level that was chosen.
    Chosen {
        level: Place,
        levels: Block,
        cells: Block,
    },
}

impl Live {
    /// The sum of single cells. Neighbours in a column become one block.
    pub(super) fn sum(cells: &[Place]) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        for &cell in cells {
            match blocks.last_mut() {
                Some((_, last))
                    if last.sheet == cell.sheet && last.column == cell.column && last.row + 1 == cell.row =>
                {
                    *last = cell;
                }
                _ => blocks.push((cell, cell)),
            }
        }
        Self::Sum(blocks)
    }

    /// The sum of a row from a cell to a column.
    pub(super) fn across(from: Place, to: u16) -> Self {
        Self::Sum(vec![(from, Place { column: to, ..from })])
    }

    pub(super) fn tidy(self) -> Self {
        Self::Tidy(Box::new(self))
    }

    pub(super) fn in_unit(self, unit: Place) -> Self {
        Self::InUnit(Box::new(self), unit)
    }

    pub(super) fn not_below_zero(self) -> Self {
        Self::NotBelowZero(Box::new(self))
    }

    /// What it gives.
    pub(super) fn value(&self, numbers: &Numbers) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Cell(place) | Self::Fixed(place) => numbers.at(*place),
            Self::Sum(blocks) => blocks.iter().flat_map(places).map(|place| numbers.at(place)).sum(),
            Self::Pair(one, sign, other) => {
                let (one, other) = (one.value(numbers), other.value(numbers));
                match sign {
                    '+' => one + other,
                    '-' => one - other,
                    '*' => one * other,
                    _ => one / other,
                }
            }
            Self::NotBelowZero(inner) => inner.value(numbers).max(0.0),
            // Adding zero turns −0 into 0.
            Self::Tidy(inner) => (inner.value(numbers) * 1e6).round() / 1e6 + 0.0,
            Self::InUnit(inner, unit) => {
                let (value, unit) = (inner.value(numbers), numbers.at(*unit));
                let scale = if unit < 2.0 { 1.0 } else { 100.0 };
                // Halves that binary fractions miss are halves, as in spreadsheets.
                let size = (value / unit * scale).abs();
                (size * (1.0 + 1e-14)).round().copysign(value) / scale + 0.0
            }
            Self::Chosen { level, levels, cells } => {
                let chosen = numbers.at(*level).to_bits();
                let found = places(levels).position(|place| numbers.at(place).to_bits() == chosen).unwrap_or(0);
                places(cells).nth(found).map_or(0.0, |place| numbers.at(place))
            }
        }
    }

    /// How a cell of `sheet` says it, without the equals sign.
    pub(super) fn text(&self, sheet: Sheet, numbers: &Numbers) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Cell(place) => numbers.reference(sheet, *place),
            Self::Fixed(place) => numbers.fixed(sheet, *place, *place),
            Self::Sum(blocks) if blocks.is_empty() => "0".to_owned(),
            Self::Sum(blocks) => {
                let block = |one: &Block| numbers.block(sheet, *one);
                format!("SUM({})", blocks.iter().map(block).collect::<Vec<_>>().join(","))
            }
            Self::Pair(one, sign, other) => {
                let low = |inner: &Self| matches!(inner, Self::Pair(_, '+' | '-', _));
                let tight = matches!(sign, '*' | '/');
                let wrap = |inner: &Self, wrapped: bool| {
                    let text = inner.text(sheet, numbers);
                    if wrapped { format!("({text})") } else { text }
                };
                let first = wrap(one, tight && low(one));
                let tightest = *sign == '/' && matches!(**other, Self::Pair(..));
                let second = wrap(other, (tight || *sign == '-') && low(other) || tightest);
                format!("{first}{sign}{second}")
            }
            Self::NotBelowZero(inner) => format!("MAX(0,{})", inner.text(sheet, numbers)),
            Self::Tidy(inner) => format!("ROUND({},6)", inner.text(sheet, numbers)),
            Self::InUnit(inner, unit) => {
                let divided = Self::Pair(inner.clone(), '/', Box::new(Self::Fixed(*unit)));
                let unit = numbers.fixed(sheet, *unit, *unit);
                format!("ROUND({},IF({unit}<2,0,2))", divided.text(sheet, numbers))
            }
            Self::Chosen { level, levels: (from, to), cells } => format!(
                "INDEX({},MATCH({},{},0))",
                numbers.block(sheet, *cells),
                numbers.fixed(sheet, *level, *level),
                numbers.fixed(sheet, *from, *to),
            ),
        }
    }
}

/// The cells of a block, row by row.
fn places(block: &Block) -> impl Iterator<Item = Place> + use<> {
    let (from, to) = *block;
    (from.row..=to.row).flat_map(move |row| (from.column..=to.column).map(move |column| Place { row, column, ..from }))
}

impl From<Place> for Live {
    fn from(place: Place) -> Self {
        Self::Cell(place)
    }
}

macro_rules! signs {
    ($($name:ident $method:ident $sign:literal),*) => {$(
        impl<T: Into<Live>> $name<T> for Live {
            type Output = Self;
            fn $method(self, other: T) -> Self {
                Self::Pair(Box::new(self), $sign, Box::new(other.into()))
            }
        }
    )*};
}
signs!(Add add '+', Sub sub '-', Mul mul '*', Div div '/');
