use epsilon::Weights;

/// More constants than this make more pairs than a table can show.
const MOST_CONSTANTS: usize = 64;

/// All pairs of constants, the smaller one first, in ascending order. An error names the position of what is wrong.
pub(crate) fn pairs(constants: &[f64]) -> Result<Vec<Weights>, (Option<usize>, String)> {
    if !(2..=MOST_CONSTANTS).contains(&constants.len()) {
        return Err((None, format!("{} constants: give 2 to {MOST_CONSTANTS}", constants.len())));
    }
    for (position, constant) in constants.iter().enumerate() {
        if constants[..position].contains(constant) {
            return Err((Some(position), format!("{constant:?} stands twice")));
        }
        // A partner that is sound shows what is wrong with this one.
        let partner = if *constant == 1.0 { 2.0 } else { 1.0 };
        Weights::new(*constant, partner).map_err(|problem| (Some(position), problem.to_string()))?;
    }
    let mut sorted = constants.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut weights = Vec::new();
    for (position, first) in sorted.iter().enumerate() {
        for second in &sorted[position + 1..] {
            weights.push(Weights::new(*first, *second).map_err(|problem| (None, problem.to_string()))?);
        }
    }
    Ok(weights)
}
