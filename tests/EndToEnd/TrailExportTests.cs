using Referrals.Cli.CommandLine;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.EndToEnd;

/// <summary>Whoever may read a trail may take it along, and it is whole.</summary>
public sealed class TrailExportTests(RunningExchange exchange) : IClassFixture<RunningExchange>
{
    [Fact]
    public async Task The_trails_that_an_agency_a_team_an_officer_and_an_auditor_export_verify_as_whole()
    {
        using var files = new TempDirectory();
        var users = new Users(exchange.Access);
        var referral = await users.SubmitAsync();
        var countryCase = await users.AcceptAsync(referral);
        var offered = await users.OfferedAsync(countryCase);
        await users.Team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, TeamReference = "NBI-1" });
        await users.TrailAsync(referral, "acknowledged");

        foreach (var (caller, subject) in new[] { ("agency/uk-nca", referral), ("team/nbi-ahtrad", countryCase), ("officer/okoro", countryCase), ("auditor/mercier", referral) })
        {
            var file = files.File(caller.Replace('/', '-'));
            await Eventually.Async(
                async () =>
                {
                    var (code, said) = await RunAsync("export", subject, "-o", file, "--as", caller, "--data", exchange.DataDirectory);
                    Assert.True(code == 0, said);
                    Assert.DoesNotContain("withheld", said, StringComparison.Ordinal);
                    return !said.Contains("wait for the next checkpoint", StringComparison.Ordinal);
                },
                because: "a checkpoint covers the trail");
            var (sound, report) = await RunAsync("verify", file);
            Assert.True(sound == 0, $"{caller}: {report}");
            Assert.Contains("acknowledged", report, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await Application.RunAsync(arguments, new Terminal(Stream.Null, output, output, _ => null, Interactive: false));
        return (code, output.ToString());
    }
}
