"""Scores what `lotaip inspect` understands of PDFs against the report each was made from, row by row, exactly.

    score_pdf.py --lotaip BIN --catalog DIR/catalog.tsv [--truth NAME=REPORT.txt] [-v] [--markdown] [--peers] [--cache FILE] [REGEX …]

The catalog has a line per file: file, source, producer, what is special, kind (tagged, ruled, borderless, state), tagged (yes, no).
The truth is what `lotaip inspect SOURCE --format json` says of the source's text form. A row (line of the heading, header of the
columns, section title, note, unit, field of the footer) is right only if every one of its values is equal (NFC, white space folded)
and it stands in the same order; a row that is not in the source counts against the file. With --peers the same files are read by
pdfplumber (extract_tables of each page, default settings) and by camelot (lattice and stream), by one measure that is kinder: a row
counts if some extracted row has the same cells that are not empty, in order; of the footer the value is enough. Of the peers' rows
none counts against them.
"""
import argparse
import collections
import difflib
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata

PEERS = ("pdfplumber", "camelot-lattice", "camelot-stream")
UNIT = ("number", "name", "objective", "indicator", "target")
FOOTER = ("gpr", "update_date", "periodicity", "holder", "responsible", "email", "phone")
LIMIT = 180


def fold(text):
    """A value as it is compared: NFC, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def value(field):
    return fold(field.get("text")) if field else ""


def flat(report):
    """The rows of an inspected report in order, as (kind, values)."""
    out = [("heading", (value(report["heading"][name]),)) for name in ("legal_basis", "literal")]
    out.append(("columns", tuple(value(column) for column in report["columns"])))
    for section in report["sections"]:
        out.append(("section", (value(section["title"]),)))
        out += [("note", (value(note),)) for note in section["notes"]]
        out += [("unit", tuple(value(unit[name]) for name in UNIT)) for unit in section["units"]]
    out += [(name, (value(report["footer"][name]),)) for name in FOOTER]
    out += [("stray", (value(stray),)) for stray in report.get("strays", [])]
    return [row for row in out if any(row[1])]


def inspect(binary, path):
    """What lotaip says of a file: (report or None, exit code, last line of the complaint, seconds)."""
    start = time.monotonic()
    try:
        done = subprocess.run([binary, "inspect", path, "--format", "json"], capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None, -1, f"no answer in {LIMIT} s", LIMIT
    took = time.monotonic() - start
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    message = next((line for line in said if re.search(r"\[[A-Z0-9-]+\]", line) or line.startswith("error")), said[-1] if said else "")
    try:
        return json.loads(done.stdout), done.returncode, message, took
    except ValueError:
        return None, done.returncode, message, took


def shorten(text, other):
    """The part of a text around its first difference from another."""
    at = next((i for i, (a, b) in enumerate(zip(text, other)) if a != b), min(len(text), len(other)))
    start = max(0, at - 20)
    return ("…" if start else "") + text[start:at + 40] + ("…" if at + 40 < len(text) else "")


def compare(truth, found):
    """(rows right, rows extra, differences as text)."""
    differences, right, extra = [], 0, 0
    matcher = difflib.SequenceMatcher(None, truth, found, autojunk=False)
    for action, a0, a1, b0, b1 in matcher.get_opcodes():
        if action == "equal":
            right += a1 - a0
            continue
        extra += max(0, (b1 - b0) - (a1 - a0))
        pool = list(range(b0, b1))
        for kind, values in truth[a0:a1]:
            best = max(pool, default=None, key=lambda i: (found[i][0] == kind) + difflib.SequenceMatcher(None, " ".join(values)[:200], " ".join(found[i][1])[:200]).ratio())
            if best is None:
                differences.append(f"{kind} missing: «{' | '.join(values)[:80]}»")
                continue
            pool.remove(best)
            other = found[best]
            if other[0] != kind:
                differences.append(f"{kind} «{' | '.join(values)[:50]}» read as {other[0]} «{' | '.join(other[1])[:50]}»")
                continue
            for index in range(max(len(values), len(other[1]))):
                a, b = (row[index] if index < len(row) else "" for row in (values, other[1]))
                if a != b:
                    name = UNIT[index] if kind == "unit" else str(index + 1)
                    differences.append(f"{kind} {values[0][:12] if kind == 'unit' else ''} {name}: «{shorten(a, b)}» read as «{shorten(b, a)}»")
        differences += [f"extra {found[i][0]}: «{' | '.join(found[i][1])[:80]}»" for i in pool]
    return right, extra, differences


def _extract(peer, path, channel):
    """In a process of its own: all rows a peer finds, as lists of cells."""
    try:
        rows = []
        if peer == "pdfplumber":
            import pdfplumber
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    for table in page.extract_tables():
                        rows += table
        else:
            import camelot
            for table in camelot.read_pdf(path, pages="all", flavor=peer.split("-")[1]):
                rows += table.df.values.tolist()
        channel.send([[fold(cell) for cell in row] for row in rows])
    except BaseException as error:  # a peer may fail in any way; its failure is its result
        channel.send(f"{type(error).__name__}: {error}"[:200])


def peer(name, path, cache):
    """(rows or complaint, seconds) of a peer, kept in the cache by the file's contents."""
    with open(path, "rb") as file:
        key = name + ":" + hashlib.sha256(file.read()).hexdigest()
    if key not in cache:
        ours, theirs = multiprocessing.Pipe()
        start = time.monotonic()
        process = multiprocessing.Process(target=_extract, args=(name, path, theirs), daemon=True)
        process.start()
        theirs.close()
        try:
            rows = ours.recv() if ours.poll(LIMIT) else f"no answer in {LIMIT} s"
        except EOFError:
            rows = "died"
        took = time.monotonic() - start
        if process.is_alive():
            process.join(2)
            process.kill()
        cache[key] = [rows, round(took, 3)]
    return cache[key]


def peer_right(truth, rows):
    """How many rows of the source some extracted row agrees with."""
    if isinstance(rows, str):
        return 0
    have = {tuple(cell for cell in row if cell) for row in rows}
    cells = {cell for row in rows for cell in row}
    return sum(values[0] in cells if kind in FOOTER else tuple(v for v in values if v) in have for kind, values in truth)


def files(args):
    """(path, source path, producer, what, kind, tagged) of every catalog line that is wanted."""
    truths = dict(pair.split("=", 1) for pair in args.truth)
    for catalog in args.catalog:
        here = os.path.dirname(os.path.abspath(catalog))
        for line in open(catalog, encoding="utf-8"):
            parts = [part.strip() for part in line.rstrip("\n").split("\t")]
            if len(parts) < 6 or parts[0] == "file" or parts[0].startswith("#"):
                continue
            name, source, producer, what, kind, tags = parts[:6]
            path = os.path.join(here, name)
            if args.patterns and not any(re.search(p, name) for p in args.patterns):
                continue
            if args.kind and kind not in args.kind:
                continue
            if os.path.exists(path):
                yield path, truths.get(source) or truths.get(os.path.basename(source)) or os.path.join(here, source), producer, what, kind, tags
            else:
                print(f"not there: {path}", file=sys.stderr)


def show(table, markdown, heads):
    """Prints a table, its columns aligned, or as Markdown."""
    table = [[str(cell) for cell in row] for row in table]
    if markdown:
        print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
        for row in table:
            print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    else:
        wide = [max(len(row[i]) for row in [heads, *table]) for i in range(len(heads))]
        for row in [heads, *table]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, wide)).rstrip())
    print()


def main():
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("patterns", nargs="*", help="only files whose name matches one of these regular expressions")
    parse.add_argument("--lotaip", required=True)
    parse.add_argument("--catalog", action="append", required=True)
    parse.add_argument("--truth", action="append", default=[], metavar="NAME=REPORT.txt", help="where a source named in the catalog is")
    parse.add_argument("--kind", action="append", help="only files of this kind")
    parse.add_argument("--peers", action="store_true")
    parse.add_argument("--cache", default="peers-cache.json")
    parse.add_argument("--markdown", action="store_true")
    parse.add_argument("--bad", action="store_true", help="list only files that are not perfect")
    parse.add_argument("-v", "--verbose", action="store_true", help="the first differences of each file")
    parse.add_argument("-n", type=int, default=4, help="how many differences (with -v)")
    args = parse.parse_args()
    # A copy, so that a new build of the program in the middle of a run changes nothing.
    place = tempfile.TemporaryDirectory()
    args.lotaip = shutil.copy(args.lotaip, place.name)
    cache = {}
    if args.peers and os.path.exists(args.cache):
        with open(args.cache, encoding="utf-8") as file:
            cache = json.load(file)
    if args.peers:
        # Imported before the processes of the peers are made, so that their times are of the reading alone.
        import camelot  # noqa: F401
        import pdfplumber  # noqa: F401
    truths, table, details, states = {}, [], [], []
    totals = collections.OrderedDict((name, collections.defaultdict(lambda: collections.Counter())) for name in ("kind", "producer", "all"))
    for path, source, producer, what, kind, tags in files(args):
        name = os.path.basename(path)
        report, code, message, took = inspect(args.lotaip, path)
        if kind == "state":
            said = message
            if report and code == 0:
                if source not in truths:
                    truths[source] = flat(inspect(args.lotaip, source)[0])
                right, extra, _ = compare(truths[source], flat(report))
                said = f"{report.get('method')}: {right}/{len(truths[source])} rows" + (f" +{extra}" if extra else "") + (f"; {message}" if message else "")
            states.append((name, code, said, f"{took:.2f}", what))
            continue
        if source not in truths:
            truth, _, problem, _ = inspect(args.lotaip, source)
            if truth is None:
                sys.exit(f"the source {source} cannot be read: {problem}")
            truths[source] = flat(truth)
        truth = truths[source]
        right, extra, differences = compare(truth, flat(report)) if report and code == 0 else (0, 0, [message])
        method = report.get("method", "") if report else "-"
        row = [name, kind, method, f"{right}/{len(truth)}" + (f" +{extra}" if extra else ""), f"{took:.2f}"]
        counts = collections.Counter(files=1, perfect=int(right == len(truth) and not extra), right=right, rows=len(truth), extra=extra, ms=round(took * 1000))
        if args.peers:
            for other in PEERS:
                rows, seconds = peer(other, path, cache)
                theirs = peer_right(truth, rows)
                row += [f"{theirs}/{len(truth)}" if not isinstance(rows, str) else "✗", f"{seconds:.1f}"]
                counts[other], counts[other + " perfect"], counts[other + " ms"] = theirs, int(theirs == len(truth)), round(seconds * 1000)
            with open(args.cache + ".new", "w", encoding="utf-8") as file:
                json.dump(cache, file, ensure_ascii=False)
            os.replace(args.cache + ".new", args.cache)
        perfect = counts["perfect"]
        if not (args.bad and perfect):
            table.append(row)
            if args.verbose and differences:
                details.append((name, differences))
        for group, key in (("kind", kind + (" (/Table)" if tags == "yes" and kind != "tagged" else "")), ("producer", producer.split()[0]), ("all", "all")):
            totals[group][key].update(counts)
    heads = ["file", "kind", "method", "rows", "s"]
    if args.peers:
        heads += [word for other in PEERS for word in (other, "s")]
    if table:
        show(table, args.markdown, heads)
    for name, differences in details:
        print(f"{name}:")
        for difference in differences[:args.n]:
            print(f"    {difference}")
        if len(differences) > args.n:
            print(f"    … and {len(differences) - args.n} more")
    if states:
        show(states, args.markdown, ["state", "exit", "said", "s", "what it is"])
    for group, counters in totals.items():
        if not counters:
            continue
        heads, rows = [group, "files", "perfect", "rows right", "of", "%", "extra", "s"], []
        if args.peers:
            heads += [word for other in PEERS for word in (other, "perfect", "s")]
        for key, c in sorted(counters.items()):
            row = [key, c["files"], c["perfect"], c["right"], c["rows"], f"{100 * c['right'] / c['rows']:.1f}", c["extra"], f"{c['ms'] / 1000:.1f}"]
            if args.peers:
                for other in PEERS:
                    row += [f"{100 * c[other] / c['rows']:.1f} %", c[other + " perfect"], f"{c[other + ' ms'] / 1000:.0f}"]
            rows.append(row)
        show(rows, args.markdown, heads)


if __name__ == "__main__":
    main()
