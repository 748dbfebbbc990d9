//! Records that come in from files: read apart, shown, and taken in when a person agrees.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use maru_core::carried;
use maru_core::record::Record;
use maru_files::{Brought, Found, bring};
use serde_json::Value;

use super::archive::number;
use super::opening::name_of;
use super::telling::{STOPPED, Telling, go_on, unless_stopped};
use super::{Desk, held};
use crate::failure::{Answer, Failure};
use crate::many::{Incoming, IncomingRecord, NoteRemark, Sent};

/// So many bytes of files wait at most: what was read and shown stays in memory until a person decides.
const ROOM: u64 = 4 * maru_files::MOST;

/// Reads a file of records where a hostile one harms nothing.
///
/// Where the flag is raised meanwhile it fails with `import-stopped`.
pub(crate) type ReadRecords = fn(Vec<u8>, &AtomicBool) -> Result<Found, maru_files::Error>;

impl Desk {
    /// Reads files and says what is in each; answers nothing if a person stopped it. Nothing is taken in yet.
    pub(crate) fn look_into(&self, paths: &[PathBuf], told: impl Fn(Sent)) -> Answer<Option<Vec<Incoming>>> {
        let stop = self.begin_reading();
        let mut telling = Telling::new(paths.len(), told);
        let (mut waiting, mut shown) = (Vec::new(), Vec::new());
        // A record that stands in two of the files comes in once.
        let mut known = BTreeSet::new();
        let mut room = ROOM;
        for path in paths {
            let name = name_of(path);
            let found = self.read_file(path, &mut room, &stop).and_then(|brought| {
                let rows = brought.records.iter().map(|record| {
                    let row = self.incoming(record, &mut known)?;
                    go_on(&stop).map(|()| row)
                });
                let rows = rows.collect::<Answer<Vec<_>>>()?;
                Ok((brought, rows))
            });
            match found {
                Ok((brought, rows)) => {
                    let (pictures, documents) = (number(brought.pictures), number(brought.documents));
                    let all = brought.records.into_iter().zip(&rows);
                    waiting.extend(all.filter(|(_, row)| !row.known).map(|(record, _)| record));
                    shown.push(Incoming {
                        name,
                        records: rows,
                        pictures,
                        documents,
                        remarks: brought.remarks.into_iter().map(NoteRemark::from).collect(),
                        failure: None,
                    });
                }
                Err(failure) if failure.code == STOPPED => return Ok(None),
                Err(failure) => shown.push(Incoming {
                    failure: Some(failure.with("file", &name)),
                    name,
                    ..Incoming::default()
                }),
            }
            telling.tell(|| name_of(path));
        }
        *held(&self.waiting) = waiting;
        Ok(Some(shown))
    }

    /// Takes everything in that was shown and is not here yet, all or none, and returns how many records came; nothing
    /// if a person stopped it.
    pub(crate) fn take_in(&self, told: impl Fn(Sent)) -> Answer<Option<u32>> {
        self.touch();
        let stop = self.begin_reading();
        let waiting = std::mem::take(&mut *held(&self.waiting));
        let mut telling = Telling::new(waiting.len(), told);
        let records = waiting.into_iter().map(|mut record| {
            go_on(&stop)?;
            let files = carried::unpack(&mut record).map_err(maru_store::Error::from)?;
            telling.tell(String::new);
            Ok::<_, Failure>((record, files))
        });
        let mut open = held(&self.vault);
        let open = open.as_mut().ok_or_else(|| Failure::new("locked"))?;
        let taken = unless_stopped(open.vault.import_each(records))?;
        Ok(taken.map(|ids| u32::try_from(ids.len()).unwrap_or(u32::MAX)))
    }

    fn read_file(&self, path: &Path, room: &mut u64, stop: &AtomicBool) -> Answer<Brought> {
        go_on(stop)?;
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
        let mut take = |size: u64| {
            *room = room
                .checked_sub(size)
                .ok_or_else(|| Failure::new("files-size").with("most", ROOM >> 20))?;
            Answer::Ok(())
        };
        take(size)?;
        let found = (self.read_records)(bytes, stop)?;
        let brought = bring(path, found, &mut (self.read_notes.pictures)(), stop)?;
        take(brought.bytes)?;
        let pictures = carried::pictures(&brought.records).map_err(maru_store::Error::from)?;
        // Pages and papers show a picture as it is: only one that Maru made comes in.
        if !pictures.is_empty() {
            (self.vouch)(&pictures)?;
        }
        Ok(brought)
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
