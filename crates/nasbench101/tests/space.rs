//! The enumerated space against its published size and the published tables.

mod common;

use std::sync::LazyLock;

use benchmark::SearchSpace;
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
fn a_saved_space_loads_and_a_damaged_one_does_not() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("space.bin");
    SPACE.save(&path)?;
    assert_eq!(Space::load_or_enumerate(&path)?, *SPACE);

    let good = fs_err::read(&path)?;
    let damaged = |change: &dyn Fn(&mut Vec<u8>)| -> Result<CacheError, std::io::Error> {
        let mut bytes = good.clone();
        change(&mut bytes);
        fs_err::write(&path, bytes)?;
        Ok(Space::load(&path).expect_err("damage is seen"))
    };
    assert!(matches!(damaged(&|bytes| bytes.truncate(1000))?, CacheError::Size { found: 1000, .. }));
    assert!(matches!(damaged(&|bytes| bytes[0] ^= 1)?, CacheError::Foreign { .. }));
    assert!(matches!(damaged(&|bytes| bytes[8] ^= 1)?, CacheError::Foreign { .. }));
    assert!(matches!(damaged(&|bytes| bytes[100_000] ^= 1)?, CacheError::Checksum { .. }));
    Ok(())
}

#[test]
fn keys_of_the_search_space_are_the_hashes() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("space.bin");
    SPACE.save(&path)?;
    let space = NasBench101::new(32).with_cache(&path);
    assert_eq!(space.network("00005c142e6f48ac74fdcf73e3439874", 10)?.parameters(), 8_555_530);
    let keys = space.architectures()?;
    assert!(keys.into_iter().eq(SPACE.modules().iter().map(|(hash, _)| hash.to_string())));
    let unknown = "ffffffffffffffffffffffffffffffff";
    let error = space.canonical(unknown).map_err(|error| error.reason);
    assert_eq!(error, Err("no module of the space has this hash".to_owned()));

    fs_err::write(&path, "something else")?;
    let damaged = NasBench101::new(32).with_cache(&path);
    assert!(damaged.architectures().is_err_and(|error| error.reason.contains("delete it")));
    Ok(())
}
