//! Stage 1: a scenario file becomes a checked [`Scenario`].
//!
//! In: a TOML file, the files it extends, the tables it names, and `--set` overrides. Out: a [`Scenario`] in which
//! every name resolves and every number is in range, or every problem at once with its place.
//! Not here: simulation, random draws, printing.

mod carried;
mod check;
mod checked;
mod counted;
mod data;
pub mod file;
mod format;
mod grid;
mod ids;
mod lengths;
mod library;
mod nest;
mod overlay;
mod parameter;
mod person;
mod place;
mod placed;
mod quantity;
mod reference;
mod restart;
mod retirement;
mod roster;
mod schema;
mod shape;
mod sheet;
mod size;
mod structure;
mod terms;
mod tree;
mod typed;
mod upgrade;

pub use carried::{Carried, Continued, CountCarried, SchoolCarried, why_not_continued};
pub use check::{load, load_placed, read_roster};
pub use checked::{
    AgeBand, Allowance, Amount, Arrears, Attribute, Award, Calendar, Channel, Cost, Effect, EffectOn, Equity, Expense,
    Fee, Figure, Fund, Host, Income, Joint, Lever, Line, MOST_VALUES, Milestone, MoneyBounds, MonthBefore, Move, Named,
    Observed, Origin, Phase, Posts, PriceIndex, Programme, Reading, Rule, Scenario, School, Target, Tier, Who,
    YearSeries,
};
pub use counted::{Bounds, Count, Parts};
pub use format::FORMAT;
pub use grid::Grid;
pub use ids::{
    ChannelId, EffectId, FundId, KindId, LineId, MoveId, ParameterId, PayerId, PhaseId, ProgrammeId, SchoolId,
    TargetId, TierId, ValueId,
};
pub use library::{DiskLibrary, Library, LibraryError, MOST_SCENARIO, MOST_TABLE, MemoryLibrary, Unplain};
pub use nest::nest;
pub use overlay::within_one_value;
pub use overlay::{Inherited, Resolved, SET, SourceFile, missing_table, resolve, unreadable};
pub use parameter::{Parameter, Unit};
pub use person::{Coming, Mark, RosterPerson};
pub use placed::{At, Name, Placed};
pub use quantity::{Basis, Expert, Quantity, QuantityTable};
pub use reference::{described, reference};
pub use restart::{Gone, Restart, Restarted, Taken, restart};
pub use retirement::{Retirement, RetirementAge};
pub use roster::{roster_text, whole_roster_text};
pub use schema::schema;
pub(crate) use sheet::shown;
pub use sheet::{
    Cell, Column, Groups, Heed, Kind, Noted, Row, Rows, Sex, Sheet, read_rows, read_sheet, read_sheet_heeding,
};
pub(crate) use size::most_people;
pub use size::{
    MOST_CANDIDATES, MOST_IN_ROUND, MOST_PEOPLE, MOST_POSTS, MOST_STUDENTS, MOST_UNITS, MOST_VACANT, MOST_YUAN,
    OUTERMOST, TooLarge, too_large,
};
pub use structure::{check_structure, is_id};
pub use terms::{Contracts, Level, Stage};
pub use tree::{Entry, Node, Value, parse};
pub use typed::{Typed, TypedSheet};
pub use upgrade::{Upgraded, upgrade};
