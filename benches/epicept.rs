//! Times the whole build of the example site in memory: `cargo bench`.
//!
//! Prints milliseconds a build, the median of many, and its ratio to hashing the same output once, which is a
//! yardstick of the machine: `cargo bench --bench epicept`.

mod timing;

use std::hint::black_box;
use std::path::Path;

use ir_site::date::Instant;
use ir_site::render::{self, Options};
use ir_site::shell::snapshot;
use ir_site::source::Snapshot;
use timing::median;

fn build(files: &Snapshot) -> Vec<Vec<u8>> {
    let at = Instant::from_unix(1_790_000_000).expect("an instant of the years 1900 to 2200");
    let audit = ir_site::audit(files, |_| Ok::<_, ()>(at)).expect("the instant is given");
    let (Some(site), Some(theme)) = (&audit.site, &audit.theme) else {
        panic!("the site has errors")
    };
    let options = Options { base_url: site.edition.company.base_url.clone(), preview: false };
    let Ok(output) = render::render(site, files, theme, &options) else { panic!("paths collide") };
    output
        .iter()
        .map(|(_, artefact)| artefact.bytes().expect("pages render").into_owned())
        .collect()
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = snapshot::read(root).expect("the example site can be read");
    let output = build(&files);
    let building = median(30, || drop(black_box(build(&files))));
    let hashing = median(30, || {
        for bytes in &output {
            black_box(ir_site::digest::sha256(bytes));
        }
    });
    println!(
        "{} files, {} bytes: {:.1} ms a build, {:.1} times hashing the output",
        output.len(),
        output.iter().map(Vec::len).sum::<usize>(),
        building.as_secs_f64() * 1e3,
        building.as_secs_f64() / hashing.as_secs_f64(),
    );
}
