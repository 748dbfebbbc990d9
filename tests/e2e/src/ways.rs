//! The ways to show a page: labels in one language or in both, three looks, large text and a narrow window.
//!
//! A page is opened once and turned through all of them where it stands, so that whatever is open stays open.

use crate::{Desk, patience::until};

/// The ways to show labels, in the order in which their key turns them, and how the page tells them apart.
const LABELS: [(&str, &str); 3] = [("en", "en"), ("ko", "ko"), ("both", "en+")];
const WIDE: (u32, u32) = (1366, 768);
const NARROW: (u32, u32) = (320, 800);

const TONGUES: &str =
    "return document.documentElement.lang + (document.querySelector('.label .second') ? '+' : '')";

const DRESS: &str = "
    const root = document.documentElement;
    root.dataset.look = arguments[0];
    if (arguments[0] === 'contrast') root.dataset.contrast = 'more'; else delete root.dataset.contrast;
    root.dataset.text = arguments[1];
    dispatchEvent(new Event('resize'));";

/// What is wider than its place: a part that would scroll sideways, a control beyond the edge, words that are cut.
/// A table may scroll inside its own frame, and a space at the end of a line may hang over it.
const UNFIT: &str = r"
    const named = one => `${one.tagName.toLowerCase()}.${String(one.className.baseVal ?? one.className).replace(/ ?svelte-\w+/, '')} ${JSON.stringify(one.textContent.trim().slice(0, 60))}`;
    const all = [...document.querySelectorAll('html, body, body *')].filter(one =>
        one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest('.sr-only, svg, [aria-hidden=true] *, script, style') && one.clientWidth > 1);
    const style = new Map(all.map(one => [one, getComputedStyle(one)]));
    const rolls = one => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    const framed = one => { for (let up = one.closest('table')?.parentElement; up && up.tagName !== 'MAIN'; up = up.parentElement) if (rolls(up)) return true; return false; };
    const table = one => one.querySelector(':scope > table') || one.tagName === 'TABLE';
    const found = [];
    for (const one of all) {
        const { overflowX, display, fontSize } = style.get(one);
        const over = one.scrollWidth - one.clientWidth;
        if (rolls(one) && over > 1 && !table(one) && !one.matches('input, textarea')) found.push(`scrolls sideways by ${over}: ${named(one)}`);
        if (['hidden', 'clip'].includes(overflowX) && over > 1 && !one.matches('select, input, textarea')) found.push(`cut by ${over}: ${named(one)}`);
        const right = one.getBoundingClientRect().right;
        if (right > innerWidth + 1 && !framed(one)) found.push(`ends at ${Math.round(right)} of ${innerWidth}: ${named(one)}`);
        const words = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (words && overflowX === 'visible' && display !== 'inline' && over > parseFloat(fontSize) / 2) found.push(`spills by ${over}: ${named(one)}`);
        if (one.tagName === 'SELECT' && one.selectedOptions[0]) {
            const pen = document.createElement('canvas').getContext('2d');
            pen.font = style.get(one).font;
            const room = one.clientWidth - parseFloat(style.get(one).paddingLeft) - parseFloat(style.get(one).paddingRight);
            const wide = pen.measureText(one.selectedOptions[0].text).width;
            if (wide > room + 1) found.push(`choice cut by ${Math.round(wide - room)}: ${named(one)} ${one.selectedOptions[0].text}`);
        }
    }
    return found.slice(0, 8);";

/// A walk on which every page is looked at in every way.
pub struct Round<'a> {
    desk: &'a Desk,
    found: Vec<String>,
}

impl<'a> Round<'a> {
    /// Begins a walk.
    pub fn new(desk: &'a Desk) -> Self {
        Self {
            desk,
            found: Vec::new(),
        }
    }

    /// Looks at what the open vault shows now. The window is as it was when the look is over.
    pub async fn look(&mut self, name: &str) {
        self.resize(WIDE).await;
        for (labels, tongues) in LABELS {
            self.turn(tongues).await;
            self.put_on("light", "100").await;
            let found = self.desk.violations().await;
            self.note(name, &format!("{labels} light"), found).await;
            self.put_on("light", "150").await;
            self.note(name, &format!("{labels} large"), self.desk.unfit().await)
                .await;
        }
        // The colours are those of the elements, whatever their language: both languages show them all.
        for look in ["dark", "contrast"] {
            self.put_on(look, "100").await;
            let found = self.desk.too_faint().await;
            self.note(name, &format!("both {look}"), found).await;
        }
        self.put_on("light", "100").await;
        self.resize(NARROW).await;
        for (labels, tongues) in LABELS {
            self.turn(tongues).await;
            self.note(name, &format!("{labels} narrow"), self.desk.unfit().await)
                .await;
        }
        self.resize(WIDE).await;
    }

    /// Looks at what stands before the vault is open, in the way that was chosen.
    pub async fn look_once(&mut self, name: &str) {
        self.note(name, "wide", self.desk.violations().await).await;
        self.resize(NARROW).await;
        self.note(name, "narrow", self.desk.unfit().await).await;
        self.resize(WIDE).await;
        self.put_on("light", "150").await;
        self.note(name, "large", self.desk.unfit().await).await;
        self.put_on("light", "100").await;
    }

    /// Ends the walk; panics with everything that was found on it.
    pub fn end(self) {
        assert!(
            self.found.is_empty(),
            "{} findings:\n{}",
            self.found.len(),
            self.found.join("\n")
        );
    }

    async fn note(&mut self, name: &str, way: &str, findings: Vec<String>) {
        // Hundreds of pictures: only for somebody who asked for them.
        if std::env::var_os("MARU_PICTURES").is_some() {
            self.desk
                .picture(&format!("{name}-{}", way.replace(' ', "-")))
                .await;
        }
        self.found
            .extend(findings.into_iter().map(|line| format!("{name}, {way}: {line}")));
    }

    /// Turns the labels by their key until they are in the language that is wanted.
    async fn turn(&self, wanted: &str) {
        for _ in 0..3 {
            let now = self.desk.js(TONGUES, vec![]).await;
            if now == wanted {
                return;
            }
            self.desk.press("ctrl+shift+l").await;
            until("the labels to turn", async || {
                (self.desk.js(TONGUES, vec![]).await != now).then_some(())
            })
            .await;
        }
        panic!("the labels never came to {wanted}");
    }

    async fn put_on(&self, look: &str, text: &str) {
        self.desk.js(DRESS, vec![look.into(), text.into()]).await;
    }

    async fn resize(&self, (width, height): (u32, u32)) {
        self.desk
            .page
            .set_window_size(width, height)
            .await
            .expect("the window takes the size");
        self.desk
            .expect_js(
                "the window's new size",
                &format!("Math.abs(innerWidth - {width}) <= 10"),
            )
            .await;
    }
}

impl Desk {
    /// Returns what is cut, or wider than its place, in the page as it stands.
    pub async fn unfit(&self) -> Vec<String> {
        let found = self.js(UNFIT, vec![]).await;
        let lines = found.as_array().expect("a list of findings").iter();
        lines
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
