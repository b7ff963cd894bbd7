//! Streams made to harm the reader.

use std::path::PathBuf;

use pickle::{Decoder, Error, Globals, KeepAll, Limits, Uses, Value, torch};
use proptest::prelude::*;

/// Small limits, so that exceeding them is noticed.
fn limits() -> Limits {
    Limits { input: 1 << 20, memory: 1 << 20, depth: 64, text: 4096, bytes: 4096 }
}

fn read(bytes: &[u8]) -> Result<Value, Error> {
    let globals = Globals::standard().with_numpy().with_torch();
    let plain = Decoder::new(bytes, &globals, &limits()).read(&mut KeepAll);
    if let Ok(uses) = Uses::count(bytes, &limits()) {
        let counted = Decoder::new(bytes, &globals, &limits()).with_uses(uses).read(&mut KeepAll);
        assert_eq!(plain.is_ok(), counted.is_ok());
    }
    plain
}

fn fixture(name: &str) -> Vec<u8> {
    fs_err::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

#[test]
fn a_call_to_the_shell_is_refused_by_name_and_place() {
    for (bytes, place) in [
        (&b"cos\nsystem\n(S'true'\ntR."[..], 0),
        (b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x04true\x85R.", 14),
        (b"\x80\x02}X\x01\x00\x00\x00a(S'true'\nios\nsystem\ns.", 18),
        (b"\x80\x02(cos\nsystem\nS'true'\no.", 3),
    ] {
        let error = read(bytes).unwrap_err();
        let Error::ForbiddenGlobal { offset, module, name } = &error else { panic!("{error}") };
        assert_eq!((module.as_str(), name.as_str(), *offset), ("os", "system", place));
        assert!(error.to_string().contains("\"os\" \"system\""), "{error}");
    }
    let error = read(b"c__builtin__\neval\n.").unwrap_err();
    assert!(matches!(&error, Error::ForbiddenGlobal { name, .. } if name == "eval"), "{error}");
}

#[test]
fn every_truncation_is_an_error_with_its_offset() {
    for name in ["protocol-0.pickle", "protocol-2.pickle", "protocol-4.pickle"] {
        let bytes = fixture(name);
        let globals = Globals::standard().allow("shop", "Thing", pickle::Meaning::Opaque);
        for end in 0..bytes.len() {
            let error = Decoder::new(&bytes[..end], &globals, &limits()).read(&mut KeepAll).unwrap_err();
            assert!(
                matches!(error, Error::Truncated { offset } if offset == end as u64),
                "{name} {end}: {error}"
            );
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    let limit = |bytes: &[u8]| {
        let error = read(bytes).unwrap_err();
        assert!(matches!(error, Error::Limit { what: "levels of nesting", limit: 64, .. }), "{error}");
    };
    limit(&[b"(".repeat(1000), b".".to_vec()].concat());
    limit(&[b")".to_vec(), b"\x85".repeat(1000), b".".to_vec()].concat());
    limit(&[b"]".repeat(1000), b"a".repeat(999), b".".to_vec()].concat());
}

/// Lists linked through the memo into a long chain, without nesting in the stream: freeing it must not recurse.
#[test]
fn a_long_chain_through_the_memo_is_freed_without_recursion() {
    const LINKS: u32 = 200_000;
    let mut bytes = Vec::new();
    for _ in 0..LINKS {
        bytes.extend(b"]\x940");
    }
    for link in 0..LINKS - 1 {
        bytes.push(b'j');
        bytes.extend(link.to_le_bytes());
        bytes.push(b'j');
        bytes.extend((link + 1).to_le_bytes());
        bytes.extend(b"a0");
    }
    bytes.extend(b"j\0\0\0\0.");
    let limits = Limits { input: 1 << 24, memory: 1 << 30, ..Limits::default() };
    let value = Decoder::new(&bytes[..], &Globals::none(), &limits).read(&mut KeepAll).unwrap();
    assert_eq!(value.as_sequence().unwrap().len(), 1);
}

/// Each level holds the level below ten times: 10^30 leaves if they were copied.
#[test]
fn a_memo_bomb_stays_shared() {
    let mut bytes = b"]\x94".to_vec();
    for slot in 0..30_u8 {
        bytes.extend(b"](");
        for _ in 0..10 {
            bytes.extend([b'h', slot]);
        }
        bytes.extend(b"e\x94");
    }
    bytes.push(b'.');
    assert_eq!(read(&bytes).unwrap().as_sequence().unwrap().len(), 10);
}

#[test]
fn containers_without_end_hit_the_memory_limit() {
    let error = read(&[b"](".to_vec(), b"}".repeat(500_000)].concat()).unwrap_err();
    assert!(matches!(error, Error::Limit { what: "bytes of live values", .. }), "{error}");
}

/// A large list, text or tuple that is copied, or a dictionary that is searched, again and again, at a few bytes each time.
#[test]
fn work_that_the_stream_does_not_pay_for_is_refused() {
    let limits = Limits { text: 1 << 20, ..Limits::default() };
    let globals = Globals::standard();
    let steps = |bytes: &[u8], visitor: &mut dyn pickle::Visitor| {
        let error = Decoder::new(bytes, &globals, &limits).read(visitor).unwrap_err();
        let Error::Limit { what: "steps for as many bytes", limit, .. } = error else { panic!("{error}") };
        assert!(limit < (1 << 22) + bytes.len() as u64, "{limit}");
    };
    let copied =
        |value: &[u8], call: &[u8]| [b"(", value, b"q\x000", &call.repeat(2_000)[..], b"t."].concat();
    let list = [&b"]("[..], &b"N".repeat(30_000), b"e"].concat();
    steps(&copied(&list, b"c__builtin__\nset\nh\x00\x85R"), &mut KeepAll);
    let pairs = [&b"]("[..], &b"NN\x86".repeat(30_000), b"e"].concat();
    steps(&copied(&pairs, b"ccollections\nOrderedDict\nh\x00\x85R"), &mut KeepAll);
    let tuple = [&b"(c__builtin__\nset\n"[..], &b"N".repeat(30_000), b"t"].concat();
    steps(&copied(&tuple, b"ccopy_reg\n_reconstructor\nh\x00R"), &mut KeepAll);
    let text = [&b"X\x00\x00\x01\x00"[..], &b"a".repeat(1 << 16)].concat();
    steps(&copied(&text, b"c_codecs\nencode\nh\x00X\x06\x00\x00\x00latin1\x86R"), &mut KeepAll);
    let dict = [&b"}("[..], &b"NN".repeat(30_000), b"u"].concat();
    let mut search = |_: &Value, value: Value| {
        value.as_dict().map_or(Value::None, |dict| dict.get("absent").cloned().unwrap_or(Value::None))
    };
    // All in one opcode.
    steps(&[&dict[..], b"q\x000}(", &b"h\x00h\x00".repeat(2_000), b"u."].concat(), &mut search);
}

#[test]
fn giant_declared_lengths_cost_nothing() {
    let huge = [0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0];
    let with = |head: &[u8], width: usize| read(&[head, &huge[..width], b"abc"].concat()).unwrap_err();
    assert!(matches!(with(b"\x8b", 4), Error::Limit { offset: 0, what: "bytes of a number", .. }));
    // Long strings are skipped, not kept, so these only reach the end of the stream.
    for (head, width) in [(&b"X"[..], 4), (b"\x8d", 8), (b"T", 4), (b"B", 4), (b"\x8e", 8), (b"\x96", 8)] {
        assert!(matches!(with(head, width), Error::Truncated { .. }));
    }
}

#[test]
fn wild_memo_slots_are_refused() {
    assert!(matches!(read(b"Nr\xff\xff\xff\xff."), Err(Error::MemoOrder { offset: 1, .. })));
    assert!(matches!(read(b"Nj\xff\xff\xff\xff."), Err(Error::Memo { offset: 1, slot: 0xffff_ffff })));
    assert!(matches!(read(b"Np99999999999999999999\n."), Err(Error::Text { offset: 1, opcode: "PUT" })));
}

#[test]
fn other_files_are_no_torch_files() {
    let read = |bytes: Vec<u8>| {
        torch::read(std::io::Cursor::new(bytes), &Globals::standard(), &limits(), &mut KeepAll).unwrap_err()
    };
    assert!(matches!(
        read(fixture("protocol-2.pickle")),
        Error::ForbiddenGlobal { .. } | Error::NotTorch { .. }
    ));
    assert!(matches!(read(b"N.".to_vec()), Error::NotTorch { offset: 0, .. }));
    assert!(matches!(read(b"hello, world".to_vec()), Error::NotTorch { .. }));
    assert!(matches!(read(b"PK\x03\x04 and no more".to_vec()), Error::Zip { .. }));
    assert!(matches!(read(Vec::new()), Error::Truncated { offset: 0 }));
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    /// Mostly opcodes, so that programs run for a while.
    #[test]
    fn random_programs_never_panic(
        bytes in prop::collection::vec(
            prop::sample::select(&b"(.012NJKMQRX]})abdeghlopqrstuG\x81\x85\x86\x87\x88\x8c\x8f\x90\x91\x92\x93\x94\x00\x01"[..]),
            0..400,
        )
    ) {
        let _ = read(&bytes);
    }

    #[test]
    fn flipped_bits_never_panic(
        name in prop::sample::select(&["protocol-0.pickle", "protocol-2.pickle", "protocol-4.pickle", "numpy-2.pickle"][..]),
        at in any::<prop::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let mut bytes = fixture(name);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let _ = read(&bytes);
    }

    #[test]
    fn flipped_bits_in_torch_files_never_panic(
        name in prop::sample::select(&["legacy.pth", "zip.pth"][..]),
        at in any::<prop::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let mut bytes = fixture(name);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let globals = Globals::standard().with_torch();
        let _ = torch::read(std::io::Cursor::new(bytes), &globals, &limits(), &mut KeepAll);
    }
}
