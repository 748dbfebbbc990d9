//! Records: lists, one record, its edits and its history.

use jiff::{Span, Timestamp, ZonedDateTime};
use maru_core::bilingual::Bilingual;
use maru_core::compare::Difference;
use maru_core::document::Heads;
use maru_core::edit::Edit;
use maru_core::review::Review;
use maru_store::{
    ActionFilter, ActionRow, CommitmentRow, Found, Listing, Loss, Mending, Page, Row, Search, ServiceRow,
    Vault,
};
use serde_json::Value;

use super::{Desk, held};
use crate::failure::Answer;
use crate::rows::{Bytes, Home, Opened, Past};
use crate::window::Changed;

/// How many rows of each kind the first page shows.
const HOME: u32 = 8;
/// So many days ahead an action is due soon.
const SOON: i64 = 30;

impl Desk {
    /// Gathers the first page.
    pub(crate) fn home(&self) -> Answer<Home> {
        let now = Timestamp::now();
        let soon = ZonedDateTime::now().date().saturating_add(Span::new().days(SOON));
        let filter = ActionFilter {
            due_by: Some(soon.to_string()),
            limit: HOME,
            ..ActionFilter::default()
        };
        let since = held(&self.kept).visits.last().map(str::to_owned);
        self.with_vault(|vault| {
            Ok(Home {
                next: vault.next_meeting(&now.to_string())?,
                actions: vault.actions(&filter)?,
                endings: vault.endings(HOME)?,
                to_translate: vault.to_translate(HOME)?,
                changed: vault.recent(since.as_deref(), HOME)?,
                since,
                review: vault.in_review(HOME)?,
            })
        })
    }

    /// Erases records of the bin for ever, or all of it (R20).
    pub(crate) fn erase(&self, ids: Option<&[String]>) -> Answer<Loss> {
        self.papers.clear();
        held(&self.table).take();
        let loss = self.with_vault(|vault| match ids {
            Some(ids) => vault.erase(ids),
            None => vault.empty_bin(),
        })?;
        self.look_for_sample()?;
        Ok(loss)
    }

    /// Says who owns actions.
    pub(crate) fn owners(&self) -> Answer<Vec<Bilingual>> {
        self.with_vault(|vault| vault.owners())
    }

    /// Lists records.
    pub(crate) fn list(&self, listing: &Listing) -> Answer<Page> {
        self.with_vault(|vault| vault.list(listing))
    }

    /// Lists these records.
    pub(crate) fn rows(&self, ids: &[String]) -> Answer<Vec<Row>> {
        self.with_vault(|vault| vault.rows(ids))
    }

    /// Lists actions of all meetings.
    pub(crate) fn actions(&self, filter: &ActionFilter) -> Answer<Vec<ActionRow>> {
        self.with_vault(|vault| vault.actions(filter))
    }

    /// Lists the commitments of an agreement.
    pub(crate) fn commitments(&self, agreement: &str) -> Answer<Vec<CommitmentRow>> {
        self.with_vault(|vault| vault.commitments(agreement))
    }

    /// Lists the decisions and actions that serve the commitments of an agreement.
    pub(crate) fn services(&self, agreement: &str) -> Answer<Vec<ServiceRow>> {
        self.with_vault(|vault| vault.services(agreement))
    }

    /// Searches all texts.
    pub(crate) fn search(&self, search: &Search) -> Answer<Found> {
        self.with_vault(|vault| vault.search(search))
    }

    /// Begins to make the index of search anew, or goes on with it, and says how far it is. Others get their turn between
    /// two pieces.
    pub(crate) fn mend_search(&self, anew: bool) -> Answer<Mending> {
        self.with_vault(|vault| {
            if anew {
                vault.begin_mending()?;
            }
            vault.mend_search()
        })
    }

    /// Adds a record and returns its id.
    pub(crate) fn add_record(&self, record: Value) -> Answer<String> {
        self.with_vault(|vault| vault.add(record))
    }

    /// Opens a record.
    pub(crate) fn open_record(&self, id: &str) -> Answer<Opened> {
        self.with_vault(|vault| vault.read(id)).map(Opened::from)
    }

    /// Applies edits, all or none. A person who writes is here.
    pub(crate) fn edit_record(&self, id: String, heads: &Heads, edits: &[Edit]) -> Answer<Changed> {
        self.touch();
        let heads = self.with_vault(|vault| vault.edit(&id, heads, edits))?;
        Ok(Changed { id, heads })
    }

    /// Puts a record by that a person leaves.
    pub(crate) fn close_record(&self, id: &str) -> Answer<()> {
        self.with_vault(|vault| vault.put_by(id))
    }

    /// Says who changed a record and when, and how the lines that were touched read now.
    pub(crate) fn history(&self, id: &str) -> Answer<Past> {
        self.with_vault(|vault| Ok(Past::of(vault.history(id)?, &vault.read(id)?.record)))
    }

    /// Brings a record, or one segment of it, back to a moment. A person who does that is here.
    pub(crate) fn go_back(&self, id: String, moment: &Heads, segment: Option<&str>) -> Answer<Changed> {
        self.touch();
        let heads = self.with_vault(|vault| vault.go_back(&id, moment, segment))?;
        Ok(Changed { id, heads })
    }

    /// Says what differs between two moments of a record.
    pub(crate) fn compare(&self, id: &str, before: &Heads, after: Option<&Heads>) -> Answer<Vec<Difference>> {
        self.with_vault(|vault| vault.compare(id, before, after))
    }

    /// Says what is missing in a record, and who agreed to which text of a practice.
    pub(crate) fn review(&self, id: &str) -> Answer<Review> {
        self.with_vault(|vault| vault.review(id))
    }

    /// Hands a picture over.
    pub(crate) fn attachment(&self, hash: &str) -> Answer<Bytes> {
        self.with_vault(|vault: &mut Vault| vault.attachment(hash))
            .map(Bytes)
    }
}
