#!/usr/bin/env bash
# Starts `turoezpass serve --demo` and runs the smoke test on it, as CI does.
#
#   deploy/smoke-demo.sh [COMMAND…]      COMMAND starts turoezpass [default: dotnet run --project TuroEzpass.Cli --]
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case "${1:-}" in -h | --help) help; exit 0 ;; esac
if [ $# -gt 0 ]; then program=("$@"); else program=(dotnet run --project "$root/TuroEzpass.Cli" --); fi
port=${PORT:-5080}
work=$(mktemp -d)
server=''
end() {
    if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
    rm -rf "$work"
}
trap end EXIT

"${program[@]}" serve --demo --urls "http://127.0.0.1:$port" > "$work/log" 2>&1 &
server=$!
for _ in $(seq 240); do
    grep -q 'with the password' "$work/log" && break
    kill -0 "$server" 2> /dev/null || { cat "$work/log" >&2; die "the server stopped"; }
    sleep 0.5
done
umask 077
# The sign-in that the demo printed, as two lines.
sed -n 's/^Sign in as \(.*\) with the password \(.*\)$/\1\n\2/p' "$work/log" > "$work/user"
[ -s "$work/user" ] || { cat "$work/log" >&2; die "the server did not print a sign-in"; }
"${program[@]}" smoke --url "http://127.0.0.1:$port" --user-file "$work/user"
