//! Tables of a requirement: the least for each confidence, and what opening other limits would do.

use super::StudyTable;
use crate::study::{Goal, Requirement};
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

/// In the lever's unit: yuan over all years together, or a yearly number.
const AMOUNT: &str = "元（各年合计）或每年数 (yuan over all years, or a number a year)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![least(), variants()]
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
            "其 95% 区间下限；空表示没有哪个数可判为不足",
            "lower end of its 95 % interval; empty if no amount can be told to be too little",
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
    TableSchema { stem: "require", meaning: Text::new("每个把握一行", "a confidence"), columns }
}

fn variants() -> TableSchema {
    let mut columns = head();
    columns.push(text(
        "opened",
        "另外放开的限制：none 无，places 名额，posts 编制，candidates 报名人数，units 项目规模，hosts 主持人，all 全部",
        "other limit that is opened: none, places, posts, candidates, units, hosts, all",
    ));
    columns.extend(schema::probability(
        "杠杆与该限制都放开时的达成概率",
        "probability with the lever and this limit open",
    ));
    columns.extend([
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
        StudyTable { schema: variants(), rows: variant_rows(requirement) },
    ]
}

fn goal(goal: &Goal) -> &str {
    match goal {
        Goal::Target(id) => id,
        Goal::All => "all",
    }
}

fn least_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let rows = requirement.required.iter().map(|one| {
        let mut cells = row![
            requirement.lever.as_str(),
            goal(&requirement.goal),
            one.confidence,
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
        cells.push(one.binding.first().map(|binding| binding.limit.code()).into());
        cells
    });
    rows.collect()
}

fn variant_rows(requirement: &Requirement) -> Vec<Vec<Cell>> {
    let alone = ("none", &requirement.open, &requirement.binding);
    let others = requirement.variants.iter().map(|one| (one.opening.code(), &one.probability, &one.binding));
    std::iter::once(alone)
        .chain(others)
        .map(|(opened, found, binding)| {
            let mut cells = row![requirement.lever.as_str(), goal(&requirement.goal), opened];
            cells.extend(probability(found));
            cells.extend(row![
                binding.first().map(|one| one.limit.code()),
                binding.first().map(|one| one.share),
                requirement.reversals,
            ]);
            cells
        })
        .collect()
}
