"""The parts of scripts/bench about office files; it is run by that script.

    bench_formats.py formats LOTAIP FLOOR WORK [ROUNDS]     one report in every format beside its text form: whole processes, in turns
    bench_formats.py xlsx LOTAIP FLOOR WORK [FILES] [ROUNDS]     many workbooks in one run beside a plain Python script with openpyxl
    bench_formats.py pdf LOTAIP FLOOR WORK [ROUNDS]     pages a second on one thread, over PDFs of many programs
    bench_formats.py corpus FOLDER [FILES]     only makes the workbooks
"""
import io
import json
import os
import pathlib
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAME = ROOT / "fixtures/formats/same"
DAY = "2021-11-08"
# One report as the programs that officials use write it.
FORMATS = [
    ("XLSX, openpyxl", "openpyxl.xlsx"),
    ("XLSX, LibreOffice", "libreoffice.xlsx"),
    ("XLS, LibreOffice", "libreoffice.xls"),
    ("ODS, LibreOffice", "libreoffice.ods"),
    ("FODS, LibreOffice", "libreoffice.fods"),
    ("DOCX, python-docx", "python-docx.docx"),
    ("DOCX, docx.js", "docx-js.docx"),
    ("ODT, odfpy", "odfpy.odt"),
    ("HTML, Excel", "hand-excel-web-page.htm"),
    ("HTML, SheetJS", "sheetjs.html"),
    ("CSV, semicolons", "hand-bom-semicolon.csv"),
    ("Markdown", "tabulate-pipe.md"),
    ("PDF with tags, Chromium", "chromium-collapse.pdf"),
    ("PDF with lines, LibreOffice", "calc-thin.pdf"),
    ("PDF with neither, ReportLab", "reportlab-borderless.pdf"),
]
PDFS = ROOT / "fixtures/pdf/files"


def run(command):
    """Seconds of a whole process, by the clock and of processors; its output goes nowhere. What else the machine does disturbs the second less."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), (command, done.returncode)
    return took, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def turns(commands, rounds):
    """The times of several commands, each run once in every round: by the clock, and of processors. The first round only warms the cache."""
    taken = [([], []) for _ in commands]
    for turn in range(rounds + 1):
        for command, lists in zip(commands, taken):
            for list_, seconds in zip(lists, run(command)):
                if turn:
                    list_.append(seconds)
    return taken


def load():
    return "load of the machine: " + ", ".join(f"{part:.1f}" for part in os.getloadavg())


def check(tool, path, threads=1):
    return [tool, "check", str(path), "--as-of", DAY, "--format", "brief", "--quiet", "-j", str(threads)]


def instructions(command, work):
    """Instructions of a whole process, where valgrind is there; nothing else on the machine changes them."""
    if not shutil.which("valgrind"):
        return None
    said = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={work}/callgrind", *command], capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", said)[1])


def formats(tool, floor, work, rounds=101):
    """Every format beside the text form of the same report: medians, and the median of the differences taken pair by pair."""
    text = ROOT / "fixtures/formats/report.txt"
    files = [(name, SAME / file) for name, file in FORMATS if (SAME / file).exists()]
    print(f"{'one report, whole process':<34}{'ms':>8}{'more than text, ms':>20}{'× text':>8}{'processor, more, ms':>21}{'M instructions':>16}   ({rounds} rounds in turns; {load()})")
    commands = [check(tool, text), *(check(tool, path) for _, path in files), [floor, str(text)]]
    first, *others, read = turns(commands, rounds)
    rows = [("text", first, commands[0]), *((name, taken, command) for (name, _), taken, command in zip(files, others, commands[1:])), ("only reading the text", read, None)]
    for name, (taken, busy), command in rows:
        more, busy_more = (statistics.median(a - b for a, b in zip(one, text)) * 1e3 for one, text in zip((taken, busy), first))
        ratio = statistics.median(a / b for a, b in zip(taken, first[0]))
        count = instructions(command, work) if command else None
        print(f"{name:<34}{statistics.median(taken) * 1e3:>8.2f}{more:>20.2f}{ratio:>8.2f}{busy_more:>21.2f}{f'{count / 1e6:.1f}' if count else '':>16}")
    print(load())


def template():
    """The model report as a workbook of five columns, with merged cells, widths, a link and a style, as an official's looks."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook()
    sheet = book.active
    sheet.title = "Literal a4"
    thin = Border(*(Side(style="thin"),) * 4)
    row = 0
    for line in (ROOT / "rules/a4/model.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row += 1
        cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in line.split("\t")]
        filled = [at for at, cell in enumerate(cells) if cell]
        link = re.search(r'href="(mailto:[^"]*)"', line)
        for at in filled:
            made = sheet.cell(row, at + 1, int(cells[at]) if cells[at].isdigit() else cells[at])
            made.alignment, made.border = Alignment(wrap_text=True, vertical="center"), thin
            if link and "@" in cells[at]:
                made.hyperlink = link[1]
        if len(filled) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
            sheet.cell(row, 1).font = Font(bold=True)
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="D9E1F2")
        elif filled[0] == 0 and len(filled) == 2:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=filled[1])
            sheet.merge_cells(start_row=row, end_row=row, start_column=filled[1] + 1, end_column=5)
    for letter, width in zip("ABCDE", (6, 34, 60, 44, 44)):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        letters = lambda text: re.sub(r"&#(\d+);", lambda number: chr(int(number[1])), text)
        return shared({info.filename: letters(archive.read(info).decode()) for info in archive.infolist()})


def shared(parts):
    """Texts moved to the part that cells share, where this version of openpyxl leaves them in the cells: Excel and LibreOffice write them so."""
    if "xl/sharedStrings.xml" in parts:
        return parts
    texts = []

    def numbered(cell):
        texts.append(cell[2])
        return f'{cell[1]} t="s"><v>{len(texts) - 1}</v></c>'

    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r'(<c [^>]*?) t="inlineStr"><is>(<t.*?</t>)</is></c>', numbered, parts[sheet])
    items = "".join(f"<si>{text}</si>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'
    relation = '<Relationship Id="rIdTexts" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    kind = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    for part, end, more in [("xl/_rels/workbook.xml.rels", "</Relationships>", relation), ("[Content_Types].xml", "</Types>", kind)]:
        parts[part] = parts[part].replace(end, more + end)
    return parts


def corpus(folder, count):
    """So many workbooks, a folder each: the model with other values, and a fault in one of five. Each is packed anew, since writing them all with openpyxl
    takes minutes; what differs is in the shared texts."""
    parts = template()
    chance = random.Random(4)
    faults = [("31/10/2021", "31/13/2021"), (">Mensual<", "><"), ("12 ordenanzas aprobadas", ""), ("quishpe@sanaurelio.gob.ec", "quishpe@sanaurelio"), ("3 días", "varios días")]
    numbers = re.compile(r"\b(12|35|210|85) ")
    for number in range(count):
        path = pathlib.Path(folder) / f"provincia-{number // 100:03}" / f"entidad-{number:05}"
        path.mkdir(parents=True)
        fault = chance.choice(faults) if chance.random() < 0.2 else None
        with zipfile.ZipFile(path / "a4.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                if name == "xl/sharedStrings.xml":
                    text = text.replace("San Aurelio", f"San Aurelio {number}").replace("CONCEJO CANTONAL", f"CONCEJO CANTONAL {number}")
                    if fault:
                        assert fault[0] in text, fault
                        text = text.replace(*fault)
                    else:
                        text = numbers.sub(lambda _: f"{chance.randint(2, 95)} ", text)
                archive.writestr(name, text)


def xlsx(tool, floor, work, files=10_000, rounds=5):
    """Many workbooks in one run: lotaip and the Python script with one and two threads or processes, in turns."""
    folder = os.path.join(work, "xlsx")
    corpus(folder, files)
    script = [sys.executable, str(ROOT / "benches/peers/openpyxl_check.py"), folder]
    size = sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*.xlsx"))
    print(f"{files} workbooks, {size / files / 1e3:.1f} KB each; {rounds} rounds in turns; {load()}")
    commands = [check(tool, folder, 2), [*script, "2", DAY], check(tool, folder, 1), [floor, folder, "2"]]
    two, python, one, read = turns(commands, rounds)
    for name, (taken, busy) in [("lotaip, two threads", two), ("openpyxl, two processes", python), ("lotaip, one thread", one), ("only reading, two threads", read)]:
        ratios = sorted(a / b for a, b in zip(taken, two[0]))
        busy_ratio = statistics.median(a / b for a, b in zip(busy, two[1]))
        print(f"{name:<28}{statistics.median(taken):>9.2f} s{files / statistics.median(taken):>9.0f} files/s{statistics.median(ratios):>8.2f} × lotaip ({ratios[0]:.1f}–{ratios[-1]:.1f}); processor {statistics.median(busy):.2f} s, {busy_ratio:.2f} ×")
    # Both look for the same faults: the files in which each finds one should be nearly the same.
    def named(command):
        out = subprocess.run(command, capture_output=True, text=True).stdout
        return {line.partition(".xlsx")[0] for line in out.splitlines() if ".xlsx" in line}

    ours, theirs = named(commands[0]), named(commands[1])
    print(f"files with a finding: lotaip {len(ours)}, the script {len(theirs)}, both {len(ours & theirs)}")
    print(load())


def pdf(tool, floor, work, rounds=9):
    """Pages a second on one thread, over PDFs of many programs; beside only reading the same files."""
    folder = os.path.join(work, "pdf")
    shutil.copytree(PDFS, folder)
    told = json.loads(subprocess.run([tool, "check", folder, "-f", "json", "-j", "1", "--as-of", DAY], capture_output=True).stdout)
    pages = 0
    for document in told["documents"]:
        # The footer stands on the last page.
        seen = json.loads(subprocess.run([tool, "inspect", document["path"], "-f", "json"], capture_output=True).stdout)
        pages += max((field["place"] or {}).get("page") or 1 for field in seen["footer"].values())
    size = sum(path.stat().st_size for path in pathlib.Path(folder).iterdir())
    print(f"{len(told['documents'])} PDFs, {pages} pages, {size / 1e6:.1f} MB; {rounds} rounds in turns; {load()}")
    ours, read = turns([check(tool, folder, 1), [floor, folder, "1"]], rounds)
    for name, (taken, busy) in [("lotaip, one thread", ours), ("only reading", read)]:
        print(f"{name:<28}{statistics.median(taken) * 1e3:>9.1f} ms{pages / statistics.median(taken):>9.0f} pages/s; processor {pages / max(statistics.median(busy), 1e-6):.0f} pages/s")
    print(load())


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "corpus":
        corpus(arguments[0], int(arguments[1]) if len(arguments) > 1 else 10_000)
    else:
        {"formats": formats, "pdf": pdf, "xlsx": xlsx}[what](*arguments[:3], *map(int, arguments[3:]))
