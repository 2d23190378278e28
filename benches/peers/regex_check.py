#!/usr/bin/env python3
"""What somebody who knows Python would write to check a folder of a4 matrices in text: regular expressions over lines and cells, two processes.

It looks for what is easy to look for in that way: the citation and the title, the columns, empty cells of units and of the footer, numbers out of order, targets
without a quantity, the year of the plan, the date, the e-mail address, the telephone, placeholders, garbled text. It is written to be fast where that costs
nothing: patterns are compiled once, a file is read in one call, files go to the processes in batches. It tells no law and marks no more than the line.
scripts/bench compares its time with lotaip's.

    regex_check.py FOLDER [PROCESSES] [YYYY-MM-DD]
"""
import datetime
import multiprocessing
import os
import re
import sys

TAGS = re.compile(r"</?\w[^>]*>|\*\*")
ART_7 = re.compile(r"\bart(?:\.|ículo)? ?7\b", re.I)
LITERAL = re.compile(r"\bliteral (\w+)\) (.*)", re.I)
HEADER = re.compile(r"^No\.?\tDescripci[oó]n de la unidad\tObjetivo de la unidad\tIndicador\tMeta cuantificable\s*$", re.I | re.M)
UNIT = re.compile(r"^(\d+)\t([^\t\n]*)\t([^\t\n]*)\t([^\t\n]*)\t([^\t\n]*)", re.M)
LABELS = (
    r"link para descargar el reporte de gobierno|fecha (?:de )?actualizaci[oó]n|periodicidad de actualizaci[oó]n|unidad poseedora"
    r"|responsable de la unidad|correo electr[oó]nico|n[uú]mero telef[oó]nico"
)
FOOTER = re.compile(rf"^({LABELS})[^\t\n]*\t+(.*)", re.I | re.M)
CODES = {"link": "F01", "fecha": "F02", "periodicidad": "F03", "unidad": "F04", "responsable": "F05", "correo": "F06", "número": "F07", "numero": "F07"}
DATE = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.I)
FREE_MAIL = re.compile(r"@(?:gmail|hotmail|outlook|yahoo|live)\.", re.I)
PHONE = re.compile(r"^\(?0[2-9]\)?[\d -]{7,9}(?:\s*(?:ext|extensi[oó]n)\.?\s*:?\s*\d{1,5})?$", re.I)
PLAN_YEAR = re.compile(r"POA\W{0,3}(20\d\d)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
QUANTITY = re.compile(
    r"\d|\b(?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|ciento|media|medio|doble|totalidad|todos|todas)\b", re.I
)
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?% de (?:cumplimiento|ejecuci[oó]n|avance)", re.I)
PLACEHOLDER = re.compile(r"(?:x{3,}|por definir|pendiente|completar|lorem ipsum|\[.*\]|_{3,})$", re.I)
ABSENT = re.compile(r"(?:no aplica|n/?a|-|s/n|no disponible|ninguno?)\.?$", re.I)
LONGEST = 30  # of the words above, in characters
MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|\ufffd")
IN_PATH = re.compile(r"/(20\d\d)/(\d\d)/")


def check(path, today):
    """The findings of one file: line, code, words."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return path, [(1, "R01", str(error))]
    found = []
    text = TAGS.sub("", text)

    def say(at, code, words=""):
        found.append((text.count("\n", 0, at) + 1, code, words))

    if MOJIBAKE.search(text):
        say(0, "R04")
    if not ART_7.search(text):
        say(0, "H01")
    title = LITERAL.search(text)
    if not title:
        say(0, "H02")
    elif title[1].lower() != "a4":
        say(0, "H03", title[1])
    elif not title[2].lower().startswith("las metas y objetivos de las unidades administrativas"):
        say(0, "H04", title[2])
    if not HEADER.search(text):
        say(0, "C01")

    footer, expected, names, years = {}, 1, set(), []
    for unit in UNIT.finditer(text):
        at, (number, *cells) = unit.start(), unit.groups()
        if int(number) != expected:
            say(at, "U07", number)
        expected = int(number) + 1
        for code, cell in zip(("U02", "U03", "U04", "U05"), cells):
            cell = cell.strip()
            if not cell:
                say(at, code)
            elif len(cell) > LONGEST:
                continue
            elif PLACEHOLDER.match(cell):
                say(at, "U16", cell)
            elif ABSENT.match(cell):
                say(at, "U11", cell)
        name, _, indicator, target = cells
        name = name.strip().lower()
        if name and name in names:
            say(at, "U09", name)
        names.add(name)
        if target.strip() and not QUANTITY.search(YEAR.sub("", target)):
            say(at, "U10", target)
        percent = PERCENT.search(target)
        if percent and float(percent[1].replace(",", ".")) > 100:
            say(at, "U14", percent[0])
        years += [(at, int(year)) for year in PLAN_YEAR.findall(indicator) + PLAN_YEAR.findall(target)]
    if not names:
        say(0, "U01")
    for row in FOOTER.finditer(text):
        code = CODES[row[1].split(" ")[0].lower()]
        value = " ".join(row[2].split())
        if code in footer and footer[code][1] != value:
            say(row.start(), "F10", value)
        footer.setdefault(code, (row.start(), value))
        if not value:
            say(row.start(), code)
        elif PLACEHOLDER.match(value):
            say(row.start(), "U16", value)
    for code in sorted(set(CODES.values()) - footer.keys()):
        say(0, code)

    month = IN_PATH.search(path)
    month = (int(month[1]), int(month[2])) if month else None
    year = month[0] if month else None
    at, value = footer.get("F02", (0, ""))
    written = DATE.match(value)
    if value:
        try:
            day = datetime.date(int(written[3]), int(written[2]), int(written[1])) if written else None
        except ValueError:
            day = None
        if day is None:
            say(at, "T01", value)
        else:
            year = year or day.year
            if day > today:
                say(at, "T03", value)
            # The report of a month is due on the 10th of the next; holidays are left out of account.
            elif month and not (datetime.date(*month, 1) <= day <= datetime.date(month[0] + month[1] // 12, month[1] % 12 + 1, 10)):
                say(at, "T05", value)
    for at, plan in years:
        if year and plan != year:
            say(at, "U12", str(plan))
    at, value = footer.get("F03", (0, ""))
    if value and value.strip(". ").lower() not in ("mensual", "mensualmente"):
        say(at, "T07", value)
    at, value = footer.get("F05", (0, ""))
    if value and (len(value.split()) < 2 or "@" in value):
        say(at, "F21", value)
    at, value = footer.get("F06", (0, ""))
    if value:
        for address in re.split(r"[;,/ ]+", value):
            if address and not MAIL.match(address):
                say(at, "F14", address)
            elif FREE_MAIL.search(address):
                say(at, "F16", address)
    at, value = footer.get("F07", (0, ""))
    if value and not PHONE.match(value):
        say(at, "F17", value)
    return path, found


def work(job):
    return check(*job)


def main():
    folder = sys.argv[1]
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    today = datetime.date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else datetime.date.today()
    jobs = []
    for root, folders, files in os.walk(folder):
        folders.sort()
        jobs += [(os.path.join(root, name), today) for name in sorted(files) if name.endswith(".txt")]
    out, faulty = [], 0
    with multiprocessing.Pool(processes) as pool:
        for path, found in pool.imap(work, jobs, chunksize=64):
            faulty += bool(found)
            out += [f"{path}:{line}: {code} {words}\n" for line, code, words in found]
    sys.stdout.write("".join(out))
    print(f"{len(jobs)} archivos, {faulty} con hallazgos", file=sys.stderr)
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
