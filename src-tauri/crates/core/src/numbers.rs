//! Numbers of decisions, actions and commitments that two laptops took at once (R9).

use std::collections::BTreeMap;

use crate::record::Record;
use crate::segment::{Segment, SegmentKind};

/// Returns every number that a reader sees and that more than one segment carries, with their ids. A deleted segment
/// keeps its number, and so does one that became another kind: giving it twice would make two things of one name.
pub fn clashes(record: &Record) -> Vec<(String, Vec<String>)> {
    let mut owners: BTreeMap<String, (bool, Vec<String>)> = BTreeMap::new();
    for (id, segment) in record.segments() {
        let shown = if segment.removed { None } else { segment.number() };
        for number in all_numbers(segment) {
            let is_shown = shown.as_ref() == Some(&number);
            let owner = owners.entry(number).or_default();
            owner.0 |= is_shown;
            owner.1.push(id.to_owned());
        }
    }
    let clashing = owners
        .into_iter()
        .filter(|(_, (shown, ids))| *shown && ids.len() > 1);
    clashing.map(|(number, (_, ids))| (number, ids)).collect()
}

fn all_numbers(segment: &Segment) -> impl Iterator<Item = String> {
    let kinds = [
        SegmentKind::Decision,
        SegmentKind::Action,
        SegmentKind::Commitment,
    ];
    kinds.into_iter().filter_map(|kind| segment.number_as(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Meeting;

    fn meeting(segments: &[(&str, Segment)]) -> Record {
        let segments = segments
            .iter()
            .map(|(id, s)| ((*id).to_owned(), s.clone()))
            .collect();
        Record::Meeting(Meeting {
            segments,
            ..Meeting::default()
        })
    }

    fn numbered(kind: SegmentKind, decision_no: Option<u32>, action_no: Option<u32>) -> Segment {
        Segment {
            kind,
            decision_no,
            action_no,
            ..Segment::default()
        }
    }

    #[test]
    fn the_same_number_twice_is_found_once() {
        let record = meeting(&[
            ("a", numbered(SegmentKind::Decision, Some(1), None)),
            ("b", numbered(SegmentKind::Decision, Some(1), None)),
            ("c", numbered(SegmentKind::Decision, Some(2), None)),
            ("d", numbered(SegmentKind::Action, None, Some(2))),
        ]);
        assert_eq!(
            clashes(&record),
            [("D-01".to_owned(), vec!["a".to_owned(), "b".to_owned()])]
        );
    }

    #[test]
    fn a_deleted_line_and_a_turned_line_own_their_numbers() {
        let removed = Segment {
            removed: true,
            ..numbered(SegmentKind::Decision, Some(3), None)
        };
        let record = meeting(&[
            ("a", removed),
            ("b", numbered(SegmentKind::Decision, Some(3), Some(7))),
            ("c", numbered(SegmentKind::Action, Some(9), Some(7))),
            ("d", numbered(SegmentKind::Point, Some(9), None)),
        ]);
        let numbers: Vec<String> = clashes(&record).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, ["A-07", "D-03"]);
    }
}
