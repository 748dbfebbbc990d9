//! Finding words as they are typed, in two scripts: what an index keeps of a text, what a query asks of it, and where in
//! the text the words stand.
//!
//! Korean runs words together, hangs particles on them, and is typed letter by letter: 협ㄹ is on the screen before 협력. So
//! Hangul is compared as keys of the keyboard, from each syllable on, and by its initial consonants (ㅎㄹ for 협력).

mod expression;
mod glossary;
mod layout;
mod marks;
mod query;
mod strokes;
mod terms;
mod vocabulary;

pub use expression::fact;
pub use glossary::{Term, glossary};
pub use marks::{Marks, marks, term_marks};
pub use query::{Filter, Query, Through, Wanted};
pub use strokes::initial;
pub use terms::terms;
pub use vocabulary::{Field, Vocabulary};
