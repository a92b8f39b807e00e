//! Tables of a comparison: what is stated differently, what comes of it, and what each group of changes contributed.

use super::StudyTable;
use crate::study::{Attribution, Comparison, Estimate, Stated};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{ColumnKind, SHARE, TableSchema, column, number, text};
use crate::words::Text;

/// In the unit of the measure.
const UNIT: &str = "随 measure 而定 (as the measure)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![inputs(), outcomes(), parts()]
}

fn inputs() -> TableSchema {
    let columns = vec![
        text(
            "scenario",
            "与第一个方案比较的方案：代号，与前面的方案代号相同时加序号（lean、lean-2）",
            "scenario that is compared with the first: its id, with a number where an earlier one has the same id (`lean`, `lean-2`)",
        ),
        text("path", "在方案文件中的路径", "path in the scenario file"),
        text("group", "所属的一组改变", "group of changes it belongs to"),
        text("before", "第一个方案中；空表示没有", "in the first scenario; empty if it says nothing of it"),
        text("before_basis", "其依据", "its basis"),
        text("before_source", "其出处", "its source"),
        text("after", "该方案中；空表示没有", "in this scenario"),
        text("after_basis", "其依据", "its basis"),
        text("after_source", "其出处", "its source"),
    ];
    TableSchema {
        stem: "compare_inputs", meaning: Text::new("每处不同一行", "a difference between inputs"), columns
    }
}

fn outcomes() -> TableSchema {
    let columns = vec![
        text("scenario", "方案，如上", "scenario, called as above"),
        text("measure", "衡量，如 met.expert.main", "measure, such as met.expert.main"),
        number("mean", 6, UNIT, "平均值（概率即比例）", "mean; for met and joint a probability"),
        number("mean_low", 6, UNIT, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("mean_high", 6, UNIT, "其 95% 区间上限", "upper end"),
        number(
            "difference",
            6,
            UNIT,
            "与第一个方案的配对差；第一个方案为空",
            "paired difference from the first scenario; empty for the first",
        ),
        number("low", 6, UNIT, "配对差的 95% 区间下限", "lower end of its 95 % interval"),
        number("high", 6, UNIT, "配对差的 95% 区间上限", "upper end"),
        column(
            "detectable",
            ColumnKind::Text,
            "",
            "是否可察觉：yes、no；第一个方案为空",
            "whether it can be told from none: yes, no; empty for the first",
        ),
        number(
            "unpaired_width",
            6,
            UNIT,
            "若两次独立模拟，区间会有多宽",
            "width that two independent runs would have given",
        ),
        number(
            "p",
            6,
            "",
            "若本无差别，出现这样大差别的概率（双侧）",
            "two-sided probability of such a difference if there were none",
        ),
        number(
            "p_together",
            6,
            "",
            "同一方案的全部差别一并看待时的概率（Holm）；低于 0.05 仍可判定",
            "the same with all differences of the scenario looked at together (Holm); below 0.05 it still counts",
        ),
        number(
            "defined",
            6,
            SHARE,
            "有值的模拟所占比例；平均值和配对差只计有值的抽取",
            "share of the replicates in which it has a value; means and differences are over the draws that have one",
        ),
    ];
    TableSchema {
        stem: "compare", meaning: Text::new("每个方案、每种衡量一行", "a measure in a scenario"), columns
    }
}

fn parts() -> TableSchema {
    let columns = vec![
        text("measure", "衡量", "measure"),
        text("group", "一组改变；whole 为全部", "group of changes; whole for all of them"),
        number(
            "part",
            12,
            UNIT,
            "该组的贡献（沙普利值）；各组之和恰为全部",
            "its part (Shapley value); the parts add up to the whole exactly",
        ),
        number("low", 6, UNIT, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("high", 6, UNIT, "其 95% 区间上限", "upper end"),
        text("numerator", "该值的分子（整数）", "the part as a whole number, to be divided by the denominator"),
        text("denominator", "分母（整数）", "denominator, a whole number"),
        column(
            "orders",
            ColumnKind::Integer,
            "",
            "抽取的次序数；空表示计入全部次序",
            "orders that were drawn; empty if all of them count",
        ),
    ];
    TableSchema {
        stem: "compare_parts",
        meaning: Text::new("每种衡量、每组改变一行", "a group of changes and a measure"),
        columns,
    }
}

pub(super) fn tables(comparison: &Comparison, attributions: &[Attribution]) -> Vec<StudyTable> {
    vec![
        StudyTable { schema: inputs(), rows: input_rows(comparison) },
        StudyTable { schema: outcomes(), rows: outcome_rows(comparison) },
        StudyTable { schema: parts(), rows: attributions.iter().flat_map(part_rows).collect() },
    ]
}

fn input_rows(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (label, differences) in comparison.labels.iter().zip(&comparison.inputs) {
        for one in differences {
            let mut cells = row![label.as_str(), one.path.as_str(), one.group.as_str()];
            for side in [&one.before, &one.after] {
                cells.extend(stated(side.as_ref()));
            }
            rows.push(cells);
        }
    }
    rows
}

fn stated(side: Option<&Stated>) -> Vec<Cell> {
    row![
        side.map(|side| side.words.as_str()),
        side.and_then(|side| side.basis).map(crate::scenario::Basis::code),
        side.and_then(|side| side.source.as_deref()),
    ]
}

fn outcome_rows(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &comparison.rows {
        for (index, label) in comparison.labels.iter().enumerate() {
            let Some(value) = one.values.get(index).and_then(Option::as_ref) else { continue };
            let difference = one.differences.get(index).and_then(Option::as_ref);
            rows.push(row![
                label.as_str(),
                one.measure.id(),
                value.mean,
                value.low,
                value.high,
                difference.map(|difference| difference.mean),
                difference.map(|difference| difference.low),
                difference.map(|difference| difference.high),
                difference.map(|difference| if difference.detectable { "yes" } else { "no" }),
                difference.map(|difference| difference.unpaired_width),
                difference.map(|difference| difference.p),
                one.together.get(index).copied().flatten(),
                one.defined.get(index).copied().unwrap_or(1.0),
            ]);
        }
    }
    rows
}

fn part_rows(attribution: &Attribution) -> Vec<Vec<Cell>> {
    let orders = attribution.orders.map(|orders| orders as i64);
    let whole = &attribution.whole;
    let denominator = attribution.denominator.to_string();
    let row = |group: &str, mean: f64, low: f64, high: f64, numerator: i128| {
        let mut cells =
            row![attribution.measure.id(), group, mean, low, high, numerator.to_string(), denominator.as_str()];
        cells.push(Cell::Integer(orders));
        cells
    };
    let mut rows = vec![row("whole", whole.mean, whole.low, whole.high, attribution.numerator)];
    rows.extend(attribution.parts.iter().map(|part| {
        let Estimate { mean, low, high } = part.estimate;
        row(&part.group, mean, low, high, part.numerator)
    }));
    rows
}
