//! The order of segments: fractional indexes, so that a move writes one field of one segment.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde_json::Value;

use crate::error::Error;
use crate::place;

/// The places of all segments of a record, deleted ones included.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    places: BTreeSet<(String, String)>,
    by_id: BTreeMap<String, String>,
}

/// Room made among the segments.
pub(crate) struct Room {
    /// The new places, in order.
    pub(crate) places: Vec<String>,
    /// Neighbours that shared one place, by id, with the new places that they have to take.
    pub(crate) moved: Vec<(String, String)>,
}

impl Order {
    /// Returns the order of the segments in a record's JSON.
    pub(crate) fn of(record: &Value) -> Order {
        let mut order = Order::default();
        if let Some(segments) = record.get("segments").and_then(Value::as_object) {
            for (id, segment) in segments {
                order.put(id, segment.get("pos").and_then(Value::as_str).unwrap_or_default());
            }
        }
        order
    }

    /// Notes the place of a segment.
    pub(crate) fn put(&mut self, id: &str, pos: &str) {
        if self.by_id.get(id).is_some_and(|old| old == pos) {
            return;
        }
        if let Some(old) = self.by_id.insert(id.to_owned(), pos.to_owned()) {
            self.places.remove(&(old, id.to_owned()));
        }
        self.places.insert((pos.to_owned(), id.to_owned()));
    }

    /// Returns the id of the segment before this one, if any.
    pub(crate) fn before(&self, id: &str) -> Option<&str> {
        let pos = self.by_id.get(id)?;
        self.places
            .range(..(pos.clone(), id.to_owned()))
            .next_back()
            .map(|(_, id)| id.as_str())
    }

    /// Returns the places for `count` segments right after the segment `after` (at the very start, if none), and the
    /// new places of neighbours that shared one place and have to make room.
    ///
    /// # Errors
    /// `Error::Misfit` if there is no segment `after`.
    pub(crate) fn room(&self, after: Option<&str>, count: usize) -> Result<Room, Error> {
        let start = match after {
            None => None,
            Some(id) => {
                let pos = self
                    .by_id
                    .get(id)
                    .ok_or_else(|| Error::Misfit(format!("no segment {id}")))?;
                Some((pos.clone(), id.to_owned()))
            }
        };
        let from = start.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let mut tied = Vec::new();
        let mut next = None;
        for (pos, id) in self.places.range((from, Bound::Unbounded)) {
            let same = start.as_ref().is_some_and(|(p, _)| p == pos);
            if same || !place::is_valid(pos) {
                tied.push(id.clone());
            } else {
                next = Some(pos.as_str());
                break;
            }
        }
        let low = start.as_ref().map_or("", |(pos, _)| pos.as_str());
        let mut places = place::between(low, next, count + tied.len());
        let moved = tied.into_iter().zip(places.split_off(count)).collect();
        Ok(Room { places, moved })
    }
}
