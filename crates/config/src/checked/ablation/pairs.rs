use epsilon::{Precision, Weights};

/// More constants than this make more pairs than a table can show.
const MOST_CONSTANTS: usize = 64;

/// All pairs of constants, the smaller one first, in ascending order. Each precision has to tell them apart. An error
/// names the position of what is wrong.
pub(super) fn pairs(
    constants: &[f64],
    precisions: &[Precision],
) -> Result<Vec<Weights>, (Option<usize>, String)> {
    let pair = |first, second| checked(first, second, precisions);
    if !(2..=MOST_CONSTANTS).contains(&constants.len()) {
        return Err((None, format!("{} constants: give 2 to {MOST_CONSTANTS}", constants.len())));
    }
    for (position, constant) in constants.iter().enumerate() {
        if constants[..position].contains(constant) {
            return Err((Some(position), format!("{constant:?} stands twice")));
        }
        // A partner that is sound shows what is wrong with this one.
        let partner = if (0.5..1.5).contains(constant) { 2.0 } else { 1.0 };
        pair(*constant, partner).map_err(|problem| (Some(position), problem))?;
    }
    let mut sorted = constants.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut weights = Vec::new();
    for (position, first) in sorted.iter().enumerate() {
        for second in &sorted[position + 1..] {
            weights.push(pair(*first, *second).map_err(|problem| (None, problem))?);
        }
    }
    Ok(weights)
}

/// A pair that each precision tells apart, from zero and from infinity too.
pub(super) fn checked(first: f64, second: f64, precisions: &[Precision]) -> Result<Weights, String> {
    let weights = Weights::new(first, second).map_err(|problem| problem.to_string())?;
    for &precision in precisions {
        weights.check(precision).map_err(|problem| problem.to_string())?;
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_precision_has_to_tell_all_constants_apart() {
        let both = [Precision::F64, Precision::F32];
        for (constants, place, part) in [
            ([1e-50, 1.0, 2.0], Some(0), "1e-50 is 0.0 in f32"),
            ([1.0, 1e39, 2.0], Some(1), "1e39 is inf in f32"),
            ([1.0, 2.0, 1.0 + 1e-12], None, "are the same number in f32"),
        ] {
            let (found, problem) = pairs(&constants, &both).unwrap_err();
            assert_eq!(found, place, "{problem}");
            assert!(problem.contains(part), "{problem}");
            assert_eq!(pairs(&constants, &[Precision::F64]).map(|pairs| pairs.len()), Ok(3));
        }
        assert_eq!(pairs(&[1e-7, 1.0, 10.0], &both).map(|pairs| pairs.len()), Ok(3));
    }
}
