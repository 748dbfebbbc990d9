//! Reads set pages back, for tests.

use typst::layout::{Frame, FrameItem};

/// Adds the text of a frame in the order in which it was set, one run to a line.
pub(crate) fn frame(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => self::frame(&group.frame, text),
            FrameItem::Text(run) => {
                text.push_str(&run.text);
                text.push('\n');
            }
            _ => {}
        }
    }
}
