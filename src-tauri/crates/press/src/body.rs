//! From a record to its paper: one way for each kind, one gate for all.

use maru_core::record::Record;

use crate::error::Error;
use crate::form::Form;
use crate::marking;
use crate::minutes::Minutes;
use crate::order::Order;
use crate::paper::Composition;
use crate::wording::Wording;
use crate::{agreement, note, practice};

/// A paper before it is set in type.
pub(crate) struct Body {
    pub(crate) composition: Composition,
    pub(crate) missing: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

/// Says whether a record may leave as this paper, without making it.
///
/// # Errors
/// Refuses what may not leave (`Own`, `Blocked`, `Classified`, `Embargo`), and a paper that there is not.
pub fn may_leave_as(record: &Record, agreement: Option<&Record>, order: &Order) -> Result<(), Error> {
    marking::gate(record, agreement)?;
    if !order.form.suits(record) {
        return Err(Error::Form {
            paper: order.form.code(),
            kind: record.head().kind.code().to_owned(),
        });
    }
    if order.attach && order.form != Form::Summary {
        return Err(Error::Attach);
    }
    Ok(())
}

/// Returns the paper of a record, if it may leave.
pub(crate) fn body(record: &Record, agreement: Option<&Record>, order: &Order) -> Result<Body, Error> {
    may_leave_as(record, agreement, order)?;
    let wording = Wording::new(order.languages.order(&order.side));
    let (composition, missing) = match record {
        Record::Meeting(meeting) => {
            let flow = record.flow();
            let minutes = Minutes {
                meeting,
                record,
                flow,
                agreement,
                order,
                wording: &wording,
            };
            match order.form {
                Form::Summary => minutes.paper(),
                form => (minutes.short(form), Vec::new()),
            }
        }
        Record::Agreement(found) => (agreement::paper(found, record, order, &wording), Vec::new()),
        Record::Practice(found) => (
            practice::paper(found, record, agreement, order, &wording),
            Vec::new(),
        ),
        Record::Note(found) => (note::paper(found, order, &wording), Vec::new()),
        Record::Unknown(found) => return Err(Error::Kind(found.head.kind.code().to_owned())),
    };
    wording.measure()?;
    Ok(Body {
        composition,
        missing,
        warnings: wording.noticed(),
    })
}
