//! Attributes beside the tier, worked by hand: what people have at the start, what moves and channels make of it, and who is
//! counted.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, load};
use tidui::simulate::{Happening, Record, replay};
use tidui::words::Language;

use crate::common::{at_end, metric, plan, records, roster, scenario, scenario_with};

const HEAD: &str = r#"
[scenario]
id = "hand"
title = { zh = "手算", en = "by hand" }
start = "2021-01"
end = "2022-12"

[attribute.title]
title = { zh = "职称", en = "Professional title" }
[attribute.title.values]
second = { zh = "二级", en = "Second grade" }
first = { zh = "一级", en = "First grade" }
senior = { zh = "高级", en = "Senior" }

[attribute.subject]
title = { zh = "学科", en = "Subject" }
otherwise = "other"
[attribute.subject.values]
math = { zh = "数学", en = "Mathematics" }
other = { zh = "其他", en = "Other" }

[tier.teacher]
title = { zh = "教师", en = "teacher" }
[tier.leader]
title = { zh = "带头人", en = "leader" }

[metric.second]
title = { zh = "二级", en = "second" }
count = "stock"
attributes.title = ["second"]
[metric.first]
title = { zh = "一级", en = "first" }
count = "stock"
attributes.title = ["first"]
[metric.senior]
title = { zh = "高级", en = "senior" }
count = "stock"
attributes.title = ["senior"]
[metric.share]
title = { zh = "高级占比", en = "senior share" }
count = "ratio"
of = { count = "stock", attributes = { title = ["senior"] } }
per = { count = "stock" }
[metric.math]
title = { zh = "数学", en = "mathematics" }
count = "stock"
attributes = { subject = ["math"], title = ["first", "senior"] }
"#;

/// Ten teachers, five of the second grade, three of the first, two senior.
const TEN: &str = r"
[tier.teacher]
stock = 10
attributes.title = { second = 5, first = 3, senior = 2 }
attributes.subject = { math = 1, other = 4 }
";

const TITLES: &str = r#"
[move.to-first]
title = { zh = "评一级", en = "To first grade" }
kind = "change"
from = ["teacher", "leader"]
sets = { title = "first" }
rate = 1
who = { attributes = { title = ["second"] } }
calendar = { 10 = 1 }
places = 2
[move.to-senior]
title = { zh = "评高级", en = "To senior" }
kind = "change"
from = ["teacher", "leader"]
sets = { title = "senior" }
rate = 1
who = { attributes = { title = ["first"] } }
calendar = { 11 = 1 }
places = 1
"#;

/// What stands in a text once for each table is one table of TOML.
fn text(tables: &str) -> String {
    let (teacher, rest) = match tables.split_once("[tier.teacher]\n") {
        Some((before, after)) => {
            let end = after.find("\n[").unwrap_or(after.len());
            (after[..end].to_owned(), format!("{before}{}", &after[end..]))
        }
        None => (String::new(), tables.to_owned()),
    };
    let named = "title = { zh = \"教师\", en = \"teacher\" }\n";
    HEAD.replacen(named, &format!("{named}{teacher}\n"), 1) + &rest
}

/// What is recorded of a metric: heads, and ten-thousandths of a share.
fn at(model: &Model, record: &Record, id: &str, months: [usize; 3]) -> [i64; 3] {
    let place = metric(model, id);
    months.map(|month| record.metric(model, place, month))
}

/// In October two of the five of the second grade rise, in November one of the then five of the first: 3, 4, 3 at the end of
/// 2021 and 1, 5, 4 a year later. Who has a title already does not qualify for it, so nobody rises twice; the tier stays, and
/// so does the number of people.
#[test]
fn titles_rise_beside_the_tier_as_worked_by_hand() {
    let more = r#"
[metric.rose]
title = { zh = "评上高级", en = "became senior" }
count = "moved"
moves = ["to-senior"]
[metric.new-seniors]
title = { zh = "新高级", en = "new seniors" }
count = "additions"
tiers = ["teacher"]
attributes.title = ["senior"]
[target.senior]
title = { zh = "高级", en = "senior" }
at = "2022-12"
at_least = 6
count = "stock"
attributes.title = ["senior"]
"#;
    let model = Model::compile(&scenario(&text(&format!("{TEN}{TITLES}{more}"))));
    for record in records(&model, &plan(20)) {
        let months = [0, 11, 23];
        assert_eq!(at(&model, &record, "metric.second", months), [5, 3, 1]);
        assert_eq!(at(&model, &record, "metric.first", months), [3, 4, 5]);
        assert_eq!(at(&model, &record, "metric.senior", months), [2, 3, 4]);
        assert_eq!(at(&model, &record, "metric.share", months), [2_000, 3_000, 4_000]);
        assert_eq!(at(&model, &record, "metric.rose", months), [0, 1, 2]);
        assert_eq!(at(&model, &record, "metric.new-seniors", months), [0, 1, 2]);
        // Nobody comes into a tier by a title.
        assert_eq!(at(&model, &record, "additions.teacher", months), [0; 3]);
        assert_eq!(at(&model, &record, "stock.teacher", months), [10; 3]);
        // Both moves have places, and a row in the ledger; the second serves the target.
        let made: Vec<u32> = record.ledger.iter().map(|row| row.made).collect();
        assert_eq!(made, [2, 2, 1, 1]);
    }
    let serves: Vec<&[usize]> = model.sources().sources.iter().map(|source| &source.serves[..]).collect();
    assert_eq!(serves, [&[][..], &[0]]);
}

/// A story tells it.
#[test]
fn a_new_title_is_told_in_the_story() {
    let model = Model::compile(&scenario(&text(&format!("{TEN}{TITLES}"))));
    let story = replay(&model, &plan(1), 0).unwrap();
    let set = story.events.iter().filter(|event| matches!(event.what, Happening::Set(_))).count();
    assert_eq!(set, 2 * (2 + 1));
    assert!(!story.events.iter().any(|event| matches!(event.what, Happening::Changed(..))));
}

/// Leaders are chosen among the seniors, and those chosen among teachers of mathematics get a title with it: a promotion may
/// require a value, and may set one. Of two senior teachers one a year is chosen; after two years nobody is senior who
/// is a teacher.
#[test]
fn a_promotion_may_require_a_title_and_bring_one() {
    let more = r#"
[move.lead]
title = { zh = "评带头人", en = "lead" }
kind = "change"
from = ["teacher"]
to = "leader"
sets = { subject = "math" }
rate = 1
who = { attributes.title = ["senior"] }
calendar = { 6 = 1 }
places = 1
[move.leave]
title = { zh = "离开", en = "leave" }
kind = "leave"
from = ["teacher"]
rate = 1
who = { attributes = { title = ["first"] } }
calendar = { 12 = 1 }
[metric.left]
title = { zh = "离开", en = "left" }
count = "leavers"
attributes.title = ["first"]
[metric.left-senior]
title = { zh = "离开", en = "left" }
count = "leavers"
attributes.title = ["senior"]
[metric.math-leaders]
title = { zh = "数学带头人", en = "leaders of mathematics" }
count = "stock"
tiers = ["leader"]
attributes.subject = ["math"]
[allowance.senior]
title = { zh = "津贴", en = "allowance" }
line = "pay"
amount = 100
every = "month"
tiers = ["teacher"]
who = { attributes.title = ["senior"] }
[line.pay]
title = { zh = "津贴", en = "pay" }
[fund.all]
title = { zh = "经费", en = "fund" }
pays = ["pay"]
unlimited = true
"#;
    let model = Model::compile(&scenario(&text(&format!("{TEN}{more}"))));
    for record in records(&model, &plan(5)) {
        assert_eq!(at(&model, &record, "stock.leader", [4, 5, 17]), [0, 1, 2]);
        assert_eq!(at(&model, &record, "metric.math-leaders", [4, 5, 17]), [0, 1, 2]);
        assert_eq!(at(&model, &record, "metric.left", [10, 11, 23]), [0, 3, 3]);
        assert!(at_end(&model, &record, "metric.left-senior").abs() < 1e-9);
        assert_eq!(at(&model, &record, "metric.senior", [0, 11, 23]), [2; 3]);
        // Two of them to May, one to the next May, none from June 2022.
        assert_eq!(record.lines[0].spend, 100 * (2 * 5 + 7));
        assert_eq!(record.lines[1].spend, 100 * 5);
    }
}

/// Of eight who come a year, three quarters are of the second grade on average; of mathematics at most two are taken, and as
/// all are of mathematics, two it is. Six candidates a year find no place.
#[test]
fn arrivals_have_values_and_places_may_be_of_a_value() {
    let channel = |places: &str| {
        format!(
            r#"
[channel.hire]
title = {{ zh = "招聘", en = "hire" }}
calendar = {{ 5 = 1 }}
candidates = 8
mix = {{ teacher = 1 }}
places = {{ teacher = 8 }}
attributes.title = {{ second = 3, first = 1, senior = 0 }}
attributes.subject = {{ math = 1 }}
{places}
"#
        )
    };
    let model = Model::compile(&scenario(&text(&channel("places_of.subject = { math = 2 }"))));
    for record in records(&model, &plan(5)) {
        assert_eq!(at(&model, &record, "stock.teacher", [3, 4, 16]), [0, 2, 4]);
        assert_eq!(record.ledger[0].missed[0], 6);
    }
    let model = Model::compile(&scenario(&text(&channel(""))));
    let replicates = 400;
    let [mut second, mut first, mut math] = [0.0; 3];
    for record in records(&model, &plan(replicates)) {
        second += at_end(&model, &record, "metric.second");
        first += at_end(&model, &record, "metric.first");
        math += at_end(&model, &record, "metric.math");
        assert!(at_end(&model, &record, "metric.senior").abs() < 1e-9);
    }
    let all = 16.0 * replicates as f64;
    assert!((second + first - all).abs() < 1e-9 && (math - first).abs() < 1e-9);
    // Binomial: a standard normal is beyond 4 with probability 6e-5.
    let sd = (all * 0.75 * 0.25).sqrt();
    assert!((second - 0.75 * all).abs() < 4.0 * sd, "{second} of {all}");
}

/// A quota by value may be another in single fiscal years, and none in others: at most one teacher of mathematics a year, two in
/// 2022, and where nothing is said of other years as many as there are places.
#[test]
fn places_by_value_may_differ_from_year_to_year() {
    let more = |places: &str| {
        format!(
            r#"
[tier.teacher]
stock = 8
attributes.title = {{ second = 1 }}
attributes.subject = {{ math = 1 }}
[move.lead]
title = {{ zh = "评带头人", en = "lead" }}
kind = "change"
from = ["teacher"]
to = "leader"
rate = 1
calendar = {{ 6 = 1 }}
places = 3
{places}
"#
        )
    };
    for (places, made) in [
        ("places_of.subject = { math = 1 }", [1, 2]),
        ("places_of.subject = { math = 1 }\nplaces_of_by_year = { \"2022\" = { subject = { math = 2 } } }", [1, 3]),
        ("places_of_by_year = { \"2022\" = { subject = { math = 2 } } }", [3, 5]),
        ("places_of_by_year = { \"2021\" = { subject = { math = 0 } } }", [0, 3]),
    ] {
        let model = Model::compile(&scenario(&text(&more(places))));
        for record in records(&model, &plan(3)) {
            let leaders = at(&model, &record, "stock.leader", [4, 11, 23]);
            assert_eq!(leaders[1..], made, "{places}");
        }
    }
    for (places, words) in [
        ("places_of_by_year = { \"2030\" = { subject = { math = 2 } } }", "2030"),
        ("places_of_by_year = { \"2022\" = { subject = { maths = 2 } } }", "`maths`"),
        ("places_of_by_year = { \"2022\" = { subjects = { math = 2 } } }", "`subjects`"),
    ] {
        let library = MemoryLibrary::new([("test.toml", &*text(&more(places)))]);
        let told = load(&library, "test.toml", &[]).unwrap_err().render(Language::English);
        assert!(told.contains(words), "{places}: {told}");
    }
}

/// A quota of a move may be split by value: of three places a year at most one goes to teachers of mathematics, of whom there
/// are four of eight. If three others came first in one year, one of them is left for the next, and five places are given.
#[test]
fn places_of_a_move_are_split_by_value() {
    let more = r#"
[tier.teacher]
stock = 8
attributes.title = { second = 1 }
attributes.subject = { math = 1, other = 1 }
[move.lead]
title = { zh = "评带头人", en = "lead" }
kind = "change"
from = ["teacher"]
to = "leader"
rate = 1
calendar = { 6 = 1 }
places = 3
places_of.subject = { math = 1 }
[metric.leaders]
title = { zh = "数学带头人", en = "leaders of mathematics" }
count = "stock"
tiers = ["leader"]
attributes.subject = ["math"]
[metric.others]
title = { zh = "其他带头人", en = "other leaders" }
count = "stock"
tiers = ["leader"]
attributes.subject = ["other"]
"#;
    let model = Model::compile(&scenario(&text(more)));
    for record in records(&model, &plan(50)) {
        let [math, others] = ["metric.leaders", "metric.others"].map(|id| at(&model, &record, id, [4, 11, 23]));
        assert!(math[1] <= 1 && math[2] - math[1] <= 1 && others[2] <= 4, "{math:?} {others:?}");
        assert_eq!(math[1] + others[1], 3);
        assert_eq!(math[2] + others[2], 5 + math[1]);
    }
}

/// Without a roster values are laid out by largest remainder, in each tier of its own: no noise, and the two attributes do not
/// go together.
#[test]
fn values_are_laid_out_without_chance() {
    let more = r"
[tier.teacher]
stock = 1000
attributes.title = { second = 0.5, first = 0.3, senior = 0.2 }
attributes.subject = { math = 0.25, other = 0.75 }
";
    let model = Model::compile(&scenario(&text(more)));
    for record in records(&model, &plan(2)) {
        let [second, first, senior, math] = ["second", "first", "senior", "math"]
            .map(|id| at(&model, &record, &format!("metric.{id}"), [0, 11, 23])[2]);
        assert_eq!([second, first, senior], [500, 300, 200]);
        assert!((math - 125).abs() <= 10, "{math} of the half that is of the first grade or above");
    }
}

fn listed(column: &str, cells: [&str; 3]) -> (String, String) {
    let people = ["teacher", "teacher", "leader"].into_iter().zip(cells).zip(1..);
    let rows = people.map(|((tier, cell), number)| format!("p{number},1980-01,f,,{tier},2015-09,,,,{cell}"));
    let table = roster(rows).replacen("marks\n", &format!("marks,{column}\n"), 1);
    let named = "title = { zh = \"职称\", en = \"Professional title\" }\n";
    let whole = HEAD.replacen(named, &format!("{named}column = \"{column}\"\n"), 1);
    (format!("{whole}\n[people]\nroster = \"roster.csv\"\n"), table)
}

/// A roster has a column for it, called as it likes, with ids or titles in it; blank is what stands for all others.
#[test]
fn a_roster_says_who_has_what() {
    let (text, table) = listed("职称", ["高级", "first", "Senior"]);
    let model = Model::compile(&scenario_with(&text, &[("roster.csv", &table)]));
    for record in records(&model, &plan(2)) {
        assert_eq!(at(&model, &record, "metric.senior", [0, 11, 23]), [2; 3]);
        assert_eq!(at(&model, &record, "metric.first", [0, 11, 23]), [1; 3]);
    }
}

#[test]
fn an_unknown_value_on_a_roster_is_told_with_the_nearest() {
    let (text, table) = listed("职称", ["senoir", "senoir", "first"]);
    let library = MemoryLibrary::new([("test.toml", text.as_str()), ("roster.csv", table.as_str())]);
    let told = load(&library, "test.toml", &[]).unwrap_err().render(Language::English);
    assert!(told.contains("the attribute `title` has no value `senoir`"), "{told}");
    assert!(told.contains("perhaps `senior`"), "{told}");
    assert_eq!(told.matches("senoir").count(), 1, "{told}");
    assert!(told.contains("(J2); 1 more cell"), "{told}");
}
