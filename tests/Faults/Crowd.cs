using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Operations.V1;
using Referrals.Testing;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Faults;

/// <summary>
/// An agency that submits until it is told yes, whatever dies meanwhile, and the check afterwards that each of its
/// referrals is in the triage queue exactly once, with a whole trail.
/// </summary>
/// <param name="access">The exchange as it is reached now; asked again at each attempt, since a restart may change addresses.</param>
internal sealed class Crowd(Func<ExchangeAccess> access)
{
    private const int Parallel = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, string> promised = new();

    /// <summary>Referral ids by agency reference, of what was acknowledged.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => acknowledged;

    /// <summary>The records that the exchange promised in the receipts of these, by agency reference.</summary>
    public IReadOnlyDictionary<string, string> Promised => promised;

    /// <summary>Submits so many, each a matter of its own, and returns when all are acknowledged.</summary>
    public async Task SubmitAsync(int count, string series = "a")
    {
        using var gate = new SemaphoreSlim(Parallel);
        await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            await gate.WaitAsync();
            try
            {
                await SubmitUntilAcknowledgedAsync($"FAULT-{series}-{Scale.Text(number)}");
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    /// <summary>Submits round after round until a process has died, which each round brings nearer, and the last round is acknowledged.</summary>
    public async Task SubmitUntilAsync(Task died)
    {
        for (var round = 0; !died.IsCompleted; round++)
            await SubmitAsync(Scale.Of(10, 100), $"round-{Scale.Text(round)}");
    }

    /// <summary>Each acknowledged referral is one item of the queue with one report, no item is there besides, and nothing is parked.</summary>
    public async Task AssertEachIsQueuedOnceAsync()
    {
        var expected = acknowledged.Count;
        var total = 0;
        await Eventually.ResultAsync(
            async () =>
            {
                total = await QueueSizeAsync();
                return await ParkedAsync();
            },
            parked => total >= expected || parked.Count > 0,
            Patience,
            $"{expected} referrals reach the queue");
        Assert.Empty(await ParkedAsync());
        Assert.Equal(expected, total);
        Assert.Equal(expected, acknowledged.Values.Distinct().Count());
    }

    /// <summary>The trails of some of them are whole and hold what had to happen once, once.</summary>
    public async Task AssertTrailsAreWholeAsync(int sample = 25)
    {
        foreach (var referral in acknowledged.Values.Take(sample))
        {
            var trail = await Eventually.ResultAsync(
                () => TrailAsync(referral), found => found is { Complete: true } && found.Records.Any(record => record.Type == "opened"), Patience, "the trail is whole");
            Assert.Single(trail!.Records, record => record.Type == "received");
            Assert.Single(trail.Records, record => record.Type == "matched");
            Assert.Single(trail.Records, record => record.Type == "opened");
            Assert.Equal(trail.Records.Select(record => record.Index).Order(), trail.Records.Select(record => record.Index));
        }
    }

    private async Task SubmitUntilAcknowledgedAsync(string reference)
    {
        var request = new SubmitRequest { RequestId = reference, Referral = Sample(reference) };
        Receipt? receipt = null;
        await Eventually.Async(
            async () =>
            {
                receipt = await TrySubmitAsync(request);
                return receipt is not null;
            },
            Patience,
            "the submission is acknowledged");
        acknowledged[reference] = receipt!.ReferralId;
        promised[reference] = receipt.Promise.Body.ToStringUtf8();
    }

    private async Task<Receipt?> TrySubmitAsync(SubmitRequest request)
    {
        try
        {
            var client = new IntakeService.IntakeServiceClient(access().Call("intake", "agency/uk-nca"));
            return (await client.SubmitAsync(request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20))).Receipt;
        }
        catch (Exception exception) when (IsTransient(exception))
        {
            return null;
        }
    }

    private async Task<int> QueueSizeAsync()
    {
        try
        {
            var client = new TriageService.TriageServiceClient(access().Call("triage", "officer/okoro"));
            return (await client.ListQueueAsync(new ListQueueRequest { PageSize = 1 })).TotalSize;
        }
        catch (Exception exception) when (IsTransient(exception))
        {
            return -1;
        }
    }

    private async Task<List<string>> ParkedAsync()
    {
        var parked = new HashSet<string>();
        foreach (var service in Topology.Services)
        {
            try
            {
                var client = new OperationsService.OperationsServiceClient(access().Call(service, "operator"));
                var found = await client.ListParkedAsync(new ListParkedRequest { Service = service, State = HeldState.Parked });
                parked.UnionWith(found.Events.Select(held => $"{service}: {held.EventType}, {held.Cause}"));
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                // It is away just now; whoever asks, asks again.
            }
        }

        return [.. parked];
    }

    private async Task<GetTrailResponse?> TrailAsync(string referral)
    {
        try
        {
            var client = new AuditService.AuditServiceClient(access().Call("audit", "auditor/mercier"));
            return await client.GetTrailAsync(new GetTrailRequest { ReferralId = referral });
        }
        catch (Exception exception) when (IsTransient(exception) || exception is RpcException { StatusCode: StatusCode.NotFound })
        {
            return null;
        }
    }

    internal static bool IsTransient(Exception exception) => exception switch
    {
        RpcException rpc => rpc.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.ResourceExhausted or StatusCode.Aborted,
        ObjectDisposedException or IOException => true,
        _ => false,
    };

    private static Referral Sample(string reference) => new()
    {
        AgencyReference = reference,
        IncidentType = IncidentType.OnlineEnticement,
        Countries = { "PH" },
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = "[withheld]",
        Identifiers = { new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = reference } },
    };
}
