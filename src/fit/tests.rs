//! Numbers are read off districts whose truth is known. `benches/fit-coverage.rs` does so many times over.

use super::*;
use crate::model::Model;
use crate::scenario::{MemoryLibrary, RosterPerson, Scenario, load};
use crate::simulate::{RunPlan, rosters};
use crate::words::{Month, Text};

const DISTRICT: &str = include_str!("../../benches/fit-district.toml");

fn scenario(text: &str, sets: &[&str]) -> Scenario {
    let library = MemoryLibrary::new([("plan.toml", text)]);
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    load(&library, "plan.toml", &sets).unwrap_or_else(|problems| panic!("{problems}")).0
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// `people` who were born in 1980 and have been in the first tier since 2010.
fn people(count: usize) -> Vec<RosterPerson> {
    let one = |index: usize| RosterPerson {
        id: format!("p{index}"),
        born: month("1980-06"),
        female: index.is_multiple_of(2),
        school: 0.into(),
        tier: 0.into(),
        in_tier_since: month("2010-01"),
        origin: None,
        contract_end: None,
        joined: None,
        joined_tier: None,
        service_end: None,
        award: None,
        reserved: None,
        marks: Vec::new(),
        fte: 100,
        second: None,
        values: Vec::new(),
    };
    (0..count).map(one).collect()
}

const TWO_TIERS: &str = "
    scenario = { id = 'two', title = { zh = '二' }, start = '2021-01', end = '2022-12' }
    tier.one = { title = { zh = '一' }, stock = 500 }
    tier.two = { title = { zh = '二' } }
    [move.rise]
    title = { zh = '升' }
    kind = 'change'
    from = ['one']
    to = 'two'
    rate = { pert = [0.01, 0.1, 0.6] }
    calendar = { '11' = 1 }
";

/// Of 500 people 40 rose in November 2020.
fn forty_of_five_hundred() -> Panel {
    let before = people(500);
    let mut after = before.clone();
    for one in &mut after[..40] {
        (one.tier, one.in_tier_since) = (1.into(), month("2020-11"));
    }
    let rosters = [("2020-01", before), ("2021-01", after)];
    Panel::new(rosters.map(|(at, people)| Roster { at: month(at), people }).to_vec(), Link::Id)
}

fn quick() -> Effort {
    Effort { warm: 300, kept: 2000, every: 5 }
}

#[test]
fn a_rate_without_places_is_read_off_and_one_that_places_bound_is_only_known_from_below() {
    let panel = forty_of_five_hundred();
    let free = fit(&Model::compile(&scenario(TWO_TIERS, &[])), &panel, Counted::default(), quick());
    let known = &free.known[0];
    assert!((known.at(0.5) - 0.08).abs() < 0.012 && !known.bound, "{known:?}");
    assert_eq!((known.events, known.at_risk), (40.0, 500.0));
    // With 40 places they say that at least 40 passed: the lower end stays, and the upper one is that of the plan.
    let model = Model::compile(&scenario(TWO_TIERS, &["move.rise.places=40"]));
    let places = [PlacesRow { of: "rise".to_owned(), year: 2020, places: 40.0 }];
    let fitted = fit(&model, &panel, Counted { places: &places, ..Counted::default() }, quick());
    let known = &fitted.known[0];
    assert!(known.bound && known.at(0.05) > 0.07 && known.at(0.95) > 0.3, "{known:?}");
    // With 60 places 40 are what passed.
    let places = [PlacesRow { of: "rise".to_owned(), year: 2020, places: 60.0 }];
    let enough = fit(&model, &panel, Counted { places: &places, ..Counted::default() }, quick());
    assert!(!enough.known[0].bound && (enough.known[0].at(0.5) - 0.08).abs() < 0.012, "{:?}", enough.known[0]);
    // And where nobody knows how many places there were, nothing is known.
    let unknown = fit(&model, &panel, Counted::default(), quick());
    assert!(unknown.known.is_empty());
    assert_eq!(unknown.refused, [Refused { path: "move.rise.rate".to_owned(), why: Why::Places }]);
}

#[test]
fn those_who_left_are_counted_by_the_calendar_of_the_move_and_not_by_half_a_year() {
    // 200 of 1,000 leave, and as many as rise in December rise of those who are still there: the textbook takes half of the
    // leavers for open to it, the engine those alone who had not left before.
    for (calendar, share) in [("{ '1' = 1 }", 0.1), ("{ '12' = 1 }", 0.08)] {
        let leave = format!(
            "{}\n[move.leave]\ntitle = {{ zh = '走' }}\nkind = 'leave'\nfrom = ['one']\nrate = 0.2\ncalendar = {calendar}\n",
            TWO_TIERS.replace("'11' = 1", "'12' = 1")
        );
        let before = people(1000);
        let mut after = before[..800].to_vec();
        for one in &mut after[..80] {
            (one.tier, one.in_tier_since) = (1.into(), month("2020-12"));
        }
        let rosters = [("2020-01", before), ("2021-01", after)];
        let panel = Panel::new(rosters.map(|(at, people)| Roster { at: month(at), people }).to_vec(), Link::Id);
        let fitted = fit(&Model::compile(&scenario(&leave, &[])), &panel, Counted::default(), quick());
        let rise = fitted.known.iter().find(|one| one.path == "move.rise.rate").unwrap();
        // Left in January: 80 of 800; in December itself: 80 of 1,000, of whom 200 met with something else.
        assert!((rise.at(0.5) - share).abs() < 0.008, "{calendar}: {rise:?}");
        let left = fitted.known.iter().find(|one| one.path == "move.leave.rate").unwrap();
        assert!((left.at(0.5) - 0.2).abs() < 0.012, "{left:?}");
    }
}

fn made(years: i32, replicate: u64) -> (Scenario, Model, Vec<f64>, Vec<Roster>) {
    let scenario = scenario(DISTRICT, &[]);
    let model = Model::compile(&scenario);
    let plan = RunPlan::new(8, 11, crate::random::Nesting::ONCE);
    let months: Vec<Month> = (0..=years).map(|year| scenario.start + 12 * year).collect();
    let lists = rosters(&model, &plan, replicate, &months).unwrap();
    let values = plan.parameters(&model, replicate).unwrap().values;
    let rosters = months.into_iter().zip(lists).map(|(at, people)| Roster { at, people }).collect();
    (scenario, model, values, rosters)
}

/// 44 numbers of four districts: were each held with the probability 0.9, fewer than 33 would be with the probability 0.001.
#[test]
fn the_numbers_of_made_up_districts_are_found_again_and_nobody_goes_unexplained() {
    let (mut held, mut all) = (0, 0);
    for replicate in 0..4 {
        let (_, model, values, rosters) = made(4, replicate);
        let fitted = fit(&model, &Panel::new(rosters, Link::Id), Counted::default(), quick());
        assert_eq!(fitted.unexplained.people(), 0, "{:?}", fitted.unexplained);
        for one in &fitted.known {
            let truth = values[one.parameter.index()];
            held += usize::from((one.at(0.05)..=one.at(0.95)).contains(&truth));
            all += 1;
        }
        // The same rosters give the same bytes.
        assert_eq!(fitted.refused.iter().filter(|one| one.why == Why::Untold).count(), 2);
    }
    assert_eq!(all, 44);
    assert!(held >= 33, "{held} of {all}");
}

#[test]
fn what_is_read_off_is_a_scenario_over_the_one_that_it_is_of() {
    let (scenario, model, _, rosters) = made(2, 0);
    let funnel = FunnelRow {
        channel: "hire".to_owned(),
        year: 2010,
        applied: Some(100),
        qualified: Some(60),
        offered: Some(50),
        accepted: Some(40),
        ..FunnelRow::default()
    };
    let effort = Effort { warm: 50, kept: 200, every: 5 };
    let counted = Counted { funnel: std::slice::from_ref(&funnel), ..Counted::default() };
    let fitted = fit(&model, &Panel::new(rosters.clone(), Link::Id), counted, effort);
    let again = fit(&model, &Panel::new(rosters, Link::Id), counted, effort);
    assert_eq!(fitted, again, "the same is read off the same");
    let title = Text::same("measured");
    let said = Overlaid { base: "plan.toml", id: "measured", title: &title, source: "rosters" };
    let text =
        overlay(&scenario, &fitted, &said, &|one| format!("{} of {}", one.events, one.at_risk), &|_| String::new());
    let library = MemoryLibrary::new([("fitted.toml", text.as_str()), ("plan.toml", DISTRICT)]);
    let (over, _) = load(&library, "fitted.toml", &[]).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    for one in &fitted.known {
        let number = over.parameters.iter().find(|number| number.path == one.path).unwrap();
        assert_eq!(number.basis, Some(crate::scenario::Basis::Measured));
        assert!((number.quantile(0.5) / one.at(0.5) - 1.0).abs() < 1e-4, "{}", one.path);
    }
    assert!(over.moves.iter().filter(|one| one.yearly_sd.is_some()).count() >= 5);
}

#[test]
fn people_without_ids_are_linked_by_what_is_theirs_alone() {
    let (_, _, _, mut rosters) = made(1, 1);
    let pairs = |rosters: &[Roster], link| {
        let panel = Panel::new(rosters.to_vec(), link);
        let (intervals, unlinked) = panel.intervals();
        (intervals[0].pairs.clone(), unlinked)
    };
    // Everybody has a month of birth of her own.
    for (at, one) in rosters[0].people.iter_mut().enumerate() {
        one.born = month("1900-01") + at as i32;
    }
    let of = |id: &str, people: &[RosterPerson]| people.iter().find(|one| one.id == id).map(|one| one.born);
    let before = rosters[0].people.clone();
    for (at, one) in rosters[1].people.iter_mut().enumerate() {
        one.born = of(&one.id, &before).unwrap_or(month("2100-01") + at as i32);
    }
    assert_eq!(pairs(&rosters, Link::Id), pairs(&rosters, Link::Particulars));
    // Two who share everything cannot be told apart, and are left out.
    rosters[0].people[1].born = rosters[0].people[0].born;
    rosters[0].people[1].female = rosters[0].people[0].female;
    assert_eq!(pairs(&rosters, Link::Particulars).1, 2);
}

#[test]
fn candidates_are_read_off_as_many_as_years_brought() {
    let set = ["channel.hire.candidates={ pert = [40, 100, 250] }"];
    for (law, widest) in [("fixed", 0.35), ("poisson", 0.4)] {
        let law = format!("channel.hire.candidates_law={law}");
        let model = Model::compile(&scenario(DISTRICT, &[set[0], &law]));
        let row = |(year, applied): (i32, u64)| FunnelRow {
            channel: "hire".to_owned(),
            year,
            applied: Some(applied),
            ..FunnelRow::default()
        };
        let rows: Vec<FunnelRow> = (2005..2010).zip([118, 124, 111, 130, 117]).map(row).collect();
        let fitted =
            fit(&model, &Panel::new(Vec::new(), Link::Id), Counted { funnel: &rows, ..Counted::default() }, quick());
        let known = fitted.known.iter().find(|one| one.path == "channel.hire.candidates").unwrap();
        assert!((known.at(0.5) - 120.0).abs() < 3.0, "{known:?}");
        assert!((known.at(0.95) - known.at(0.05)) / 120.0 < widest && (known.events, known.at_risk) == (600.0, 5.0));
        let spread = fitted.spreads.iter().find(|one| one.path == "channel.hire.candidates_yearly_sd").unwrap();
        assert!(spread.at(0.5) < 0.17 && spread.years == 5, "{spread:?}");
    }
}

/// Students and payments.
const COUNTS: &str = include_str!("../../benches/fit-counts.toml");

/// Growth without a range, with a noise that is known.
const CERTAIN_NOISE: [&str; 2] = ["phase.primary.growth=0", "phase.primary.growth_noise=0.01"];

/// Growth of 2, 4 and 3 % with a known noise of 1 %, and no range stated (a standard deviation of 3 %): the mean of the normal
/// posterior is 900 / (30,000 + 1,111), its standard deviation 0.567 %. A year that is missing takes both growths beside it.
#[test]
fn growth_of_students_is_read_off_successive_years() {
    let model = Model::compile(&scenario(COUNTS, &CERTAIN_NOISE));
    let counts = [(2017, 1000.0), (2018, 1020.0), (2019, 1060.8), (2020, 1092.624), (2022, 5000.0)];
    let students = counts.map(|(year, students)| StudentsRow { phase: "primary".to_owned(), year, students });
    let nobody = Panel::new(Vec::new(), Link::Id);
    let fitted = fit(&model, &nobody, Counted { students: &students, ..Counted::default() }, quick());
    let [known] = &fitted.known[..] else { panic!("{:?}", fitted.known) };
    assert_eq!(known.path, "phase.primary.growth");
    let (mean, sd) = (900.0 / 31_111.1, (1.0_f64 / 31_111.1).sqrt());
    for (level, deviations) in [(0.05, -1.645), (0.5, 0.0), (0.95, 1.645)] {
        let wanted = mean + deviations * sd;
        assert!((known.at(level) - wanted).abs() < 4e-4, "{level}: {} and not {wanted}", known.at(level));
    }
    assert!((known.at_risk - 3.0).abs() < 1e-9 && (known.events - 0.09).abs() < 1e-9);
    assert!(fitted.spreads.is_empty(), "the noise is stated");
    // A plan that states a range of the noise learns of it.
    let model = Model::compile(&scenario(
        COUNTS,
        &["phase.primary.growth=0", "phase.primary.growth_noise={ pert = [0.0, 0.02, 0.1] }"],
    ));
    let fitted = fit(&model, &nobody, Counted { students: &students, ..Counted::default() }, quick());
    let [spread] = &fitted.spreads[..] else { panic!("{:?}", fitted.spreads) };
    assert_eq!((spread.path.as_str(), spread.years), ("phase.primary.growth_noise", 3));
    assert!(spread.at(0.95) < spread.prior[2], "{spread:?}");
}

/// 40 courses cost 48,000 yuan and 50 cost 62,000: about 1,220 each. What two programmes share says nothing of either.
#[test]
fn unit_costs_are_read_off_payments_that_are_of_one_cost() {
    let model = Model::compile(&scenario(COUNTS, &[]));
    let line = |id: &str| model.scenario().lines.iter().position(|one| one.named.id == id).unwrap().into();
    let paid = |id: &str, year, units, yuan| PaidRow { line: line(id), year, units, yuan };
    let rows = [
        paid("courses", 2019, Some(40.0), 48_000),
        paid("courses", 2020, Some(50.0), 62_000),
        paid("courses", 2018, None, 1),
        paid("shared", 2020, Some(10.0), 9_000),
    ];
    let fitted = fit(&model, &Panel::new(Vec::new(), Link::Id), Counted { paid: &rows, ..Counted::default() }, quick());
    let [known] = &fitted.known[..] else { panic!("{:?}", fitted.known) };
    assert_eq!(known.path, "programme.a.unit_cost.amount");
    assert!((1_120.0..1_280.0).contains(&known.at(0.5)), "{known:?}");
    assert!(known.at(0.05) > 800.0 && known.at(0.95) < 1_700.0, "{known:?}");
    let refused: Vec<(&str, Why)> = fitted.refused.iter().map(|one| (one.path.as_str(), one.why)).collect();
    assert!(refused.contains(&("programme.b.unit_cost.amount", Why::Lines)), "{refused:?}");
}

#[test]
fn reading_off_stops_when_it_is_asked_to() {
    let scenario = scenario(TWO_TIERS, &[]);
    let (model, panel) = (Model::compile(&scenario), forty_of_five_hundred());
    let asked = std::cell::Cell::new(0);
    let goes_on = |most: u32| {
        asked.set(0);
        fit_while(&model, &panel, Counted::default(), quick(), &|| {
            asked.set(asked.get() + 1);
            asked.get() <= most
        })
    };
    // Before a roster is read, in the middle of sampling, and never.
    for most in [0, 20] {
        assert_eq!((goes_on(most), asked.get()), (None, most + 1));
    }
    assert_eq!(goes_on(u32::MAX), Some(fit(&model, &panel, Counted::default(), quick())));
}

/// Nothing that a plan says of a move is read off in silence where it cannot be: each is named, with why.
#[test]
fn what_bounds_or_changes_otherwise_is_named_and_not_read_off() {
    const VALUES: &str = "
        [attribute.subject]
        title = { zh = '学科' }
        otherwise = 'other'
        values = { math = { zh = '数学' }, other = { zh = '其他' } }
        [metric.math]
        title = { zh = '数学' }
        count = 'stock'
        attributes = { subject = ['math'] }
    ";
    let why = |plan: &str, path: &str| {
        let scenario = scenario(plan, &[]);
        let fitted = fit(&Model::compile(&scenario), &forty_of_five_hundred(), Counted::default(), quick());
        assert!(!fitted.known.iter().any(|one| one.path == path), "{path} was read off");
        fitted.refused.iter().find(|one| one.path == path).map(|one| one.why)
    };
    let rise = |more: &str| TWO_TIERS.replace("calendar = { '11' = 1 }", &format!("calendar = {{ '11' = 1 }}\n{more}"));
    for (more, expected) in [
        ("total = 60", Why::Places),
        ("places = 40\nplaces_of = { subject = { math = 10 } }", Why::Places),
        ("cost = { line = 'prizes', amount = 1000 }", Why::Money),
        ("sets = { subject = 'math' }", Why::Attribute),
    ] {
        let rest = match expected {
            Why::Money => {
                "\n[line.prizes]\ntitle = { zh = '奖' }\n[fund.all]\ntitle = { zh = '钱' }\nappropriation = 1000\npays = ['prizes']\n"
            }
            _ if more.contains("subject") => VALUES,
            _ => "",
        };
        assert_eq!(why(&(rise(more) + rest), "move.rise.rate"), Some(expected), "{more}");
    }
    let let_go = TWO_TIERS.replace("to = 'two'", "places = 40").replace("kind = 'change'", "kind = 'leave'");
    assert_eq!(why(&let_go, "move.rise.rate"), Some(Why::Places));
    let staged = TWO_TIERS.to_owned()
        + "
        [channel.open]
        title = { zh = '招' }
        candidates = 30
        places = { one = 20 }
        calendar = { '9' = 1 }
        age = [22, 30]
        mix = { one = 1 }
        acceptance = { one = { pert = [0.4, 0.6, 0.8] } }
        [channel.open.stage.papers]
        title = { zh = '资格' }
        passes = { pert = [0.4, 0.6, 0.8] }
        [channel.open.stage.lesson]
        title = { zh = '试讲' }
        passes = { pert = [0.4, 0.6, 0.8] }
        ";
    assert_eq!(why(&staged, "channel.open.stage.lesson.passes"), Some(Why::Stages));
    // What no table was handed in of, in a district that grows and pays.
    let growing = TWO_TIERS.to_owned()
        + "
        [phase.all]
        title = { zh = '全部' }
        students = 900
        growth = { pert = [-0.06, -0.04, -0.02] }
        [metric.students]
        title = { zh = '学生' }
        count = 'students'
        phases = ['all']
        [programme.course]
        title = { zh = '课' }
        reaches = 'people'
        unit = { zh = '门' }
        units = 10
        tiers = ['one']
        calendar = { '6' = 1 }
        unit_cost = { line = 'courses', amount = { pert = [900, 1000, 1200] } }
        [line.courses]
        title = { zh = '课' }
        [fund.all]
        title = { zh = '钱' }
        appropriation = 100000
        pays = ['courses']
        ";
    assert_eq!(why(&growing, "phase.all.growth"), Some(Why::Students));
    assert_eq!(why(&growing, "programme.course.unit_cost.amount"), Some(Why::Spending));
    // Without rosters it is rosters that are missing, and not years.
    let model = Model::compile(&scenario(TWO_TIERS, &[]));
    let unseen = fit(&model, &Panel::new(Vec::new(), Link::Id), Counted::default(), quick());
    assert_eq!(unseen.refused, [Refused { path: "move.rise.rate".to_owned(), why: Why::Rosters }]);
}
