#!/usr/bin/env bash
# Asks the package source for advisories on everything that was resolved, also what packages bring with them. A source that serves none
# would find nothing in anything: so it is asked first about a release that is known to be vulnerable.
#
#   audit.sh      0: nothing known; 1: something is; 2: this source serves no advisories
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT

# GHSA-5crp-9r3c-p9vr
cat >"$probe/probe.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
XML
if [[ -f $repository/NuGet.config ]]; then cp "$repository/NuGet.config" "$probe/"; fi

# audit PROJECT: what is known of its packages, a line each.
audit() { dotnet restore "$1" --force --nologo -p:NuGetAudit=true -p:NuGetAuditMode=all -p:NuGetAuditLevel=low -p:TreatWarningsAsErrors=false 2>&1 | grep -o 'NU190[1-4]: .*' | sort -u || true; }

if [[ -z $(audit "$probe/probe.csproj") ]]; then
  echo "this package source serves no advisories; ask another" >&2
  exit 2
fi
found=$(audit "$repository/Referrals.sln")
if [[ $found ]]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "no advisory on any package"
