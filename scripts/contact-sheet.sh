#!/bin/sh
# Pictures for a person to look at: every figure of a finished run at its default size and at 84 mm, and its report at
# 600 and 1,400 pixels, light and dark, and printed on A4. Needs Chromium, pdftoppm (Debian: chromium, poppler-utils)
# and the program, target/release/epsilon or $EPSILON.
# Usage: scripts/contact-sheet.sh FOLDER RUN-FOLDER
set -eu
program=${EPSILON:-$(dirname "$0")/../target/release/epsilon}
mkdir -p "$1"
out=$(cd "$1" && pwd)
# A copy, whose figures can be drawn anew.
rm -rf "$out/run"
cp -rL "$2" "$out/run"
run=$out/run
report=file://$run/report.html

browse() {
    timeout 180 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
        --user-data-dir="$out/profile" --virtual-time-budget=15000 "$@" >/dev/null 2>&1
}
for width in 600 1400; do
    browse --window-size="$width,2400" --screenshot="$out/page-$width.png" "$report"
    browse --window-size="$width,2400" --blink-settings=preferredColorScheme=0 --screenshot="$out/page-$width-dark.png" "$report"
done
browse --no-pdf-header-footer --print-to-pdf="$out/page.pdf" "$report"
ls -l "$out/page.pdf"
pdftoppm -r 50 -png "$out/page.pdf" "$out/printed"

# Two sheets of figures: as they are by default, and in a column of a paper, at 300 dots per inch shown at 150.
sheet() {
    {
        echo "<!DOCTYPE html><style>body{display:flex;flex-wrap:wrap;gap:12px;margin:12px;font:12px sans-serif}img{border:1px solid #ccc}</style>"
        for picture in "$run"/plots/*.png; do
            [ -e "$picture" ] && echo "<div>$(basename "$picture")<br><img width=$2 src='file://$picture'></div>"
        done
    } >"$out/$1.html"
    browse --window-size="1600,$3" --screenshot="$out/$1.png" "file://$out/$1.html"
}
"$program" plot "$run" --quiet --format png
sheet figures 756 4200
"$program" plot "$run" --quiet --width 84mm --font-size 8 --title none --format png
sheet column 496 2600
rm -rf "$out/profile" "$run"
echo "$out: page-*.png, printed-*.png, figures.png, column.png"
