//! No input read as plain text ends the importer, and what it makes of one is a plan.

#![no_main]

use ir_site::import::import;
use ir_site::source::SitePath;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut bytes = "".to_owned().into_bytes();
    bytes.extend_from_slice(data);
    if let Ok(imported) = import(&SitePath::fixed("input.txt"), &bytes, None) {
        let _ = imported.json("input.txt");
        let _ = ir_site::loose::audit(&imported, &bytes);
    }
});
