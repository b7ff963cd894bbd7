//! Damaged pickles and `torch.save` files give a value or an error, quickly and with little memory.

use std::io::Cursor;
use std::path::Path;

use pickle::{Decoder, Globals, KeepAll, Limits, Meaning, Uses, torch};

/// The fixtures with this extension.
fn seeds(extension: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files.iter().map(|path| fs_err::read(path).unwrap()).collect()
}

fn globals() -> Globals {
    Globals::standard().with_numpy().with_torch().allow("shop", "Thing", Meaning::Opaque)
}

#[test]
fn damaged_pickles() {
    let (globals, limits) = (globals(), Limits::default());
    let report = fuzz::run("pickle", &seeds("pickle"), 50_000, |bytes| {
        let plain = Decoder::new(bytes, &globals, &limits).read(&mut KeepAll).is_ok();
        if let Ok(uses) = Uses::count(bytes, &limits) {
            let counted = Decoder::new(bytes, &globals, &limits).with_uses(uses).read(&mut KeepAll);
            assert_eq!(plain, counted.is_ok());
        }
        plain
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < 100 << 20, "{report:?}");
}

#[test]
fn damaged_torch_files() {
    let (globals, limits) = (globals(), Limits::default());
    let report = fuzz::run("torch", &seeds("pth"), 50_000, |bytes| {
        torch::read(Cursor::new(bytes), &globals, &limits, &mut KeepAll).is_ok()
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < 100 << 20, "{report:?}");
}
