/// CRC32C as TFRecord stores it: rotated and offset, since a CRC of data that contains its own CRC is degenerate.
///
/// # References
/// TensorFlow, `core/lib/hash/crc32c.h`; RFC 3720 for CRC32C.
pub(crate) fn masked(data: &[u8]) -> u32 {
    crc32c::crc32c(data).rotate_right(15).wrapping_add(0xa282_ead8)
}

#[cfg(test)]
mod tests {
    /// A published value: the CRC32C of `123456789` is 0xe3069283.
    #[test]
    fn masking_of_the_check_value() {
        let expected = 0xe306_9283_u32.rotate_right(15).wrapping_add(0xa282_ead8);
        assert_eq!(super::masked(b"123456789"), expected);
    }
}
