using Referrals.Cli.Connect;
using Referrals.Cli.Tests.Building;
using Xunit;

namespace Referrals.Cli.Tests.Connect;

public sealed class CredentialFilesTests
{
    [Fact]
    public async Task The_names_are_those_of_people_and_agencies_and_not_of_services()
    {
        await using var cli = new CliUnderTest().Knows("team/pnp-acg-racu7", "team/picacc@afp", "operator", "service/audit", "auditor/mercier", "agency/esp-examplechat");
        Assert.Equal(["agency/esp-examplechat", "auditor/mercier", "operator", "team/picacc@afp", "team/pnp-acg-racu7"], new CredentialFiles(cli.Data, null).Names());
    }

    [Fact]
    public async Task A_token_is_read_from_its_file_unless_one_is_given()
    {
        await using var cli = new CliUnderTest().Knows("team/picacc@afp");
        Assert.Equal("token-of-team/picacc@afp", new CredentialFiles(cli.Data, null).Token("team/picacc@afp"));
        Assert.Equal("given", new CredentialFiles(cli.Data, "given").Token("team/picacc@afp"));
    }

    [Theory]
    [InlineData("team/none")]
    [InlineData("../keys/identity")]
    public async Task What_is_not_there_is_said_together_with_what_is(string name)
    {
        await using var cli = new CliUnderTest().Knows("operator");
        var missing = Assert.Throws<NoCredentialException>(() => new CredentialFiles(cli.Data, null).Token(name));
        Assert.EndsWith("credentials: operator.", missing.Message, StringComparison.Ordinal);
    }
}
