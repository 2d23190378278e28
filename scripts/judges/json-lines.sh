# JSON lines: each line, however a reader cuts lines, is what the schema says; together they are the JSON.
judge_json_lines() {
  pypi_packages jsonschema==4.25.1
  local folder
  for folder in fixtures/ejemplo fixtures/reports fixtures/formats "$hostile"; do
    lotaip check "$folder" --as-of 2021-11-08 --format json-lines --report json="$work/whole.json" >"$work/lines.json" 2>/dev/null
    "$python" - "$work/lines.json" "$work/whole.json" <<'PYTHON' || fail "json-lines: $folder"
import json, sys
import jsonschema
schema = json.load(open("fixtures/schemas/check-v1.json", encoding="utf-8"))
line = {"$ref": "#/$defs/line", "$defs": schema["$defs"]}
validator = jsonschema.Draft202012Validator(line)
# Python's splitlines ends a line at U+0085, U+2028 and others as well.
lines = [json.loads(text) for text in open(sys.argv[1], encoding="utf-8", newline="").read().splitlines()]
for value in lines:
    validator.validate(value)
whole = json.load(open(sys.argv[2], encoding="utf-8"))
jsonschema.Draft202012Validator(schema).validate(whole)
apart = [line["configuration"] for line in lines if "configuration" in line]
documents = [line for line in lines[1:-1] if "configuration" not in line]
assert {**lines[0], **lines[-1], "documents": documents, "configurations": apart} == whole, "the JSON says something else"
print(f"jsonschema: {len(lines)} lines")
PYTHON
  done
}
