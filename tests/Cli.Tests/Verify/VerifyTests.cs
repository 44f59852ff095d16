using System.Text.Json;
using Referrals.Cli.Tests.Building;
using Referrals.Testing;
using Referrals.TransparencyLog.Tests.Bundles;
using Xunit;

namespace Referrals.Cli.Tests.Verify;

/// <summary>What an auditor takes along, and checks without the exchange.</summary>
public sealed class VerifyTests : IAsyncLifetime, IDisposable
{
    private const string Auditor = "auditor/mercier";
    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(600);
    private readonly ScriptedAudit audit;
    private CliUnderTest cli = null!;

    public VerifyTests() => audit = new ScriptedAudit(log, directory.File("tiles"));

    public async Task InitializeAsync()
    {
        log.Write(directory.File("tiles"));
        cli = await new CliUnderTest().Knows(Auditor, "operator").WithAsync("audit", audit);
    }

    [Fact]
    public async Task A_log_is_exported_goes_on_after_an_outage_and_is_sound()
    {
        audit.BreaksAfter = 300;
        Assert.Equal((0, "609 leaves in log, 609 of them new.\n", ""), await ExportAsync());
        Assert.Equal([0, 300], audit.ExportsFrom);
        var (code, output, _) = await cli.RunAsync("verify", directory.File("log"));
        Assert.Equal(0, code);
        Assert.Contains("NOT PINNED", output, StringComparison.Ordinal);
        Assert.Contains("UNANCHORED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_export_goes_on_from_the_earlier_one()
    {
        audit.Size = 200;
        await ExportAsync();
        File.Copy(directory.File("log", "checkpoint"), directory.File("old"));
        audit.Size = 609;
        Assert.Equal((0, "609 leaves in log, 409 of them new.\n", ""), await ExportAsync());
        Assert.Equal([0, 200], audit.ExportsFrom);
        var (code, output, _) = await cli.RunAsync(
            "verify", directory.File("log"), "--since", directory.File("old"), "--log-key", TestLog.OldKey.ToString(), "--witness", $"uk-nca={TestLog.WitnessKey}", "--require", "1", "--json");
        Assert.Equal(0, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(200, report.GetProperty("consistentWith").GetInt64());
        Assert.Equal("uk-nca", report.GetProperty("anchoredBy")[0].GetString());
        Assert.Equal("SUCCESSION", report.GetProperty("keys")[0].GetProperty("from").GetString());
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_is_not_exported_over_the_longer_one()
    {
        await ExportAsync();
        audit.Size = 200;
        var (code, _, error) = await ExportAsync();
        Assert.Equal(1, code);
        Assert.Contains("rolled back", error, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("verify", directory.File("log"))).Code);
    }

    [Fact]
    public async Task A_trail_is_exported_and_is_sound_until_it_is_altered()
    {
        await File.WriteAllTextAsync(directory.File("old"), log.Checkpoint(5));
        var (code, output, _) = await cli.RunAsync("export", TestLog.Referral, "-o", directory.File("trail"), "--since", directory.File("old"), "--as", Auditor);
        Assert.Equal((0, $"9 records in {directory.File("trail")}.\n"), (code, output));
        Assert.Equal(0, (await cli.RunAsync("verify", directory.File("trail"), "--since", directory.File("old"))).Code);
        await File.WriteAllTextAsync(directory.File("trail"), (await File.ReadAllTextAsync(directory.File("trail"))).Replace("team/nbi", "team/npb", StringComparison.Ordinal));
        (code, output, _) = await cli.RunAsync("verify", directory.File("trail"));
        Assert.Equal(1, code);
        Assert.Contains("INCLUSION  record 4", output, StringComparison.Ordinal);
        Assert.Contains("WRONG", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_or_no_key_ends_with_2()
    {
        Assert.Equal(2, (await cli.RunAsync("verify", directory.File("nothing"))).Code);
        Assert.Equal(2, (await cli.RunAsync("verify", directory.File("tiles"), "--log-key", "not a key")).Code);
        Assert.Equal(2, (await cli.RunAsync("verify", directory.File("tiles"), "--require", "2")).Code);
        Assert.Equal(2, (await cli.RunAsync("export", "--as", Auditor)).Code);
    }

    [Fact]
    public async Task Faults_of_the_stored_log_end_with_1()
    {
        var (code, output, _) = await cli.RunAsync("fsck");
        Assert.Equal(1, code);
        Assert.StartsWith("TILE  tile/0/000: it has another hash", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_and_a_trail_are_csv_that_no_spreadsheet_runs()
    {
        var (code, output, _) = await cli.RunAsync("consultations", TestLog.Referral, "--csv", "--as", Auditor);
        Assert.Equal(0, code);
        Assert.StartsWith("Index,At,What,Actor", output, StringComparison.Ordinal);
        Assert.Contains("'=officer/okoro", output, StringComparison.Ordinal);
        Assert.Equal(["consulted", "disclosed"], Assert.Single(audit.Searches).EventTypes);
        (_, output, _) = await cli.RunAsync("trail", TestLog.Referral, "--csv", "--as", Auditor);
        Assert.Contains("acknowledged,4 s,", output, StringComparison.Ordinal);
        await cli.RunAsync("search", "--officer", "officer/okoro", "--rule", "ph-1", "--from", "2026-01-01", "--case", TestLog.CountryCase, "--as", Auditor);
        Assert.Equal(("officer/okoro", "ph-1", TestLog.CountryCase, ""), (audit.Searches[1].Actor, audit.Searches[1].RuleId, audit.Searches[1].CountryCase, audit.Searches[1].CaseId));
    }

    public void Dispose() => directory.Dispose();

    public Task DisposeAsync() => cli.DisposeAsync().AsTask();

    private async Task<(int Code, string Out, string Error)> ExportAsync()
    {
        var (code, output, error) = await cli.RunAsync("export", "--all", directory.File("log"), "--as", Auditor);
        return (code, output.Replace(directory.File("log"), "log", StringComparison.Ordinal), error);
    }
}
