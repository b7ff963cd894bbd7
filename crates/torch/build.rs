//! Adds the folder of libtorch to the run path of this crate's tests and examples, so that they run without
//! `LD_LIBRARY_PATH`, and passes it on to the build scripts of dependent crates. Also compiles in the version of libtorch,
//! which the bindings have no function for.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=DEP_TCH_LIBTORCH_LIB");
    let version = std::env::var("DEP_TCH_LIBTORCH_LIB").ok().and_then(|folder| version(Path::new(&folder)));
    println!("cargo:rustc-env=EPSILON_LIBTORCH_VERSION={}", version.as_deref().unwrap_or("unknown"));
    // Windows has no run path: it looks for libraries beside the program and on PATH.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "unix")
        && let Ok(folder) = std::env::var("DEP_TCH_LIBTORCH_LIB")
    {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
        // Dependents read it as DEP_EPSILON_TORCH_RPATH, because of the `links` key of this crate.
        println!("cargo:rpath={folder}");
    }
}

/// From the file beside the library folder: `build-version` in a libtorch, `version.py` in a Python package.
fn version(libraries: &Path) -> Option<String> {
    let beside = libraries.parent()?;
    let read = |name: &str| {
        let path = beside.join(name);
        let text = std::fs::read_to_string(&path).ok()?;
        println!("cargo:rerun-if-changed={}", path.display());
        Some(text)
    };
    if let Some(version) = read("build-version") {
        return Some(version.trim().to_owned());
    }
    let python = read("version.py")?;
    let line = python.lines().find_map(|line| line.strip_prefix("__version__ ="))?;
    Some(line.trim().trim_matches(['\'', '"']).to_owned())
}
