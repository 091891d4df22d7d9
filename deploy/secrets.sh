# Functions that ask for secrets and store them. Source it; do not run it. A secret goes from the keyboard through a pipe. It is never a
# program's argument (every process can see those), never in the shell's history, and never in an unencrypted file.
# shellcheck shell=bash

# The name of a site's secret.
secret_of() {
    case "$1" in
        ezpass | turo) printf 'turo-ezpass/%s/credentials\n' "$1" ;;
        *) misused "unknown site '$1'; use ezpass or turo" ;;
    esac
}

# A text as a JSON string.
json_string() {
    local text=$1
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    [[ "$text" != *[[:cntrl:]]* ]] || die "the text contains a control character; type it again"
    printf '"%s"' "$text"
}

# Asks for a sign-in and sets user and password.
ask_sign_in() {
    local again
    read -r -p "User name or email at $1: " user
    [ -n "$user" ] || die "the user name is empty; nothing was changed"
    read -r -s -p 'Password (not shown): ' password
    printf '\n' >&2
    [ -n "$password" ] || die "the password is empty; nothing was changed"
    read -r -s -p 'Repeat the password: ' again
    printf '\n' >&2
    [ "$password" = "$again" ] || die "the passwords differ; nothing was changed"
}

# Stores user and password as a new version of a secret, or creates the secret.
send_sign_in() {
    local id=$1 body
    body="{\"username\":$(json_string "$user"),\"password\":$(json_string "$password")}"
    if [ -n "$dry_run" ]; then
        say "would run: aws secretsmanager put-secret-value --secret-id $id --secret-string file:///dev/stdin"
        return 0
    fi
    # printf is built into the shell, so no process gets the secret as an argument.
    if aws secretsmanager describe-secret --secret-id "$id" --query Name --output text > /dev/null 2>&1; then
        printf '%s' "$body" | aws secretsmanager put-secret-value --secret-id "$id" --secret-string file:///dev/stdin --query VersionId --output text
    else
        printf '%s' "$body" | aws secretsmanager create-secret --name "$id" --description "${2:-Login credentials}" --secret-string file:///dev/stdin --query VersionId --output text
    fi
}
