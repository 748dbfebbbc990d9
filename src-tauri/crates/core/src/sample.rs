//! Sample records: one agreement made of public facts, and an invented session with everything around it (R13).

use serde_json::Value;

use crate::bilingual::Side;
use crate::record::Record;

const JOINT: [&str; 5] = [
    include_str!("../sample/agreement.json"),
    include_str!("../sample/session.json"),
    include_str!("../sample/side_consultation.json"),
    include_str!("../sample/practice_uk.json"),
    include_str!("../sample/practice_kr.json"),
];
const NOTES: [(&str, &str); 2] = [
    ("uk", include_str!("../sample/notes_uk.json")),
    ("kr", include_str!("../sample/notes_kr.json")),
];

/// Returns the sample records for a vault of this side: the joint ones, and the notes of this side alone. The other
/// side's notes never enter (R1).
pub fn records(side: &Side) -> Vec<Value> {
    let mut records: Vec<Value> = JOINT.iter().map(|source| whole(parsed(source), side)).collect();
    for (owner, source) in NOTES {
        if owner == side.0
            && let Value::Array(notes) = parsed(source)
        {
            records.extend(notes.into_iter().map(|note| whole(note, side)));
        }
    }
    records
}

fn parsed(source: &str) -> Value {
    serde_json::from_str(source)
        .expect("the sample is part of the program, and a test reads every file of it")
}

/// Fills in every field of the record's type, and words the title as this side does.
fn whole(sample: Value, side: &Side) -> Value {
    let mut record = Record::from_json(sample).expect("a test reads every record of the sample");
    if let Record::Meeting(meeting) = &mut record
        && let Some(title) = meeting.title_by.get(&side.0)
    {
        meeting.title.en.clone_from(title);
    }
    record.to_json()
}
