#!/bin/bash
# press-bench.sh [EDITIONS=500] - what a press run costs: two cores against one, overhead of a unit,
# and a run of many editions of the sample of which three pages each differ, against rendering every
# page of every edition. Release build; needs some 5 GB in $TMPDIR. Load from elsewhere shows in the
# wall time, so the user time of all processes is printed besides.
set -euo pipefail
cd "$(dirname "$0")/.."
forme=$PWD/.build/release/forme; editions=${1:-500}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export FORME_HOME=$PWD FORME_CACHE=$work/cache
timed() { # timed NAME COMMAND…: wall, user and system seconds, peak memory of the largest process
  local name=$1; shift
  /usr/bin/time -f "$name: %e s wall, %U s user, %S s system, peak %M KB" "$@" >/dev/null 2>"$work/log" || true
  tail -n 1 "$work/log"; }

# Pages of the sample's own stories: edition k changes a character in three of its pages.
cp -r Samples/gewu "$work/gewu"; rm -rf "$work/gewu/0513" "$work/gewu/broadsheet"
ln -s "$PWD/Fonts" "$work/Fonts"; sed -i "s|^fonts:.*|fonts: $PWD/Fonts|" "$work/gewu/publication.yaml"
python3 - "$work/gewu/0512" "$editions" <<'PY'
import sys, re, pathlib
folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
text = (folder / 'issue.yaml').read_text().split('\neditions:')[0] + '\neditions:\n'
stories = re.search(r'^stories: *(\S+)', text, re.M)
place = folder / (stories.group(1) if stories else '.')
changed = {6: ('column', 'p6-column.md'), 7: ('a', 'p7-a.md'), 8: ('essay', 'p8-essay.md')}
for k in range(1, count + 1):
    text += f'  - name: 第{k}版\n    code: z{k}\n    pages:\n'
    for page, (slot, story) in changed.items():
        own = f'z{k}-{story}'
        # Another middle digit of a number: the same width, so that the page fits as before.
        head, body = (place / story).read_text().split('\n---\n', 1)
        (place / own).write_text(f'{head}\n---\n{body.rstrip()[:-1]}{chr(0x4E00 + k)}。\n')
        text += f'      {page}: {{slots: {{{slot}: {own}}}}}\n'
(folder / 'issue.yaml').write_text(text)
PY
echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
few=$work/few; cp -r "$work/gewu" "$few"
python3 - "$few/0512/issue.yaml" <<'PY'
import sys
path = sys.argv[1]; text = open(path).read(); parts = text.split('  - name: ')
open(path, 'w').write('  - name: '.join(parts[:25]))
PY
timed "warm the photos" "$forme" press "$few/0512" --editions z1 -o "$work/warm"
python3 - "$forme" "$few/0512" "$work" "${ROUNDS:-5}" <<'PY'
# In turn, so that a machine that grows slower meanwhile does so for all; medians.
import glob, json, shutil, statistics, subprocess, sys, time
forme, issue, work, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
def run(*before, jobs):
    shutil.rmtree(f'{work}/two', ignore_errors=True)
    began = time.monotonic()
    subprocess.run([*before, forme, 'press', issue, '-o', f'{work}/two', '--jobs', str(jobs)],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - began
    receipts = [json.load(open(name)) for name in glob.glob(f'{work}/two/.press/made/*/*.json')]
    took = sum(receipt['took'] for receipt in receipts) / 1000
    pages = sum(len([page for page in r['pages'] if page['number']]) for r in receipts)
    return wall, pages / wall, 1000 * (wall * jobs - took) / len(receipts)
cores = ['taskset', '-c', '0'], []
one, single, two = [], [], []
for _ in range(rounds):
    one.append(run(*cores[0], jobs=1)); single.append(run(jobs=1)); two.append(run(jobs=2))
middle = lambda runs, part: statistics.median(run[part] for run in runs)
for name, runs in ('one core', one), ('one worker, two cores', single), ('two workers, two cores', two):
    print(f'24 editions, {name}: {middle(runs, 0):.2f} s ({min(r[0] for r in runs):.2f} to '
          f'{max(r[0] for r in runs):.2f}), {middle(runs, 1):.1f} pages/s')
print(f'two cores against one: {statistics.median(a[0] / b[0] for a, b in zip(one, two)):.2f} times as fast; '
      f'two workers against one: {statistics.median(a[0] / b[0] for a, b in zip(single, two)):.2f}')
print(f'overhead a unit, one worker: {middle(single, 2):.1f} ms of wall that no unit took, start of the run included')
PY
timed "24 editions, nothing changed" "$forme" press "$few/0512" -o "$work/two"
timed "8 pages of one edition in one process (render)" "$forme" render "$few/0512" -o "$work/render"
rm -rf "$work/two" "$work/render" "$work/warm"
[ -n "${FEW:-}" ] && exit
timed "plan of $editions editions" "$forme" press "$work/gewu/0512" -o "$work/out" --plan
timed "$editions editions" "$forme" press "$work/gewu/0512" -o "$work/out"
"$forme" press status -o "$work/out" | head -n 1
timed "$editions editions, nothing changed" "$forme" press "$work/gewu/0512" -o "$work/out"
du -sh "$work/out" | cut -f1
