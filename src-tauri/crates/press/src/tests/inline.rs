//! How the text of a cell is read.

use crate::inline::{Piece, Style, pieces};

fn plain(text: &str) -> String {
    pieces(text).iter().map(|piece| piece.text.as_str()).collect()
}

fn shown(text: &str) -> Vec<(String, bool, Option<String>)> {
    let one = |piece: Piece| {
        (
            piece.text,
            piece.style.strong,
            piece.style.link.map(|href| href.to_string()),
        )
    };
    pieces(text).into_iter().map(one).collect()
}

#[test]
fn bold_and_links_are_read_as_the_editor_writes_them() {
    let mou = || Some("https://example.org/x".to_owned());
    let one = |text: &str, strong, link| (text.to_owned(), strong, link);
    assert_eq!(
        shown("**「디지털정부법」**에 따라"),
        [one("「디지털정부법」", true, None), one("에 따라", false, None)]
    );
    assert_eq!(
        shown("**[협정](https://example.org/x)**을"),
        [one("협정", true, mou()), one("을", false, None)]
    );
    assert_eq!(
        shown("[**협정** 문](https://example.org/x)"),
        [one("협정", true, mou()), one(" 문", false, mou())]
    );
    assert_eq!(shown("__a__ b"), [one("a", true, None), one(" b", false, None)]);
    assert_eq!(
        shown("***a***"),
        [one("*", false, None), one("a", true, None), one("*", false, None)]
    );
    assert_eq!(
        shown("[a](https://example.org/x \"title\")"),
        [one("a", false, mou())]
    );
    assert_eq!(
        shown("<https://example.org/x>"),
        [one("https://example.org/x", false, mou())]
    );
    assert_eq!(
        shown("[a](https://example.org/x_\\(b\\))")[0].2.as_deref(),
        Some("https://example.org/x_(b)")
    );
    assert_eq!(plain("&lt;&#44032;&copy; \\*\\*a\\*\\*"), "<가&copy; **a**");
}

#[test]
fn everything_else_prints_as_typed() {
    for typed in [
        "# Heading",
        "1. Opening",
        "- item",
        "> quote",
        "    code",
        "```",
        "---",
        "===",
        "*lean*",
        "_lean_",
        "`code`",
        "`**code**`",
        "<script>alert(1)</script>",
        "<!-- note -->",
        "![alt](x.png)",
        "| a | b |",
        "[ ] open",
        "#import \"x.typ\": *",
        "$x^2$",
        "]",
        "#{panic()}",
        "[foo]: http://example.org",
        "a · b",
        "2 < 3 & 4",
        "a ** b ** c",
        "**open",
        "C:\\Users",
        "one\ntwo",
        "R&D",
        "snake__case__name",
    ] {
        assert_eq!(plain(typed), typed, "{typed}");
        assert!(
            pieces(typed).iter().all(|piece| piece.style == Style::default()),
            "{typed}"
        );
    }
}

#[test]
fn only_the_web_and_mail_are_linked() {
    for dead in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "/local",
        "\\\\host\\share",
        "https://",
    ] {
        let read = pieces(&format!("[words](<{dead}>)"));
        assert!(read.iter().all(|piece| piece.style.link.is_none()), "{dead}");
    }
    let long = format!("[words](https://example.org/{})", "a".repeat(3_000));
    assert!(pieces(&long).iter().all(|piece| piece.style.link.is_none()));
    assert!(pieces("[m](mailto:a@example.invalid)")[0].style.link.is_some());
}

#[test]
fn nesting_without_end_is_read_in_a_moment() {
    for hostile in [
        "*[", ">", "**", "[", "![", "[](", "`", "``` `", "&#", "<", "\\", "__a", "((((",
    ] {
        let text = hostile.repeat(20_000 / hostile.len());
        assert!(pieces(&text).len() < 20_000);
    }
}
