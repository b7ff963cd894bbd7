/// Two standard normal values from two uniform ones in [0, 1), by the Box-Muller transform.
///
/// The functions are `libm`'s, so that the values are the same on every machine.
///
/// # References
/// G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", 1958,
/// <https://doi.org/10.1214/aoms/1177706645>.
pub(crate) fn normal_pair(first: f64, second: f64) -> [f64; 2] {
    // 1 - first is in (0, 1], so the logarithm is finite.
    let radius = (-2.0 * libm::log(1.0 - first)).sqrt();
    let angle = std::f64::consts::TAU * second;
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}
