#!/usr/bin/env bash
# What the packages of each project are: known holes, licences, age. Writes a report in Markdown to the standard output; ends with 1 where
# something is to be mended (a known hole, or a licence that is not allowed).
#
#   deploy/security-review.sh [PROJECT…]      all where none is named
#
# Asks the package feed that NuGet is configured with; a feed without a vulnerability index can't tell holes, which the report says.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case "${1:-}" in -h | --help) help; exit 0 ;; esac
need dotnet "Install the .NET 10 SDK."
# Anything else is looked at by a person first.
allowed='^(MIT|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|MS-PL|Unlicense|PostgreSQL|0BSD|ISC|MIT AND .*|Apache-2\.0 OR .*|MS-PL OR .*)$'
mend=0
fence='```'
cd "$root"

printf '# Security review\n\nVersion %s, %s.\n' "$(git describe --tags --always)" "$(date -u +%Y-%m-%d)"
if [ $# -gt 0 ]; then projects=("$@"); else projects=(TuroEzpass.*); fi
for name in "${projects[@]}"; do
    project="$name/$name.csproj"
    [ -f "$project" ] || continue
    printf '\n## %s\n' "$name"
    if ! dotnet restore "$project" -v quiet > /dev/null 2>&1; then
        printf '\nIt can not be restored from this feed, so it was not looked at.\n'
        continue
    fi
    holes=$(dotnet list "$project" package --vulnerable --include-transitive 2>&1 || true)
    if grep -q 'has the following vulnerable packages' <<< "$holes"; then
        mend=1
        printf '\n**Known holes:**\n\n%s\n%s\n%s\n' "$fence" "$(sed -n '/Top-level\|Transitive\|>/p' <<< "$holes")" "$fence"
    elif grep -qi 'error\|warn' <<< "$holes"; then
        printf '\nThe feed does not tell known holes.\n'
    else
        printf '\nNo known holes.\n'
    fi
    old=$(dotnet list "$project" package --outdated 2> /dev/null | sed -n 's/^   > //p' || true)
    if [ -n "$old" ]; then printf '\nOut of date (asked for, there, newest):\n\n%s\n%s\n%s\n' "$fence" "$old" "$fence"; fi
done

printf '\n## Licences\n\n'
packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
unknown=''
# What the restored projects really use, with the versions that were resolved.
while read -r package version; do
    nuspec="$packages/$package/$version/$package.nuspec"
    [ -f "$nuspec" ] || continue
    licence=$(sed -n 's/.*<license type="expression">\(.*\)<\/license>.*/\1/p' "$nuspec" | head -1)
    [ -n "$licence" ] || licence=$(sed -n 's/.*<licenseUrl>\(.*\)<\/licenseUrl>.*/see \1/p' "$nuspec" | head -1)
    [ -n "$licence" ] || licence='in a file of the package'
    [[ "$licence" =~ $allowed ]] || unknown+="- $package $version: $licence"$'\n'
done < <(sed -n 's/^      "\([^"/]*\)\/\([^"]*\)": {$/\1 \2/p' TuroEzpass.*/obj/project.assets.json | tr '[:upper:]' '[:lower:]' | sort -u)
if [ -n "$unknown" ]; then
    printf 'A person looks at these: their licence is none of those that are allowed by name.\n\n%s' "$unknown"
else
    printf 'All are among the allowed ones.\n'
fi
exit "$mend"
