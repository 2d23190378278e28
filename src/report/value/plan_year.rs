//! The year named beside a plan: `POA 2020`, `Plan de Desarrollo y Ordenamiento Territorial 2019-2023`.
//!
//! Whether that year is the one reported is left to the rules, which must let plans of several years pass.

use std::ops::Range;

use super::fold::{Key, words};
use super::quantity::is_year;

/// What kind of plan a year belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// A plan of one year: POA, Plan Operativo Anual, PAC, any Plan Anual.
    Operating,
    /// A plan of several years: PDOT, PEI, a strategic or development plan.
    Development,
}

/// A year, or a range of years, that belongs to a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanYear {
    /// Bytes of the year's digits; of a range, from the first digit to the last.
    pub span: Range<usize>,
    /// The year, or the first of a range.
    pub year: i32,
    /// The last year of a range; otherwise the same year.
    pub last: i32,
    /// The plan it belongs to.
    pub plan: Plan,
}

/// Words that may stand between a plan's name and its year, at most: `del año fiscal` and the institution's name.
const REACH: usize = 6;

/// The years named beside plans, in order, each plan and year once (a long name and its acronym name one year).
pub fn plan_years(text: &str) -> Vec<PlanYear> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let could_be_year = |w: &[u8]| matches!(w, [b'1', b'9', c, d, ..] | [b'2', b'0', c, d, ..] if c.is_ascii_digit() && d.is_ascii_digit());
    if !memchr::memchr2_iter(b'1', b'2', bytes).any(|at| bytes.get(at..).is_some_and(could_be_year)) {
        return found;
    }
    // The plan whose year is awaited, and the words that may still pass.
    let mut awaited: Option<(Plan, usize)> = None;
    let mut just_named = false;
    let mut end = 0;
    let mut tail = words(text);
    loop {
        if awaited.is_none() {
            // Every plan's name begins so; where no year is awaited, no other word need be looked at.
            tail.skip_to(|from| memchr::memchr2(b'p', b'P', from));
        }
        let Some((span, word)) = tail.next() else { break };
        let gap = text.get(end..span.start).unwrap_or("");
        if ends_mention(gap, just_named) {
            awaited = None;
        }
        end = span.end;
        just_named = false;
        let may_name = word.starts_with(['p', 'P']);
        if awaited.is_none() && !may_name {
            continue;
        }
        if let Some((plan, digits)) = glued(word).filter(|_| may_name) {
            let start = span.end - digits.len();
            push(&mut found, text, start..span.end, plan);
            awaited = None;
            continue;
        }
        if is_year(word) {
            if let Some((plan, _)) = awaited.take() {
                push(&mut found, text, span, plan);
            }
            continue;
        }
        if let Some((plan, used)) = mention(word, &tail) {
            for _ in 0..used {
                if let Some((span, _)) = tail.next() {
                    end = span.end;
                }
            }
            awaited = Some((plan, REACH));
            just_named = true;
        } else if let Some((plan, left)) = awaited {
            let key = Key::of(word);
            let stop = left == 0 || is_stop(key.as_str());
            awaited = (!stop).then(|| (plan, left.saturating_sub(1)));
        }
    }
    found
}

/// `POA2021`: an acronym and its year in one word.
fn glued(word: &str) -> Option<(Plan, &str)> {
    let cut = word.len().checked_sub(4)?;
    let digits = word.get(cut..).filter(|digits| is_year(digits))?;
    let plan = acronym(Key::of(word.get(..cut)?).as_str())?;
    Some((plan, digits))
}

fn acronym(key: &str) -> Option<Plan> {
    match key {
        "poa" | "poas" | "pac" | "pacs" | "poai" => Some(Plan::Operating),
        "pdot" | "pdyot" | "pei" | "pedi" | "pugs" | "pnd" => Some(Plan::Development),
        _ => None,
    }
}

/// The plan named at a word, and how many of the following words its name takes.
fn mention(word: &str, tail: &super::fold::Words<'_>) -> Option<(Plan, usize)> {
    let key = Key::of(word);
    if let Some(plan) = acronym(key.as_str()) {
        return Some((plan, 0));
    }
    if !matches!(key.as_str(), "plan" | "planes" | "p" | "pd") {
        return None;
    }
    let mut ahead = tail.clone().map(|(_, word)| Key::of(word));
    let next = [ahead.next(), ahead.next(), ahead.next()];
    let at = |i: usize| next.get(i).and_then(Option::as_ref).map_or("", Key::as_str);
    match (key.as_str(), at(0), at(1)) {
        ("p", "o", "a") | ("p", "a", "c") | ("plan" | "planes", "operativo" | "operativos", "anual" | "anuales") => {
            Some((Plan::Operating, 2))
        }
        ("plan" | "planes", "operativo" | "operativos" | "anual" | "anuales", _) => Some((Plan::Operating, 1)),
        ("p", "d", "o") if at(2) == "t" => Some((Plan::Development, 3)),
        ("p", "e", "i") | ("pd", "y", "ot") | ("plan" | "planes", "de", "desarrollo") => Some((Plan::Development, 2)),
        ("pd", "ot", _)
        | (
            "plan" | "planes",
            "estrategico" | "estrategicos" | "plurianual" | "nacional" | "cantonal" | "provincial" | "parroquial" | "decenal"
            | "quinquenal",
            _,
        ) => Some((Plan::Development, 1)),
        _ => None,
    }
}

/// Whether the signs between two words end what is said of a plan; the period of `P.O.A.` does not.
fn ends_mention(gap: &str, just_named: bool) -> bool {
    gap.chars().any(|c| match c {
        '.' => !just_named,
        ',' | ';' | '%' | '!' | '?' => true,
        _ => false,
    })
}

/// Words after which a year is no longer the plan's: `POA aprobado en 2020`, `POA hasta diciembre 2020`.
fn is_stop(key: &str) -> bool {
    matches!(
        key,
        "en" | "hasta"
            | "desde"
            | "durante"
            | "con"
            | "por"
            | "que"
            | "se"
            | "segun"
            | "resolucion"
            | "ordenanza"
            | "ley"
            | "presupuesto"
            | "enero"
            | "febrero"
            | "marzo"
            | "abril"
            | "mayo"
            | "junio"
            | "julio"
            | "agosto"
            | "septiembre"
            | "setiembre"
            | "octubre"
            | "noviembre"
            | "diciembre"
            | "agenda"
            | "vision"
    ) || key.bytes().any(|b| b.is_ascii_digit())
}

fn push(found: &mut Vec<PlanYear>, text: &str, first: Range<usize>, plan: Plan) {
    let year = |span: &Range<usize>| text.get(span.clone()).and_then(|digits| digits.parse().ok());
    let Some(start) = year(&first) else { return };
    let mut one = PlanYear { span: first.clone(), year: start, last: start, plan };
    // `2020-2021`, `2020 / 2021`, `2020 y 2021`, `2020 al 2021`.
    let rest = text.get(first.end..).unwrap_or("");
    let mut ahead = words(rest);
    let mut next = ahead.next();
    if next.as_ref().is_some_and(|(_, word)| matches!(Key::of(word).as_str(), "y" | "a" | "al" | "e")) {
        next = ahead.next();
    }
    if let Some((span, _)) = next.filter(|(_, word)| is_year(word)) {
        let span = first.end + span.start..first.end + span.end;
        let between = text.get(first.end..span.start).unwrap_or("");
        let joined = !between.contains(|c: char| !c.is_alphabetic() && !" -–—/".contains(c));
        if let Some(last) = year(&span).filter(|&last| joined && last > start) {
            one.last = last;
            one.span.end = span.end;
        }
    }
    if !found.iter().any(|known| (known.plan, known.year, known.last) == (one.plan, one.year, one.last)) {
        found.push(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operating_plans() {
        for text in [
            "POA 2020",
            "POA-2020",
            "POA del año 2020",
            "POA institucional 2020",
            "Plan Operativo Anual - POA 2020",
            "Plan Operativo Anual 2020",
            "Plan Operativo Anual (POA) 2020",
            "P.O.A. 2020",
            "POA2020",
            "PAC 2020",
            "Plan Anual de Contratación Pública 2020",
            "80 % de cumplimiento del Plan Operativo Anual - POA 2020",
            "Plan Operativo Anual 2020 (POA 2020)",
            "POA: 2020",
            "POA del GAD Municipal de Monteluz 2020",
            "poa (2020)",
            "Plan operativo 2020",
            "POA correspondiente al ejercicio fiscal 2020",
            "«POA» 2020",
        ] {
            let found = plan_years(text);
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!((found[0].year, found[0].last), (2020, 2020), "{text:?}");
            assert_eq!(found[0].plan, Plan::Operating, "{text:?}");
            assert_eq!(&text[found[0].span.clone()], "2020");
        }
    }

    #[test]
    fn ranges_and_development_plans() {
        for (text, span, plan) in [
            ("POA 2020-2021", "2020-2021", Plan::Operating),
            ("POA 2020 y 2021", "2020 y 2021", Plan::Operating),
            ("PDOT 2020-2021", "2020-2021", Plan::Development),
            ("PD y OT 2020 - 2021", "2020 - 2021", Plan::Development),
            ("Plan de Desarrollo y Ordenamiento Territorial 2020/2021", "2020/2021", Plan::Development),
            ("Plan Estratégico Institucional 2020 al 2021", "2020 al 2021", Plan::Development),
        ] {
            let found = plan_years(text);
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!((found[0].year, found[0].last), (2020, 2021), "{text:?}");
            assert_eq!(found[0].plan, plan);
            assert_eq!(&text[found[0].span.clone()], span);
        }
        let two = plan_years("POA 2020 alineado al PDOT 2019");
        assert_eq!(two.iter().map(|p| (p.plan, p.year)).collect::<Vec<_>>(), [(Plan::Operating, 2020), (Plan::Development, 2019)]);
        assert_eq!(plan_years("POA 2020, POA 2021").len(), 2);
    }

    #[test]
    fn years_of_nothing() {
        for text in [
            "",
            "2020",
            "Presupuesto 2020",
            "Plan 2020",
            "POA",
            "POA aprobado en 2020",
            "POA, Resolución 2020",
            "POA 80 % en 2020",
            "Se cumple el POA, año 2020",
            "POA hasta diciembre 2020",
            "POA 20201",
            "TAPOA 2020",
            "Cumplir la planificación 2020",
            "POA y presupuesto 2020",
        ] {
            assert!(plan_years(text).is_empty(), "{text:?}: {:?}", plan_years(text));
        }
    }
}
