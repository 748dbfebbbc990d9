//! Text that wants to be more than text.

use maru_e2e::{Desk, Setting, labels::Labels, paper};
use serde_json::json;

const LINES: [&str; 6] = [
    "<script>window.broken = true</script><img src=x onerror=\"window.broken = true\">",
    "#import \"@preview/x:1.0.0\" $ ] #panic() `raw` */ {{ }}",
    "bidi \u{202E}txet desrever\u{202C} and \u{2066}isolate\u{2069}",
    "private \u{E000} emoji 👩\u{200D}💻 old Hangul \u{1112}\u{119E}\u{11AB}",
    "'; DROP TABLE records; -- %s %n ${x} {{7*7}}",
    "[link](javascript:window.broken=true) **bold",
];

#[tokio::test(flavor = "current_thread")]
async fn hostile_text_stays_text() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.new_meeting().await;
    desk.type_text("<b onmouseover=alert(1)>Title</b>").await;
    desk.tab_into_editor().await;
    for line in LINES {
        desk.paste(line).await;
        desk.press("Enter").await;
    }
    paste_markup(&desk).await;
    desk.expect_line("en", "pasted words").await;
    desk.expect_saved().await;
    assert_eq!(desk.js("return window.broken ?? null", vec![]).await, json!(null));
    let forbidden = "document.querySelectorAll('main script, main iframe, main img, main style, main [onerror], a[href^=javascript]').length";
    assert_eq!(desk.js(&format!("return {forbidden}"), vec![]).await, json!(0));
    assert_eq!(desk.js("return location.protocol", vec![]).await, json!("tauri:"));
    desk.press("Escape").await;
    desk.press("ctrl+p").await;
    desk.export().await;
    paper::check(&desk.saved());
    let text = paper::text(&desk.saved());
    for wanted in ["<script>", "#import", "DROP TABLE", "pasted words"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

/// Pastes what a hostile document would put on the clipboard.
async fn paste_markup(desk: &Desk) {
    let script = r#"
        const data = new DataTransfer();
        data.setData('text/html', '<p style="position:fixed">pasted words</p><script>window.broken = true<\/script><img src="x" onerror="window.broken = true"><iframe src="https://example.com"></iframe><a href="javascript:window.broken=true">link</a>');
        data.setData('text/plain', 'pasted words');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))"#;
    desk.js(script, vec![]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_page_can_go_nowhere_and_call_nothing_else() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    let tries = r#"
        const done = arguments[arguments.length - 1];
        const call = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args).then(() => 'allowed', () => 'refused');
        Promise.all([
            call('plugin:store|load', { path: 'x' }), call('plugin:dialog|message', { message: 'x' }), call('plugin:fs|read_file', { path: '/etc/passwd' }),
            call('plugin:window|set_title', { value: 'x' }), call('plugin:webview|create_webview', {}),
            fetch('https://example.com').then(() => 'allowed', () => 'refused'),
        ]).then(done);"#;
    let answers = desk
        .page
        .execute_async(tries, vec![])
        .await
        .expect("the tries end");
    assert_eq!(
        answers,
        json!(["refused", "refused", "refused", "refused", "refused", "refused"])
    );
    desk.js(
        "window.open('https://example.com'); location.href = 'https://example.com/'",
        vec![],
    )
    .await;
    desk.expect_js(
        "Maru is still there",
        "location.protocol === 'tauri:' && document.querySelector('nav')",
    )
    .await;
    assert_eq!(desk.page.windows().await.expect("the windows").len(), 1);
}

/// Writes lines into every field on screen; answers how many there were.
const FILL: &str = r#"
    const lines = arguments[0];
    const fields = [...document.querySelectorAll('main article :is(input:not([type=checkbox], [type=radio]), textarea)')].filter(one => !one.closest('.combobox'));
    fields.forEach((field, at) => {
        field.focus();
        Object.getOwnPropertyDescriptor(field.constructor.prototype, 'value').set.call(field, lines[at % lines.length]);
        for (const event of [new InputEvent('input', { bubbles: true }), new Event('change', { bubbles: true })]) field.dispatchEvent(event);
        field.blur();
    });
    return fields.length;"#;

/// Fills every field behind every tab of the open record with lines that want to be more, or are longer, than any field
/// is for: they stay text, nothing is pushed out of its place, and the paper is made.
async fn fill_everything(desk: &Desk, from: u64, least: u64) {
    let long = "W".repeat(10_000);
    let lines = json!([LINES[0], LINES[1], long, LINES[2], LINES[4], LINES[5]]);
    let mut fields = 0;
    for at in from..desk.tabs().await {
        desk.open_tab(at).await;
        // One entry more on every list of the tab, but not a line of the text.
        desk.js(
            "for (const one of document.querySelectorAll('[role=tabpanel][data-state=active] button[id^=add-]:not(#add-uk, #add-kr)')) one.click()",
            vec![],
        )
        .await;
        desk.expect_saved().await;
        fields += desk.js(FILL, vec![lines.clone()]).await.as_u64().unwrap_or(0);
        desk.expect_saved().await;
        assert_eq!(desk.unfit().await, Vec::<String>::new(), "tab {at}");
    }
    assert!(fields > least, "{fields} fields");
    assert_eq!(desk.js("return window.broken ?? null", vec![]).await, json!(null));
    let forbidden = "return document.querySelectorAll('main script, main iframe, main img, main style, main [onerror], a[href^=javascript]').length";
    assert_eq!(desk.js(forbidden, vec![]).await, json!(0));
    desk.press("ctrl+p").await;
    desk.export().await;
    paper::check(&desk.saved());
    let text = paper::text(&desk.saved());
    assert!(text.contains("<script>") && text.contains("#import"), "{text}");
}

#[tokio::test(flavor = "current_thread")]
async fn every_field_of_an_agreement_takes_text_as_text() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.push(en.get("new-agreement")).await;
    fill_everything(&desk, 1, 60).await;
}

#[tokio::test(flavor = "current_thread")]
async fn every_field_of_a_practice_takes_text_as_text() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+5").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.push(en.get("new-practice")).await;
    fill_everything(&desk, 1, 20).await;
}

#[tokio::test(flavor = "current_thread")]
async fn every_field_of_a_meeting_takes_text_as_text() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.new_meeting().await;
    fill_everything(&desk, 0, 10).await;
}
