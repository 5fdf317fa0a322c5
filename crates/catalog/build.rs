//! The schema files are part of the crate: a change of one builds it anew.

fn main() {
    println!("cargo:rerun-if-changed=../../schemas");
}
