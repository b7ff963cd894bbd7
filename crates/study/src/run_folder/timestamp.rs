use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment in UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: u64,
}

impl Timestamp {
    /// Now. A clock before 1970 counts as 1970.
    pub fn now() -> Self {
        Self::from_unix(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }

    /// Now, to the nanosecond, as a text that sorts by time.
    pub(super) fn now_exact() -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seconds = Self::from_unix(now.as_secs()).to_string();
        format!("{}.{:09}Z", seconds.trim_end_matches('Z'), now.subsec_nanos())
    }

    /// So many seconds after the beginning of 1970.
    pub const fn from_unix(seconds: u64) -> Self {
        Self { seconds }
    }

    /// Without separators, as a folder is named: `20261124-092400`.
    pub fn compact(self) -> String {
        self.to_string().replace(['-', ':', 'Z'], "").replace('T', "-")
    }

    /// Year, month, day in the Gregorian calendar.
    const fn date(self) -> (u64, u64, u64) {
        // Days are counted from 1 March of year 0, so that a leap day ends its year: 719,468 days before 1970.
        let days = self.seconds / 86_400 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year_of_era + era * 400 + (month <= 2) as u64, month, day)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let time = self.seconds % 86_400;
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_easy_to_get_wrong() {
        // `date -u -d @N +%FT%TZ` for each.
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (1_795_512_240, "2026-11-24T09:24:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(Timestamp::from_unix(seconds).to_string(), text);
        }
        assert_eq!(Timestamp::from_unix(1_795_512_240).compact(), "20261124-092400");
    }
}
