# shellcheck shell=bash
# Mutual TLS of a directory: chosen once, with certificates in DIR/tls.

uses_tls() { [[ $(setting "$1" tls) == true ]]; }

scheme() { if uses_tls "$1"; then echo https; else echo http; fi; }

# keep_tls DIR CHOSEN: a directory that was made with TLS keeps it; one that was made without cannot begin with it while it runs.
keep_tls() {
  local dir=$1 chosen=$2
  [[ $chosen != true || $(setting "$dir" tls) != false ]] || fail "$dir was made without TLS, which stays; choose another --data"
  keep_setting "$dir" tls "${chosen:-false}" >/dev/null
}

# agencies_of FILE: the ids of the agencies of an identities file.
agencies_of() { sed -n '/^agencies:/,/^[a-z]/s/^  - id: *\([a-z0-9-]*\).*/\1/p' "$1"; }

# make_certificates DIR: what is missing or ends soon.
make_certificates() {
  uses_tls "$1" || return 0
  command -v openssl >/dev/null && command -v curl >/dev/null || fail "--tls needs openssl and curl"
  local agencies
  mapfile -t agencies < <(agencies_of "$repository/deploy/identities/identities.yaml")
  "$here/certificates.sh" "$1" "${agencies[@]}"
}

# enrol_certificates DIR: each agency's own authority, once; recorded in the log.
enrol_certificates() {
  local dir=$1 agency cli
  uses_tls "$dir" || return 0
  cli=$repository/services/Cli/bin/$configuration/net10.0/referrals.dll
  for agency in $(agencies_of "$repository/deploy/identities/identities.yaml"); do
    [[ $(setting "$dir" "enrolled_$agency") != "$(cksum <"$dir/tls/agencies/$agency.pem")" ]] || continue
    say "enrolling the certificates of $agency"
    dotnet "$cli" agency rotate "$agency" --root "$dir/tls/agencies/$agency.pem" --data "$dir" >/dev/null || fail "$agency could not be enrolled"
    replace_setting "$dir" "enrolled_$agency" "$(cksum <"$dir/tls/agencies/$agency.pem")"
  done
}
