//! The enumerated space against its published size and the published tables.

mod common;

use std::sync::LazyLock;

use benchmark::{SearchSpace, keys};
use nasbench101::{CacheError, ModuleHash, ModuleSpec, NasBench101, SPACE_SIZE, Space};

static SPACE: LazyLock<Space> = LazyLock::new(Space::enumerate);

#[test]
fn exactly_the_published_number_of_hashes() {
    let modules = SPACE.modules();
    assert_eq!(modules.len(), SPACE_SIZE);
    assert!(modules.is_sorted_by(|(one, _), (other, _)| one < other), "every hash once, ascending");
}

#[test]
fn every_published_module_is_there_as_it_was_trained() {
    let Some(folder) = common::shared() else { return };
    for table in ["valid_30001.csv", "test_2520.csv"] {
        for [hash, adjacency, ops] in common::rows(&folder.join(table), ["hash", "adj_upper_rowmajor", "ops"])
        {
            let hash: ModuleHash = hash.parse().expect("a published hash");
            let published: ModuleSpec = format!("{adjacency}:{ops}").parse().expect("a published module");
            let found = SPACE.find(hash).expect("a module with this hash");
            assert!(found.is_isomorphic(published), "{found} is not {published}");
            assert_eq!(found, published, "the representative is the trained module");
        }
    }
}

#[test]
fn a_saved_space_loads_and_a_damaged_one_is_made_anew() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("space.bin");
    SPACE.save(&path)?;
    assert_eq!(Space::load_or_enumerate(&path), (SPACE.clone(), None));

    let good = fs_err::read(&path)?;
    let damaged = |change: &dyn Fn(&mut Vec<u8>)| -> Result<(), std::io::Error> {
        let mut bytes = good.clone();
        change(&mut bytes);
        fs_err::write(&path, bytes)?;
        assert!(matches!(Space::load(&path), Err(CacheError::Damaged { .. })));
        Ok(())
    };
    damaged(&|bytes| bytes.truncate(1000))?;
    damaged(&|bytes| bytes.clear())?;
    damaged(&|bytes| bytes.push(0))?;
    damaged(&|bytes| bytes[100_000] ^= 1)?;
    // Two modules under each other's hash: valid entries in the right order.
    damaged(&|bytes| (0..5).for_each(|byte| bytes.swap(8 + 16 + byte, 8 + 21 + 16 + byte)))?;
    let (space, warning) = Space::load_or_enumerate(&path);
    assert!(space == *SPACE && warning.is_some_and(|warning| warning.contains("space.bin is damaged")));
    assert_eq!(fs_err::read(&path)?, good, "the file is whole again");
    Ok(())
}

#[test]
fn what_is_no_cache_is_left_alone_and_what_cannot_be_written_is_a_warning()
-> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("space.bin");
    fs_err::write(&path, "something else")?;
    let space = NasBench101::new(32).with_cache(&path);
    assert_eq!(space.architectures()?.len(), SPACE_SIZE);
    let [warning] = &space.warnings()[..] else { panic!("there is a warning") };
    assert!(warning.contains("space.bin is no file of NAS-Bench-101's modules"), "{warning}");
    assert_eq!(fs_err::read(&path)?, b"something else");

    let (space, warning) = Space::load_or_enumerate(&folder.path().join("absent/space.bin"));
    assert!(space == *SPACE && warning.is_some_and(|warning| warning.contains("absent/space.bin")));
    Ok(())
}

#[test]
fn keys_of_the_search_space_are_the_hashes() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("space.bin");
    SPACE.save(&path)?;
    let space = NasBench101::new(32).with_cache(&path);
    assert_eq!(space.parse("00005C142e6f48ac74fdcf73e3439874")?.network(10)?.parameters(), 8_555_530);
    let all = keys(&space.architectures()?);
    assert!(all.into_iter().eq(SPACE.modules().iter().map(|(hash, _)| hash.to_string())));
    let error = space.parse("ffffffffffffffffffffffffffffffff").unwrap_err();
    assert_eq!(error.reason, "no module of the space has this hash");
    assert!(space.warnings().is_empty());
    Ok(())
}
