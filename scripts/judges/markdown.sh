# The summary of a job: four readers of Markdown, GitHub's own among them, make HTML of it with everything switched on. Nothing in it may be a link, a
# picture or HTML that is not ours, and nothing in its text may be what GitHub looks for in finished text: mentions, references, pictures by name, formulas.
judge_markdown() {
  pypi_packages cmarkgfm==2025.10.22
  npm_packages markdown-it@15.0.3 marked@18.2.1 unified@11.0.5 remark-parse@11.0.0 remark-gfm@4.0.1 remark-rehype@11.1.2 rehype-raw@7.0.0 rehype-stringify@10.0.1
  local folder
  for folder in fixtures/ejemplo fixtures/reports fixtures/formats "$hostile"; do
    lotaip check "$folder" --as-of 2021-11-08 --format markdown --report json="$work/markdown-other.json" >"$work/summary.md" 2>/dev/null
    cp "$work/summary.md" "$packages/summary.md"
    cat >"$packages/markdown.mjs" <<'NODE'
import fs from "node:fs";
import markdownIt from "markdown-it";
import { marked } from "marked";
import { unified } from "unified";
import remarkParse from "remark-parse";
import remarkGfm from "remark-gfm";
import remarkRehype from "remark-rehype";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
const text = fs.readFileSync("summary.md", "utf8");
const it = markdownIt({ html: true, linkify: true });
it.linkify.set({ fuzzyLink: false });
fs.writeFileSync("markdown-it.html", it.render(text));
fs.writeFileSync("marked.html", marked.parse(text, { gfm: true }));
const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).use(rehypeStringify);
fs.writeFileSync("remark.html", String(await pipeline.process(text)));
NODE
    (cd "$packages" && node markdown.mjs) || fail "markdown: $folder"
    "$python" - "$work/summary.md" "$work/markdown-other.json" "$packages" <<'PYTHON' || fail "markdown: $folder"
import html.parser, json, pathlib, re, sys
import cmarkgfm
from cmarkgfm.cmark import Options
OURS = set("h2 h3 h4 p table thead tbody tr th td ul li strong em code blockquote wbr span".split())
SOUGHT = re.compile(r"@\w|(?<!\w)#\d|:[a-z+-][\w+-]*:|\$\S|https?://|www\.\w|\bmailto:\S", re.I)
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.nodes, self.entries = [], [], 0
    def handle_starttag(self, tag, attributes):
        assert tag in OURS, f"<{tag} {attributes}>"
        assert all(name in ("align", "style") for name, _ in attributes), f"<{tag} {attributes}>"
        self.entries += tag == "li" and "li" not in self.open
        if tag != "wbr":
            self.open.append(tag)
        self.nodes.append("")
    def handle_endtag(self, tag):
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag):]
        self.nodes.append("")
    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")
    def handle_data(self, data):
        if "code" not in self.open and self.nodes:
            self.nodes[-1] += data
text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
assert len(text.encode()) < 1 << 20, "more than 1 MiB"
assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text), "a control character"
findings = sum(len(d["diagnostics"]) for d in json.load(open(sys.argv[2], encoding="utf-8"))["documents"])
pages = {"cmark-gfm": cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)}
pages |= {name: (pathlib.Path(sys.argv[3]) / f"{name}.html").read_text(encoding="utf-8") for name in ("markdown-it", "marked", "remark")}
cut = "1 MiB" in text
for name, source in pages.items():
    page = Page()
    page.feed(source)
    page.close()
    for node in page.nodes:
        assert not SOUGHT.search(node) or node == "$", f"{name}: {node!r}"
    assert page.entries == findings or cut, f"{name}: {page.entries} entries, not {findings}"
print(f"{', '.join(pages)}: {findings} findings, {len(text)} characters")
PYTHON
  done
}
