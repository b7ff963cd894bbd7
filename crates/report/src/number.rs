//! Numbers as text: the same rules in every table, tooltip and axis.

/// What stands where a number is missing.
pub(crate) const MISSING: &str = "–";

/// Groups the digits of a count in threes: `15625` becomes `15,625`.
pub fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A fixed number of decimals; a value that is not finite gives the missing sign. Never prints `-0.00`.
pub(crate) fn fixed(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let text = format!("{value:.*}", usize::from(decimals.min(17)));
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        _ => text,
    }
}

/// At most `digits` significant digits, without trailing zeros: numbers below 1e-4, and those whose digits would not do for
/// the whole part, from 1e5 on, as `1.5e-9`.
pub(crate) fn significant(value: f64, digits: u8) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = usize::from(digits.clamp(1, 17));
    // Formatting first decides the exponent after rounding: 9.9996 with four digits is 1e1.
    let scientific = format!("{value:.*e}", digits - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..digits.max(5) as i32).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        trim_zeros(&format!("{value:.decimals$}")).to_owned()
    } else {
        format!("{}e{exponent}", trim_zeros(mantissa))
    }
}

/// `part` of `whole` in percent: `59.0 %`.
pub(crate) fn percent_of(part: u64, whole: u64) -> String {
    percent(part as f64 / whole as f64, 1)
}

/// A share in percent. A share below 1 does not print as 100, one above 0 does not as 0: where rounding would make it so,
/// there are more decimals (`99.95 %`).
pub(crate) fn percent(share: f64, decimals: u8) -> String {
    if !share.is_finite() {
        return format!("{MISSING} %");
    }
    let value = share * 100.0;
    let rounded = |decimals: u8| fixed(value, decimals);
    let hides = |text: &String| {
        let shown = text.parse().unwrap_or(value);
        (shown == 100.0 && share < 1.0) || (shown == 0.0 && share > 0.0)
    };
    let text = (decimals..17).map(rounded).find(|text| !hides(text));
    format!("{} %", text.unwrap_or_else(|| if share < 0.5 { ">0" } else { "<100" }.to_owned()))
}

/// Smaller p-values are not told apart: the arithmetic behind them may have come to 0.
const LEAST_P: f64 = 1e-300;

/// A p-value with two significant digits; never 0, which no test gives.
pub(crate) fn p_value(p: f64) -> String {
    if p < LEAST_P { format!("<{LEAST_P:e}") } else { significant(p, 2) }
}

fn trim_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_in_threes() {
        let shown: Vec<String> = [0, 7, 999, 1_000, 15_625, 423_624].map(thousands).to_vec();
        assert_eq!(shown, ["0", "7", "999", "1,000", "15,625", "423,624"]);
    }

    #[test]
    fn fixed_has_no_negative_zero_and_marks_missing_values() {
        assert_eq!(fixed(-0.000_1, 3), "0.000");
        assert_eq!(fixed(-0.36, 3), "-0.360");
        assert_eq!(fixed(f64::NAN, 3), "–");
        assert_eq!(fixed(f64::INFINITY, 3), "–");
    }

    #[test]
    fn significant_digits_choose_a_readable_form() {
        assert_eq!(significant(0.073_715, 3), "0.0737");
        assert_eq!(significant(9.999_6, 4), "10");
        assert_eq!(significant(1.5e-9, 4), "1.5e-9");
        assert_eq!(significant(12_345_678.0, 3), "1.23e7");
        assert_eq!(significant(-1200.0, 6), "-1200");
        assert_eq!(significant(2_427_210.0, 3), "2.43e6");
        assert_eq!(significant(2_427_210.0, 7), "2427210");
    }

    #[test]
    fn a_rounded_percentage_never_claims_all_or_nothing() {
        assert_eq!(percent_of(9_226, 15_625), "59.0 %");
        assert_eq!(percent_of(1_999, 2_000), "99.95 %");
        assert_eq!(percent_of(423_623, 423_624), "99.9998 %");
        assert_eq!(percent_of(1, 423_624), "0.0002 %");
        assert_eq!((percent_of(0, 7), percent_of(7, 7)), ("0.0 %".into(), "100.0 %".into()));
        assert_eq!(percent(0.999_999, 2), "99.9999 %");
        assert_eq!(
            (percent(f64::MIN_POSITIVE, 1), percent(1.0 - 1e-16, 1)),
            (">0 %".into(), "99.99999999999999 %".into())
        );
        assert_eq!(percent_of(0, 0), "– %");
    }

    #[test]
    fn a_p_value_is_never_zero() {
        assert_eq!(p_value(0.012_34), "0.012");
        assert_eq!(p_value(3.2e-299), "3.2e-299");
        assert_eq!([0.0, 1e-310].map(p_value), ["<1e-300", "<1e-300"]);
        assert_eq!(p_value(f64::NAN), "–");
    }
}
