//! What `baseline prune` takes out: what was mended, and nothing else.

use std::fs;

use super::{Folder, changed, done, faulty, kept};

const BOTH: [&str; 2] = ["2021/10/a4.txt A4-T07", "2021/10/a4.txt A4-F14"];

#[test]
fn what_is_mended_goes_and_what_is_there_stays() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty())]);
    done(&folder, "baseline create");
    fs::write(folder.path().join("2021/10/a4.txt"), changed(&[("Mensual", "Trimestral")])).expect("written");
    let said = done(&folder, "baseline prune");
    assert_eq!(said, "lotaip-baseline.json: 1 observación, 1 menos que antes\n");
    assert_eq!(kept(&folder, "lotaip-baseline.json"), BOTH[..1]);
}

#[test]
fn what_was_not_looked_for_stays() {
    let mended = changed(&[]);
    let config = "[[exception]]\nrule = 'A4-F14'\nreason = 'x'\n";
    for (line, report, config, left) in [
        ("", mended.as_str(), "", [false, false]),
        ("--select A4-F14", &mended, "", [true, false]),
        ("--ignore A4-F14", &mended, "", [false, true]),
        ("", &mended, "ignore = ['A4-F14']\n", [false, true]),
        ("", &mended, "[[override]]\npaths = ['2021']\nselect = ['A4-H']\n", [true, true]),
        // It is still there, and only excepted.
        ("", &faulty(), config, [true, true]),
        // Nobody can say what a file holds that cannot be read.
        ("", "", "", [true, true]),
        ("", "%PDF-1.7\n", "", [true, true]),
        ("otros", &mended, "", [true, true]),
    ] {
        let files = [("2021/10/a4.txt", faulty().as_str()), ("otros/2021/10/a4.txt", &mended)].map(|(path, text)| (path, text.to_owned()));
        let folder = Folder::of(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
        done(&folder, "baseline create");
        fs::write(folder.path().join("2021/10/a4.txt"), report).expect("written");
        fs::write(folder.path().join("lotaip.toml"), config).expect("written");
        done(&folder, &format!("baseline prune {line}"));
        let expected: Vec<&str> = BOTH.into_iter().zip(left).filter_map(|(finding, left)| left.then_some(finding)).collect();
        assert_eq!(kept(&folder, "lotaip-baseline.json"), expected, "{line:?} {config:?} {:?}", report.get(..9));
    }
}

#[test]
fn what_is_gone_goes_where_it_was_looked_for() {
    let folder = Folder::of(&[("2021/10/a4.txt", &faulty()), ("2022/01/a4.txt", &faulty())]);
    done(&folder, "baseline create");
    fs::remove_file(folder.path().join("2021/10/a4.txt")).expect("removed");
    done(&folder, "baseline prune 2022");
    assert_eq!(kept(&folder, "lotaip-baseline.json").iter().filter(|finding| finding.starts_with("2021")).count(), 2);
    done(&folder, "baseline prune");
    assert!(kept(&folder, "lotaip-baseline.json").iter().all(|finding| finding.starts_with("2022")));
}
