#!/usr/bin/env bash
# Makes the certificates of a local exchange: its own authority, a certificate for each service, and for each agency an authority of
# its own with a client certificate. Run again, it renews what ends within a week and leaves the rest; running processes take up
# what was renewed by themselves.
#
#   certificates.sh DIR [AGENCY…]
#
#   DIR/tls/authority.pem             trusted by everybody who calls
#   DIR/tls/services/NAME.{pem,key}   CN=service/NAME, for localhost
#   DIR/tls/agencies/ID.pem           the agency's own authority: referrals agency rotate ID --root …
#   DIR/tls/clients/agency-ID.pem     its client certificate with the key
#
# The keys of the authorities lie in DIR/tls/authorities (0600): on a real network each agency keeps its own.
set -euo pipefail
(($# >= 1)) || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2; exit 2; }
directory=$1/tls
shift
services=(identity intake matching triage routing audit exchange console)
agencies=("$@")
renew_within=$((7 * 86400))
leaf_days=30
authority_days=730

umask 077
mkdir -p "$directory"/{authorities,services,agencies,clients}
chmod 0711 "$directory"

# ends_soon FILE: there is none, or it ends within a week.
ends_soon() { [[ ! -s $1 ]] || ! openssl x509 -in "$1" -noout -checkend "$renew_within" >/dev/null; }

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

# authority NAME CERTIFICATE: an authority, with its key in authorities/NAME.key.
authority() {
  local name=$1 certificate=$2 key=$directory/authorities/$1.key
  ends_soon "$certificate" || return 0
  [[ -s $key ]] || new_key "$key"
  openssl req -x509 -new -key "$key" -sha256 -days "$authority_days" -subj "/CN=$name authority" -out "$certificate.next" \
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign
  mv "$certificate.next" "$certificate"
}

# leaf AUTHORITY AUTHORITY-CERTIFICATE CN USAGE OUT: OUT.pem and OUT.key, each replaced whole.
leaf() {
  local name=$1 issuer=$2 subject=$3 usage=$4 out=$5
  ends_soon "$out.pem" || return 0
  new_key "$out.key.next"
  openssl req -new -key "$out.key.next" -subj "/CN=${subject//\//\\/}" |
    openssl x509 -req -CA "$issuer" -CAkey "$directory/authorities/$name.key" -sha256 -days "$leaf_days" -set_serial "0x$(openssl rand -hex 15)" \
      -extfile <(printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n' "$usage") \
      -out "$out.pem.next" 2>/dev/null
  mv "$out.key.next" "$out.key"
  mv "$out.pem.next" "$out.pem"
}

authority exchange "$directory/authority.pem"
chmod 0644 "$directory/authority.pem"
for service in "${services[@]}"; do
  leaf exchange "$directory/authority.pem" "service/$service" serverAuth,clientAuth "$directory/services/$service"
done
for agency in "${agencies[@]}"; do
  authority "$agency" "$directory/agencies/$agency.pem"
  leaf "$agency" "$directory/agencies/$agency.pem" "agency/$agency" clientAuth "$directory/clients/$agency"
  if [[ -s $directory/clients/$agency.key ]]; then
    cat "$directory/clients/$agency.pem" "$directory/clients/$agency.key" >"$directory/clients/agency-$agency.pem.next"
    mv "$directory/clients/agency-$agency.pem.next" "$directory/clients/agency-$agency.pem"
  fi
done
