//! Records that come in from files: read apart, shown, and taken in when a person agrees.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use maru_core::carried;
use maru_core::record::Record;
use serde_json::Value;

use super::opening::name_of;
use super::{Desk, held};
use crate::failure::{Answer, Failure};
use crate::many::{Incoming, IncomingRecord};

/// So many bytes of files wait at most: what was read and shown stays in memory until a person decides.
const ROOM: u64 = 4 * maru_files::MOST;

/// Reads a file of records where a hostile one harms nothing.
pub(crate) type ReadRecords = fn(Vec<u8>) -> Result<Vec<Value>, maru_files::Error>;

impl Desk {
    /// Reads files and says what is in each. Nothing is taken in yet.
    pub(crate) fn look_into(&self, paths: &[PathBuf]) -> Answer<Vec<Incoming>> {
        let (mut waiting, mut shown) = (Vec::new(), Vec::new());
        // A record that stands in two of the files comes in once.
        let mut known = BTreeSet::new();
        let mut room = ROOM;
        for path in paths {
            let name = name_of(path);
            let found = self.read_file(path, &mut room).and_then(|records| {
                let rows = records.iter().map(|record| self.incoming(record, &mut known));
                let rows = rows.collect::<Answer<Vec<_>>>()?;
                Ok((records, rows))
            });
            match found {
                Ok((records, rows)) => {
                    let all = records.into_iter().zip(&rows);
                    waiting.extend(all.filter(|(_, row)| !row.known).map(|(record, _)| record));
                    shown.push(Incoming {
                        name,
                        records: rows,
                        failure: None,
                    });
                }
                Err(failure) => shown.push(Incoming {
                    failure: Some(failure.with("file", &name)),
                    name,
                    records: Vec::new(),
                }),
            }
        }
        *held(&self.waiting) = waiting;
        Ok(shown)
    }

    /// Takes everything in that was shown and is not here yet, all or none, and returns how many records came.
    pub(crate) fn take_in(&self) -> Answer<u32> {
        self.touch();
        let waiting = std::mem::take(&mut *held(&self.waiting));
        let taken = self.with_vault(|vault| vault.import(waiting))?;
        Ok(u32::try_from(taken.len()).unwrap_or(u32::MAX))
    }

    fn read_file(&self, path: &Path, room: &mut u64) -> Answer<Vec<Value>> {
        let unread = |_| Failure::new("unreadable").with("path", name_of(path));
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unread)?;
        file.take(maru_files::MOST + 1)
            .read_to_end(&mut bytes)
            .map_err(unread)?;
        let size = bytes.len() as u64;
        if size > maru_files::MOST {
            return Err(Failure::new("file-size").with("most", maru_files::MOST >> 20));
        }
        *room = room
            .checked_sub(size)
            .ok_or_else(|| Failure::new("files-size").with("most", ROOM >> 20))?;
        let records = (self.read_records)(bytes)?;
        let pictures = carried::pictures(&records).map_err(maru_store::Error::from)?;
        // Pages and papers show a picture as it is: only one that Maru made comes in.
        if !pictures.is_empty() {
            (self.vouch)(&pictures)?;
        }
        Ok(records)
    }

    fn incoming(&self, record: &Value, known: &mut BTreeSet<String>) -> Answer<IncomingRecord> {
        let record = Record::from_json(record.clone()).map_err(maru_store::Error::from)?;
        let head = record.head();
        let here = !head.id.is_empty() && (known.contains(&head.id) || self.holds(&head.id)?);
        if !head.id.is_empty() {
            known.insert(head.id.clone());
        }
        Ok(IncomingRecord {
            kind: head.kind.clone(),
            title: record.title(),
            audience: head.audience,
            sample: head.sample,
            known: here,
        })
    }

    /// Returns whether a record of this id is in the vault.
    fn holds(&self, id: &str) -> Answer<bool> {
        self.with_vault(|vault| vault.row(id)).map(|row| row.is_some())
    }
}
