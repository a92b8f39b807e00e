//! Tests over whole charts, with the kind of numbers that a run gives.
//!
//! With the environment variable `TIDUI_CHARTS` set to a directory, the samples are also written there to be looked at.

use std::collections::BTreeSet;

use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Group, Node, Rect};

use super::font::Face;
use super::*;
use crate::summary::Limit;

/// In the order in which a year works through them.
const LIMITS: [Limit; 9] = [
    Limit::Candidates,
    Limit::Qualified,
    Limit::Eligible,
    Limit::Vacancy,
    Limit::Places,
    Limit::Host,
    Limit::Money,
    Limit::Declined,
    Limit::Late,
];

/// The widths that a page shows charts at, and that of files.
const WIDTHS: [u32; 2] = [560, 1000];

fn drawn(chart: &Chart) -> String {
    draw_svg(chart, Sheet::file(Language::Chinese)).unwrap()
}

fn refused(chart: &Chart) -> ChartError {
    draw_svg(chart, Sheet::file(Language::English)).unwrap_err()
}

fn months(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{}-{:02}", 2021 + (index + 4) / 12, (index + 4) % 12 + 1)).collect()
}

fn heading(title: &str, subtitle: &str, footnote: &str) -> Heading {
    let description = format!("{title}：{subtitle}");
    Heading { title: title.to_owned(), subtitle: subtitle.to_owned(), description, footnote: footnote.to_owned() }
}

fn pick<'a>(chinese: bool, zh: &'a str, en: &'a str) -> &'a str {
    if chinese { zh } else { en }
}

fn fan(chinese: bool) -> FanChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let count = 56;
    let at = |z: f64| -> Vec<f64> {
        (0..count)
            .map(|month| {
                let month = f64::from(month);
                let steps = (month / 12.0).floor() * 46.0 + (month % 12.0).min(4.0) * 6.0;
                412.0 + steps + z * (4.0 + 4.2 * month.sqrt())
            })
            .collect()
    };
    FanChart {
        heading: heading(
            &t(
                "骨干教师人数：2025 年底前达到 650 人的概率是 38%",
                "Backbone teachers: 38% likely to reach 650 by the end of 2025",
            ),
            &t(
                "某某县“十四五”教育人才规划，10,000 次模拟；种子 20,210,501",
                "County education-talent plan, 10,000 simulated paths; seed 20,210,501",
            ),
            &t(
                "来源：tidui 模拟，情景 county-a.toml。阴影为模拟结果的分位区间，不含模型本身的不确定性。",
                "Source: tidui, scenario county-a.toml. Bands are quantiles of the simulated paths and leave out what the model does not know.",
            ),
        ),
        unit: t("人", "teachers"),
        decimals: 0,
        months: months(56),
        p5: at(-1.64),
        p10: at(-1.28),
        p25: at(-0.67),
        p50: at(0.0),
        p75: at(0.67),
        p90: at(1.28),
        p95: at(1.64),
        target: Some(FanTarget { value: 650.0, month: 55, label: t("规划目标", "Target of the plan") }),
        outer_label: t("九成区间（P5–P95）", "90% of paths (P5–P95)"),
        middle_label: t("八成区间（P10–P90）", "80% of paths (P10–P90)"),
        inner_label: t("五成区间（P25–P75）", "half of paths (P25–P75)"),
        median_label: t("中位数", "median"),
        end_labels: [t("P10", "P10"), t("中位数", "Median"), t("P90", "P90")],
    }
}

const NAMES: [(&str, &str); 13] = [
    ("专任教师总数", "Full-time teachers"),
    ("骨干教师", "Backbone teachers"),
    ("学科带头人", "Subject leaders"),
    ("特级教师", "Special-grade teachers"),
    ("研究生学历教师", "Teachers with a postgraduate degree"),
    ("乡村学校音体美教师", "Rural music, sport and art teachers"),
    ("“双师型”职业教育教师", "Dual-qualified vocational teachers"),
    ("幼儿园持证教师比例达到 95%", "95% of kindergarten teachers certified"),
    ("特殊教育专业教师", "Special-education teachers"),
    ("名校长工作室", "Head teachers' studios"),
    ("校级后备干部", "Deputy heads in reserve"),
    ("高级职称教师", "Senior-title teachers"),
    ("全部目标同时达成", "All targets at once"),
];

fn probabilities(chinese: bool, series: usize) -> ProbabilityChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let finals = [0.987, 0.38, 0.83, 0.79, 1.0, 0.06, 0.0, 0.64, 0.91, 0.72, 0.88, 0.55, 0.02];
    ProbabilityChart {
        heading: heading(
            &t(
                "各项目标按期达成的概率：13 项中 6 项不低于 80%",
                "How likely each target is: 6 of 13 are at 80% or more",
            ),
            &t(
                "概率随时间更新；右上角为规划期末的概率，橙红色表示低于 80%",
                "Probability month by month; top right, the probability at the end of the plan, in vermilion below 80%",
            ),
            &t("来源：tidui 模拟，10,000 次；区间为 95% 区间。", "Source: tidui, 10,000 paths; intervals are of 95%."),
        ),
        axis_label: t("达成概率", "Probability of reaching the target"),
        months: months(56),
        series: (0..series)
            .map(|index| {
                let last = finals[index % finals.len()];
                let path: Vec<f64> = (0..56)
                    .map(|month| last / (1.0 + (-(f64::from(month) - 20.0 - index as f64) / 6.0).exp2()))
                    .map(|share| if share > last * 0.97 { last } else { share })
                    .collect();
                ProbabilitySeries {
                    label: t(NAMES[index % 13].0, NAMES[index % 13].1),
                    low: path.iter().map(|share| (share - 0.25 * share * (1.0 - share) - 0.01).max(0.0)).collect(),
                    high: path.iter().map(|share| (share + 0.25 * share * (1.0 - share) + 0.01).min(1.0)).collect(),
                    probability: path,
                }
            })
            .collect(),
        reference: Some(ProbabilityReference { value: 0.8, label: t("80%：较有把握", "80%: fairly safe") }),
        line_label: t("达成概率", "probability"),
        interval_label: t("95% 区间", "95% interval"),
    }
}

fn money(chinese: bool) -> MoneyChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let range = |p50: f64, wide: f64| MoneyRange { p10: (p50 - wide).max(0.0), p50, p90: p50 + wide * 1.2 };
    let medians = [
        (860.0, 820.0, 40.0),
        (1240.0, 1100.0, 142.0),
        (1415.5, 1150.0, 265.0),
        (1502.0, 1200.0, 302.0),
        (1630.0, 1200.0, 431.0),
    ];
    MoneyChart {
        heading: heading(
            &t(
                "经费需求、支出与缺口：五年累计缺口约 1,180 万元",
                "Need, spending and gap: about 11.8 million yuan short over five years",
            ),
            &t(
                "按财政年度（1–12 月）；批复额为县财政预算安排",
                "By fiscal year (January to December); appropriations are those of the county budget",
            ),
            &t(
                "来源：tidui 模拟，10,000 次。缺口为需求减去可用经费，不计入下一年度结转。",
                "Source: tidui, 10,000 paths. The gap is need less available money, without carry-over.",
            ),
        ),
        unit: t("万元", "10,000 yuan"),
        decimals: 0,
        years: medians
            .into_iter()
            .enumerate()
            .map(|(index, (need, spend, gap))| MoneyYear {
                label: t(&format!("{} 年", 2021 + index), &format!("{}", 2021 + index)),
                need: range(need, 90.0 + 30.0 * index as f64),
                spend: range(spend, 50.0),
                gap: range(gap, 60.0 + 25.0 * index as f64),
                appropriation: (index != 4).then_some(900.0 + 110.0 * index as f64),
            })
            .collect(),
        need_label: t("经费需求", "Need"),
        spend_label: t("实际支出", "Spending"),
        gap_label: t("经费缺口", "Gap"),
        appropriation_label: t("预算批复", "Appropriation"),
        range_label: t("柱为中位数，细线为 P10–P90", "bars are medians, thin lines P10–P90"),
    }
}

fn shortfall(chinese: bool, rows: usize) -> WaterfallChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let words = [
        ("候选人不足", "too few candidates"),
        ("合格者不足", "too few qualified"),
        ("不符合资格", "not eligible"),
        ("没有空编", "no vacancy"),
        ("名额用完", "no places left"),
        ("没有接收学校", "no host school"),
        ("经费不足", "no money"),
        ("本人放弃", "declined"),
        ("到岗晚于期限", "arriving late"),
    ];
    let parts: [[f64; 9]; 6] = [
        [0.02, 0.05, 0.0, 0.11, 0.0, 0.0, 0.17, 0.03, 0.0],
        [0.0; 9],
        [0.10, 0.08, 0.06, 0.07, 0.05, 0.04, 0.12, 0.06, 0.0],
        [0.004, 0.0, 0.0, 0.0, 0.0, 0.012, 0.0, 0.0, 0.0],
        [0.0, 0.31, 0.0, 0.0, 0.22, 0.0, 0.35, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.24, 0.0, 0.0, 0.06, 0.02, 0.0],
    ];
    WaterfallChart {
        heading: heading(
            &t(
                "是什么限制了目标：经费和编制是最主要的两项",
                "What held the targets back: above all money and vacant posts",
            ),
            &t(
                "每行从平均达成值到无限制时的上限；各段为该项限制造成的损失占上限的比例",
                "Each row runs from the mean achieved to what no limit would allow; each step is what one limit took, as a share of that bound",
            ),
            &t(
                "来源：tidui 模拟，10,000 次；按限制出现的次序逐项归因。",
                "Source: tidui, 10,000 paths; each loss is put down to the limit that bound first.",
            ),
        ),
        rows: (0..rows)
            .map(|index| {
                let bound = 120.0 * (index as f64 + 1.0) * if index == 0 { 20.0 } else { 1.0 };
                let lost = parts[index % 6];
                WaterfallRow {
                    label: t(NAMES[index].0, NAMES[index].1),
                    achieved: bound * (1.0 - lost.iter().sum::<f64>()),
                    bound,
                    steps: LIMITS
                        .into_iter()
                        .zip(lost)
                        .map(|(limit, part)| WaterfallStep { limit, amount: part * bound })
                        .collect(),
                    decimals: 0,
                }
            })
            .collect(),
        axis_label: t("占上限的比例", "Share of the bound"),
        amounts_label: t("达成 / 上限", "achieved / bound"),
        achieved_label: t("平均达成", "achieved on average"),
        limit_labels: LIMITS.into_iter().zip(words).map(|(limit, (zh, en))| (limit, t(zh, en))).collect(),
        no_shortfall: t("没有短缺", "nothing is missing"),
    }
}

fn lines(chinese: bool, series: usize) -> LinesChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let point = |index: usize, step: usize| {
        let x = 600.0 + 150.0 * step as f64;
        let y = 0.97 / (1.0 + ((1100.0 + 60.0 * (index % 7) as f64 - x) / (70.0 + 12.0 * index as f64)).exp2());
        let wide = 0.01 + 0.25 * y * (1.0 - y);
        LinePoint { x, y, low: (y - wide).max(0.0), high: (y + wide).min(1.0) }
    };
    LinesChart {
        heading: heading(
            &t("经费增加到 1,500 万元时，多数目标较有把握", "With 15 million yuan a year most targets are fairly safe"),
            &t(
                "每个点为一组模拟；其余条件与规划相同",
                "Each dot is a run of its own; everything else is as in the plan",
            ),
            &t(
                "来源：tidui 模拟，每点 2,000 次；区间为 95% 区间。",
                "Source: tidui, 2,000 paths for each dot; intervals are of 95%.",
            ),
        ),
        x_label: t("每年经费（万元）", "Money a year (10,000 yuan)"),
        x_decimals: 0,
        y_label: t("达成概率", "Probability of reaching the target"),
        series: (0..series)
            .map(|index| LineSeries {
                label: t(NAMES[index % 13].0, NAMES[index % 13].1),
                points: (0..9).rev().map(|step| point(index, step)).collect(),
            })
            .collect(),
        marks: vec![
            LineMark { x: 1150.0, label: t("规划", "The plan") },
            LineMark { x: 1230.0, label: t("建议方案", "What is proposed") },
        ],
        reference: Some(LineReference { value: 0.8, label: t("80%：较有把握", "80%: fairly safe") }),
        line_label: t("达成概率", "probability"),
        interval_label: t("95% 区间", "95% interval"),
    }
}

fn forest(chinese: bool, rows: usize) -> ForestChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let effects = [
        (6.4, 1.1, true),
        (3.2, 0.9, true),
        (1.9, 1.6, true),
        (0.4, 0.8, false),
        (-0.2, 0.7, false),
        (-2.3, 1.0, true),
    ];
    ForestChart {
        heading: heading(
            &t("下一个 10 万元用在哪里最有用", "Where the next 100,000 yuan helps most"),
            &t(
                "每行为把 10 万元加到该项后，全部目标同时达成的概率的变化",
                "Each row: how the probability of reaching all targets changes if that item gets 100,000 yuan more",
            ),
            &t("来源：tidui 模拟，10,000 次。", "Source: tidui, 10,000 paths."),
        ),
        axis_label: t("达成概率的变化（百分点）", "Change of the probability, in percentage points"),
        unit: t("百分点", "points"),
        decimals: 1,
        signed: true,
        rows: (0..rows)
            .map(|index| {
                let (value, wide, detectable) = effects[index % 6];
                let label = t(NAMES[index % 13].0, NAMES[index % 13].1);
                ForestRow { label, value, low: value - wide, high: value + wide, detectable }
            })
            .collect(),
        undetectable_label: t("与零无法区分", "cannot be told from zero"),
        interval_label: t("估计值与 95% 区间", "estimate and 95% interval"),
    }
}

fn pair(chinese: bool, rows: usize) -> PairChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let values = [(312.0, 410.0), (86.0, 86.0), (1240.0, 980.0), (0.0, 65.0), (150.0, 152.0), (95.0, 0.0)];
    PairChart {
        heading: heading(
            &t("经费分配：规划与建议方案", "How the money is split: the plan, and what is proposed"),
            &t("总额不变，每年 1,883 万元", "The sum stays the same, 18.83 million yuan a year"),
            &t("来源：tidui 优化，情景 county-a.toml。", "Source: tidui, scenario county-a.toml."),
        ),
        axis_label: t("每年经费", "Money a year"),
        unit: t("万元", "10,000 yuan"),
        decimals: 0,
        rows: (0..rows)
            .map(|index| {
                let (before, after) = values[index % 6];
                PairRow { label: t(NAMES[index % 13].0, NAMES[index % 13].1), before, after }
            })
            .collect(),
        before_label: t("规划", "the plan"),
        after_label: t("建议方案", "what is proposed"),
    }
}

/// Every kind of chart in both languages, with the language.
fn samples() -> Vec<(String, Language, Chart)> {
    let mut samples = Vec::new();
    for language in Language::ALL {
        let chinese = language == Language::Chinese;
        let mut add = |name: &str, chart| samples.push((format!("{name}-{}", language.code()), language, chart));
        add("fan", Chart::Fan(fan(chinese)));
        for series in [4, 6, 13] {
            add(&format!("probability-{series}"), Chart::Probabilities(probabilities(chinese, series)));
        }
        add("money", Chart::Money(money(chinese)));
        for rows in [6, 12] {
            add(&format!("shortfall-{rows}"), Chart::Shortfall(shortfall(chinese, rows)));
        }
        for series in [1, 4, 6, 16] {
            add(&format!("lines-{series}"), Chart::Lines(lines(chinese, series)));
        }
        for rows in [1, 6, 24] {
            add(&format!("forest-{rows}"), Chart::Forest(forest(chinese, rows)));
            add(&format!("pair-{rows}"), Chart::Pair(pair(chinese, rows)));
        }
    }
    samples
}

/// Charts that no planner would want but that must be drawn all the same.
fn strange() -> Vec<(String, Chart)> {
    let long = "很长的名称".repeat(14) + &" and a very long name with <tags> & \"quotes\"\u{7}".repeat(3);
    let mut strange = Vec::new();
    for (name, value) in [
        ("zero", 0.0),
        ("one", 7.0),
        ("below", -3.5),
        ("huge", 1.6e308),
        ("tiny", 1e-308),
        ("millions", 123_456_789.0),
        ("depths", -1.6e308),
    ] {
        for count in [1, 2, 600] {
            let values = vec![value; count];
            let mut chart = fan(true);
            chart.months = months(count);
            chart.p5 = values.clone();
            chart.p10 = values.clone();
            chart.p25 = values.clone();
            chart.p50 = values.clone();
            chart.p75 = values.clone();
            chart.p90 = values.clone();
            chart.p95 = values.clone();
            chart.target = Some(FanTarget { value: -value, month: count - 1, label: long.clone() });
            strange.push((format!("fan-{name}-{count}"), Chart::Fan(chart)));
            for series in [1, 4, 5, 16] {
                let mut chart = probabilities(false, series);
                chart.months = months(count);
                for one in &mut chart.series {
                    one.probability = values.clone();
                    one.low = values.clone();
                    one.high = values.clone();
                    one.label.clone_from(&long);
                }
                strange.push((format!("probability-{name}-{count}-{series}"), Chart::Probabilities(chart)));
            }
        }
        for years in [1, 15] {
            let mut chart = money(true);
            let range = MoneyRange { p10: value, p50: value, p90: value };
            let year =
                MoneyYear { label: long.clone(), need: range, spend: range, gap: range, appropriation: Some(value) };
            chart.years = vec![year; years];
            chart.unit.clone_from(&long);
            strange.push((format!("money-{name}-{years}"), Chart::Money(chart)));
        }
        for rows in [1, 12] {
            let mut chart = shortfall(true, rows);
            for row in &mut chart.rows {
                row.label.clone_from(&long);
                row.achieved = value;
                row.bound = value;
            }
            chart.no_shortfall.clone_from(&long);
            strange.push((format!("shortfall-{name}-{rows}"), Chart::Shortfall(chart)));
        }
        strange.extend(strange_rows(name, value, &long));
        strange.extend(strange_lines(name, value, &long));
    }
    let mut chart = fan(false);
    chart.heading =
        Heading { title: long.clone(), subtitle: long.clone(), description: long.clone(), footnote: long.clone() };
    chart.unit.clone_from(&long);
    chart.outer_label.clone_from(&long);
    chart.median_label.clone_from(&long);
    chart.end_labels = [long.clone(), long.clone(), long.clone()];
    strange.push(("words-fan".to_owned(), Chart::Fan(chart)));
    let mut chart = shortfall(false, 12);
    chart.heading.title = long.clone();
    chart.axis_label.clone_from(&long);
    chart.amounts_label.clone_from(&long);
    for (_, label) in &mut chart.limit_labels {
        label.clone_from(&long);
    }
    strange.push(("words-shortfall".to_owned(), Chart::Shortfall(chart)));
    strange.push((
        "no-words".to_owned(),
        Chart::Fan(FanChart {
            months: vec![String::new()],
            p5: vec![1.0],
            p10: vec![1.0],
            p25: vec![1.0],
            p50: vec![1.0],
            p75: vec![1.0],
            p90: vec![1.0],
            p95: vec![1.0],
            ..FanChart::default()
        }),
    ));
    strange
}

fn strange_rows(name: &str, value: f64, long: &str) -> Vec<(String, Chart)> {
    let mut strange = Vec::new();
    for rows in [1, 2, 24] {
        for other in [value, -value, 0.0] {
            let mut chart = forest(false, rows);
            chart.unit = long.to_owned();
            chart.axis_label = long.to_owned();
            chart.interval_label = long.to_owned();
            for (index, row) in chart.rows.iter_mut().enumerate() {
                row.label = long.to_owned();
                let middle = if index % 2 == 0 { value } else { other };
                (row.low, row.value, row.high) = (value.min(other), middle, value.max(other));
            }
            strange.push((format!("forest-{name}-{rows}-{other}"), Chart::Forest(chart)));
            let mut chart = pair(true, rows);
            chart.unit = long.to_owned();
            chart.axis_label = long.to_owned();
            chart.before_label = long.to_owned();
            for row in &mut chart.rows {
                *row = PairRow { label: long.to_owned(), before: value, after: other };
            }
            strange.push((format!("pair-{name}-{rows}-{other}"), Chart::Pair(chart)));
        }
    }
    strange
}

fn strange_lines(name: &str, value: f64, long: &str) -> Vec<(String, Chart)> {
    let mut strange = Vec::new();
    for count in [1, 2, 600] {
        for series in [1, 4, 5, 16] {
            let mut chart = lines(false, series);
            chart.x_label = long.to_owned();
            chart.y_label = long.to_owned();
            chart.x_decimals = 2;
            for one in &mut chart.series {
                one.label = long.to_owned();
                let x = |index: usize| value * 0.5 * (index as f64 / count as f64 + 1.0);
                one.points =
                    (0..count).map(|index| LinePoint { x: x(index), y: value, low: value, high: 1.0 }).collect();
            }
            chart.marks = [value, value, -value, 0.0].map(|x| LineMark { x, label: long.to_owned() }).to_vec();
            strange.push((format!("lines-{name}-{count}-{series}"), Chart::Lines(chart.clone())));
            chart.marks.clear();
            chart.reference = None;
            strange.push((format!("lines-bare-{name}-{count}-{series}"), Chart::Lines(chart)));
        }
    }
    strange
}

/// Every opening tag is closed in order, and what stands between tags is escaped.
fn assert_well_formed(name: &str, svg: &str) {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: an open tag in {piece}"));
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
        for entity in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            assert!(["lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|known| entity.starts_with(known)), "{name}");
        }
        assert!(!piece.chars().any(|character| character.is_control() && character != '\n'), "{name}");
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

/// A text as it is seen.
#[derive(Debug)]
struct Seen {
    text: String,
    size: f32,
    bold: bool,
    /// What its letters cover.
    ink: Rect,
}

/// What a document shows: its texts, and how far every other shape reaches.
fn seen(group: &Group, texts: &mut Vec<Seen>, shapes: &mut Vec<Rect>) {
    for node in group.children() {
        match node {
            Node::Group(group) => seen(group, texts, shapes),
            Node::Path(path) => {
                let reach = path.abs_stroke_bounding_box();
                shapes.push(reach);
                // Level and upright lines of one pixel fall on whole ones; those that lean, and data, need not.
                if path.stroke().is_none_or(|stroke| stroke.width().get() > backend::UNITS as f32) {
                    continue;
                }
                let bounds = path.abs_bounding_box();
                let edges = match (bounds.width() < 0.001, bounds.height() < 0.001) {
                    (true, false) => [reach.left(), reach.right()],
                    (false, true) => [reach.top(), reach.bottom()],
                    _ => continue,
                };
                let sharp = edges.iter().all(|edge| (edge * 2.0 - (edge * 2.0).round()).abs() < 0.01);
                assert!(sharp, "a blurred line: {reach:?}");
            }
            Node::Text(text) => {
                let span = &text.chunks()[0].spans()[0];
                texts.push(Seen {
                    text: text.chunks().iter().map(usvg_text).collect(),
                    size: span.font_size().get() / backend::UNITS as f32,
                    bold: span.font().weight() > 500,
                    ink: text.flattened().abs_bounding_box(),
                });
            }
            Node::Image(_) => panic!("an image in a chart"),
        }
    }
}

fn usvg_text(chunk: &resvg::usvg::TextChunk) -> &str {
    chunk.text()
}

/// No ink leaves the page, no text touches another, and none is wider than it was measured.
fn assert_tidy(name: &str, svg: &str, language: Language) -> Vec<Seen> {
    let tree = backend::outlined(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (mut texts, mut shapes) = (Vec::new(), Vec::new());
    seen(tree.root(), &mut texts, &mut shapes);
    let (width, height) = (tree.size().width(), tree.size().height());
    for shape in shapes {
        let inside = shape.left() >= 0.0 && shape.top() >= 0.0 && shape.right() <= width && shape.bottom() <= height;
        assert!(inside, "{name}: outside the page: {shape:?}");
    }
    for (index, one) in texts.iter().enumerate() {
        let ink = one.ink;
        let inside =
            ink.left() >= 8.0 && ink.top() >= 4.0 && ink.right() <= width - 8.0 && ink.bottom() <= height - 4.0;
        assert!(inside, "{name}: outside the page: {one:?}");
        for other in &texts[index + 1..] {
            let apart = other.ink.right() <= ink.left()
                || ink.right() <= other.ink.left()
                || other.ink.bottom() <= ink.top()
                || ink.bottom() <= other.ink.top();
            assert!(apart, "{name}: {one:?} touches {other:?}");
        }
        assert!(one.size >= 9.0, "{name}: too small: {one:?}");
        let face = if one.bold { Face::title(language, &one.text) } else { Face::text(language) };
        let measured = face.width(one.text.trim(), f64::from(one.size));
        assert!(f64::from(ink.width()) <= measured + 2.0, "{name}: measured {measured}: {one:?}");
    }
    texts
}

fn keep(name: &str, extension: &str, bytes: &[u8]) {
    if let Some(directory) = std::env::var_os("TIDUI_CHARTS") {
        std::fs::write(std::path::Path::new(&directory).join(name).with_extension(extension), bytes).unwrap();
    }
}

#[test]
fn samples_are_tidy_and_well_formed() {
    for (name, language, chart) in samples() {
        for width in WIDTHS {
            let name = format!("{name}-{width}");
            let svg = draw_svg(&chart, Sheet { language, width }).unwrap();
            assert_well_formed(&name, &svg);
            let texts = assert_tidy(&name, &svg, language);
            assert!(texts.len() > 5, "{name}: {texts:?}");
            let root = format!("lang=\"{}\" stroke-linejoin=\"round\"", language.code());
            assert!(svg.starts_with(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\"")));
            assert!(svg.contains(&root) && svg.contains("role=\"img\""), "{name}");
            let heading = chart.heading();
            let title = format!("<title>{}</title>\n<desc>{}</desc>", heading.title, heading.description);
            assert!(svg.contains(&title.replace('&', "&amp;")), "{name}");
            let every: String = svg.chars().collect::<BTreeSet<char>>().into_iter().collect();
            assert_eq!(missing_glyphs(&every), [], "{name}");
            keep(&name, "svg", svg.as_bytes());
            if std::env::var_os("TIDUI_CHARTS").is_some() {
                keep(&name, "png", &draw_png(&svg).unwrap());
            }
        }
    }
}

#[test]
fn labels_stand_in_the_svg() {
    let svg = drawn(&Chart::Fan(fan(true)));
    for label in ["人\n", "2021-05", "2022", "2025-12", "规划目标 650", "中位数", "P90", "九成区间（P5–P95）"]
    {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Probabilities(probabilities(false, 13)));
    for label in ["Backbone teachers", "38%", "99%", "100%", "80%: fairly safe"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Money(money(true)));
    for label in ["1,240", "万元", "预算批复", "—", "2025 年"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Shortfall(shortfall(true, 12)));
    for label in ["没有短缺", "经费不足", "17%", "1,488 / 2,400"] {
        assert!(svg.contains(label), "{label}");
    }
    for series in [4, 16] {
        let svg = drawn(&Chart::Lines(lines(false, series)));
        for label in ["The plan 1,150", "What is proposed 1,230", "Money a year (10,000 yuan)", "80%: fairly safe"] {
            assert!(svg.contains(label), "{label}");
        }
    }
    let svg = drawn(&Chart::Forest(forest(true, 6)));
    for label in ["+6.4", "−2.3", "与零无法区分", "百分点"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Pair(pair(true, 6)));
    for label in ["312 → 410", "1,240 → 980", "建议方案", "万元"] {
        assert!(svg.contains(label), "{label}");
    }
}

#[test]
fn strange_charts_are_drawn() {
    for (index, (name, chart)) in strange().into_iter().enumerate() {
        // Languages and widths take turns.
        let sheet = Sheet { language: Language::ALL[index % 2], width: WIDTHS[index / 2 % 2] };
        let svg = draw_svg(&chart, sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_well_formed(&name, &svg);
        assert_tidy(&name, &svg, sheet.language);
        // Pixels take their time in a debug build: a few of each kind will do.
        let few = [
            "fan-huge-1",
            "probability-zero-2-16",
            "money-huge-15",
            "shortfall-one-12",
            "words-fan",
            "lines-one-2-4",
            "lines-millions-600-16",
            "lines-zero-1-1",
            "forest-millions-24--123456789",
            "forest-zero-2-0",
            "pair-millions-24--123456789",
            "pair-huge-2-0",
        ];
        if few.contains(&&*name) {
            let file = draw_png(&svg).unwrap();
            assert!(file.starts_with(b"\x89PNG"), "{name}");
            keep(&name, "png", &file);
        }
    }
}

/// Where the axis of effects is marked, by the texts of the picture.
fn marked(chart: &ForestChart, text: &str) -> Option<f32> {
    let tree = backend::outlined(&drawn(&Chart::Forest(chart.clone()))).unwrap();
    let mut texts = Vec::new();
    seen(tree.root(), &mut texts, &mut Vec::new());
    texts.iter().find(|one| one.text.trim() == text).map(|one| f32::midpoint(one.ink.left(), one.ink.right()))
}

#[test]
fn zero_is_in_the_middle_only_if_effects_of_both_signs_were_found() {
    let mut chart = forest(true, 6);
    let middle = |chart: &ForestChart, text: &str| {
        f32::midpoint(marked(chart, &format!("−{text}")).unwrap(), marked(chart, text).unwrap())
    };
    assert!((middle(&chart, "5.0") - marked(&chart, "0.0").unwrap()).abs() < 5.0);
    for row in &mut chart.rows {
        row.detectable = row.value > 1.0;
    }
    // Losses that cannot be told from zero are still on the axis.
    assert!(marked(&chart, "−8").is_none() && marked(&chart, "−4").is_some() && marked(&chart, "8").is_some());
    for row in &mut chart.rows {
        (row.low, row.value, row.high) = (row.low.abs(), row.value.abs(), row.high.abs());
    }
    assert!(marked(&chart, "0").unwrap() < 300.0 && marked(&chart, "−2").is_none());
}

#[test]
fn pairs_are_measured_from_zero() {
    let mut chart = pair(false, 1);
    for (before, after) in [(312.0, 410.0), (-312.0, -410.0)] {
        (chart.rows[0].before, chart.rows[0].after) = (before, after);
        assert!(drawn(&Chart::Pair(chart.clone())).contains(">\n0\n<"));
    }
}

#[test]
fn a_curve_is_drawn_from_left_to_right_whatever_the_order_of_its_points() {
    let chart = lines(true, 3);
    let mut other = chart.clone();
    other.series.iter_mut().for_each(|series| series.points.reverse());
    assert_eq!(drawn(&Chart::Lines(chart)), drawn(&Chart::Lines(other)));
}

#[test]
fn a_png_has_twice_the_logical_size_and_shows_its_colours() {
    let chart = Chart::Money(money(true));
    let svg = drawn(&chart);
    let file = draw_png(&svg).unwrap();
    assert_eq!(file, draw_png(&drawn(&chart)).unwrap());
    let picture = Pixmap::decode_png(&file).unwrap();
    let size = format!("width=\"{}\" height=\"{}\"", picture.width() / PNG_SCALE, picture.height() / PNG_SCALE);
    assert!(svg.contains(&size) && picture.width() == 2000, "{size}");
    let count = |rgb: [u8; 3]| picture.data().chunks_exact(4).filter(|pixel| pixel[..3] == rgb).count();
    assert!(count([255, 255, 255]) > 1_000_000);
    assert!(count([0, 114, 178]) > 20_000, "spending");
    assert!(count([213, 94, 0]) > 2_000, "gap");
}

#[test]
fn a_page_is_as_tall_as_its_content_and_as_wide_as_it_is_asked_to_be() {
    let height = |chart: &Chart, width| {
        backend::outlined(&draw_svg(chart, Sheet { language: Language::English, width }).unwrap())
            .unwrap()
            .size()
            .height()
    };
    let effects = |rows| Chart::Forest(forest(false, rows));
    assert!(height(&effects(1), 1000) < 300.0 && height(&effects(24), 1000) > 700.0);
    let panels = |series| Chart::Lines(lines(false, series));
    assert!(height(&panels(6), 1000) < height(&panels(16), 1000));
    // Panels that do not fit side by side stand below one another.
    assert!(height(&panels(16), 560) > height(&panels(16), 1000));
    let mut years = money(false);
    years.years = vec![years.years[0].clone(); 12];
    assert!(height(&Chart::Money(years.clone()), 560) > 1.3 * height(&Chart::Money(years), 1000));
    let narrowest = draw_svg(&effects(6), Sheet { language: Language::English, width: 1 }).unwrap();
    assert!(narrowest.contains("width=\"480\""));
}

/// The texts of a fan with this title and subtitle, as they are seen.
fn titled(language: Language, title: &str, subtitle: &str) -> Vec<Seen> {
    let chart = FanChart { heading: heading(title, subtitle, ""), ..fan(false) };
    assert_tidy(title, &draw_svg(&Chart::Fan(chart), Sheet::file(language)).unwrap(), language)
}

#[test]
fn a_chinese_name_does_not_change_the_face_of_an_english_line() {
    let wide = |subtitle: &str| titled(Language::English, "Teachers", subtitle)[1].ink.width();
    let (with, without) = (wide("Teachers of 骨 school, “all” of them"), wide("Teachers of school, “all” of them"));
    // One square and one space, and not another face for all letters.
    assert!((with - without - 14.0 - 3.9).abs() < 1.0, "{with} {without}");
    let quoted = |language| titled(language, "Teachers", "教“A”师")[1].ink.width();
    assert!(quoted(Language::Chinese) > quoted(Language::English) + 8.0);
}

#[test]
fn a_title_is_heavy_unless_a_character_of_it_has_no_heavy_form() {
    for (language, title, bold) in [
        (Language::English, "Teachers: 38% likely", true),
        (Language::Chinese, "骨干教师：38%", true),
        (Language::Chinese, "李堃工作室", false),
        (Language::English, "The studio of 李堃", false),
    ] {
        let texts = titled(language, title, "");
        assert_eq!((texts[0].text.trim(), texts[0].bold), (title, bold));
        assert!(texts[1..].iter().all(|one| !one.bold), "{texts:?}");
    }
}

#[test]
fn chinese_is_really_drawn() {
    let ink = |text: &str| titled(Language::Chinese, text, "")[0].ink;
    assert!(font::FILES.iter().all(|bytes| font::has(bytes, '—')), "a broken face");
    assert!((ink("骨干骨干").width() - 4.0 * 23.0).abs() < 4.0);
    assert!(ink("一").height() < 0.3 * ink("骨").height());
    // An em of 40 pixels is 40 wide.
    assert!((Face::text(Language::Chinese).width("骨干", 40.0) - 80.0).abs() < 0.1);
}

#[test]
fn every_character_of_the_promise_has_a_glyph() {
    let promise = "0123456789ABCXYZabcxyz!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~ÀÉßöüāǎ，。、；：？！“”‘’（）《》【】\
                   「」ＡＢ１２％＋－→←↑↓≥≤±×–—·‰…−①⑩℃万元县镇乡师训编制鑫淼堃";
    assert_eq!(missing_glyphs(promise), []);
    assert_eq!(missing_glyphs("一骨\u{e000}\u{e000}𠀀"), ['\u{e000}', '𠀀']);
}

#[test]
fn wrong_numbers_are_refused() {
    let mut chart = fan(true);
    chart.p90.pop();
    let error = refused(&Chart::Fan(chart));
    assert_eq!(error, ChartError::Length { what: "p90".to_owned(), expected: 56, found: 55 });
    let mut chart = fan(true);
    chart.p50[3] = f64::NAN;
    let error = refused(&Chart::Fan(chart));
    assert_eq!(error.to_string(), "entry 3 of p50 is not a finite number");
    let mut chart = fan(true);
    chart.target.as_mut().unwrap().month = 56;
    assert!(matches!(refused(&Chart::Fan(chart)), ChartError::OutOfRange { index: 56, length: 56, .. }));
    let empty = |chart: &Chart| matches!(refused(chart), ChartError::Empty { .. });
    assert!(empty(&Chart::Fan(FanChart::default())));
    assert!(empty(&Chart::Probabilities(ProbabilityChart::default())));
    assert!(empty(&Chart::Probabilities(ProbabilityChart { months: months(2), ..ProbabilityChart::default() })));
    assert!(empty(&Chart::Money(MoneyChart::default())));
    assert!(empty(&Chart::Shortfall(WaterfallChart::default())));
    let mut chart = money(true);
    chart.years[2].gap.p90 = f64::INFINITY;
    assert!(matches!(refused(&Chart::Money(chart)), ChartError::NotFinite { index: 2, .. }));
    let mut chart = shortfall(true, 3);
    chart.rows[1].steps[4].amount = f64::NEG_INFINITY;
    assert!(matches!(refused(&Chart::Shortfall(chart)), ChartError::NotFinite { index: 4, .. }));
    let chart = probabilities(true, 17);
    let error = refused(&Chart::Probabilities(chart));
    assert_eq!(error.to_string(), "17 series are too many for one chart, which holds 16");
    assert!(empty(&Chart::Lines(LinesChart::default())));
    assert!(empty(&Chart::Forest(ForestChart::default())));
    assert!(empty(&Chart::Pair(PairChart::default())));
    let mut chart = lines(false, 2);
    chart.series[1].points[8].low = f64::NAN;
    let error = refused(&Chart::Lines(chart.clone()));
    assert_eq!(error.to_string(), "entry 8 of low of Backbone teachers is not a finite number");
    chart.series[1].points.clear();
    let error = refused(&Chart::Lines(chart));
    assert_eq!(error.to_string(), "points of Backbone teachers is empty");
    let mut chart = lines(false, 2);
    chart.marks[1].x = f64::INFINITY;
    assert!(matches!(refused(&Chart::Lines(chart.clone())), ChartError::NotFinite { index: 1, .. }));
    chart.marks = vec![LineMark::default(); 5];
    assert!(matches!(refused(&Chart::Lines(chart)), ChartError::TooMany { most: 4, found: 5, .. }));
    let many = |chart: &Chart, limit: usize| matches!(refused(chart), ChartError::TooMany { most, found, .. } if most == limit && found == limit + 1);
    assert!(many(&Chart::Lines(lines(true, 17)), 16));
    assert!(many(&Chart::Forest(forest(true, 25)), 24));
    assert!(many(&Chart::Pair(pair(true, 25)), 24));
    let mut chart = forest(true, 3);
    chart.rows[2].high = f64::INFINITY;
    assert!(matches!(refused(&Chart::Forest(chart)), ChartError::NotFinite { index: 2, .. }));
    let mut chart = pair(true, 3);
    chart.rows[0].after = f64::NAN;
    assert!(matches!(refused(&Chart::Pair(chart)), ChartError::NotFinite { index: 1, .. }));
}
