//! Bytes packed as one Zstandard frame.

use std::path::Path;

use zstd::zstd_safe::get_frame_content_size;

use crate::error::{IoContext, RunError};

/// A damaged frame may state any size: room is taken for the stated one up to this.
const TRUSTED: u64 = 256 << 20;

/// Packs bytes that are to lie at `path`.
pub(super) fn pack(bytes: &[u8], level: i32, path: &Path) -> Result<Vec<u8>, RunError> {
    zstd::bulk::compress(bytes, level).at("compress", path)
}

/// The bytes that were packed; `None` where the frame is damaged.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    match get_frame_content_size(packed).ok()? {
        Some(size) if size <= TRUSTED => zstd::bulk::decompress(packed, usize::try_from(size).ok()?).ok(),
        _ => zstd::stream::decode_all(packed).ok(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_damage_is_told() {
        for bytes in [&b""[..], b"12 s\xe1\xbb\x9f", &[7; 300_000]] {
            let packed = pack(bytes, 1, Path::new("x")).unwrap();
            assert_eq!(unpack(&packed).unwrap(), bytes);
            assert_eq!(unpack(&packed[..packed.len() - 1]), None);
        }
        assert_eq!(unpack(b"no frame at all"), None);
    }

    #[test]
    fn a_frame_that_states_a_huge_size_takes_no_room() {
        // Magic number, a descriptor with a size of eight bytes in one segment, and the size.
        let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0xe0];
        frame.extend((1_u64 << 50).to_le_bytes());
        assert_eq!(unpack(&frame), None);
    }
}
