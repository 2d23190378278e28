//! The interface's own sentences, in both languages, side by side.

use super::Lang;

/// Declares the sentences: a variant each, with its Spanish and its English.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident { es: $es:literal, en: $en:literal $(,)? })*) => {
        /// A sentence of the interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Text {
            $($(#[$doc])* $name,)*
        }

        impl Text {
            /// Every sentence, for tests.
            pub const ALL: &'static [Text] = &[$(Text::$name,)*];

            /// The sentence in a language. Holes are written `{name}`.
            pub fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Text::$name, Lang::Es) => $es, (Text::$name, Lang::En) => $en,)*
                }
            }

            /// The sentence with its holes filled.
            pub fn with(self, lang: Lang, holes: &[(&str, &str)]) -> String {
                let mut out = self.say(lang).to_owned();
                for (name, value) in holes {
                    out = out.replace(&format!("{{{name}}}"), value);
                }
                out
            }
        }
    };
}

sentences! {
    /// The last line of the brief output.
    BriefSummary { es: "{counts} · revisado con fecha {day}", en: "{counts} · checked as of {day}" }
}
