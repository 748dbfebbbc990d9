//! What a display shows, looked at without taking the time of what is measured: the server writes its pixels into memory that
//! both share, and only once it has said that something was painted.

use std::cell::RefCell;
use std::fs::File;
use std::os::unix::fs::FileExt as _;

use x11rb::NONE;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{ConnectionExt as _, Damage, ReportLevel};
use x11rb::protocol::shm::{ConnectionExt as _, Seg};
use x11rb::protocol::xproto::{ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// Where files are memory.
const MEMORY: &str = "/dev/shm";

/// A part of the display: left, top, width, height.
pub(crate) type Area = (i16, i16, u16, u16);

/// A look at a display.
pub(crate) struct Sight {
    root: Window,
    memory: File,
    segment: Seg,
    painted: Damage,
    /// A page of memory that is asked for anew costs more than the copy of its pixels.
    spare: RefCell<Vec<Vec<u8>>>,
}

impl Sight {
    /// Prepares to look at a display of this many pixels.
    pub(crate) fn of(x: &RustConnection, (width, height): (u16, u16)) -> Sight {
        let root = x.setup().roots[0].root;
        let memory = tempfile::tempfile_in(MEMORY).expect("memory as a file");
        memory
            .set_len(u64::from(width) * u64::from(height) * 4)
            .expect("room for the pixels");
        let segment = x.generate_id().expect("a name for the memory");
        let shared = memory.try_clone().expect("the file once more");
        x.shm_query_version()
            .expect("the display")
            .reply()
            .expect("shared memory");
        x.shm_attach_fd(segment, std::os::fd::OwnedFd::from(shared), false)
            .expect("the display")
            .check()
            .expect("the display takes the memory");
        x.damage_query_version(1, 1)
            .expect("the display")
            .reply()
            .expect("the display tells what it paints");
        let painted = x.generate_id().expect("a name for what is painted");
        x.damage_create(painted, root, ReportLevel::NON_EMPTY)
            .expect("the display")
            .check()
            .expect("the display tells what it paints");
        Sight {
            root,
            memory,
            segment,
            painted,
            spare: RefCell::new(Vec::new()),
        }
    }

    /// Returns the pixels of a part of the display, four bytes each.
    pub(crate) fn pixels(&self, x: &RustConnection, (left, top, width, height): Area) -> Vec<u8> {
        let format = ImageFormat::Z_PIXMAP.into();
        x.shm_get_image(
            self.root,
            left,
            top,
            width,
            height,
            u32::MAX,
            format,
            self.segment,
            0,
        )
        .expect("the display")
        .reply()
        .expect("its pixels");
        let mut pixels = self.spare.borrow_mut().pop().unwrap_or_default();
        pixels.resize(usize::from(width) * usize::from(height) * 4, 0);
        self.memory
            .read_exact_at(&mut pixels, 0)
            .expect("the pixels are in memory");
        pixels
    }

    /// Takes pixels back that nobody compares any more.
    pub(crate) fn put_back(&self, pixels: Vec<u8>) {
        self.spare.borrow_mut().push(pixels);
    }

    /// Returns whether anything was painted since this was asked last.
    pub(crate) fn painted(&self, x: &RustConnection) -> bool {
        let mut painted = false;
        while let Some(event) = x.poll_for_event().expect("the display") {
            painted |= matches!(event, Event::DamageNotify(_));
        }
        if painted {
            // Before the look: what is painted from here on is told anew.
            x.damage_subtract(self.painted, NONE, NONE).expect("the display");
        }
        painted
    }
}
