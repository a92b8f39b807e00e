//! How the values of arguments are read: numbers as people write them, with what is right in both languages if they are not.

use crate::words::{Number, Unit};

/// A whole number from `LEAST` to `MOST`.
pub(super) fn whole<T: TryFrom<u64>, const LEAST: u64, const MOST: u64>(text: &str) -> Result<T, String> {
    let wrong = || {
        if MOST == u64::MAX {
            format!("应为不小于 {LEAST} 的整数 (a whole number of at least {LEAST})")
        } else {
            format!("应为 {LEAST} 到 {MOST} 的整数 (a whole number from {LEAST} to {MOST})")
        }
    };
    Number::read(text)
        .filter(|number| number.unit() == Unit::Plain)
        .and_then(|number| number.whole())
        .filter(|whole| (LEAST..=MOST).contains(whole))
        .and_then(|whole| T::try_from(whole).ok())
        .ok_or_else(wrong)
}

/// A number that is no amount of money, perhaps in per cent.
fn share(text: &str) -> Option<f64> {
    Number::read(text).filter(|number| number.unit() != Unit::Yuan).map(|number| number.value())
}

/// A share between 0 and 1.
pub(super) fn confidence(text: &str) -> Result<f64, String> {
    share(text)
        .filter(|share| *share > 0.0 && *share < 1.0)
        .ok_or_else(|| "应为 0 到 1 之间的数，如 0.8，或 80% (a share between 0 and 1, such as 0.8 or 80%)".to_owned())
}

/// Half the width of an interval of a probability.
pub(super) fn width(text: &str) -> Result<f64, String> {
    share(text).filter(|width| *width > 0.0 && *width < 0.5).ok_or_else(|| {
        "应为 0 到 0.5 之间的数，如 0.01，或 1% (a width between 0 and 0.5, such as 0.01 or 1%)".to_owned()
    })
}

/// The most yuan that anything here is asked for.
const MOST_YUAN: u64 = 1_000_000_000_000;

/// Whole yuan up to [`MOST_YUAN`].
fn whole_yuan(text: &str) -> Option<i64> {
    let number = Number::read(text).filter(|number| number.unit() != Unit::Share)?;
    number.whole().filter(|yuan| *yuan <= MOST_YUAN).and_then(|yuan| i64::try_from(yuan).ok())
}

/// Whole yuan, at least 1.
pub(super) fn yuan(text: &str) -> Result<i64, String> {
    whole_yuan(text).filter(|yuan| *yuan >= 1).ok_or_else(|| {
        "应为整数元，如 40000000 或 4000万，至多一万亿 (whole yuan, such as 40000000 or 4000万, at most a million million)"
            .to_owned()
    })
}

/// A number above 0.
pub(super) fn positive(text: &str) -> Result<f64, String> {
    Number::read(text)
        .filter(|number| number.unit() != Unit::Share)
        .map(|number| number.value())
        .filter(|number| *number > 0.0 && *number <= 1e15)
        .ok_or_else(|| "应为大于 0 的数 (a number above 0)".to_owned())
}

/// A lever and two factors.
pub(super) fn vary(text: &str) -> Result<(String, f64, f64), String> {
    let wrong = || {
        "应为一项和相对方案的两个倍数，如 special=0.5..2.0 (a lever and two factors of the plan, such as special=0.5..2.0)"
            .to_owned()
    };
    let (lever, range) = named_range(text).ok_or_else(wrong)?;
    let (low, high) = range.split_once("..").ok_or_else(wrong)?;
    let factor = |text: &str| share(text).filter(|factor| (0.0..=1e6).contains(factor));
    match (factor(low), factor(high)) {
        (Some(low), Some(high)) if low < high => Ok((lever, low, high)),
        (Some(low), Some(high)) if low > high => {
            let right = format!("{lever}={high}..{low}");
            Err(format!("小的倍数在前：{right} (the lesser factor first: {right})"))
        }
        _ => Err(wrong()),
    }
}

/// Least yuan, and most unless it is all there is.
pub(super) type Range = (i64, Option<i64>);

/// A lever, and what it must have at least and may have at most, if that is said.
pub(super) fn bounds(text: &str) -> Result<(String, Option<Range>), String> {
    let wrong = || {
        "应为一项，有上下限的写整数元，如 line.training=0..300万 (a lever, with whole yuan if it has a floor or a ceiling, \
         such as line.training=0..3000000)"
            .to_owned()
    };
    let Some((lever, range)) = named_range(text) else { return Ok((text.trim().to_owned(), None)) };
    let (least, most) = range.split_once("..").ok_or_else(wrong)?;
    let number = |text: &str, empty: Option<i64>| match text.trim() {
        "" => Ok(empty),
        text => whole_yuan(text).map(Some).ok_or_else(wrong),
    };
    let (least, most) = (number(least, Some(0))?.unwrap_or(0), number(most, None)?);
    let range = Some((least, most)).filter(|_| most.is_none_or(|most| most >= least));
    range.map(|range| (lever, Some(range))).ok_or_else(wrong)
}

/// A name and what stands behind its equals sign, with the full-width signs of a Chinese keyboard read as the plain ones.
fn named_range(text: &str) -> Option<(String, String)> {
    let text = text.replace('＝', "=").replace(['～', '~'], "..");
    let (name, range) = text.split_once('=')?;
    Some((name.trim().to_owned(), range.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_here_write_them() {
        for text in ["40000000", "4000万", "４０００万", "0.4亿", "40,000,000", "4000万元", "40_000_000"] {
            assert_eq!(yuan(text), Ok(40_000_000), "{text}");
        }
        assert_eq!(yuan("1788.5万"), Ok(17_885_000));
        for text in ["", "万", "四千万", "0", "-5", "0.5", "1.00005万", "2万亿", "inf", "NaN", "5%"] {
            assert!(yuan(text).is_err(), "{text}");
        }
        assert_eq!(confidence("80%"), Ok(0.8));
        assert!(confidence("80").is_err() && confidence("0%").is_err() && confidence("百分之八十").is_err());
        assert_eq!((width("1%"), width("０．０１")), (Ok(0.01), Ok(0.01)));
        assert!(width("50%").is_err() && width("1元").is_err() && width("NaN").is_err());
        assert_eq!(whole::<u64, 2, 1_000_000_000>("1万"), Ok(10_000));
        assert_eq!(whole::<u64, 0, { u64::MAX }>("１８４４６７４４０７３７０９５５１６１５"), Ok(u64::MAX));
        assert!(whole::<u64, 2, 9>("1").is_err_and(|told| told.contains("from 2 to 9")));
        for text in ["0.5", "50%", "3元", "-1", "18446744073709551616"] {
            assert!(whole::<u64, 0, { u64::MAX }>(text).is_err(), "{text}");
        }
        assert_eq!(positive("1万"), Ok(10_000.0));
        assert!(positive("0").is_err() && positive("5%").is_err());
    }

    #[test]
    fn a_lever_and_its_range_are_read_from_any_keyboard() {
        assert_eq!(vary("special＝0.5~2"), Ok(("special".to_owned(), 0.5, 2.0)));
        assert_eq!(vary("special=50%～200%"), Ok(("special".to_owned(), 0.5, 2.0)));
        assert!(vary("special=2..0.5").is_err_and(|told| told.contains("special=0.5..2")));
        assert!(vary("special=300万..900万").is_err());
        let line = || "line.training".to_owned();
        assert_eq!(bounds("line.training"), Ok((line(), None)));
        assert_eq!(bounds("line.training=..300万"), Ok((line(), Some((0, Some(3_000_000))))));
        assert_eq!(bounds("line.training＝１００，０００～"), Ok((line(), Some((100_000, None)))));
        assert!(bounds("line.training=5..4").is_err() && bounds("line.training=5").is_err());
    }
}
