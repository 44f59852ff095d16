using System.Diagnostics;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Referrals.Benchmarks.Pipeline;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Pages;

/// <summary>Fills the queue of an exchange through its API.</summary>
internal sealed class OpenCases(ExchangeAccess access, string directory)
{
    private const int AtOnce = 48;
    private const int ReportEvery = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Agencies = ["uk-nca", "us-fbi", "us-ice"];
    private static readonly string[] Regions = ["PH-00", "PH-03", "PH-05", "PH-06", "PH-07", "PH-10", "PH-11"];

    // All but one, so that a view can ask for what nobody reports.
    private static readonly IncidentType[] Types = [.. Enum.GetValues<IncidentType>().Where(type => type is not IncidentType.Unspecified and not IncidentType.Trafficking)];

    private readonly string run = Guid.NewGuid().ToString("N")[..8];

    // Where another run over the same data ended, nobody knows; names and words follow from the number.
    private int number = Random.Shared.Next(1_000_000_000);

    public long Count() => Query("select count(*) from country_cases where queued", "triage.db");

    /// <summary>Submits matters of their own until so many cases are open. Of many, a few resemble others by chance and join them.</summary>
    public async Task FillAsync(int cases, TextWriter progress, CancellationToken cancellationToken)
    {
        while ((int)Count() is var open && open < cases)
        {
            var (missing, before, next) = (cases - open, Placed(), 0);
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var mine && mine <= missing)
                {
                    await SubmitAsync(Matter(), cancellationToken);
                    if (mine % ReportEvery == 0)
                        await progress.WriteLineAsync($"{mine} of {missing} submitted");
                }
            }));
            await WaitAsync(() => Placed() >= before + missing, Placed, cancellationToken);
        }
    }

    /// <summary>Submits referrals that all name one account; the address of their case.</summary>
    public async Task<string> LargestAsync(int referrals, CancellationToken cancellationToken)
    {
        var account = new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = $"bench-large-{run}" };
        var ids = new string[referrals];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var mine && mine < referrals)
            {
                var referral = Matter();
                referral.Identifiers.Clear();
                referral.Identifiers.Add(account);
                ids[mine] = await SubmitAsync(referral, cancellationToken);
            }
        }));
        var matching = new MatchingService.MatchingServiceClient(access.Call("matching", "officer/okoro"));
        var name = "";
        await WaitAsync(
            () =>
            {
                name = NameOf(matching, ids[0]);
                return name.Length > 0 && Reports() >= referrals;
            },
            Reports,
            cancellationToken);
        return $"/{name.Replace("countries/", "", StringComparison.Ordinal)}";

        long Reports() => name.Length == 0 ? 0 : Query($"select coalesce(max(report_count), 0) from country_cases where name = '{name}'", "triage.db");
    }

    /// <summary>Referrals that stand in a case.</summary>
    private long Placed() => Query("select count(*) from case_referrals", "triage.db");

    /// <summary>Submits a matter with a child at immediate risk.</summary>
    public Task<string> SubmitUrgentAsync(CancellationToken cancellationToken)
    {
        var referral = Matter();
        referral.ChildAtImmediateRisk = true;
        return SubmitAsync(referral, cancellationToken);
    }

    private static string NameOf(MatchingService.MatchingServiceClient matching, string referral)
    {
        try
        {
            return $"cases/{matching.GetMatches(new GetMatchesRequest { ReferralId = referral }).Case.CaseId}/countries/PH";
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return "";
        }
    }

    private static async Task WaitAsync(Func<bool> isDone, Func<long> soFar, CancellationToken cancellationToken)
    {
        // As long as something moves it is waited for.
        var (last, since) = (-1L, Stopwatch.StartNew());
        while (!isDone())
        {
            if (soFar() is var now && now != last)
                (last, since) = (now, Stopwatch.StartNew());
            if (since.Elapsed > Patience)
                throw new TimeoutException($"the queue stands still at {last}");
            await Task.Delay(500, cancellationToken);
        }
    }

    private Referral Matter()
    {
        var mine = Interlocked.Increment(ref number);
        var referral = Samples.Referral(run, mine);
        referral.IncidentType = Types[mine % Types.Length];
        referral.Region = Regions[mine % Regions.Length];
        return referral;
    }

    private async Task<string> SubmitAsync(Referral referral, CancellationToken cancellationToken)
    {
        var client = new IntakeService.IntakeServiceClient(access.Call("intake", $"agency/{Agencies[number % Agencies.Length]}"));
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString("N"), Referral = referral };
        while (true)
        {
            try
            {
                return (await client.SubmitAsync(request, cancellationToken: cancellationToken)).Receipt.ReferralId;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.ResourceExhausted or StatusCode.Unavailable)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private long Query(string sql, string database)
    {
        var path = Path.Combine(directory, "store", database);
        if (!File.Exists(path))
            return 0;
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
