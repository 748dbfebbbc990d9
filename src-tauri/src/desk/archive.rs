//! A folder of notes on its way in: looked through and shown, and taken in when a person agrees.

use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;
use maru_core::record::Audience;
use maru_files::notes::{Archive, Choice, Coming, Known, Left, Step, survey};

use super::many::progress;
use super::opening::name_of;
use super::telling::{Telling, unless_stopped};
use super::{Desk, held};
use crate::failure::{Answer, Failure};
use crate::many::{Archived, Arrived, IncomingNote, KnownNote, LeftOut, NoteRemark, Sent};

impl Desk {
    /// Looks through a folder and says what would come of each note; answers nothing if a person stopped it.
    pub(crate) fn look_through(&self, root: &Path, told: impl Fn(Sent)) -> Answer<Option<Archived>> {
        held(&self.archive).take();
        let stop = self.begin_reading();
        let begun = Instant::now();
        let known = |id: &str| Ok::<_, Failure>(self.with_vault(|vault| vault.row(id))?.is_some());
        let looked = survey(root, self.read_notes, &stop, known, |Step { done, total }| {
            told(progress(done, total, String::new(), begun));
        });
        let Some(archive) = unless_stopped(looked)? else {
            return Ok(None);
        };
        let shown = Archived {
            name: name_of(root),
            fresh: number(archive.fresh()),
            notes: notes_of(&archive),
            left: left_of(&archive),
        };
        *held(&self.archive) = Some(archive);
        Ok(Some(shown))
    }

    /// Takes the notes in that were shown and are not here yet, all or none; answers nothing if a person stopped it.
    pub(crate) fn take_archive(&self, audience: Audience, told: impl Fn(Sent)) -> Answer<Option<Arrived>> {
        let Some(archive) = held(&self.archive).take() else {
            return Err(Failure::new("archive-gone"));
        };
        let stop = self.begin_reading();
        let mut open = held(&self.vault);
        let open = open.as_mut().ok_or_else(|| Failure::new("locked"))?;
        let choice = Choice {
            audience,
            side: open.vault.device().side.clone(),
            now: Timestamp::now().to_string(),
        };
        let (mut telling, mut late) = (Telling::new(archive.fresh(), told), Vec::new());
        let arrivals = archive.arrivals(choice, &stop).map(|arrival| {
            let arrival = arrival?;
            let remarks = arrival.remarks.into_iter().map(NoteRemark::from);
            late.extend(remarks.map(|remark| (arrival.path.clone(), remark)));
            telling.tell(|| arrival.path);
            Ok::<_, Failure>((arrival.record, arrival.files))
        });
        let taken = unless_stopped(open.vault.import_each(arrivals))?;
        self.touch();
        Ok(taken.map(|ids| Arrived {
            count: number(ids.len()),
            remarks: late,
        }))
    }
}

/// Returns a count as the page takes it.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn notes_of(archive: &Archive) -> Vec<IncomingNote> {
    let note = |one: &Coming| IncomingNote {
        path: one.path.clone(),
        title: one.title.clone(),
        day: one.day.clone(),
        lines: number(one.lines),
        pictures: number(one.pictures),
        documents: number(one.documents),
        remarks: one.remarks.iter().cloned().map(NoteRemark::from).collect(),
        known: match one.known {
            Known::New => KnownNote::New,
            Known::Here => KnownNote::Here,
            Known::Twice => KnownNote::Twice,
        },
    };
    archive.coming.iter().map(note).collect()
}

fn left_of(archive: &Archive) -> Vec<LeftOut> {
    let left = |left: &Left| LeftOut {
        path: left.path.clone(),
        failure: left.error.clone().into(),
    };
    archive.left.iter().map(left).collect()
}
