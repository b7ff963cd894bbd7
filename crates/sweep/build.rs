//! With the feature `torch`, puts the folder of libtorch into the run path of this crate's programs and tests, so that
//! they run without `LD_LIBRARY_PATH`.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Told by crates/torch, where that is a dependency.
    println!("cargo:rerun-if-env-changed=DEP_EPSILON_TORCH_RPATH");
    if let Ok(folder) = std::env::var("DEP_EPSILON_TORCH_RPATH") {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
