//! Tables of a frontier: its points, and where it saturates.

use super::StudyTable;
use crate::study::{Change, Frontier};
use crate::tables::ColumnSchema;
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};
use crate::words::Text;

/// In the unit of what the target counts.
const COUNTED: &str = "目标所计的单位 (as the target counts)";

pub(super) fn schemas() -> Vec<TableSchema> {
    vec![points(), saturation()]
}

fn point_columns() -> Vec<ColumnSchema> {
    vec![
        column("point", ColumnKind::Integer, "", "点的序号，从 0 起", "number of the point, from 0"),
        text("lever", "变动的杠杆", "lever that is varied"),
        number("change", 6, "", "对该杠杆的变动：倍数，或数值", "what is done to it: a factor, or an amount"),
        text("second_lever", "第二个杠杆（二维时）", "second lever, with two of them"),
        number("second_change", 6, "", "对第二个杠杆的变动", "what is done to the second"),
        number("money", 0, "元 (yuan)", "变动资金各年合计（平均）", "yuan over all years of the funds varied (mean)"),
        number("spend", 0, "元 (yuan)", "全部项目各年支出合计（平均）", "spend of all lines over all years (mean)"),
    ]
}

fn points() -> TableSchema {
    let mut columns = point_columns();
    columns.push(text(
        "measure",
        "目标：met.目标.口径，或 joint（全部）",
        "target: met.TARGET.READING, or joint (all)",
    ));
    columns.extend(schema::probability("达成概率", "probability that it is met"));
    columns.extend([
        number(
            "band_low",
            6,
            schema::SHARE,
            "全部各点同时成立的 95% 带的下限",
            "lower end of the 95 % band that holds at all points together",
        ),
        number("band_high", 6, schema::SHARE, "同上，上限", "upper end of it"),
        number(
            "gain",
            6,
            schema::SHARE,
            "比前一点多出的概率（配对）；首点为空",
            "probability gained over the point before, paired; empty at the first",
        ),
        number("gain_low", 6, schema::SHARE, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("gain_high", 6, schema::SHARE, "其 95% 区间上限", "upper end"),
        number(
            "counted",
            6,
            COUNTED,
            "目标所计的数（平均）；joint 为空",
            "what the target counts (mean); empty for joint",
        ),
        number("counted_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("counted_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        number("shortfall", 6, COUNTED, "平均差额", "how far below its bound it is (mean)"),
        number("shortfall_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("shortfall_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        number(
            "counted_gain",
            6,
            COUNTED,
            "比前一点多计的数（配对）",
            "what it counts more than at the point before, paired",
        ),
        number("counted_gain_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("counted_gain_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        number(
            "shortfall_gain",
            6,
            COUNTED,
            "差额比前一点多多少（配对；负为减少）",
            "shortfall more than at the point before, paired; below 0 it is less",
        ),
        number("shortfall_gain_low", 6, COUNTED, "其 95% 区间下限", "lower end of its 95 % interval"),
        number("shortfall_gain_high", 6, COUNTED, "其 95% 区间上限", "upper end"),
        defined(),
    ]);
    let meaning = Text::new("每个点、每个目标一行", "a target at a point");
    TableSchema { stem: "frontier", meaning, columns }
}

/// The column of the share of replicates in which what a target counts has a value.
pub(super) fn defined() -> ColumnSchema {
    number(
        "defined",
        6,
        schema::SHARE,
        "所计的数有值的模拟所占比例；joint 为空",
        "share of the replicates in which what the target counts has a value; empty for joint",
    )
}

fn saturation() -> TableSchema {
    let columns = vec![
        text(
            "measure",
            "目标，或 joint（全部）；概率分不出两端时另有 value.目标（所计的数）",
            "target, or joint (all); value.TARGET (what it counts) as well where its probability does not tell the ends apart",
        ),
        column(
            "point",
            ColumnKind::Integer,
            "",
            "此点之后再无可察觉的增益；空表示末点仍在增加",
            "point beyond which nothing gains detectably; empty if the last still does",
        ),
        number("money", 0, "元 (yuan)", "该点的资金", "money at that point"),
        text("limit", "该点的制约因素", "limit that binds there"),
        text("target", "该制约所属目标", "target that it limits"),
        number("share", 6, schema::SHARE, "占该目标期望缺额的比例", "share of the target's expected shortfall"),
    ];
    let meaning = Text::new("每个目标在饱和处的每项制约一行", "a limit that binds where a target saturates");
    TableSchema { stem: "saturation", meaning, columns }
}

pub(super) fn tables(frontier: &Frontier) -> Vec<StudyTable> {
    vec![
        StudyTable { schema: points(), rows: point_rows(frontier) },
        StudyTable { schema: saturation(), rows: saturation_rows(frontier) },
    ]
}

/// A change as one number.
pub(super) fn amount(change: Option<&Change>) -> Option<f64> {
    change.and_then(|change| match *change {
        Change::Times(value) | Change::Plus(value) | Change::To(value) => Some(value),
        Change::PlusTotal(yuan) | Change::Total(yuan) => Some(yuan as f64),
        Change::Open => None,
    })
}

fn point_rows(frontier: &Frontier) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (index, point) in frontier.points.iter().enumerate() {
        let axis = |which: usize| {
            let axis = frontier.axes.get(which)?;
            let change = point.at.get(which).and_then(|step| axis.changes.get(*step));
            Some((axis.lever.as_str(), amount(change)))
        };
        let (first, second) = (axis(0), axis(1));
        for reached in &point.reached {
            let mut cells = row![
                index as u64,
                first.map(|one| one.0),
                first.and_then(|one| one.1),
                second.map(|one| one.0),
                second.and_then(|one| one.1),
                point.money,
                point.spend,
                reached.measure.id(),
            ];
            cells.extend(probability(&reached.probability));
            let gain = reached.gain.as_ref();
            cells.extend(row![
                reached.band.0,
                reached.band.1,
                gain.map(|gain| gain.mean),
                gain.map(|gain| gain.low),
                gain.map(|gain| gain.high),
            ]);
            let standing = reached.standing.as_ref();
            for one in [standing.and_then(|one| one.count), standing.map(|one| one.shortfall)] {
                cells.extend(row![one.map(|one| one.mean), one.map(|one| one.low), one.map(|one| one.high)]);
            }
            let step = reached.step.as_ref();
            for one in [step.and_then(|one| one.count), step.map(|one| one.shortfall)] {
                cells.extend(row![one.map(|one| one.mean), one.map(|one| one.low), one.map(|one| one.high)]);
            }
            cells.push(standing.map(|one| one.defined).into());
            rows.push(cells);
        }
    }
    rows
}

fn saturation_rows(frontier: &Frontier) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &frontier.saturation {
        let money = one.point.and_then(|point| frontier.points.get(point)).map(|point| point.money);
        let point = Cell::Integer(one.point.map(|point| point as i64));
        let head = || vec![Cell::from(one.measure.id()), point.clone(), Cell::from(money)];
        if one.binding.is_empty() {
            let mut cells = head();
            cells.extend(row![None::<&str>, None::<&str>, None::<f64>]);
            rows.push(cells);
        }
        for binding in &one.binding {
            let mut cells = head();
            cells.extend(row![binding.limit.code(), binding.target.as_str(), binding.share]);
            rows.push(cells);
        }
    }
    rows
}
