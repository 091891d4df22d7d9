#!/usr/bin/env bash
# Backs up this system's secrets (Secrets Manager turo-ezpass/*, Parameter Store /turo-ezpass/*) to one encrypted file, or restores them from
# it. No other backup contains them. Nothing is written unencrypted, and no secret is passed as a program's argument.
#
#   deploy/backup-secrets.sh --to RECIPIENT FILE      RECIPIENT: an age key (age1…) or a gpg key (email or fingerprint)
#   deploy/backup-secrets.sh --restore FILE           uses your private key; AGE_IDENTITY is the file of the age key
#   deploy/backup-secrets.sh --list FILE              lists the names in the file
#
# Needs age (https://age-encryption.org, Debian: apt-get install age) or gpg. Keep the private key apart from the file: on paper, or in a
# password manager that two people can open.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

recipient='' mode=write file=''
while [ $# -gt 0 ]; do
    case "$1" in
        -h | --help) help; exit 0 ;;
        --to) recipient=${2:?--to needs a recipient}; shift ;;
        --restore) mode=restore ;;
        --list) mode=list ;;
        -*) misused "unknown option $1" ;;
        *) [ -z "$file" ] || misused "only one file is allowed, not '$file' and '$1'"; file=$1 ;;
    esac
    shift
done
[ -n "$file" ] || misused "FILE is missing"
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"

encrypt() {
    case "$recipient" in
        age1*) need age 'Install it (Debian: apt-get install age), or use a gpg key.'; age --encrypt --recipient "$recipient" ;;
        *) need gpg 'Install it (Debian: apt-get install gpg), or use an age key.'; gpg --batch --quiet --trust-model always --encrypt --recipient "$recipient" ;;
    esac
}

decrypt() {
    if head -c 64 "$file" | grep -q '^age-encryption.org'; then
        need age 'Install it: apt-get install age.'
        age --decrypt ${AGE_IDENTITY:+--identity "$AGE_IDENTITY"} "$file"
    else
        need gpg 'Install it: apt-get install gpg.'
        gpg --batch --quiet --decrypt "$file"
    fi
}

# One line per secret: its kind, its name, and its value in base64.
all_secrets() {
    local name
    for name in $(aws secretsmanager list-secrets --filters Key=name,Values=turo-ezpass/ --query 'SecretList[].Name' --output text); do
        [ "$name" = None ] && continue
        printf 'secret\t%s\t' "$name"
        aws secretsmanager get-secret-value --secret-id "$name" --version-stage AWSCURRENT --query SecretString --output text | base64 | tr -d '\n'
        printf '\n'
    done
    for name in $(aws ssm get-parameters-by-path --path /turo-ezpass --recursive --query 'Parameters[].Name' --output text); do
        [ "$name" = None ] && continue
        printf 'parameter\t%s\t' "$name"
        aws ssm get-parameter --name "$name" --with-decryption --query Parameter.Value --output text | base64 | tr -d '\n'
        printf '\n'
    done
}

case "$mode" in
    write)
        [ -n "$recipient" ] || misused "--to RECIPIENT is missing"
        [ ! -e "$file" ] || die "$file already exists; use another name"
        umask 077
        trap 'rm -f "$file.part"' EXIT
        all_secrets | encrypt > "$file.part"
        [ -s "$file.part" ] || die "no secrets were found"
        mv "$file.part" "$file"
        say "$file: written. Check it now: $0 --list $file"
        ;;
    list)
        decrypt | cut -f 1,2
        ;;
    restore)
        while IFS=$'\t' read -r kind name body; do
            case "$kind" in
                secret)
                    if aws secretsmanager describe-secret --secret-id "$name" --query Name --output text > /dev/null 2>&1; then
                        printf '%s' "$body" | base64 --decode | aws secretsmanager put-secret-value --secret-id "$name" --secret-string file:///dev/stdin --query Name --output text
                    else
                        printf '%s' "$body" | base64 --decode | aws secretsmanager create-secret --name "$name" --secret-string file:///dev/stdin --query Name --output text
                    fi
                    ;;
                parameter)
                    printf '%s' "$body" | base64 --decode | aws ssm put-parameter --name "$name" --type SecureString --overwrite --value file:///dev/stdin --query Version --output text > /dev/null
                    printf '%s\n' "$name"
                    ;;
                *) die "$file contains a line that this script did not write" ;;
            esac
        done < <(decrypt)
        ;;
esac
