using System.Runtime.Versioning;
using Referrals.Cli.Deciding;
using Referrals.Testing;
using Xunit;

namespace Referrals.Cli.Tests.Deciding;

public sealed class HeldClaimsTests
{
    [Fact]
    public void A_claim_is_kept_for_its_officer_and_case_until_it_is_forgotten()
    {
        using var data = new TempDirectory();
        var claims = new HeldClaims(data.Path);
        Assert.Null(claims.Find("officer/okoro", "cases/c/countries/PH"));
        claims.Keep("officer/okoro", "cases/c/countries/PH", new HeldClaim("t", 3));
        Assert.Equal(new HeldClaim("t", 3), new HeldClaims(data.Path).Find("officer/okoro", "cases/c/countries/PH"));
        Assert.Null(claims.Find("officer/reyes", "cases/c/countries/PH"));
        claims.Seen("officer/okoro", "cases/c/countries/PH", 5);
        Assert.Equal(new HeldClaim("t", 5), claims.Find("officer/okoro", "cases/c/countries/PH"));
        claims.Forget("officer/okoro", "cases/c/countries/PH");
        Assert.Null(claims.Find("officer/okoro", "cases/c/countries/PH"));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void Only_its_owner_can_read_the_file()
    {
        using var data = new TempDirectory();
        new HeldClaims(data.Path).Keep("officer/okoro", "c", new HeldClaim("t", 1));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.File("cli", "claims.json")));
    }

    [Fact]
    public void A_file_that_is_broken_holds_no_claims()
    {
        using var data = new TempDirectory();
        Directory.CreateDirectory(data.File("cli"));
        File.WriteAllText(data.File("cli", "claims.json"), "{");
        Assert.Null(new HeldClaims(data.Path).Find("officer/okoro", "c"));
    }
}
