//! Writes to a vault until it is killed, and says on stdout what was acknowledged.
//!
//! `maru-writer FOLDER RECORD SEGMENT START`: the text of the segment counts up from START. Every seventh edit also
//! adds a segment, and every fortieth closes the record, so that a kill meets compaction too.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use maru_store::Vault;
use maru_tests::PASSPHRASE;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("maru-writer FOLDER RECORD SEGMENT START");
    let (folder, record, segment, start) = (next()?, next()?, next()?, next()?.parse::<u64>()?);
    let mut vault = Vault::open(Path::new(&folder), PASSPHRASE)?;
    let mut heads = vault.read(&record)?.heads;
    let mut out = io::stdout().lock();
    for count in start.. {
        let write = Edit::Write {
            id: segment.clone(),
            lang: Lang::Ko,
            text: count.to_string(),
        };
        let mut edits = vec![write];
        if count.is_multiple_of(7) {
            let id = format!("0195783e-0000-7000-9000-{count:012}");
            let segment_of_count = json!({ "kind": "point", "en": format!("line {count}") });
            edits.push(Edit::Insert {
                id,
                after: None,
                segment: segment_of_count,
            });
        }
        heads = vault.edit(&record, &heads, &edits)?;
        writeln!(out, "{count}")?;
        out.flush()?;
        if count.is_multiple_of(40) {
            vault.release(&record)?;
            heads = vault.read(&record)?.heads;
        }
    }
    Ok(())
}
