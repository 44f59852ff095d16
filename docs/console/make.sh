#!/usr/bin/env bash
# Makes the pictures of the console in this directory anew: an exchange, a browser, every main page at two widths.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
REFERRALS_PICTURES=$PWD exec dotnet test ../../tests/Console.Tests --filter "FullyQualifiedName~PicturesTests|FullyQualifiedName~AccountTests.The_pages" --nologo
