//! Tables of a requirement: the least for each confidence, its years, and what opening other limits would do.

use super::StudyTable;
use crate::study::{Binding, Chosen, Goal, Required, Requirement};
use crate::summary::Probability;
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

/// In the lever's unit: yuan over all years together, or a yearly number.
const AMOUNT: &str = "元（各年合计）或每年数 (yuan over all years, or a number a year)";

/// In the unit of what the target counts.
const COUNTED: &str = "目标所计的单位 (as the target counts)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![least(), years(), variants()]
}

fn head() -> Vec<crate::tables::ColumnSchema> {
    vec![
        text("lever", "杠杆", "lever"),
        text("goal", "要达成的目标代号；all 为全部目标", "id of the target to be reached; all for all together"),
    ]
}

fn least() -> TableSchema {
    let mut columns = head();
    columns.extend([
        number("confidence", 6, schema::SHARE, "要求的把握", "confidence asked for"),
        profile(),
        number(
            "least",
            2,
            AMOUNT,
            "达到该把握的最少数；空表示怎样也达不到",
            "least amount that reaches it; empty if none does",
        ),
        number(
            "least_low",
            2,
            AMOUNT,
            "其 95% 区间下限；空表示试过的数都可判为不足",
            "lower end of its 95 % interval; empty if every amount tried can be told to be too little",
        ),
        number(
            "least_high",
            2,
            AMOUNT,
            "其 95% 区间上限；空表示连试过的最大数也不能判为足够",
            "upper end; empty if even the greatest amount tried cannot be told to suffice",
        ),
        number("plan", 2, AMOUNT, "现方案的数（平均）", "what the plan has (mean)"),
        number("ceiling", 2, AMOUNT, "试过的最大数", "greatest amount that was tried"),
    ]);
    columns.extend(schema::probability("在该数下的达成概率", "probability at the least amount"));
    columns.push(text("limit", "该处首要的制约因素", "first limit that binds there"));
    columns.extend([
        number(
            "ahead",
            6,
            schema::SHARE,
            "同样数额下，所选年度分配比原比例多出的概率（配对差）；空表示保持原比例",
            "what the chosen division adds to the probability, against the plan's of the same amount (paired); empty if the profile is kept",
        ),
        number("ahead_low", 6, schema::SHARE, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("ahead_high", 6, schema::SHARE, "其 95% 区间上限", "upper end"),
        column("divisions", ColumnKind::Integer, "", "试过的年度分配数", "divisions over years that were tried"),
    ]);
    TableSchema {
        stem: "require",
        meaning: Text::new("每个把握（和年度比例）一行", "a confidence and profile"),
        columns,
    }
}

fn profile() -> crate::tables::ColumnSchema {
    text(
        "profile",
        "各年之间的比例：keep 保持方案的比例，choose 另行选择",
        "profile over years: `keep` the plan's, `choose` another",
    )
}

fn years() -> TableSchema {
    let mut columns = head();
    columns.extend([
        number("confidence", 6, schema::SHARE, "要求的把握", "confidence asked for"),
        profile(),
        column("fiscal_year", ColumnKind::Integer, "", "财政年度", "fiscal year"),
        number("plan", 2, schema::YUAN, "现方案该年的数（平均）", "what the plan has in the year (mean)"),
        column(
            "least",
            ColumnKind::Integer,
            schema::YUAN,
            "最少数在该年的部分；空表示怎样也达不到",
            "the year's part of the least amount; empty if none suffices",
        ),
    ]);
    let meaning = Text::new("每个把握、比例和财政年度一行", "a confidence, profile and fiscal year");
    TableSchema { stem: "require_years", meaning, columns }
}

fn variants() -> TableSchema {
    let mut columns = head();
    columns.push(text(
        "opened",
        "另外放开的限制：none 无，places 名额，posts 编制，candidates 报名人数，units 项目规模，hosts 主持人，money 经费，all 全部（含经费）",
        "other limit that is opened: none, places, posts, candidates, units, hosts, money, all (money too)",
    ));
    columns.extend(schema::probability(
        "杠杆与该限制都放开时的达成概率",
        "probability with the lever and this limit open",
    ));
    columns.extend([
        number(
            "gain",
            6,
            schema::SHARE,
            "比只放开杠杆多出的概率（配对差）",
            "what it adds to the probability, against the lever alone (paired)",
        ),
        number("gain_low", 6, schema::SHARE, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("gain_high", 6, schema::SHARE, "其 95% 区间上限", "upper end"),
        number(
            "counted",
            6,
            COUNTED,
            "目标所计的数（平均）；问全部目标时为空",
            "what the target counts (mean); empty for all together",
        ),
        number("counted_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("counted_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        number("shortfall", 6, COUNTED, "平均差额", "how far below the bound it is (mean)"),
        number("shortfall_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("shortfall_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        super::frontier::defined(),
        text("limit", "此时首要的制约因素", "first limit that binds then"),
        number("share", 6, schema::SHARE, "占期望缺额的比例", "share of the expected shortfall"),
        column(
            "reversals",
            ColumnKind::Integer,
            "",
            "钱多反而失手的模拟次数",
            "replicates that met the goal with some amount and missed it with a greater one",
        ),
    ]);
    TableSchema {
        stem: "require_open", meaning: Text::new("每种放开的限制一行", "a limit that is opened"), columns
    }
}

pub(super) fn tables(requirement: &Requirement) -> Vec<StudyTable> {
    vec![
        StudyTable { schema: least(), rows: least_rows(requirement) },
        StudyTable { schema: years(), rows: year_rows(requirement) },
        StudyTable { schema: variants(), rows: variant_rows(requirement) },
    ]
}

fn goal(goal: &Goal) -> &str {
    match goal {
        Goal::Target(id) => id,
        Goal::All => "all",
    }
}

/// The answers, each with the choice that led to it or that it is compared with.
fn answers(requirement: &Requirement) -> impl Iterator<Item = (&'static str, &Required, Option<&Chosen>)> {
    let chosen = requirement.chosen.iter();
    let name = if requirement.chosen.is_empty() { "keep" } else { "choose" };
    let own = requirement.required.iter().enumerate();
    own.map(move |(index, one)| (name, one, requirement.chosen.get(index)))
        .chain(chosen.map(|one| ("keep", &one.kept, None)))
}

fn least_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let rows = answers(requirement).map(|(profile, one, chosen)| {
        let mut cells = row![
            requirement.lever.as_str(),
            goal(&requirement.goal),
            one.confidence,
            profile,
            one.least,
            one.interval.0,
            one.interval.1,
            requirement.plan,
            requirement.ceiling,
        ];
        match &one.probability {
            Some(found) => cells.extend(probability(found)),
            None => cells.extend([
                Cell::Number(None),
                Cell::Number(None),
                Cell::Number(None),
                Cell::Integer(None),
                Cell::Integer(None),
            ]),
        }
        let ahead = chosen.and_then(|chosen| chosen.ahead);
        cells.extend(row![
            one.binding.first().map(|binding| binding.limit.code()),
            ahead.map(|ahead| ahead.mean),
            ahead.map(|ahead| ahead.low),
            ahead.map(|ahead| ahead.high),
            chosen.and_then(|chosen| i64::try_from(chosen.tried).ok()),
        ]);
        cells
    });
    rows.collect()
}

fn year_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &requirement.chosen {
        for (profile, chosen) in [("choose", true), ("keep", false)] {
            for year in &one.years {
                let least = if chosen { year.chosen } else { year.kept };
                rows.push(row![
                    requirement.lever.as_str(),
                    goal(&requirement.goal),
                    one.confidence,
                    profile,
                    year.year,
                    year.plan,
                    least,
                ]);
            }
        }
    }
    rows
}

fn variant_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut push = |opened: &str, found: &Probability, binding: &[Binding], rest: Vec<Cell>| {
        let mut cells = row![requirement.lever.as_str(), goal(&requirement.goal), opened];
        cells.extend(probability(found));
        cells.extend(rest);
        cells.extend(row![
            binding.first().map(|one| one.limit.code()),
            binding.first().map(|one| one.share),
            requirement.reversals,
        ]);
        rows.push(cells);
    };
    // Beside other limits the lever alone is told from the same replicates as they are.
    if requirement.variants.is_empty() {
        push("none", &requirement.open, &requirement.binding, vec![Cell::Number(None); 10]);
    }
    for one in &requirement.variants {
        let standing = one.standing.as_ref();
        let mut rest = row![one.gain.mean, one.gain.low, one.gain.high];
        for estimate in [standing.and_then(|one| one.count), standing.map(|one| one.shortfall)] {
            rest.extend(row![estimate.map(|one| one.mean), estimate.map(|one| one.low), estimate.map(|one| one.high),]);
        }
        rest.push(standing.map(|one| one.defined).into());
        push(one.opening.code(), &one.probability, &one.binding, rest);
    }
    rows
}
