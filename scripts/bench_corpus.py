"""The reports that scripts/bench measures with: those of a whole country for twelve months, made up from the model report.

    bench_corpus.py FOLDER [REPORTS]     makes them: FOLDER/entidad-0001/2021/10/a4.txt

A report has 19 units and 8 KB, about what those of a canton have, and is right for the month that its path names; about one in five has a fault.
The same number of reports gives the same bytes everywhere.
"""
import calendar
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = (ROOT / "rules/a4/model.txt").read_text(encoding="utf-8")
# The day of the check, for which the twelve months end with October 2021.
DAY = "2021-11-08"
MONTHS = [(2020, 11), (2020, 12), *((2021, month) for month in range(1, 11))]
# What is wrong in a faulty report: each of these strings is in every report once.
FAULTS = [
    ("/{month:02}/{year}", "/13/{year}"),
    ("\tMensual\t", "\t\t"),
    ("\t12 ordenanzas aprobadas", "\t"),
    ("quishpe@sanaurelio.gob.ec<", "quishpe@sanaurelio<"),
    ("\t3 días", "\tvarios días"),
]
AREAS = """Avalúos y Catastros|Tránsito y Transporte Terrestre|Gestión de Riesgos|Turismo y Cultura|Desarrollo Social|Comunicación Institucional
Compras Públicas|Talento Humano|Tecnologías de la Información|Servicios Generales|Agua Potable y Alcantarillado""".replace("\n", "|").split("|")
PURPOSE = (
    "Atender con oportunidad, calidad y calidez los trámites y servicios de {area} que la ciudadanía del cantón pide a la institución, según la "
    "normativa vigente, la planificación aprobada y los recursos asignados a la unidad, y rendir cuentas de ello cada año a las autoridades"
)
MEASURE = "{} de cumplimiento del Plan Operativo Anual - POA 2021"


def report(number):
    """The path and the text of one report."""
    entity, (year, month) = number // 12 + 1, MONTHS[number % 12]
    chance = random.Random(number)
    head, rest = MODEL.split("<b>LINK PARA")
    units = "".join(
        f"{at}\tDIRECCIÓN DE {area.upper()}\t{PURPOSE.format(area=area)}\t{MEASURE.format('%')}\t{MEASURE.format('80 %')}\n" for at, area in enumerate(AREAS, 9)
    )
    text = (head + units + "<b>LINK PARA" + rest).replace("San Aurelio", f"San Aurelio {entity}").replace("POA 2021", f"POA {year}")
    text = text.replace("31/10/2021", f"{calendar.monthrange(year, month)[1]}/{month:02}/{year}")
    if chance.random() < 0.2:
        right, wrong = (words.format(year=year, month=month) for words in chance.choice(FAULTS))
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return f"entidad-{entity:04}/{year}/{month:02}/a4.txt", text


def make(folder, count):
    """Writes the first so many reports below a folder."""
    for number in range(count):
        path, text = report(number)
        path = pathlib.Path(folder, path)
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 36_000)
