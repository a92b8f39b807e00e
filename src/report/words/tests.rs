use super::*;

#[test]
fn numbers_read_well_in_both_languages() {
    let (zh, en) = (Words::new(Language::Chinese), Words::new(Language::English));
    assert_eq!(en.number(999.96, 1), "1,000.0");
    assert_eq!(en.number(f64::NAN, 1), "–");
    assert_eq!(en.range(8.0, 1400.0, 0), "8–1,400");
    assert_eq!(en.percent_range(0.712, 0.73, 1), "71.2–73.0%");
    assert_eq!(zh.yuan(9_999.0), "9,999元");
    assert_eq!(zh.yuan(230_000_000.0), "2.3亿元");
    assert_eq!(zh.yuan(50_000.0), "5万元");
    assert_eq!(en.yuan(-1_500.0), "−1,500 yuan");
    assert_eq!(zh.month("2021-05".parse().unwrap()), "2021年5月");
    assert_eq!(en.month("2021-05".parse().unwrap()), "May 2021");
    assert_eq!(zh.list(&["一".to_owned(), "二".to_owned()]), "一、二");
}

#[test]
fn certain_and_impossible_are_told_from_nearly_so() {
    let words = Words::new(Language::English);
    let of = |count: u64| Probability { count, of: 100_000, estimate: count as f64 / 1e5, low: 0.0, high: 1.0 };
    let told: Vec<_> = [0, 1, 50, 50_000, 99_999, 100_000].map(|count| words.probability(&of(count))).into();
    assert_eq!(told, ["0%", "<0.1%", "0.1%", "50.0%", ">99.9%", "100%"]);
    assert_eq!(words.probability(&Probability::default()), "–");
}
