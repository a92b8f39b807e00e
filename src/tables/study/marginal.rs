//! The table of margins: what a step of each lever buys.

use super::StudyTable;
use super::frontier::amount;
use crate::study::{Change, Difference, Marginal};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

/// In the unit of the measure.
const UNIT: &str = "随 measure 而定 (as the measure)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![schema()]
}

fn schema() -> TableSchema {
    let columns = vec![
        column("rank", ColumnKind::Integer, "", "名次，从 1 起", "rank, from 1"),
        text("lever", "杠杆", "lever"),
        text(
            "kind",
            "变动方式：total 各年合计增加，yearly 每年增加",
            "total: added over all years together; yearly: added each year",
        ),
        number("step", 6, "元或每年数 (yuan, or a number a year)", "增加多少", "what is added"),
        text(
            "measure",
            "衡量：targets-met 达成目标数的期望，met.目标 概率，value.目标 数值，shortfall.目标 差额，missing 各目标差额占目标的比例之和，total-spend.all 支出",
            "targets-met: expected number of targets met; met.TARGET: probability; value.TARGET: what it counts; shortfall.TARGET: how far below its bound; missing: shortfalls as shares of the bounds, summed; total-spend.all: spend",
        ),
        number("difference", 6, UNIT, "增加多少（配对差的平均）", "what it adds: mean paired difference"),
        number("low", 6, UNIT, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("high", 6, UNIT, "其 95% 区间上限", "upper end"),
        number(
            "per_100000",
            6,
            UNIT,
            "每10万元增加多少；不是资金时为空",
            "the same for each 100,000 yuan of the step; empty for anything but money",
        ),
        column("detectable", ColumnKind::Truth, "", "是否可察觉", "whether it can be told from none"),
        number(
            "unpaired_width",
            6,
            UNIT,
            "若两次独立模拟，区间会有多宽",
            "width that two independent runs would have given",
        ),
        column(
            "draws",
            ColumnKind::Integer,
            "",
            "比较了多少次参数抽取：两边每次模拟都有值的",
            "draws that were compared: those in which every replicate has a value on both sides",
        ),
    ];
    TableSchema {
        stem: "marginal", meaning: Text::new("每个杠杆、每种衡量一行", "a measure of a lever"), columns
    }
}

pub(super) fn tables(marginal: &Marginal) -> Vec<StudyTable> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (index, gain) in marginal.gains.iter().enumerate() {
        let kind = if matches!(gain.change, Change::PlusTotal(_) | Change::Total(_)) { "total" } else { "yearly" };
        let yuan = amount(Some(&gain.change)).filter(|yuan| kind == "total" && *yuan > 0.0);
        let mut push = |measure: String, difference: &Difference| {
            rows.push(row![
                index as u64 + 1,
                gain.lever.as_str(),
                kind,
                amount(Some(&gain.change)),
                measure,
                difference.mean,
                difference.low,
                difference.high,
                yuan.map(|yuan| difference.mean * 100_000.0 / yuan),
                difference.detectable,
                difference.unpaired_width,
                difference.draws,
            ]);
        };
        push("targets-met".to_owned(), &gain.targets_met);
        for (measure, difference) in gain.probability.iter().chain(&gain.value) {
            push(measure.id(), difference);
        }
        for one in &gain.effects {
            push(format!("shortfall.{}.main", one.target), &one.shortfall);
        }
        push("missing".to_owned(), &gain.missing);
        if let Some(spend) = &gain.spend {
            push("total-spend.all".to_owned(), spend);
        }
    }
    vec![StudyTable { schema: schema(), rows }]
}
