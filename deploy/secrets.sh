# Asking for secrets and sending them. Sourced, not run. A secret is never an argument of a program (every process sees those), never
# in the shell's history and never in a file that is not encrypted: it goes from the keyboard through a pipe.
# shellcheck shell=bash

# The secrets of this system, by the site's name.
secret_of() {
    case "$1" in
        ezpass | turo) printf 'turo-ezpass/%s/credentials\n' "$1" ;;
        *) misused "there is no secret '$1': ezpass or turo" ;;
    esac
}

# A text as a string of JSON.
json_string() {
    local text=$1
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    [[ "$text" != *[[:cntrl:]]* ]] || die "the text has a control character in it; type it again"
    printf '"%s"' "$text"
}

# Asks for a sign-in; leaves it in user and password.
ask_sign_in() {
    local again
    read -r -p "User name or e-mail at $1: " user
    [ -n "$user" ] || die "no user name was given; nothing was changed"
    read -r -s -p 'Password (not shown): ' password
    printf '\n' >&2
    [ -n "$password" ] || die "no password was given; nothing was changed"
    read -r -s -p 'The same again: ' again
    printf '\n' >&2
    [ "$password" = "$again" ] || die "the two are not the same; nothing was changed"
}

# Sends user and password as a new version of a secret, or makes it.
send_sign_in() {
    local id=$1 body
    body="{\"username\":$(json_string "$user"),\"password\":$(json_string "$password")}"
    if [ -n "$dry_run" ]; then
        say "would run: aws secretsmanager put-secret-value --secret-id $id --secret-string file:///dev/stdin"
        return 0
    fi
    # printf is the shell's own: no process gets the secret as an argument.
    if aws secretsmanager describe-secret --secret-id "$id" --query Name --output text > /dev/null 2>&1; then
        printf '%s' "$body" | aws secretsmanager put-secret-value --secret-id "$id" --secret-string file:///dev/stdin --query VersionId --output text
    else
        printf '%s' "$body" | aws secretsmanager create-secret --name "$id" --description "${2:-Login credentials}" --secret-string file:///dev/stdin --query VersionId --output text
    fi
}
