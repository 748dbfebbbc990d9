//! A folder of foreign notes becomes meetings: it is looked through, every note is read apart, what would come of each is
//! said, and only then do the records arrive, one after the other and few of them in memory at a time.
//!
//! Nothing is invented: a note that names no day gives a meeting without one, and a link that leads nowhere stays as text.

mod archive;
mod arrival;
pub(crate) mod beside;
mod body;
mod day;
mod decode;
pub(crate) mod folder;
mod front;
mod html;
mod inline;
mod note;
mod reader;
mod record;
#[cfg(test)]
mod tests;

pub(crate) use archive::go_on;
pub use archive::{Archive, Coming, Known, Left, Readers, Step, survey};
pub use arrival::{Arrival, Arrivals, Choice};
pub use note::{Line, LineKind, Note, Remark};
pub(crate) use reader::{NAME, serve};
pub use reader::{ReadNotes, ReadPicture, apart, here, pictures_apart};
