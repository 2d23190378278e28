//! The examples of rule files: changes to the model report, shown in the documentation. [`crate::examples`] checks them.

use chrono::NaiveDate;

use super::MODEL;
use super::rule::Example;

/// The day on which examples are checked unless they say another: the 8th of November 2021, two days before October's report is due.
pub const DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 11, 8);

impl Example {
    /// The document of the example.
    ///
    /// # Errors
    /// The words to change that do not stand in the model exactly once, with how often they do.
    pub fn document(&self) -> Result<String, (String, usize)> {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let mut text = MODEL.to_owned();
        for (old, new) in &self.change {
            let times = text.matches(old.as_str()).count();
            if times != 1 {
                return Err((old.clone(), times));
            }
            text = text.replacen(old.as_str(), new, 1);
        }
        Ok(text)
    }

    /// Whether it shows a fault.
    pub fn is_bad(&self) -> bool {
        !self.underlined.is_empty()
    }
}
