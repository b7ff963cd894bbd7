//! With the feature `torch`, adds the folder of libtorch to the run path of this crate's programs and tests, so that they
//! run without `LD_LIBRARY_PATH`.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Set by the build script of crates/torch.
    println!("cargo:rerun-if-env-changed=DEP_EPSILON_TORCH_RPATH");
    if let Ok(folder) = std::env::var("DEP_EPSILON_TORCH_RPATH") {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
