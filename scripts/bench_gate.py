"""The part of scripts/bench about many reports in one run, as a gate checks them; it is run by that script.

    bench_gate.py LOTAIP FLOOR WORK [REPORTS] [ROUNDS]

Whole processes in turns (A B C … A B C …): only reading the same files, lotaip with its outputs and a configuration, and a plain Python script with regular
expressions. Then how much memory they take, when the first line of a stream comes, and what becomes of damaged files.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from bench_corpus import DAY, make

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURE = ROOT / "fixtures/formats/same/openpyxl.xlsx"
CONFIG = """fail-on = "error"
ignore = ["A4-F19"]
baseline = "baseline.json"

[institution]
canton = "San Aurelio"
email-domains = ["sanaurelio.gob.ec"]

[[override]]
paths = ["many/entidad-00*"]
severity = { "A4-U10" = "advice" }

[[exception]]
rule = "A4-F03"
path = "many/entidad-01*"
reason = "La periodicidad se corrige con la próxima matriz"

[[exception]]
rule = "A4-U05"
subject = "units[1].target"
reason = "Meta en revisión"
"""


class Run:
    """One whole process: seconds by the clock and of processors, exit status. Its output goes nowhere."""

    def __init__(self, command):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.clock, self.processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
        self.status = os.waitstatus_to_exitcode(status)
        process.returncode = self.status
        assert self.status in (0, 1, 4), (command, self.status)


def turns(commands, rounds):
    """The runs of several commands, each run once in every round; the first round only warms the cache."""
    taken = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            run = Run(command)
            if turn:
                taken[name].append(run)
    return taken


def median(runs, others, what):
    """The median of the ratios taken round by round."""
    return statistics.median(getattr(run, what) / getattr(other, what) for run, other in zip(runs, others))


def peak(command):
    """The most memory that a process used, in MB; the system counts that of this script along with a child of its own, hence the program in between."""
    told = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(told.stderr.split()[-1]) / 1e3


def main():
    tool, floor, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    reports, rounds = (int(given) if given else usual for given, usual in zip([*sys.argv[4:6], "", ""], (36_000, 5)))
    many, few = work / "many", work / "few"
    make(many, reports)
    make(few, reports // 10)

    def check(path, threads, *options, form="brief"):
        return [tool, "check", str(path), "--as-of", DAY, "--format", form, "--quiet", "-j", str(threads), *options]

    config = work / "gate.toml"
    config.write_text(CONFIG, encoding="utf-8")
    # The findings of every other entity were there already.
    subprocess.run([tool, "baseline", "create", *map(str, sorted(many.iterdir())[::2]), "--as-of", DAY, "--config", str(config)], check=True, capture_output=True)
    script = [sys.executable, str(ROOT / "benches/peers/regex_check.py")]

    def faulty(command):
        """The files that a program finds a fault in; a line of its output begins with the file."""
        lines = subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
        return {line.split(":")[0] for line in lines}

    theirs, ours = faulty([*script, str(few), "2", DAY]), faulty(check(few, 2))
    print(f"{len(ours)} of {reports // 10} reports are faulty; the Python script finds {'the same' if theirs == ours else f'others: {theirs ^ ours}'}")

    two = "lotaip, two threads"
    commands = {
        "only reading, two threads": [floor, str(many), "2"],
        "only reading, one thread": [floor, str(many), "1"],
        two: check(many, 2),
        "lotaip, one thread": check(many, 1),
        "… with a configuration": check(many, 2, "--config", str(config)),
        **{f"… {form}": check(many, 2, form=form) for form in ("json-lines", "json", "sarif", "html")},
        "Python with re, two processes": [*script, str(many), "2", DAY],
    }
    taken = turns(commands, rounds)
    read, ours = taken["only reading, two threads"], taken[two]
    print(f"\n{f'{reports} reports, medians of {rounds} rounds':<40}{'ms':>8}{'× read':>9}{'× lotaip':>10}{'processor':>11}{'× read':>9}{'× lotaip':>10}")
    for name, runs in taken.items():
        clock, processor = (statistics.median(getattr(run, what) for run in runs) * 1e3 for what in ("clock", "processor"))
        ratios = [median(runs, others, what) for what in ("clock", "processor") for others in (read, ours)]
        print(f"{name:<40}{clock:>8.0f}{ratios[0]:>9.2f}{ratios[1]:>10.2f}{processor:>11.0f}{ratios[2]:>9.2f}{ratios[3]:>10.2f}")

    if os.path.exists("/usr/bin/time"):
        print(f"\n{'peak memory, MB':<40}{reports // 10:>8}{reports:>8}")
        for form in ("brief", "json-lines", "json", "sarif", "html"):
            print(f"{form:<40}" + "".join(f"{peak(check(path, 2, form=form)):>8.1f}" for path in (few, many)))

    start = time.perf_counter()
    process = subprocess.Popen(check(many, 2, form="json-lines"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdout.readline()
    first = time.perf_counter() - start
    lines = 1 + sum(1 for _ in process.stdout)
    process.wait()
    print(f"\njson-lines: the first of {lines} lines came after {first * 1e3:.0f} of {(time.perf_counter() - start) * 1e3:.0f} ms")

    whole = FIXTURE.read_bytes()
    (few / "cut-off.xlsx").write_bytes(whole[: len(whole) // 2])
    (few / "a4.txt").write_bytes(bytes(range(256)) * 100)
    said = subprocess.run(check(few, 2, form="json"), capture_output=True)
    summary = json.loads(said.stdout)["summary"]
    print(f"two damaged files among {reports // 10}: {summary['documents']} documents, {summary['unverifiable']} that cannot be read, exit status {said.returncode}")
    alone = work / "alone"
    alone.mkdir()
    (few / "cut-off.xlsx").rename(alone / "cut-off.xlsx")
    print(f"a damaged file alone: exit status {Run(check(alone, 2)).status}")


if __name__ == "__main__":
    main()
