"""Validates a JUnit report against schemas, reads it with junitparser, and compares it with our own JSON.

    python scripts/judges/junit.py OUT.xml OUT.json SCHEMA...
"""

import json
import sys

from junitparser import Failure, JUnitXml, Skipped
from lxml import etree

report, ours, *schemas = sys.argv[1:]
assert len(schemas) >= 2, "the schemas are missing"
document = etree.parse(report)
for schema in schemas:
    schema = etree.XMLSchema(etree.parse(schema))
    if not schema.validate(document):
        sys.exit(str(schema.error_log))

documents = json.load(open(ours, encoding="utf-8"))["documents"]
suites = list(JUnitXml.fromfile(report))
assert len(suites) == len(documents), (len(suites), len(documents))
failures, names = 0, set()
for suite, known in zip(suites, documents):
    cases = list(suite)
    failed = [case.name.split()[0] for case in cases if any(isinstance(result, Failure) for result in case.result)]
    skipped = [case.name.split()[0] for case in cases if any(isinstance(result, Skipped) for result in case.result)]
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (len(cases), len(failed), len(skipped), 0), suite.name
    assert sorted(set(failed)) == sorted({d["code"] for d in known["diagnostics"]}), (suite.name, failed)
    rules = known["rules"]
    assert set(rules["not_applicable"] + rules["not_evaluated"]) <= set(skipped), suite.name
    # Every finding stands in the text of its case.
    texts = "\n\n".join(result.text for case in cases for result in case.result if isinstance(result, Failure))
    assert texts.count("[A4-") >= len(known["diagnostics"]), suite.name
    failures += len(failed)
    for case in cases:
        assert (case.classname, case.name) not in names, (case.classname, case.name)
        names.add((case.classname, case.name))
print(f"{len(schemas)} schemas, {len(suites)} suites, {len(names)} cases, {failures} failures")
