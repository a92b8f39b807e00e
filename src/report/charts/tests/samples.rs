//! Charts as runs give them, every kind in both languages.

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

pub(super) fn months(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{}-{:02}", 2021 + (index + 4) / 12, (index + 4) % 12 + 1)).collect()
}

pub(super) fn heading(title: &str, subtitle: &str, footnote: &str) -> Heading {
    let description = format!("{title}：{subtitle}");
    Heading { title: title.to_owned(), subtitle: subtitle.to_owned(), description, footnote: footnote.to_owned() }
}

fn pick<'a>(chinese: bool, zh: &'a str, en: &'a str) -> &'a str {
    if chinese { zh } else { en }
}

pub(super) fn fan(chinese: bool) -> FanChart {
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
        label: t("县级骨干教师", "Backbone teachers"),
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
        targets: vec![FanTarget { value: 650.0, month: 55, label: t("规划目标", "Target of the plan") }],
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

pub(super) fn probabilities(chinese: bool, series: usize) -> ProbabilityChart {
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
                    .map(|month| last / (1.0 + libm::exp2(-(f64::from(month) - 20.0 - index as f64) / 6.0)))
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

pub(super) fn money(chinese: bool) -> MoneyChart {
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

pub(super) fn shortfall(chinese: bool, rows: usize) -> WaterfallChart {
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

pub(super) fn lines(chinese: bool, series: usize) -> LinesChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let point = |index: usize, step: usize| {
        let x = 600.0 + 150.0 * step as f64;
        let y = 0.97 / (1.0 + libm::exp2((1100.0 + 60.0 * (index % 7) as f64 - x) / (70.0 + 12.0 * index as f64)));
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

pub(super) fn forest(chinese: bool, rows: usize) -> ForestChart {
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

pub(super) fn pair(chinese: bool, rows: usize) -> PairChart {
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

pub(super) fn fans(chinese: bool, origins: usize) -> FansChart {
    let t = |zh: &str, en: &str| pick(chinese, zh, en).to_owned();
    let dates: Vec<String> = (0..origins + 2).map(|year| format!("{}-01", 2013 + year)).collect();
    let came: Vec<f64> = (0..dates.len()).map(|year| 120.0 + 3.0 * year as f64 + [0.0, 4.0, -9.0][year % 3]).collect();
    let fan = |origin: usize| Fan {
        label: t("从某年一月起", "from January of some year"),
        origin,
        bands: (1..dates.len() - origin)
            .map(|ahead| {
                [-8.0, -3.0, 0.0, 3.0, 8.0].map(|z| came[origin] + 3.0 * ahead as f64 + z * (ahead as f64).sqrt())
            })
            .collect(),
    };
    FansChart {
        heading: heading(
            &t("县级骨干教师：逐年起算的预测与实际", "Backbone teachers: forecast from each year, and what came"),
            &t("实际的点有 91% 落在宽区间内", "91% of the dots lie within the wide band"),
            &t("每次预测只用起算时点以前的数据。", "Each forecast knows only what was known by its date."),
        ),
        unit: t("人", "teachers"),
        fans: (1..=origins).map(fan).collect(),
        dates,
        came,
        outer_label: t("预测（90%）", "forecast, 90%"),
        inner_label: t("预测（一半）", "forecast, half"),
        median_label: t("中位数", "median"),
        known_label: t("当时已知", "known then"),
        within_label: t("实际，在区间内", "came, within the band"),
        outside_label: t("实际，在区间外", "came, outside"),
    }
}

pub(super) fn tornado(chinese: bool, rows: usize) -> TornadoChart {
    let t = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let row = |index: usize| {
        let wide = 30.0 / (1.0 + index as f64);
        TornadoRow {
            label: t("骨干教师辞职率（每年）", "Yearly rate of resignation of backbone teachers"),
            low: 120.0 - wide,
            high: if index == 2 { 110.0 } else { 120.0 + wide * 0.8 },
        }
    };
    TornadoChart {
        heading: heading(
            &t("哪些数最能改变学科带头人数", "Which numbers move subject leaders most"),
            &t("其他数照常变动", "All other numbers as they may be"),
            &t("平均值", "Means"),
        ),
        axis_label: t("学科带头人", "subject leaders"),
        unit: t("人", "teachers"),
        decimals: 1,
        middle: 120.0,
        rows: (0..rows).map(row).collect(),
        low_label: t("该数处于最低的五分之一", "number in its lowest fifth"),
        high_label: t("该数处于最高的五分之一", "number in its highest fifth"),
        middle_label: t("平均", "mean"),
    }
}

pub(super) fn scatter(chinese: bool, shares: bool) -> ScatterChart {
    let t = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let dot = |index: u32| {
        let (x, y) = (f64::from(index * 37 % 101) / 101.0, f64::from(index * 53 % 97) / 97.0);
        let scale = if shares { 1.0 } else { 400.0 };
        Dot { x: x * scale, y: y * scale, marked: shares && x > 0.6 && y < 0.4 }
    };
    ScatterChart {
        heading: heading(
            &t("骨干教师目标在哪里落空", "Where the backbone target fails"),
            &t("每点为未知数的一次抽取", "A dot is a draw of what is not known"),
            &t("百分位", "Percentiles"),
        ),
        x_label: t("学生增长率", "growth of students"),
        y_label: t("每年认定人数", "recognised a year"),
        shares,
        dots: (0..200).map(dot).collect(),
        region: shares.then_some(Region { x: (Some(0.6), None), y: (None, Some(0.4)) }),
        marked_label: t("未达成", "missed"),
        other_label: t("达成", "met"),
        region_label: t("找出的区域", "the box found"),
    }
}

/// Every kind of chart in both languages, with the language.
pub(super) fn samples() -> Vec<(String, Language, Chart)> {
    let mut samples = Vec::new();
    for language in Language::ALL {
        let chinese = language == Language::Chinese;
        let mut add = |name: &str, chart| samples.push((format!("{name}-{}", language.code()), language, chart));
        add("fan", Chart::Fan(fan(chinese)));
        for panels in [2, 7, 12] {
            let heading = fan(chinese).heading;
            add(&format!("paths-{panels}"), Chart::Paths(PathsChart { heading, fans: vec![fan(chinese); panels] }));
        }
        for origins in [1, 9, 12] {
            add(&format!("fans-{origins}"), Chart::Fans(fans(chinese, origins)));
        }
        for series in [4, 6, 13] {
            add(&format!("probability-{series}"), Chart::Probabilities(probabilities(chinese, series)));
        }
        for rows in [1, 12] {
            add(&format!("tornado-{rows}"), Chart::Tornado(tornado(chinese, rows)));
        }
        add("scatter-shares", Chart::Scatter(scatter(chinese, true)));
        add("scatter-numbers", Chart::Scatter(scatter(chinese, false)));
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
