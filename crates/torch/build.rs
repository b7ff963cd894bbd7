//! Puts the folder of libtorch into the run path of this crate's tests and examples, so that they run
//! without `LD_LIBRARY_PATH`, and tells it to the build scripts of the crates whose programs link it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=DEP_TCH_LIBTORCH_LIB");
    // Windows looks libraries up beside the program and on PATH: there is no run path to set.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "unix")
        && let Ok(folder) = std::env::var("DEP_TCH_LIBTORCH_LIB")
    {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
        // Dependents read it as DEP_EPSILON_TORCH_RPATH, by the `links` key of this crate.
        println!("cargo:rpath={folder}");
    }
}
