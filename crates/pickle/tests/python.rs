//! Reads files written by Python's pickler and by torch, in every protocol.

use std::path::PathBuf;

use pickle::{Decoder, Error, Globals, KeepAll, Limits, Meaning, Uses, Value, torch};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn globals() -> Globals {
    Globals::standard().with_numpy().allow("shop", "Thing", Meaning::Opaque)
}

/// Reads with and without the first pass, which must agree.
fn read(name: &str) -> Value {
    let bytes = fs_err::read(fixture(name)).unwrap();
    let (globals, limits) = (globals(), Limits::default());
    let plain = Decoder::new(&bytes[..], &globals, &limits).read(&mut KeepAll).unwrap();
    let uses = Uses::count(&bytes[..], &limits).unwrap();
    let counted = Decoder::new(&bytes[..], &globals, &limits).with_uses(uses).read(&mut KeepAll).unwrap();
    assert_eq!(print(&plain), print(&counted));
    counted
}

/// The whole value as text.
fn print(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(print).collect::<Vec<_>>().join(", ");
    if let Some(dict) = value.as_dict() {
        let items: Vec<_> =
            dict.iter().map(|(key, value)| format!("{}: {}", print(key), print(value))).collect();
        return format!("{{{}}}", items.join(", "));
    }
    match value {
        Value::List(_) => format!("[{}]", list(&value.as_sequence().unwrap())),
        Value::Tuple(_) => format!("({})", list(&value.as_sequence().unwrap())),
        Value::Set(_) => format!("set({})", list(&value.as_sequence().unwrap())),
        Value::Object(_) => {
            format!("{}{}", value.class().unwrap().name, print(&value.state().unwrap()))
        }
        Value::Bytes(bytes) | Value::Long(bytes) => format!("{bytes:?}"),
        _ => format!("{value:?}"),
    }
}

#[test]
fn every_protocol_gives_the_same_values() {
    let expected = concat!(
        r#"{"none": None, "bools": [true, false], "#,
        r#""ints": [0, -1, 255, 256, 65536, -2147483648, 1099511627776, -4611686018427387904, "#,
        r#"[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], "floats": [0.1, -0.0, 1e300, inf], "#,
        r#""text": "naïve ∆ \\ \n '", "bytes": [0, 255, 97, 98], "#,
        r#""tuples": [(), (1), (1, 2), (1, 2, 3), (1, 2, 3, 4)], "ordered": {"b": 1, "a": 2}, "#,
        r#""counts": {"x": [7]}, "set": set(3), "frozen": set(4), "shared": [["shared"], ["shared"]], "#,
        r#""thing": Thing{"price": 2.5}, ("cifar10", 777): "tuple key", 5: "integer key"}"#,
    );
    for protocol in 0..=5 {
        assert_eq!(print(&read(&format!("protocol-{protocol}.pickle"))), expected, "protocol {protocol}");
    }
}

#[test]
fn numpy_scalars_are_numbers_in_every_protocol() {
    for protocol in 0..=5 {
        let value = read(&format!("numpy-{protocol}.pickle"));
        assert_eq!(print(&value), "[0.1, 0.5, -3, 200, true]", "protocol {protocol}");
    }
}

/// Protocol 0 has the bytes as text, 2 as encoded text, 3 as bytes, and 5 in a buffer.
#[test]
fn numpy_arrays_in_every_form() {
    for protocol in [0, 2, 3, 5] {
        let bytes = fs_err::read(fixture(&format!("arrays-{protocol}.pickle"))).unwrap();
        let limits = Limits { text: 2000, bytes: 2000, ..Limits::default() };
        let limits = if protocol == 0 { Limits { text: 1 << 20, ..limits } } else { limits };
        let value = Decoder::new(&bytes[..], &globals(), &limits).read(&mut KeepAll).unwrap();
        let arrays: Vec<_> =
            value.as_sequence().unwrap().iter().map(|array| array.as_array().unwrap()).collect();
        let [series, big, columns, long] = &arrays[..] else { panic!("{arrays:?}") };
        let values: Vec<_> =
            (0..4).map(|index| series.number(index).and_then(|value| value.as_number())).collect();
        assert_eq!(values, [Some(0.0), Some(0.125), Some(0.25), None], "protocol {protocol}");
        assert_eq!(big.number(1).and_then(|value| value.as_int()), Some(-2), "protocol {protocol}");
        assert_eq!((&columns.shape[..], columns.kind.as_str(), columns.fortran), (&[2, 3][..], "u1", true));
        assert!(columns.number(0).is_none());
        assert_eq!((&long.shape[..], long.fortran), (&[3000][..], false));
        if protocol == 0 {
            continue;
        }
        let Value::Elided(elided) = &long.data else { panic!("{long:?}") };
        let data = &bytes[elided.offset as usize..][..elided.length as usize];
        if elided.text {
            assert_eq!(std::str::from_utf8(data).unwrap(), "È".repeat(3000));
        } else {
            assert_eq!(data, [200; 3000]);
        }
    }
}

#[test]
fn both_torch_formats_give_the_object_with_opaque_tensors() {
    for name in ["legacy.pth", "zip.pth"] {
        let globals = Globals::standard().with_torch();
        let value = torch::load(&fixture(name), &globals, &Limits::default(), &mut KeepAll).unwrap();
        let dict = value.as_dict().unwrap();
        assert_eq!(dict.get("epochs").unwrap().as_int(), Some(12), "{name}");
        let accuracy = dict.get("accuracy").unwrap().as_number().unwrap();
        assert_eq!(accuracy.to_bits(), (0.1_f64 + 0.2).to_bits(), "{name}");
        let net = dict.get("net").unwrap().as_dict().unwrap();
        let names: Vec<_> = net.iter().map(|(key, _)| key.as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["weight", "steps"], "{name}");
        assert_eq!(net.get("weight").unwrap().class().unwrap().name, "_rebuild_tensor_v2", "{name}");
    }
}

#[test]
fn a_visitor_decides_what_is_stored() {
    let bytes = fs_err::read(fixture("protocol-2.pickle")).unwrap();
    let globals = globals();
    let mut seen = 0;
    let mut visitor = |key: &Value, value: Value| {
        seen += 1;
        if key.as_str() == Some("ints") { Value::Custom(std::rc::Rc::new(9_usize)) } else { value }
    };
    let value = Decoder::new(&bytes[..], &globals, &Limits::default()).read(&mut visitor).unwrap();
    assert_eq!(value.as_dict().unwrap().get("ints").unwrap().custom::<usize>(), Some(&9));
    // 15 items at the top level, two in "ordered", one each in "counts" and the thing's state, one attribute.
    assert_eq!(seen, 20);
}

#[test]
fn a_tensor_is_refused_without_torch_on_the_list() {
    let error = torch::load(&fixture("legacy.pth"), &Globals::standard(), &Limits::default(), &mut KeepAll)
        .unwrap_err();
    assert!(matches!(&error, Error::ForbiddenGlobal { module, .. } if module == "torch._utils"), "{error}");
}

/// 200 records of 300 floats and 300 strings with memo slots. Only one record is live at a time if the visitor drops its
/// parts and a first pass finds which strings occur again.
#[test]
fn memory_is_far_below_the_size_of_the_stream() {
    let mut bytes = b"\x80\x04}\x94".to_vec();
    for record in 0..200_u8 {
        bytes.extend([b'K', record]);
        bytes.extend(b"}\x94(\x8c\x05parts\x94}\x94(");
        for part in 0..300 {
            let name = format!("part@{part:03}");
            bytes.extend([0x8c, 8]);
            bytes.extend(name.as_bytes());
            bytes.push(0x94);
            bytes.push(b'G');
            bytes.extend(f64::from(part).to_be_bytes());
        }
        bytes.extend(b"uus");
    }
    bytes.push(b'.');
    assert!(bytes.len() > 1_200_000);

    let limits = Limits { memory: 100_000, ..Limits::default() };
    let globals = Globals::none();
    let mut total = 0.0;
    let mut sum = |key: &Value, value: Value| {
        if key.as_str() != Some("parts") {
            return value;
        }
        total += value.as_dict().unwrap().iter().filter_map(|(_, part)| part.as_number()).sum::<f64>();
        Value::None
    };
    let uses = Uses::count(&bytes[..], &limits).unwrap();
    let value = Decoder::new(&bytes[..], &globals, &limits).with_uses(uses.clone()).read(&mut sum).unwrap();
    assert_eq!(value.as_dict().unwrap().len(), 200);

    // Either of the two alone is not enough.
    let too_much = |result: Result<Value, Error>| {
        assert!(matches!(result, Err(Error::Limit { what: "bytes of live values", .. })));
    };
    too_much(Decoder::new(&bytes[..], &globals, &limits).read(&mut sum));
    too_much(Decoder::new(&bytes[..], &globals, &limits).with_uses(uses).read(&mut KeepAll));
    assert!(total >= 200.0 * 44_850.0);
}
