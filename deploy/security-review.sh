#!/usr/bin/env bash
# Reviews the packages of each project: known vulnerabilities, licenses, outdated versions. Prints a report in Markdown, and exits with 1 if
# a package has a known vulnerability.
#
#   deploy/security-review.sh [PROJECT…]      default: all projects
#
# Uses NuGet's configured package feed. If the feed has no vulnerability index, the report says so.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case "${1:-}" in -h | --help) help; exit 0 ;; esac
need dotnet "Install the .NET 10 SDK."
# A person reviews every other license.
allowed='^(MIT|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|MS-PL|Unlicense|PostgreSQL|0BSD|ISC|MIT AND .*|Apache-2\.0 OR .*|MS-PL OR .*)$'
failed=0
fence='```'
cd "$root"

printf '# Security review\n\nVersion %s, %s.\n' "$(git describe --tags --always)" "$(date -u +%Y-%m-%d)"
if [ $# -gt 0 ]; then projects=("$@"); else projects=(TuroEzpass.*); fi
for name in "${projects[@]}"; do
    project="$name/$name.csproj"
    [ -f "$project" ] || continue
    printf '\n## %s\n' "$name"
    if ! dotnet restore "$project" -v quiet > /dev/null 2>&1; then
        printf '\nIt could not be restored from this feed, so it was not reviewed.\n'
        continue
    fi
    vulnerable=$(dotnet list "$project" package --vulnerable --include-transitive 2>&1 || true)
    if grep -q 'has the following vulnerable packages' <<< "$vulnerable"; then
        failed=1
        printf '\n**Known vulnerabilities:**\n\n%s\n%s\n%s\n' "$fence" "$(sed -n '/Top-level\|Transitive\|>/p' <<< "$vulnerable")" "$fence"
    elif grep -qi 'error\|warn' <<< "$vulnerable"; then
        printf '\nThe feed has no information about known vulnerabilities.\n'
    else
        printf '\nNo known vulnerabilities.\n'
    fi
    old=$(dotnet list "$project" package --outdated 2> /dev/null | sed -n 's/^   > //p' || true)
    if [ -n "$old" ]; then printf '\nOutdated (requested, resolved, newest):\n\n%s\n%s\n%s\n' "$fence" "$old" "$fence"; fi
done

printf '\n## Licenses\n\n'
packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
unknown=''
# The packages that the restored projects use, in their resolved versions.
while read -r package version; do
    nuspec="$packages/$package/$version/$package.nuspec"
    [ -f "$nuspec" ] || continue
    license=$(sed -n 's/.*<license type="expression">\(.*\)<\/license>.*/\1/p' "$nuspec" | head -1)
    [ -n "$license" ] || license=$(sed -n 's/.*<licenseUrl>\(.*\)<\/licenseUrl>.*/see \1/p' "$nuspec" | head -1)
    [ -n "$license" ] || license='in a file in the package'
    [[ "$license" =~ $allowed ]] || unknown+="- $package $version: $license"$'\n'
done < <(sed -n 's/^      "\([^"/]*\)\/\([^"]*\)": {$/\1 \2/p' TuroEzpass.*/obj/project.assets.json | tr '[:upper:]' '[:lower:]' | sort -u)
if [ -n "$unknown" ]; then
    printf 'A person must review these licenses, which are not on the list of allowed ones.\n\n%s' "$unknown"
else
    printf 'All licenses are allowed.\n'
fi
exit "$failed"
