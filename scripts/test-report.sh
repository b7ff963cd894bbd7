#!/bin/sh
# Opens the sample report in headless Chromium and checks that it works: tables sort, plots draw and answer
# the pointer, nothing is logged as an error, nothing is loaded, and axe-core (from npm, kept in target/) finds nothing
# serious. Skipped where there is no Chromium, or no npm for axe-core, except with CI set. Usage: scripts/test-report.sh [REPORT.html] (by default, a sample is rendered first).
set -eu
cd "$(dirname "$0")/.."

browser=
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then browser=$name; break; fi
done
if [ -z "$browser" ]; then
    if [ -n "${CI:-}" ]; then
        echo "no Chromium: install it (Debian: apt-get install chromium)" >&2
        exit 1
    fi
    echo "skipped: no Chromium to open the report with"
    exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
report=${1:-}
if [ -z "$report" ]; then
    # The release tests build it; building it by itself is only for whoever runs nothing but this.
    sample=target/release/examples/sample_page
    if [ -x "$sample" ]; then "$sample" "$folder"; else cargo run --quiet -p report --example sample_page -- "$folder"; fi
    report=$folder/report.html
fi

axe=target/axe-core/package/axe.min.js
if [ ! -f "$axe" ] && command -v npm >/dev/null 2>&1; then
    mkdir -p target/axe-core
    (cd target/axe-core && npm pack --silent axe-core@4.10.3 >/dev/null && tar -xzf axe-core-4.10.3.tgz package/axe.min.js) ||
        echo "axe-core can't be fetched with npm" >&2
fi
if [ -f "$axe" ]; then
    {
        cat "$axe"
        echo ';axe.run(document, { resultTypes: ["violations"] }).then((found) => {
            const bad = found.violations.filter((rule) => rule.impact === "serious" || rule.impact === "critical");
            const named = bad.map((rule) => rule.id + " (" + rule.nodes.length + ", such as " + rule.nodes[0].target + ")");
            document.documentElement.dataset.axe = bad.length ? "failed: " + named.join("; ") : "passed " + found.passes.length + " rules";
        }, (error) => { document.documentElement.dataset.axe = "failed: " + error; });'
    } >"$folder/axe.js"
elif [ -n "${CI:-}" ]; then
    echo "no axe-core: install npm (Debian: apt-get install npm)" >&2
    exit 1
else
    echo "skipped: no axe-core to look for what readers of screens stumble over"
    : >"$folder/axe.js"
fi

# The check is a script after the page's own; a first one, before everything, collects errors.
checked=$folder/checked.html
awk -v catcher='<script>var failures = []; addEventListener("error", (e) => failures.push("error: " + e.message)); addEventListener("securitypolicyviolation", (e) => failures.push("blocked: " + e.violatedDirective + " " + e.blockedURI)); console.error = (...words) => failures.push("console: " + words.join(" "));</script>' \
    -v check="$PWD/crates/report/tests/browser-check.js" -v axe="$folder/axe.js" '
    /<title>/ && !done { print catcher; done = 1 }
    /^<\/body>$/ { print "<script>"; while ((getline line < check) > 0) print line; print "</script><script>"; while ((getline line < axe) > 0) print line; print "</script>" }
    { print }
' "$report" >"$checked"

mkdir "$folder/profile"
# A wide window, a narrow one, and one in the dark.
for window in "1400,900" "600,900" "1100,900 --blink-settings=preferredColorScheme=0"; do
    # shellcheck disable=SC2086 # the second word of the third window is an option
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$folder/profile" --virtual-time-budget=30000 --window-size=$window \
        --dump-dom "file://$checked" >"$folder/dom.html" 2>"$folder/browser.log" || {
        tail -n 20 "$folder/browser.log" >&2
        echo "the browser failed" >&2
        exit 1
    }
    result=$(sed -n 's/.*data-check="\([^"]*\)".*/\1/p' "$folder/dom.html" | head -n 1)
    case $result in
    passed*) echo "report at ${window%%,*} pixels: $result" ;;
    *)
        echo "report at ${window%%,*} pixels: ${result:-the check did not run}" >&2
        exit 1
        ;;
    esac
    [ -s "$folder/axe.js" ] || continue
    result=$(sed -n 's/.*data-axe="\([^"]*\)".*/\1/p' "$folder/dom.html" | head -n 1)
    case $result in
    passed*) echo "axe-core at ${window%%,*} pixels: $result" ;;
    *)
        echo "axe-core at ${window%%,*} pixels: ${result:-it did not run}" >&2
        exit 1
        ;;
    esac
done

# On paper: all of it, in a size that can be sent.
cp "$report" "$folder/paper.html"
timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir="$folder/profile" \
    --virtual-time-budget=15000 --no-pdf-header-footer --print-to-pdf="$folder/page.pdf" "file://$folder/paper.html" \
    >/dev/null 2>"$folder/browser.log"
size=$(wc -c <"$folder/page.pdf")
if [ "$size" -gt 5000000 ]; then
    echo "report: printed, it takes $size bytes, more than 5 MB" >&2
    exit 1
fi
echo "report: printed, it takes $((size / 1000)) kB"
