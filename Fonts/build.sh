#!/usr/bin/env bash
# Rebuilds Fonts/*.otf from pinned Debian 12 and PyPI packages:  Fonts/build.sh [OUT]
# The results are committed; nobody needs to run this to use Forme. It takes about five minutes.
set -euo pipefail
cd "$(dirname "$0")"
out=$(realpath "${1:-.}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/debs" "$work/sources" "$out"

export SOURCE_DATE_EPOCH=1767225600 LC_ALL=C.UTF-8 PYTHONHASHSEED=0

(
  cd "$work/debs"
  apt-get download -q \
    fonts-noto-cjk=1:20220127+repack1-1 fonts-noto-cjk-extra=1:20220127+repack1-1 \
    fonts-arphic-ukai=0.2.20080216.2-5 texlive-lang-chinese=2022.20230122-1
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q fonttools==4.60.1 skia-pathops==0.8.0.post2
"$work/venv/bin/pip" download -q --no-deps -d "$work/debs" \
  fontpkg-source-serif-4==4.4 fontpkg-source-sans-3==3.52
(cd "$work/debs" && sha256sum -c --quiet) < sources.sha256

unpack() { # NAME FILE...
  local name=$1
  shift
  mkdir -p "$work/sources/$name"
  for file in "$@"; do
    case $file in
      *.deb) dpkg-deb -x "$file" "$work/sources/$name" ;;
      *.whl) python3 -m zipfile -e "$file" "$work/sources/$name" ;;
    esac
  done
}
unpack noto "$work"/debs/fonts-noto-cjk*.deb
unpack ukai "$work"/debs/fonts-arphic-ukai*.deb
unpack fandol "$work"/debs/texlive-lang-chinese*.deb
unpack latin "$work"/debs/*.whl

"$work/venv/bin/python" build_fonts.py "$work/sources" "$out"
"$work/venv/bin/python" coverage.py "$out"
