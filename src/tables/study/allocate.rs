//! Tables of an allocation: the splits, and the verdicts on them.

use super::StudyTable;
use crate::study::{Aim, Front, Split};
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![splits(), verdicts()]
}

fn head() -> Vec<crate::tables::ColumnSchema> {
    vec![
        column("total", ColumnKind::Integer, schema::YUAN, "所分配的总额", "sum that is split"),
        text(
            "split",
            "分法：found 求得，plan 现方案，scaled 现方案按比例，even 平均，spend 按支出，need 按需求",
            "found, plan (as it is), scaled (the plan in proportion), even, spend (as the plan spends), need (as it needs)",
        ),
    ]
}

fn splits() -> TableSchema {
    let mut columns = head();
    columns.extend([
        text("lever", "支出项目或资金", "line or fund"),
        column("money", ColumnKind::Integer, schema::YUAN, "分得金额", "what it is given"),
        column("least", ColumnKind::Integer, schema::YUAN, "下限", "floor"),
        column("most", ColumnKind::Integer, schema::YUAN, "上限；空表示没有", "ceiling; empty without one"),
    ]);
    TableSchema {
        stem: "allocate", meaning: Text::new("每种分法、每个支出项目一行", "a line of a split"), columns
    }
}

fn verdicts() -> TableSchema {
    let mut columns = head();
    columns.push(text(
        "aim",
        "优化的目的：all 全部达成，count 达成个数，shortfall 差额",
        "what was optimised: all, count, shortfall",
    ));
    columns.push(text("measure", "目标，或 joint（所选全部）", "target, or joint (all chosen)"));
    columns.extend(schema::probability(
        "达成概率（搜索未用过的新模拟）",
        "probability, from replicates that the search never saw",
    ));
    columns.extend([
        number("targets_met", 6, "", "达成目标数的期望", "expected number of chosen targets met"),
        number(
            "shortfall",
            6,
            "",
            "期望缺额，各以下限的比例计，合计",
            "expected shortfall as shares of the bounds, summed",
        ),
        number(
            "behind",
            6,
            "",
            "求得的分法比它多多少（所优化的量，配对）",
            "what the split found has more of the aim, paired",
        ),
        number("behind_low", 6, "", "其 95% 区间下限", "lower end of its 95 % interval"),
        number("behind_high", 6, "", "其 95% 区间上限", "upper end"),
        column(
            "efficient",
            ColumnKind::Truth,
            "",
            "是否没有更小的总额做得同样好",
            "whether no smaller sum does as well",
        ),
    ]);
    TableSchema {
        stem: "allocate_verdicts",
        meaning: Text::new("每种分法、每个目标一行", "a target under a split"),
        columns,
    }
}

/// Its name in tables.
const fn code(aim: Aim) -> &'static str {
    match aim {
        Aim::All => "all",
        Aim::Count => "count",
        Aim::Shortfall => "shortfall",
    }
}

pub(super) fn tables(fronts: &[Front], aim: Aim) -> Vec<StudyTable> {
    let (mut money, mut verdict) = (Vec::new(), Vec::new());
    for front in fronts {
        let allocation = &front.allocation;
        for split in std::iter::once(&allocation.found).chain(&allocation.others) {
            for (bounds, yuan) in allocation.levers.iter().zip(&split.money) {
                let mut cells = vec![Cell::Integer(Some(front.total)), split.name.into(), bounds.lever.as_str().into()];
                cells.extend([Some(*yuan), Some(bounds.least), bounds.most].map(Cell::Integer));
                money.push(cells);
            }
            verdict.extend(rows(front, split, aim));
        }
    }
    vec![StudyTable { schema: splits(), rows: money }, StudyTable { schema: verdicts(), rows: verdict }]
}

fn rows(front: &Front, split: &Split, aim: Aim) -> Vec<Vec<Cell>> {
    let all = std::iter::once(("joint".to_owned(), &split.all));
    all.chain(split.each.iter().map(|(measure, one)| (measure.id(), one)))
        .map(|(measure, one)| {
            let mut cells = vec![Cell::Integer(Some(front.total))];
            cells.extend(row![split.name, code(aim), measure]);
            cells.extend(probability(one));
            let behind = &split.behind;
            cells.extend(row![
                split.count.mean,
                split.shortfall.mean,
                behind.mean,
                behind.low,
                behind.high,
                front.efficient
            ]);
            cells
        })
        .collect()
}
