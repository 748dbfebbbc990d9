//! Ids that sort by the time they were made.

/// Returns a new UUID of version 7 (RFC 9562), made from the time in milliseconds since 1970 and ten random bytes.
pub fn new(now_ms: i64, random: [u8; 10]) -> String {
    let ms = u64::try_from(now_ms).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(ms, &random)
        .into_uuid()
        .to_string()
}
