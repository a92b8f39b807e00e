//! Questions as they are asked on a command line, put to the studies.

use crate::scenario::Scenario;
use crate::study::{
    self, Aim, AllocateRequest, Answer, Axis, Front, FrontierRequest, Goal, Laboratory, Lever, LeverError,
    MarginalRequest, Measure, Point, Profile, RequireRequest, TreeChanges, Wanted,
};
use crate::words::{Text, nearest};

use crate::app::error::AppError;

/// A question and all that decides its answer beside the scenarios and the sampling.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Probability as a function of funding.
    Frontier {
        /// One lever or two, each from a least to a greatest factor.
        vary: Vec<Vary>,
        /// Points on each axis.
        points: Option<usize>,
        /// Targets by id; empty means all.
        targets: Vec<String>,
    },
    /// Scenarios beside each other.
    Compare {
        /// Targets whose difference is divided among the changes; `all` for all together. With two scenarios only.
        attribute: Vec<String>,
    },
    /// The least that is enough.
    Require {
        /// The lever.
        lever: String,
        /// The target; `all` for all together.
        target: String,
        /// Confidences.
        confidence: Vec<f64>,
        /// Answers are multiples of this.
        step: Option<f64>,
        /// The greatest amount that is tried.
        ceiling: Option<f64>,
        /// Whether the plan's profile over years is kept.
        profile: Profile,
    },
    /// What the next step of everything buys.
    Marginal {
        /// Yuan of a step of money; none means enough for a unit of what each line pays for.
        yuan: Option<i64>,
        /// Levers; empty means all.
        levers: Vec<String>,
        /// Targets by id; empty means all.
        targets: Vec<String>,
    },
    /// The split of a sum that serves best.
    Allocate {
        /// Whole yuan; with `front` the greatest of the sums.
        total: i64,
        /// How many sums, evenly up to `total`; one means just that.
        front: usize,
        /// Lines and funds, some with bounds; empty means every line.
        levers: Vec<Wanted>,
        /// Whether every fiscal year of each is a lever of its own.
        by_year: bool,
        /// Targets by id; empty means all.
        targets: Vec<String>,
        /// What is optimised.
        aim: Aim,
        /// Splits that may be tried.
        evaluations: usize,
    },
}

/// A lever and the factors between which it is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// The lever, or the id of a fund.
    pub lever: String,
    /// Least factor.
    pub low: f64,
    /// Greatest factor.
    pub high: f64,
}

/// Most replicates of a point that a precision may take.
const MOST: u64 = 1_000_000;
/// Points of a frontier with one axis, and on each of two axes.
const POINTS: [usize; 2] = [21, 7];

impl Question {
    /// Its name: the command.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Compare { .. } => "compare",
            Self::Frontier { .. } => "frontier",
            Self::Require { .. } => "require",
            Self::Marginal { .. } => "marginal",
            Self::Allocate { .. } => "allocate",
        }
    }

    /// Arguments that ask it again, beside the scenario, as they would be typed.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        let mut asked = Vec::new();
        let mut push = |flag: &str, value: String| asked.extend([flag.to_owned(), value]);
        match self {
            Self::Frontier { vary, points, targets } => {
                for one in vary {
                    push("--vary", format!("{}={}..{}", one.lever, one.low, one.high));
                }
                push("--points", points.unwrap_or_else(|| default_points(vary)).to_string());
                for target in targets {
                    push("--target", target.clone());
                }
            }
            Self::Compare { attribute } => {
                for target in attribute {
                    push("--attribute", target.clone());
                }
            }
            Self::Require { lever, target, confidence, step, ceiling, profile } => {
                push("--lever", lever.clone());
                push("--target", target.clone());
                for one in confidence {
                    push("--confidence", one.to_string());
                }
                if let Some(step) = step {
                    push("--step", step.to_string());
                }
                if let Some(ceiling) = ceiling {
                    push("--ceiling", ceiling.to_string());
                }
                if *profile == Profile::Choose {
                    push("--profile", "choose".to_owned());
                }
            }
            Self::Marginal { yuan, levers, targets } => {
                if let Some(yuan) = yuan {
                    push("--yuan", yuan.to_string());
                }
                for lever in levers {
                    push("--lever", lever.clone());
                }
                for target in targets {
                    push("--target", target.clone());
                }
            }
            Self::Allocate { total, front, levers, by_year, targets, aim, evaluations } => {
                push("--total", total.to_string());
                if *front > 1 {
                    push("--front", front.to_string());
                }
                for one in levers {
                    let range = one.range.map_or_else(String::new, |(least, most)| {
                        format!("={least}..{}", most.map_or_else(String::new, |most| most.to_string()))
                    });
                    push("--lever", format!("{}{range}", one.lever));
                }
                for target in targets {
                    push("--target", target.clone());
                }
                push("--aim", aim_name(*aim).to_owned());
                push("--evaluations", evaluations.to_string());
                if *by_year {
                    asked.push("--by-year".to_owned());
                }
            }
        }
        asked
    }
}

fn default_points(vary: &[Vary]) -> usize {
    if vary.len() > 1 { POINTS[1] } else { POINTS[0] }
}

/// An aim as it is typed.
pub(super) const fn aim_name(aim: Aim) -> &'static str {
    match aim {
        Aim::All => "all",
        Aim::Count => "count",
        Aim::Shortfall => "shortfall",
    }
}

/// The full name of a lever: a fund may be called by its id alone.
pub(super) fn lever(scenario: &Scenario, name: &str) -> Result<String, AppError> {
    let fund = format!("fund.{name}");
    match Lever::find(scenario, name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) if Lever::find(scenario, &fund).is_ok() => Ok(fund),
        Err(_) if name == "funds" => Err(AppError::Study(study::StudyError::Request(Text::new(
            "方案里没有设拨款额的资金；请指定其他杠杆，如 programme.training.units",
            "the scenario has no fund with an appropriation; name another lever, such as programme.training.units",
        )))),
        Err(error) => Err(AppError::Study(suggest(scenario, name, error).into())),
    }
}

/// A wrong name of one word is likely that of a fund.
fn suggest(scenario: &Scenario, name: &str, error: LeverError) -> LeverError {
    let funds = scenario.funds.iter().map(|fund| fund.named.id.as_str());
    match error {
        LeverError::Unknown { near: None, .. } if !name.contains('.') => {
            LeverError::Unknown { name: name.to_owned(), near: nearest(name, funds).map(str::to_owned) }
        }
        other => other,
    }
}

/// Refuses a target that does not exist, with the nearest that does.
fn known(scenario: &Scenario, targets: &[String]) -> Result<(), AppError> {
    let ids = || scenario.targets.iter().map(|target| target.named.id.as_str());
    let Some(wrong) = targets.iter().find(|name| !ids().any(|id| id == name.as_str())) else { return Ok(()) };
    let all = ids().collect::<Vec<_>>();
    let text = match nearest(wrong, ids()) {
        Some(near) => Text::new(
            format!("没有目标 `{wrong}`，是否指 `{near}`？"),
            format!("there is no target `{wrong}`; did you mean `{near}`?"),
        ),
        None => Text::new(
            format!("没有目标 `{wrong}`；方案的目标有：{}", all.join("、")),
            format!("there is no target `{wrong}`; the scenario has: {}", all.join(", ")),
        ),
    };
    Err(AppError::Study(study::StudyError::Request(text)))
}

/// The axes of a frontier, each from its least to its greatest factor.
fn axes(scenario: &Scenario, vary: &[Vary], points: Option<usize>) -> Result<Vec<Axis>, AppError> {
    let points = points.unwrap_or_else(|| default_points(vary));
    vary.iter().map(|one| Ok(Axis::factors(&lever(scenario, &one.lever)?, one.low, one.high, points))).collect()
}

/// How many replicates of every point a precision takes: until the 95 % interval of every probability that is asked for is
/// within ±`width`, at every point of a frontier, in every scenario of a comparison, and in the plan where the answer
/// looks for points itself.
pub(super) fn settled(
    question: &Question,
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    width: f64,
) -> Result<u64, AppError> {
    let Some(scenario) = scenarios.first() else { return Err(AppError::Internal("a study of nothing".to_owned())) };
    let targets = match question {
        Question::Frontier { vary, points, targets } => {
            known(scenario, targets)?;
            let axes = axes(scenario, vary, *points)?;
            let request = FrontierRequest { axes, targets: targets.clone(), replicates: 0 };
            return Ok(study::settled_frontier(laboratory, scenario, &request, width, MOST)?);
        }
        Question::Compare { .. } => Vec::new(),
        Question::Require { target, .. } if target == "all" => Vec::new(),
        Question::Require { target, .. } => vec![target.clone()],
        Question::Marginal { targets, .. } | Question::Allocate { targets, .. } => targets.clone(),
    };
    known(scenario, &targets)?;
    let points: Vec<Point> = scenarios.iter().map(|one| Point::new(&one.id, one)).collect();
    let mut measures: Vec<Measure> = targets.iter().map(|target| Measure::met(target)).collect();
    if measures.is_empty() {
        measures = points.iter().flat_map(Point::met_measures).chain([Measure::Joint]).collect();
        measures.sort();
        measures.dedup();
    }
    let outcomes = study::settle(laboratory, &points.iter().collect::<Vec<_>>(), &measures, width, MOST)?;
    Ok(outcomes.first().map_or(0, study::Outcomes::replicates))
}

/// Asks.
pub(super) fn ask(
    question: &Question,
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    replicates: u64,
) -> Result<Answer, AppError> {
    let Some(scenario) = scenarios.first() else { return Err(AppError::Internal("a study of nothing".to_owned())) };
    Ok(match question {
        Question::Frontier { vary, points, targets } => {
            known(scenario, targets)?;
            let varied = axes(scenario, vary, *points)?;
            let request = FrontierRequest { axes: varied, targets: targets.clone(), replicates };
            Answer::Frontier(study::frontier(laboratory, scenario, &request)?)
        }
        Question::Compare { attribute } => compare(laboratory, scenarios, attribute, replicates)?,
        Question::Require { lever: name, target, confidence, step, ceiling, profile } => {
            let goal = if target == "all" { Goal::All } else { Goal::Target(target.clone()) };
            if goal != Goal::All {
                known(scenario, std::slice::from_ref(target))?;
            }
            let request = RequireRequest {
                lever: lever(scenario, name)?,
                goal,
                confidences: confidence.clone(),
                step: *step,
                ceiling: *ceiling,
                profile: *profile,
                replicates,
            };
            Answer::Require(study::require(laboratory, scenario, &request)?)
        }
        Question::Marginal { yuan, levers, targets } => {
            known(scenario, targets)?;
            let step = |name: &String| {
                let name = lever(scenario, name)?;
                let lever = Lever::find(scenario, &name).map_err(study::StudyError::from)?;
                let change = yuan.map_or_else(|| study::usual_step(&lever, scenario), |yuan| lever.step(yuan));
                Ok((name, change))
            };
            let steps = levers.iter().map(step).collect::<Result<Vec<_>, AppError>>()?;
            let request = MarginalRequest { steps, yuan: *yuan, targets: targets.clone(), replicates };
            Answer::Marginal(study::marginal(laboratory, scenario, &request)?)
        }
        Question::Allocate { total, front, levers, by_year, targets, aim, evaluations } => {
            known(scenario, targets)?;
            let wanted = |one: &Wanted| Ok(Wanted { lever: lever(scenario, &one.lever)?, ..one.clone() });
            let request = AllocateRequest {
                levers: levers.iter().map(wanted).collect::<Result<_, AppError>>()?,
                by_year: *by_year,
                targets: targets.clone(),
                aim: *aim,
                evaluations: *evaluations,
                search_replicates: replicates,
                verdict_replicates: replicates.saturating_mul(2),
                ..AllocateRequest::new(*total)
            };
            let fronts = if *front > 1 {
                let share = |part: usize| (i128::from(*total) * part as i128 / *front as i128) as i64;
                let totals: Vec<i64> = (1..=*front).map(share).collect();
                study::pareto(laboratory, scenario, &request, &totals)?
            } else {
                let allocation = study::allocate(laboratory, scenario, &request)?;
                vec![Front { total: *total, allocation, efficient: true }]
            };
            Answer::Allocate(fronts, *aim)
        }
    })
}

fn compare(
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    attribute: &[String],
    replicates: u64,
) -> Result<Answer, AppError> {
    let names = study::labels(&scenarios.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
    let points: Vec<Point> = names.iter().zip(scenarios).map(|(name, one)| Point::new(name, one)).collect();
    let comparison = study::compare(laboratory, &points, replicates)?;
    let measure = |name: &String| if name == "all" { Measure::Joint } else { Measure::met(name) };
    let attributions = match scenarios {
        [before, after] if !attribute.is_empty() => {
            let measures: Vec<Measure> = attribute.iter().map(measure).collect();
            for (measure, name) in measures.iter().zip(attribute) {
                let known = points.iter().any(|point| point.measures().any(|one| one == measure));
                if !known {
                    return Err(AppError::Study(study::StudyError::Target { name: name.clone() }));
                }
            }
            let changes = TreeChanges::new(before, after)?;
            study::attribute(laboratory, &changes, &measures, replicates)?
        }
        _ => Vec::new(),
    };
    Ok(Answer::Compare(comparison, attributions))
}
