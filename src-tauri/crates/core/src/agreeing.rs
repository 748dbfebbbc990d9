//! How the deeds of a review become writes: a side agrees, a practice moves on.

use serde_json::{Value, json};

use crate::apply::Batch;
use crate::bilingual::Side;
use crate::bridge::{read, write_path};
use crate::document::Stamp;
use crate::entry;
use crate::error::Error;
use crate::history::instant;
use crate::practice::{Consent, Move, Practice};
use crate::record::Record;
use crate::review::agreed_digest;

impl Batch<'_> {
    pub(crate) fn agree(&mut self, id: &str, side: &Side, by: &str) -> Result<(), Error> {
        if !self.segments.is_empty() || !self.fields.is_empty() {
            return Err(Error::Misfit("an agreement comes alone".to_owned()));
        }
        let practice = self.practice()?;
        let Stamp { author, time } = self.stamp;
        let consent = Consent {
            side: side.clone(),
            by: entry::cell(by)?,
            at: instant(*time),
            device: author.device.clone(),
            recorded_by: author.side.clone(),
            text: agreed_digest(&practice),
            heads: self.base.0.clone(),
        };
        self.note("consents", id, &json!(consent))
    }

    pub(crate) fn advance(&mut self, id: &str, status: &str, by: &str) -> Result<(), Error> {
        let Stamp { author, time } = self.stamp;
        let step = Move {
            from: self.practice()?.status,
            to: entry::cell(status)?,
            by: entry::cell(by)?,
            at: instant(*time),
            device: author.device.clone(),
            side: author.side.clone(),
        };
        self.set(&["status".to_owned()], &step.to.clone().into())?;
        self.note("moves", id, &json!(step))
    }

    /// Returns the practice as these edits see it.
    fn practice(&self) -> Result<Practice, Error> {
        let json = read(self.doc)?;
        match Record::from_json(json)? {
            Record::Practice(practice) => Ok(practice),
            _ => Err(Error::Misfit("only a practice is reviewed".to_owned())),
        }
    }

    /// Writes an entry of a list of deeds, which nobody writes twice.
    fn note(&mut self, list: &str, id: &str, value: &Value) -> Result<(), Error> {
        if id.is_empty() || id.len() > 64 {
            return Err(Error::Misfit("the id of an entry".to_owned()));
        }
        let path = [list.to_owned(), id.to_owned()];
        if self.newest[list].get(id).is_some() {
            // The same save came twice.
            return Ok(());
        }
        self.touch(&path);
        write_path(self.doc, &path, value)
    }
}
