//! The one definition of every table: file, columns, units, meanings, decimals.
//!
//! A column that is not here does not exist: frames are built from these lists, and the data dictionary is these lists.

use std::borrow::Cow;

use crate::summary::Limit;
use crate::words::Text;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, ids, months such as `2021-05`.
    Text,
    /// Whole numbers.
    Integer,
    /// Real numbers.
    Number {
        /// Most decimal places in CSV. Parquet keeps every digit.
        decimals: usize,
    },
    /// Yes or no.
    Truth,
}

impl ColumnKind {
    /// Its name in the data dictionary.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number { .. } => "number",
            Self::Truth => "boolean",
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSchema {
    /// Name in the file.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its unit, in both languages; empty for ids and words.
    pub unit: &'static str,
    /// What it means.
    pub meaning: Text,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSchema {
    /// File name without extension.
    pub stem: &'static str,
    /// What a row is.
    pub meaning: Text,
    /// Its columns, in order.
    pub columns: Vec<ColumnSchema>,
}

/// The tables of a run folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableName {
    /// Targets and readings.
    Targets,
    /// Targets month by month.
    TargetMonths,
    /// All targets together.
    Joint,
    /// Metrics month by month.
    Metrics,
    /// Money by line and fiscal year.
    Money,
    /// Money by fund and fiscal year.
    Funds,
    /// Money of all funds by fiscal year.
    MoneyTotal,
    /// Money over the whole run.
    MoneyPlan,
    /// What held targets back.
    Limits,
    /// Wanted, made and missed.
    Ledger,
    /// Every number of the scenario.
    Parameters,
    /// Inequality between schools.
    Equity,
    /// Schools at the end.
    Schools,
    /// Parameters and targets.
    Influence,
    /// Rules of adaptive plans.
    Rules,
}

pub(super) const YUAN: &str = "元 (yuan)";
const HEADS: &str = "人 (heads)";
pub(super) const SHARE: &str = "比例 0–1 (share 0–1)";
pub(super) const YEAR: &str = "年 (year)";
const MONTH: &str = "年-月 (YYYY-MM)";
const REPLICATES: &str = "次 (replicates)";
const METRIC: &str = "随指标而定 (as the metric)";
const MONEY: &str = "见 unit 列 (see column unit)";
const PARAMETER: &str = "随参数而定 (as the parameter)";

pub(super) fn column(
    name: impl Into<Cow<'static, str>>,
    kind: ColumnKind,
    unit: &'static str,
    zh: impl Into<Cow<'static, str>>,
    en: impl Into<Cow<'static, str>>,
) -> ColumnSchema {
    ColumnSchema { name: name.into(), kind, unit, meaning: Text::new(zh, en) }
}

pub(super) fn text(name: &'static str, zh: &'static str, en: &'static str) -> ColumnSchema {
    column(name, ColumnKind::Text, "", zh, en)
}

fn month(zh: &'static str, en: &'static str) -> ColumnSchema {
    column("month", ColumnKind::Text, MONTH, zh, en)
}

/// A fiscal year, and what people call it. Cells: [`super::frame::fiscal_year`].
pub(super) fn fiscal_year() -> [ColumnSchema; 2] {
    let (zh, en) = ("财政年度（以开始时的公历年表示）", "fiscal year, by the calendar year in which it opens");
    [
        column("fiscal_year", ColumnKind::Integer, YEAR, zh, en),
        text(
            "fiscal_label",
            "财政年度的写法，如 2025 或 2025/26",
            "what the fiscal year is called, such as 2025 or 2025/26",
        ),
    ]
}

pub(super) fn number(
    name: &'static str,
    decimals: usize,
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> ColumnSchema {
    column(name, ColumnKind::Number { decimals }, unit, zh, en)
}

/// An id and its title in both languages.
fn named(id: &'static str, zh: &'static str, en: &'static str) -> [ColumnSchema; 3] {
    [
        column(id, ColumnKind::Text, "", format!("{zh}代号"), format!("id of the {en}")),
        column(format!("{id}_zh"), ColumnKind::Text, "", format!("{zh}中文名称"), format!("Chinese title of the {en}")),
        column(format!("{id}_en"), ColumnKind::Text, "", format!("{zh}英文名称"), format!("English title of the {en}")),
    ]
}

/// Mean, standard deviation, quantiles and their intervals. Cells: [`super::frame::spread`].
pub(super) fn spread(decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    spread_of(ColumnKind::Number { decimals }, decimals, unit)
}

/// The share of replicates in which there is a value, and the spread of those. Cells: [`super::frame::defined_spread`].
pub(super) fn defined_spread(decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    let share = number(
        "defined",
        6,
        SHARE,
        "有值的模拟所占比例；以下各数只计这些模拟，一次都没有值时为空",
        "share of the replicates in which there is a value; the numbers below are over these, and empty if there are none",
    );
    std::iter::once(share).chain(spread(decimals, unit)).collect()
}

/// The same with whole quantiles. Cells: [`super::frame::whole_spread`].
pub(super) fn whole_spread(unit: &'static str) -> Vec<ColumnSchema> {
    spread_of(ColumnKind::Integer, 2, unit)
}

fn spread_of(quantiles: ColumnKind, decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    let mut columns = vec![
        number("mean", decimals, unit, "各次模拟的平均值", "mean over replicates"),
        number("sd", decimals, unit, "各次模拟的标准差", "standard deviation over replicates"),
    ];
    for percent in [5, 10, 25, 50, 75, 80, 90, 95] {
        let (zh, en) = (format!("{percent}% 分位数"), format!("{percent} % quantile over replicates"));
        columns.push(column(format!("p{percent}"), quantiles, unit, zh, en));
    }
    for percent in [5, 10, 25, 50, 75, 80, 90, 95] {
        for (end, zh, en) in [("low", "下限", "lower end"), ("high", "上限", "upper end")] {
            let zh = format!("{percent}% 分位数的 95% 区间{zh}");
            let en = format!("{en} of the 95 % interval of the {percent} % quantile");
            columns.push(column(format!("p{percent}_{end}"), quantiles, unit, zh, en));
        }
    }
    columns
}

/// A probability and its interval. Cells: [`super::frame::probability`].
pub(super) fn probability(zh: &'static str, en: &'static str) -> Vec<ColumnSchema> {
    vec![
        number("probability", 6, SHARE, zh, en),
        number("low", 6, SHARE, "概率的 95% 蒙特卡洛区间下限", "lower end of its 95 % Monte Carlo interval"),
        number("high", 6, SHARE, "概率的 95% 蒙特卡洛区间上限", "upper end of its 95 % Monte Carlo interval"),
        column("count", ColumnKind::Integer, REPLICATES, "发生的模拟次数", "replicates in which it happened"),
        column("replicates", ColumnKind::Integer, REPLICATES, "模拟总次数", "replicates in all"),
    ]
}

impl TableName {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 15] = [
        Self::Targets,
        Self::TargetMonths,
        Self::Joint,
        Self::Metrics,
        Self::Money,
        Self::Funds,
        Self::MoneyTotal,
        Self::MoneyPlan,
        Self::Limits,
        Self::Ledger,
        Self::Parameters,
        Self::Equity,
        Self::Schools,
        Self::Influence,
        Self::Rules,
    ];

    /// File name without extension.
    #[must_use]
    pub const fn stem(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::TargetMonths => "target_months",
            Self::Joint => "joint",
            Self::Metrics => "metrics",
            Self::Money => "money",
            Self::Funds => "funds",
            Self::MoneyTotal => "money_total",
            Self::MoneyPlan => "money_plan",
            Self::Limits => "limits",
            Self::Ledger => "ledger",
            Self::Parameters => "parameters",
            Self::Equity => "equity",
            Self::Schools => "schools",
            Self::Influence => "influence",
            Self::Rules => "rules",
        }
    }

    /// Its definition.
    #[must_use]
    pub fn schema(self) -> TableSchema {
        TableSchema { stem: self.stem(), meaning: self.meaning(), columns: self.columns() }
    }

    fn meaning(self) -> Text {
        match self {
            Self::Targets => Text::new("每个目标、每种口径一行", "a target under one reading"),
            Self::TargetMonths => Text::new("每个目标、口径、月份一行", "a target under one reading in a month"),
            Self::Joint => Text::new("全部目标同时实现（一行）", "all joint targets together: one row"),
            Self::Metrics => Text::new("每个指标、月份一行", "a metric in a month"),
            Self::Money => Text::new("每个支出项目、财政年度、金额种类一行", "a cost line, fiscal year and quantity"),
            Self::Funds => Text::new("每个资金、财政年度、金额种类一行", "a fund, fiscal year and quantity"),
            Self::MoneyTotal => {
                Text::new("每个财政年度、金额种类一行（全部资金合计）", "a fiscal year and quantity, all funds")
            }
            Self::MoneyPlan => {
                Text::new("每个资金、金额种类一行（全部年度合计）", "a fund and quantity, all years together")
            }
            Self::Limits => Text::new("每个目标、财政年度、制约因素一行", "a target, fiscal year and limit"),
            Self::Ledger => Text::new("每个来源、层次、财政年度一行", "a source, tier and fiscal year"),
            Self::Parameters => Text::new("方案中的每个数字一行", "a number of the scenario"),
            Self::Equity => Text::new("每个学段、月份一行", "a phase in a month"),
            Self::Schools => Text::new("每所学校一行（期末）", "a school at the end of the run"),
            Self::Influence => Text::new("每个不确定参数与目标一行", "an uncertain parameter and a target"),
            Self::Rules => Text::new("每条应变规则一行", "a rule of an adaptive plan"),
        }
    }

    fn columns(self) -> Vec<ColumnSchema> {
        match self {
            Self::Targets => target_columns(),
            Self::TargetMonths => {
                let mut columns = vec![
                    text("target", "目标代号", "id of the target"),
                    text("reading", "口径代号，main 为主口径", "id of the reading; main is the main one"),
                    month("月份（月末判定）", "month, judged at its end"),
                ];
                columns.extend(probability("该月末已达到目标的概率", "probability that the target is met at its end"));
                columns
            }
            Self::Joint => probability(
                "各目标（主口径）在各自期限同时实现的概率",
                "probability that all joint targets are met, under their main readings, each at its month",
            ),
            Self::Metrics => {
                let mut columns = named("metric", "指标", "metric").to_vec();
                columns.push(month("月份（月末）", "month, at its end"));
                columns.extend(defined_spread(4, METRIC));
                columns
            }
            Self::Money => {
                let mut columns = named("line", "支出项目", "cost line").to_vec();
                columns.push(text("fund", "支付该项目的资金代号", "id of the fund that pays it"));
                columns.push(text(
                    "payer",
                    "支付方代号；项目未写明时为资金的拨款方",
                    "id of who pays it out; the fund's payer where the line names none",
                ));
                columns.extend(fiscal_year());
                columns.push(text(
                    "quantity",
                    "金额种类：need 需求，spend 支出，gap 缺口（需求减支出），clawback 违约返还，displaced 缺口挤掉的数量",
                    "need, spend, gap (need − spend), clawback (repaid by early leavers), displaced (units, offers or \
                     payments that the gap displaced)",
                ));
                columns.push(text("unit", "单位：yuan 元，count 个", "yuan, or count"));
                columns.extend(whole_spread(MONEY));
                columns
            }
            Self::Funds => {
                let mut columns = named("fund", "资金", "fund").to_vec();
                columns.push(text("payer", "拨款方代号", "id of who appropriates"));
                columns.extend(fiscal_year());
                columns.push(text(
                    "quantity",
                    "金额种类：appropriation 拨款，carried_in 上年结转，paid 由该资金支付（含为其他资金垫付），need 需求，spend 支出，gap 缺口，\
                     committed 年末已承诺未到期，queued 年末到期未付，lapsed 年末交回，overrun 超出可用资金的支付",
                    "appropriation, carried_in (from the year before), paid (by this fund, also for those that it backs), need, spend, gap, committed (not yet due at \
                     year end), queued (due and unpaid at year end), lapsed (returned at year end), overrun (paid beyond what there was)",
                ));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::MoneyTotal => {
                let mut columns = fiscal_year().to_vec();
                columns.push(text(
                    "quantity",
                    "金额种类：need 需求，spend 支出，gap 缺口；有资金可以超支时另有 beyond 拨款之外所需（缺口加超支）",
                    "need, spend or gap; where a fund may pay beyond its money also beyond (what is needed beyond the appropriations: gap + overrun)",
                ));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::MoneyPlan => {
                let mut columns =
                    vec![text("fund", "资金代号；空为全部资金", "id of the fund; empty for all together")];
                columns.push(text(
                    "quantity",
                    "金额种类：need 需求，spend 支出，gap 缺口；有资金可以超支时另有 beyond 拨款之外所需（缺口加超支）；年末未付、次年再列的只计一次",
                    "need, spend or gap; where a fund may pay beyond its money also beyond (what is needed beyond the appropriations: gap + overrun); what waits at year end and is wanted again counts once",
                ));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::Limits => {
                let mut columns = vec![text("target", "目标代号（主口径）", "id of the target, main reading")];
                columns.extend(fiscal_year());
                columns.extend([
                    text("limit", "制约因素代号", "id of the limit that bound"),
                    number("share", 6, SHARE, "占该目标期望缺额的比例", "share of the target's expected shortfall"),
                    number(
                        "heads",
                        4,
                        "人或校 (heads or schools)",
                        "所解释的期望缺额",
                        "expected shortfall it explains",
                    ),
                ]);
                columns
            }
            Self::Ledger => ledger_columns(),
            Self::Parameters => parameter_columns(),
            Self::Equity => {
                let mut columns = vec![
                    text("phase", "学段代号", "id of the phase"),
                    month("月份（月末）", "month, at its end"),
                    number("limit", 6, "", "差异系数上限（平均值）", "mean limit on the coefficient of variation"),
                ];
                columns.extend(probability("不超过上限的概率", "probability of keeping within the limit"));
                // The spread is that of the coefficient of variation between schools.
                columns.extend(defined_spread(6, "校际差异系数 (coefficient of variation between schools)"));
                columns
            }
            Self::Schools => {
                let mut columns = named("school", "学校", "school").to_vec();
                columns.extend([
                    text("phase", "学段代号", "id of its phase"),
                    text("kind", "类别代号", "id of its kind"),
                    number("students", 2, "人 (students)", "平均学生数", "mean students"),
                    number("staff", 4, HEADS, "平均教职工数", "mean staff"),
                    number(
                        "per_100_students",
                        4,
                        "人/百名学生 (heads per 100 students)",
                        "每百名学生拥有的均衡层次教师数（平均）",
                        "mean people of the equity tiers per 100 students; empty where there are none",
                    ),
                    number(
                        "joined",
                        6,
                        SHARE,
                        "被覆盖学校的项目覆盖的概率",
                        "probability of being reached by a programme that reaches schools",
                    ),
                ]);
                columns
            }
            Self::Influence => vec![
                text("parameter", "参数路径", "path of the parameter"),
                text("target", "目标代号（主口径）", "id of the target, main reading"),
                number(
                    "correlation",
                    6,
                    "−1–1",
                    "参数分位与目标指标值的相关系数",
                    "correlation of the parameter's percentile with the target's value",
                ),
            ],
            Self::Rules => {
                let mut columns = named("rule", "规则", "rule").to_vec();
                columns.push(month("查看条件的月份", "month in which its condition is looked at"));
                columns.extend(probability("规则启用的概率", "probability that it fires"));
                columns
            }
        }
    }
}

fn target_columns() -> Vec<ColumnSchema> {
    let mut columns = named("target", "目标", "target").to_vec();
    columns.extend(named("reading", "口径", "reading"));
    columns.extend([
        column("main", ColumnKind::Truth, "", "是否主口径", "whether it is the main reading"),
        column("joint", ColumnKind::Truth, "", "是否计入全部目标同时实现", "whether it belongs to the joint target"),
        text("source", "方案出处", "section of the plan"),
        text("metric", "指标代号（见 metrics 表）", "id of its metric, see table metrics"),
        month("判定月份（月末）", "month at whose end it is judged"),
        number("at_least", 6, METRIC, "目标下限", "least value that meets it"),
        number("tolerance", 6, METRIC, "仍视为达到的容差", "how far below still counts"),
    ]);
    columns.extend(probability("在判定月份达到目标的概率", "probability that it is met at its month"));
    columns.extend(defined_spread(4, METRIC));
    columns.extend([
        number(
            "shortfall",
            6,
            METRIC,
            "期望缺额：max(0, 下限 − 值) 的平均",
            "expected shortfall: mean of max(0, bound − value)",
        ),
        number(
            "unknown_share",
            6,
            SHARE,
            "指标方差中来自参数未知的比例；空表示无变化或未分层",
            "share of the value's variance from not knowing the parameters; empty if nothing varies or the layers were \
             not kept apart",
        ),
    ]);
    columns
}

fn ledger_columns() -> Vec<ColumnSchema> {
    let mut columns = vec![
        text("source", "来源：move.、channel. 或 programme. 加代号", "move.ID, channel.ID or programme.ID"),
        text("tier", "所需层次代号；空表示不分层次", "id of the tier wanted; empty where it is not people for a tier"),
    ];
    columns.extend(fiscal_year());
    columns.extend([
        number("wanted", 4, "人或单位 (heads or units)", "平均需要数", "mean wanted"),
        number("made", 4, "人或单位 (heads or units)", "平均实现数", "mean made"),
    ]);
    for limit in Limit::BOOKED {
        let (zh, en) = match limit {
            Limit::Candidates => ("报名人数不足", "too few candidates"),
            Limit::Qualified => ("合格人数不足", "too few qualified"),
            Limit::Declined => ("录用被拒绝", "offers declined"),
            Limit::Eligible => ("内部符合条件者不足", "too few inside eligible or passed"),
            Limit::Vacancy => ("无空编", "no vacant post"),
            Limit::Places => ("名额不足", "no places"),
            Limit::Host => ("无主持人或牵头校", "no host or lead school"),
            Limit::Money => ("无资金", "no money"),
            Limit::Late => ("已录用，到岗晚于期限", "hired, arriving after the deadline"),
        };
        columns.push(column(
            format!("missed_{}", limit.code()),
            ColumnKind::Number { decimals: 4 },
            "人或单位 (heads or units)",
            format!("平均未实现数：{zh}"),
            format!("mean not made: {en}"),
        ));
    }
    columns
}

fn parameter_columns() -> Vec<ColumnSchema> {
    vec![
        text("path", "参数路径", "path in the scenario"),
        column(
            "uncertain",
            ColumnKind::Truth,
            "",
            "是否为分布（不是定值）",
            "whether it is a distribution, not a known value",
        ),
        text("distribution", "取值或分布（乘 times 之前）", "value or distribution, before times"),
        number("times", 12, "", "乘在取值上的系数", "factor on what is drawn"),
        number(
            "low",
            12,
            PARAMETER,
            "可能的最小值：含 times 与允许范围；定值为空",
            "least value it can take, with times and the allowed range; empty where it is known",
        ),
        number(
            "high",
            12,
            PARAMETER,
            "可能的最大值：含 times 与允许范围；定值为空",
            "greatest value it can take, with times and the allowed range; empty where it is known",
        ),
        number(
            "mean",
            12,
            PARAMETER,
            "实际抽取值的平均（乘 times、限定在允许范围内之后）",
            "mean of what is drawn, with times and held within the allowed range",
        ),
        text("basis", "依据：plan 方案，published 公布，assumption 假设", "plan, published or assumption"),
        text("source", "出处", "where it comes from"),
        text("note", "备注", "anything a reader should know"),
    ]
}

/// The columns that every row of the replicates' file opens with; one column per uncertain parameter and per outcome
/// follow.
#[must_use]
pub fn replicate_columns() -> Vec<ColumnSchema> {
    vec![
        column("replicate", ColumnKind::Integer, "", "模拟序号，从 0 起", "number of the replicate, from 0"),
        column("draw", ColumnKind::Integer, "", "所属参数抽样序号，从 0 起", "number of its parameter draw, from 0"),
    ]
}
