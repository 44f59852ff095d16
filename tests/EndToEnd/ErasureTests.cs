using System.Text.Json;
using Google.Protobuf;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;

namespace Referrals.EndToEnd;

/// <summary>What can be shown of content with a receipt, offline; and what is left when it is erased.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task With_receipt_and_content_one_shows_what_was_reported_and_after_an_erasure_only_who_held_the_case_when()
    {
        using var files = new TempDirectory();
        await using var exchange = new RunningExchange();
        await exchange.InitializeAsync();
        var users = new Users(exchange.Access);
        var submission = CanaryReferral.Of("EX-2026-900001");
        await File.WriteAllTextAsync(files.File("submission"), JsonFormatter.Default.Format(submission));
        var referral = (await users.Agency.SubmitAsync(new SubmitRequest { RequestId = Users.Fresh(), Referral = submission })).Receipt.ReferralId;
        var offered = await users.OfferedAsync(await users.AcceptAsync(referral));
        await users.Team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, TeamReference = "NBI-2026-0009" });
        await users.ReachesAsync(referral, ReferralState.Acknowledged);
        await users.Agency.AddInformationAsync(new Intake.V1.AddInformationRequest { RequestId = Users.Fresh(), ReferralId = referral, Content = CanaryReferral.Supplement() });
        await users.TrailAsync(referral, "supplemented");

        await SoundAsync(
            () => RunAsync(exchange, "agency/uk-nca", "receipt", referral, "-o", files.File("receipt")), 12, files.File("receipt"), "--content", files.File("submission"));
        await File.WriteAllTextAsync(files.File("answer"), await RunAsync(exchange, "agency/uk-nca", "status", referral, "--content", "--json"));
        await SoundAsync(() => ExportAsync(exchange, files, referral, "trail"), 14, files.File("trail"), "--answer", files.File("answer"));
        await File.WriteAllTextAsync(files.File("answer"), await RunAsync(exchange, "team/nbi-ahtrad", "status", referral, "--content", "--json"));
        Assert.Equal((0, 14), await VerifyAsync(files.File("trail"), "--answer", files.File("answer")));

        var altered = submission.Clone();
        altered.Narrative = "[withheld]";
        await File.WriteAllTextAsync(files.File("altered"), JsonFormatter.Default.Format(altered));
        Assert.Equal((1, 11), await VerifyAsync(files.File("receipt"), "--content", files.File("altered")));

        await RunAsync(exchange, "operator", "erase", referral, "--basis", "LEGAL_ORDER");
        var trail = await users.TrailAsync(referral, "erased");

        Assert.True(trail.Complete);
        Assert.Contains(trail.Records, record => record.Type == "acknowledged" && record.Team == "nbi-ahtrad");
        Assert.Contains(trail.Records, record => record is { Type: "erased", Justification: "LegalOrder" });
        await SoundAsync(() => ExportAsync(exchange, files, referral, "after"), 0, files.File("after"));
        Assert.Equal(0, (await RunAsync(["export", "--all", files.File("log"), "--as", "auditor/mercier", "--data", exchange.DataDirectory])).Code);
        Assert.Equal((0, 0), await VerifyAsync(files.File("log")));
        var status = await users.StatusAsync(referral);
        Assert.True(status.Erased);
        Assert.Contains(status.History, entry => entry.HandOff?.TeamReference == "NBI-2026-0009");
        var read = await RunAsync(exchange, "team/nbi-ahtrad", "status", referral, "--content", "--json");
        Assert.DoesNotContain(CanaryWords.Mark, read, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(["verify", files.File("after"), "--content", files.File("submission")])).Code);
        Assert.Empty(CanarySearch.In(exchange.DataDirectory));
    }

    /// <summary>The log takes a second to sign what it has.</summary>
    private static Task SoundAsync(Func<Task> write, int commitments, params string[] verify) => Eventually.Async(
        async () =>
        {
            await write();
            return await VerifyAsync(verify) == (0, commitments);
        },
        because: "what was written is sound");

    private static Task<string> ExportAsync(RunningExchange exchange, TempDirectory files, string referral, string name) =>
        RunAsync(exchange, "auditor/mercier", "export", referral, "-o", files.File(name));

    private static async Task<(int Code, int Commitments)> VerifyAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync(["verify", .. arguments, "--json"]);
        return (code, JsonDocument.Parse(output).RootElement.GetProperty("commitments").GetInt32());
    }

    private static async Task<string> RunAsync(RunningExchange exchange, string caller, params string[] arguments)
    {
        var (code, output) = await RunAsync([.. arguments, "--as", caller, "--data", exchange.DataDirectory]);
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task<(int Code, string Output)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        var code = await Application.RunAsync(arguments, new Terminal(Stream.Null, output, output, _ => null, Interactive: false));
        return (code, output.ToString());
    }
}
