#!/usr/bin/env python3
"""What somebody who knows Python would write to check a folder of a4 matrices in XLSX: openpyxl, regular expressions, two processes.

It does the checks that the rules of rules/a4 do, as far as a few lines reach, and is written to be fast where that costs nothing: patterns are compiled once,
a cell is looked at once, files go to the processes in batches. It tells no law, keeps no places but the cell's name, and knows few of the spellings that
officials use. scripts/bench compares its time with lotaip's.

    openpyxl_check.py FOLDER [PROCESSES] [YYYY-MM-DD]
"""
import datetime
import multiprocessing
import os
import re
import sys
import unicodedata

from openpyxl import load_workbook

COLUMNS = ["no", "descripcion de la unidad", "objetivo de la unidad", "indicador", "meta cuantificable"]
NAMES = ["U06", "U02", "U03", "U04", "U05"]
SECTIONS = ("procesos gobernantes", "procesos agregadores", "procesos desconcentrados", "nivel de apoyo", "procesos habilitantes")
FOOTER = [
    ("F01", re.compile(r"link para descargar el reporte de gobierno")),
    ("F02", re.compile(r"fecha (de )?actualizacion de la informacion")),
    ("F03", re.compile(r"periodicidad de actualizacion")),
    ("F04", re.compile(r"^unidad poseedora de la informacion")),
    ("F05", re.compile(r"^responsable de la unidad poseedora")),
    ("F06", re.compile(r"^correo electronico")),
    ("F07", re.compile(r"^numero telefonico")),
]
ART_7 = re.compile(r"art(\.|iculo)? ?7\b")
LITERAL = re.compile(r"literal ([a-z]\d?)\)")
DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
MAIL = re.compile(r"^[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}$")
FREE_MAIL = re.compile(r"@(gmail|hotmail|outlook|yahoo|live)\.")
EXTENSION = re.compile(r"ext(ension|\.)?\s*:?\s*(.*)$")
PHONE = re.compile(r"^(\+?593|0)[2-9]\d{7,8}$")
PLAN_YEAR = re.compile(r"\b(?:poa|plan operativo anual)\W{1,4}(?:poa\W{1,3})?(20\d\d)")
NUMBER = re.compile(r"\d")
YEAR = re.compile(r"\b20\d\d\b")
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?% de (cumplimiento|ejecucion|avance)")
NUMBER_WORDS = re.compile(r"\b(un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|ciento|medio|media|doble|totalidad|todos|todas)\b")
PLACEHOLDER = re.compile(r"^(x{3,}|por definir|pendiente|completar|lorem\b.*|\[.*\]|_{3,})$")
ABSENT = re.compile(r"^(no aplica|n/?a|-|s/n|no disponible|ninguno?)\.?$")
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!")
MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]|\ufffd")
FOLDED = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


def fold(text):
    """Without accents, capitals and doubled blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(FOLDED)
    return " ".join(text.lower().split())


def shown(value):
    """A cell as text; dates as the form wants them."""
    if value is None:
        return ""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def last_due_month(today):
    """The last month whose report was due (the 10th of the next month) by a day; working days are left out of account."""
    months = today.year * 12 + today.month - 1 - (1 if today.day > 10 else 2)
    return months // 12, months % 12 + 1


def find_sheet(workbook):
    """The first sheet with the columns of the matrix."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(min_row=1, max_row=30, values_only=True):
            if any(value is not None and fold(str(value)).startswith("meta cuantificable") for value in row):
                return sheet
    return workbook.worksheets[0]


def check(path, today):
    """The findings of one file: code, cell, words."""
    found = []

    def say(code, cell, words):
        found.append((code, cell.coordinate if cell is not None else "-", words))

    try:
        sheet = find_sheet(load_workbook(path, data_only=True))
    except Exception as error:
        return path, [("R01", "-", str(error))]
    rows = [[(cell, shown(cell.value)) for cell in row] for row in sheet.iter_rows()]
    rows = [[(cell, text, fold(text)) for cell, text in row] for row in rows if any(text for _, text in row)]
    for row in rows:
        for cell, text, _ in row:
            if text in ERRORS or text.startswith("="):
                say("R05", cell, text)
            if MOJIBAKE.search(text):
                say("R04", cell, text)

    title = " ".join(folded for row in rows[:6] for _, _, folded in row)
    if not ART_7.search(title):
        say("H01", None, "no cita el art. 7")
    literal = LITERAL.search(title)
    if not literal:
        say("H02", None, "no nombra el literal")
    elif literal[1] != "a4":
        say("H03", None, literal[0])

    head = next((at for at, row in enumerate(rows) if sum(any(folded.startswith(name) for name in COLUMNS) for _, _, folded in row) >= 3), None)
    if head is None:
        return path, found + [("R03", "-", "no hay matriz")]
    places = {}
    for at, (_, _, folded) in enumerate(rows[head]):
        for column, name in enumerate(COLUMNS):
            if folded.rstrip(".").startswith(name) and column not in places:
                places[column] = at
    for column, name in enumerate(COLUMNS):
        if column not in places:
            say("C01", rows[head][0][0], name)
    if list(places.values()) != sorted(places.values()):
        say("C03", rows[head][0][0], "otro orden")

    footer, units, plan_years = {}, [], []
    section, section_units = None, 0
    expected, seen_numbers, seen_names = 1, {}, {}
    for row in rows[head + 1 :]:
        first = next((at for at, (_, text, _) in enumerate(row) if text), 0)
        cell, text, folded = row[first]
        field = next((code for code, label in FOOTER if label.search(folded)), None)
        if field:
            wrong = LITERAL.search(folded)
            if wrong and wrong[1] != "a4":
                say("F09", cell, wrong[0])
            value = next(((c, t, f) for c, t, f in row[first + 1 :] if t), None)
            if field in footer and footer[field][1] and value and footer[field][1][1] != value[1]:
                say("F10", cell, value[1])
            footer.setdefault(field, (cell, value))
            continue
        if row[-1][2].startswith("meta cuantificable") or folded.startswith(("art. 7", "literal ")):
            continue
        if folded.startswith(SECTIONS) and not any(t for _, t, _ in row[first + 1 :]):
            if section is not None and section_units == 0:
                say("S01", section, "sección vacía")
            section, section_units = cell, 0
            continue
        if sum(1 for _, t, _ in row if t) < 2:
            section_units += 1
            continue
        section_units += 1
        cells = [row[places[column]] if column in places and places[column] < len(row) else None for column in range(5)]
        units.append(cells)
        for column, entry in enumerate(cells):
            if entry is None:
                continue
            cell, text, folded = entry
            if not text:
                say(NAMES[column], cell, "vacía")
            elif PLACEHOLDER.match(folded):
                say("U16", cell, text)
            elif ABSENT.match(folded):
                say("U11", cell, text)
        number, name, _, indicator, target = cells
        if number and number[1].isdigit():
            n = int(number[1])
            if n in seen_numbers:
                say("U08", number[0], number[1])
            elif n != expected:
                say("U07", number[0], f"{n} y no {expected}")
            seen_numbers[n] = number[0]
            expected = n + 1
        elif number and number[1]:
            say("U06", number[0], number[1])
        if name and name[1]:
            if name[2] in seen_names:
                say("U09", name[0], name[1])
            seen_names[name[2]] = name[0]
        if target and target[1] and not ABSENT.match(target[2]) and not PLACEHOLDER.match(target[2]):
            rest = YEAR.sub("", PLAN_YEAR.sub("", target[2]))
            if not NUMBER.search(rest) and not NUMBER_WORDS.search(rest):
                say("U10", target[0], target[1])
            percent = PERCENT.search(target[2])
            if percent and float(percent[1].replace(",", ".")) > 100:
                say("U14", target[0], percent[0])
        years = [PLAN_YEAR.search(entry[2]) if entry else None for entry in (indicator, target)]
        for year, entry in zip(years, (indicator, target)):
            if year:
                plan_years.append((int(year[1]), entry[0]))
        if all(years) and years[0][1] != years[1][1]:
            say("U13", target[0], years[1][1])
    if section is not None and section_units == 0:
        say("S01", section, "sección vacía")
    if not units:
        say("U01", rows[head][0][0], "no hay unidades")
    if len(units) >= 5 and len({(u[3][2] if u[3] else "", u[4][2] if u[4] else "") for u in units}) == 1:
        say("U15", None, "todos los indicadores son iguales")

    for code, _ in FOOTER:
        if code not in footer:
            say(code, None, "falta la fila")
        elif footer[code][1] is None:
            say(code, footer[code][0], "falta el valor")
    values = {code: value for code, (_, value) in footer.items() if value}
    for cell, text, folded in values.values():
        if PLACEHOLDER.match(folded):
            say("U16", cell, text)

    report_year = None
    if "F02" in values:
        cell, text, folded = values["F02"]
        written = DATE.search(text)
        try:
            day = datetime.date(int(written[3]), int(written[2]), int(written[1])) if written else None
        except ValueError:
            day = None
        if day is None:
            say("T01", cell, text)
        else:
            report_year = day.year
            if day > today:
                say("T03", cell, text)
            elif (day.year, day.month) < last_due_month(today):
                say("T04", cell, text)
    if report_year:
        for year, cell in plan_years:
            if year != report_year:
                say("U12", cell, str(year))
    if "F01" in values:
        cell, text, folded = values["F01"]
        if ABSENT.match(folded):
            say("F13", cell, text)
        elif not folded.startswith("no aplica") and not folded.startswith(("http", "www")) and cell.hyperlink is None:
            say("F12", cell, text)
    if "F03" in values and not re.search(r"\bmensual(mente)?\b", values["F03"][2]):
        say("T07", values["F03"][0], values["F03"][1])
    if "F05" in values:
        cell, text, folded = values["F05"]
        if len(folded.split()) < 2 or NUMBER.search(text) or "@" in text:
            say("F21", cell, text)
    if "F06" in values:
        cell, text, folded = values["F06"]
        for address in re.split(r"[;,/ ]+", folded):
            if address and not MAIL.match(address):
                say("F14", cell, address)
            if FREE_MAIL.search(address):
                say("F16", cell, address)
        if cell.hyperlink is not None and cell.hyperlink.target and cell.hyperlink.target.startswith("mailto:"):
            if fold(cell.hyperlink.target[7:].split("?")[0]) not in folded:
                say("F15", cell, cell.hyperlink.target)
    if "F07" in values:
        cell, text, folded = values["F07"]
        extension = EXTENSION.search(folded)
        main = folded[: extension.start()] if extension else folded
        if extension and not re.match(r"\d{1,5}\b", extension[2]):
            say("F20", cell, text)
        digits = re.sub(r"[^\d+]", "", main)
        if re.fullmatch(r"[2-9]\d{6}", digits):
            say("F18", cell, text)
        elif not PHONE.match(digits):
            say("F17", cell, text)
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
        jobs += [(os.path.join(root, name), today) for name in sorted(files) if name.endswith(".xlsx")]
    out, faulty = [], 0
    with multiprocessing.Pool(processes) as pool:
        for path, found in pool.imap(work, jobs, chunksize=32):
            faulty += bool(found)
            out += [f"{path} {cell}: {code} {words}\n" for code, cell, words in found]
    sys.stdout.write("".join(out))
    print(f"{len(jobs)} archivos, {faulty} con hallazgos", file=sys.stderr)
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
