"""Reads a SARIF file as a stranger would: every region of a text is cut out of its file by lines and columns and must be the snippet, every digest must be
that of the file, and the findings must be those of our own JSON.

    python3 scripts/judges/sarif.py OUT.sarif OUT.json FOLDER
"""

import hashlib
import json
import os
import sys
import urllib.parse

sarif, ours, folder = sys.argv[1:]
run = json.load(open(sarif, encoding="utf-8"))["runs"][0]
documents = json.load(open(ours, encoding="utf-8"))["documents"]
assert run["columnKind"] == "unicodeCodePoints"


def content(uri):
    """The bytes of a file; None where its name is no text, and U+FFFD stands in its address."""
    path = os.path.join(folder, urllib.parse.unquote(uri, errors="strict"))
    return open(path, "rb").read() if os.path.exists(path) else None


def decoded(data):
    for mark, encoding in [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")]:
        if data.startswith(mark):
            return data[len(mark):].decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


missing = 0
for artifact in run["artifacts"]:
    data = content(artifact["location"]["uri"])
    if data is None:
        missing += 1
        assert "%EF%BF%BD" in artifact["location"]["uri"], artifact
    elif "hashes" in artifact:
        assert artifact["hashes"]["sha-256"] == hashlib.sha256(data).hexdigest(), artifact
        assert artifact["length"] == len(data), artifact

cut = 0
for result in run["results"]:
    for location in result["locations"] + result.get("relatedLocations", []):
        place = location["physicalLocation"]
        region = place["region"]
        data = content(place["artifactLocation"]["uri"])
        if data is None or "snippet" not in region:
            continue
        text = decoded(data)
        if text is None:
            continue
        if "\n" not in text:
            # Lines of old Macintosh programs, which SARIF does not know unless it is told.
            text = text.replace("\r", "\n")
        lines = text.split("\n")[region["startLine"] - 1:region["endLine"]]
        lines[-1] = lines[-1][:region["endColumn"] - 1]
        lines[0] = lines[0][region["startColumn"] - 1:]
        assert "\n".join(lines) == region["snippet"]["text"], (region, lines)
        cut += 1

def known(result):
    return (result["ruleId"], result["partialFingerprints"]["lotaip/v1"])

held = [known(result) for result in run["results"] if result["suppressions"]]
found = [known(result) for result in run["results"] if not result["suppressions"]]
assert found == [(d["code"], d["fingerprint"]) for document in documents for d in document["diagnostics"]], "not the findings of JSON"
assert len(held) == sum(len(document["suppressed"]) for document in documents)
print(f"{len(run['artifacts'])} files ({missing} under a name that is no text), {len(found)} findings, {cut} regions cut out again")
