# Annotations: each command is read back as the runner of GitHub Actions does, given to GitHub's own library, and must come out the same, byte by byte;
# and what was read is what the JSON says. The library prints what it is given, so a command it would write otherwise shows.
judge_github() {
  npm_packages @actions/core@3.0.1
  local folder index=0
  for folder in fixtures/ejemplo fixtures/reports fixtures/formats "$hostile"; do
    index=$((index + 1))
    lotaip check "$folder" --as-of 2021-11-08 --format github --report json="$work/github.json" >"$work/github.txt" 2>/dev/null
    cp "$work/github.txt" "$work/github.json" "$packages/"
    cat >"$packages/github.mjs" <<'NODE'
import fs from "node:fs";
import * as core from "@actions/core";
const fail = (words) => { console.error(words); process.exit(1); };
const text = fs.readFileSync("github.txt", "utf8");
const back = (value, property) => {
  value = value.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return (property ? value.replaceAll("%3A", ":").replaceAll("%2C", ",") : value).replaceAll("%25", "%");
};
const names = { title: "title", file: "file", line: "startLine", endLine: "endLine", col: "startColumn", endColumn: "endColumn" };
let printed = "";
const write = process.stdout.write;
const commands = [];
process.stdout.write = (chunk) => { printed += chunk; return true; };
for (const line of text.split(/\r\n|\r|\n/).slice(0, -1)) {
  const found = /^::(error|warning|notice) (.*?)::(.*)$/su.exec(line) ?? fail(`no command: ${line}`);
  const properties = {};
  for (const part of found[2].split(",")) {
    const at = part.indexOf("=");
    properties[names[part.slice(0, at)] ?? fail(`no property: ${part}`)] = back(part.slice(at + 1), true);
  }
  core[found[1]](back(found[3], false), properties);
  commands.push({ kind: found[1], ...properties });
}
process.stdout.write = write;
if (printed !== text) fail("@actions/core prints something else");
const kinds = { error: "error", warning: "warning", advice: "notice" };
const findings = JSON.parse(fs.readFileSync("github.json", "utf8")).documents.flatMap((document) => document.diagnostics.map((found) => [document, found]));
const key = (...parts) => JSON.stringify(parts);
const ours = commands.filter((command) => command.file !== undefined)
  .map((c) => key(c.kind, c.file, c.title.split(" ")[0], c.startLine ?? null, c.endLine ?? null, c.startColumn ?? null, c.endColumn ?? null)).sort();
const string = (number) => (number === null ? null : String(number));
const theirs = findings.map(([document, found]) => {
  const place = found.place;
  const single = place.line === place.end_line;
  return key(kinds[found.severity], document.path, found.code, string(place.line), string(place.end_line),
    single ? string(place.column) : null, single ? string(place.end_column) : null);
}).sort();
if (JSON.stringify(ours) !== JSON.stringify(theirs)) fail("the JSON has other findings");
for (const c of commands) if (c.startColumn && Number(c.endColumn) < Number(c.startColumn)) fail("columns run backward");
console.log(`@actions/core: ${commands.length} commands, the same bytes`);
NODE
    (cd "$packages" && node github.mjs) || fail "github: $folder"
  done
}
