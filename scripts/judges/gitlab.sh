# Code Quality: by a schema of what GitLab's documentation asks of an entry, and fingerprints that are no other entry's.
judge_gitlab() {
  pypi_packages jsonschema==4.25.1
  local folder
  for folder in fixtures/ejemplo fixtures/reports fixtures/formats fixtures/san-aurelio-2021-10 "$hostile"; do
    lotaip check "$folder" --as-of 2021-11-08 --format gitlab --report json="$work/gitlab-other.json" >"$work/gitlab.json" 2>/dev/null
    "$python" - "$work/gitlab.json" "$work/gitlab-other.json" <<'PYTHON' || fail "gitlab: $folder"
import json, sys
import jsonschema
schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
issues, other = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
jsonschema.Draft202012Validator(schema).validate(issues)
fingerprints = [issue["fingerprint"] for issue in issues]
assert len(set(fingerprints)) == len(fingerprints), "a fingerprint stands twice"
findings = [(d["path"], f["code"], f["place"]["line"] or 1) for d in other["documents"] for f in d["diagnostics"]]
assert [(i["location"]["path"], i["check_name"], i["location"]["lines"]["begin"]) for i in issues] == findings, "the JSON has other findings"
print(f"jsonschema: {len(issues)} entries")
PYTHON
  done
}
