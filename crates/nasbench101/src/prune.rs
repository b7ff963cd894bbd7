/// The vertices on a path from the first vertex to the last, as bits, or `None` where there is no path.
///
/// `rows[from]` has bit `to` set for an edge, `from < to`; at most 32 rows. Since edges lead forwards, one sweep in each
/// direction suffices.
pub(crate) fn on_a_path(rows: &[u32]) -> Option<u32> {
    let last = rows.len().checked_sub(1)?;
    let mut from_input = 1u32;
    for (vertex, row) in rows.iter().enumerate() {
        if from_input >> vertex & 1 == 1 {
            from_input |= row;
        }
    }
    let mut to_output = 1u32 << last;
    for (vertex, row) in rows.iter().enumerate().rev() {
        if row & to_output != 0 {
            to_output |= 1 << vertex;
        }
    }
    let both = from_input & to_output;
    (both & 1 == 1 && both >> last & 1 == 1).then_some(both)
}

#[cfg(test)]
mod tests {
    use super::on_a_path;

    #[test]
    fn dead_ends_in_both_directions_fall_out() {
        // 0 -> 1 -> 4; 2 has no way in, 3 no way out.
        assert_eq!(on_a_path(&[0b01010, 0b10000, 0b10000, 0, 0]), Some(0b10011));
        assert_eq!(on_a_path(&[0b010, 0, 0]), None);
        assert_eq!(on_a_path(&[]), None);
    }
}
