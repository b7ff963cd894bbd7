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

/// At most `digits` significant digits, without trailing zeros; powers of ten outside 1e-4..1e7 as `1.5e-9`.
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
    if (-4..7).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        trim_zeros(&format!("{value:.decimals$}")).to_owned()
    } else {
        format!("{}e{exponent}", trim_zeros(mantissa))
    }
}

/// `part` of `whole` in percent with one decimal; shows neither `100.0 %` nor `0.0 %` unless exact.
pub(crate) fn percent_of(part: u64, whole: u64) -> String {
    if whole == 0 {
        return format!("{MISSING} %");
    }
    let percent = part as f64 / whole as f64 * 100.0;
    if part < whole && percent > 99.95 {
        ">99.9 %".to_owned()
    } else if part > 0 && percent < 0.05 {
        "<0.1 %".to_owned()
    } else {
        format!("{percent:.1} %")
    }
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
    }

    #[test]
    fn a_rounded_percentage_never_claims_all_or_nothing() {
        assert_eq!(percent_of(9_226, 15_625), "59.0 %");
        assert_eq!(percent_of(423_623, 423_624), ">99.9 %");
        assert_eq!(percent_of(1, 423_624), "<0.1 %");
        assert_eq!(percent_of(0, 0), "– %");
    }
}
