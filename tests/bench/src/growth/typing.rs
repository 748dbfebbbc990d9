//! What stands in the search box while somebody types: every letter of a word, every key of a syllable.

/// Words of the field, common ones and rare ones, and two at once.
const ENGLISH: [&str; 30] = [
    "agreed",
    "accessibility",
    "roadmap",
    "training data",
    "Thornbury",
    "placement report",
    "cloud",
    "impact assessment",
    "Sejong",
    "interoperability",
    "secondment",
    "explainability",
    "minutes",
    "birth registration",
    "disaster recovery",
    "procurement",
    "glossary",
    "GOV.UK",
    "SES-2024",
    "pilot",
    "chatbot caseworker",
    "language model",
    "Satterthwaite",
    "assistive technology",
    "joint working group",
    "legal basis",
    "mobile ID",
    "plain language",
    "budget",
    "exchange of officials",
];
const KOREAN: [&str; 34] = [
    "협력",
    "인공지능",
    "디지털정부",
    "접근성",
    "실무회의",
    "영향평가",
    "전자정부",
    "가명처리",
    "재해복구",
    "공공데이터",
    "출생신고",
    "양해각서",
    "후속조치",
    "파견",
    "이행과제",
    "남궁",
    "김민서",
    "데이터 품질",
    "공동 용어집",
    "정부24",
    "상호운용성",
    "연락창구",
    "개인정보",
    "번역 초안",
    "세종 회의",
    "망 분리",
    "통합인증",
    "보조기기",
    "고령자",
    "시범 운영",
    "조달 계약",
    "클라우드",
    "지방자치단체",
    "책임 있는 인공지능",
];
const CONSONANTS: [&str; 14] = [
    "ㅎㄹ",
    "ㄷㅈㅌ",
    "ㅇㄱㅈㄴ",
    "ㅅㅁㅎㅇ",
    "ㅈㄱㅅ",
    "ㄱㄱㄷㅇㅌ",
    "ㅇㅎㄱㅅ",
    "ㅎㅅㅈㅊ",
    "ㅍㄱ",
    "ㄱㅇㅈㅂ",
    "ㅂㅈㄱㄱ",
    "ㄱㄹㅈ",
    "ㅅㅂ ㅇㅇ",
    "ㅇㄹㅊㄱ",
];

/// Returns every state of the box, in the order in which somebody would see them.
pub(super) fn states() -> Vec<String> {
    let letters = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        (1..=letters.len())
            .map(|at| letters.iter().take(at).collect::<String>())
            .collect::<Vec<_>>()
    };
    let mut all: Vec<String> = ENGLISH
        .iter()
        .chain(&CONSONANTS)
        .flat_map(|word| letters(word))
        .collect();
    all.extend(KOREAN.iter().flat_map(|word| composed(word)));
    all.retain(|state| !state.ends_with(' '));
    all
}

/// Returns a Korean text after every key: an initial consonant, the vowel, the final one.
fn composed(word: &str) -> Vec<String> {
    const INITIALS: [char; 19] = [
        'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
        'ㅍ', 'ㅎ',
    ];
    let (mut before, mut states) = (String::new(), Vec::new());
    for letter in word.chars() {
        let at = u32::from(letter).checked_sub(0xAC00).filter(|at| *at < 11_172);
        if let Some(at) = at {
            // 21 vowels with 28 finals each follow an initial consonant.
            states.push(format!("{before}{}", INITIALS[(at / 588) as usize]));
            let open = char::from_u32(0xAC00 + at / 28 * 28).unwrap_or(letter);
            if open != letter {
                states.push(format!("{before}{open}"));
            }
        }
        before.push(letter);
        states.push(before.clone());
    }
    states
}
