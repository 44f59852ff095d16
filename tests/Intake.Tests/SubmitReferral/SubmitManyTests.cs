using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.SubmitReferral;

public sealed class SubmitManyTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_bad_item_does_not_end_the_stream(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var bad = Tips.Small();
        bad.Narrative = "data:image/png;base64,AAAA";
        var broken = Tips.Small();
        broken.Narrative = "\uFFFD";
        var unknown = Tips.Small();
        unknown.IncidentType = (IncidentType)99;
        List<Referral?> referrals = [Tips.Small(), bad, null, broken, unknown, Tips.Small()];

        var results = await SendAsync(intake, referrals);

        Assert.Equal([0, 1, 2, 3, 4, 5], results.Keys.Order());
        Assert.NotEqual(results[0].Receipt.ReferralId, results[5].Receipt.ReferralId);
        Assert.Equal([("referral.narrative", "MEDIA_REFUSED")], Violations(results[1]));
        Assert.Equal([("referral", "REQUIRED")], Violations(results[2]));
        Assert.Equal([("referral.narrative", "MALFORMED")], Violations(results[3]));
        Assert.Equal([("referral.incidentType", "UNKNOWN_VALUE")], Violations(results[4]));
        Assert.Equal(2, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Many_items_are_stored_and_a_stream_sent_again_stores_nothing(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var referrals = Enumerable.Range(0, 200).Select(_ => (Referral?)Tips.Small()).ToList();

        var first = await SendAsync(intake, referrals);
        var again = await SendAsync(intake, referrals);

        Assert.Equal(200, first.Values.Select(result => result.Receipt.ReferralId).Distinct().Count());
        Assert.Equal(first.OrderBy(item => item.Key).Select(item => item.Value.Receipt), again.OrderBy(item => item.Key).Select(item => item.Value.Receipt));
        Assert.Equal(200, (await intake.PublishedAsync<ReferralReceived>()).Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_reference_with_other_content_is_refused_in_its_item(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        await intake.SubmittedAsync(Tips.Small("EX-1"));

        var error = (await SendAsync(intake, [Tips.Full("EX-1")]))[0].Error;

        Assert.Equal(((int)StatusCode.AlreadyExists, "REFERENCE_REUSED"), (error.Code, error.Reason));
    }

    private static async Task<Dictionary<int, SubmitManyResponse>> SendAsync(ServiceUnderTest<Storage.IntakeDbContext> intake, List<Referral?> referrals)
    {
        using var call = intake.Client(IntakeUnderTest.Nca).SubmitMany();
        var results = new Dictionary<int, SubmitManyResponse>();
        var reading = Task.Run(async () =>
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync())
                results.Add(result.ItemNumber, result);
        });
        for (var i = 0; i < referrals.Count; i++)
            await call.RequestStream.WriteAsync(new SubmitManyRequest { RequestId = IntakeUnderTest.NewRequestId(), ItemNumber = i, Referral = referrals[i] });
        await call.RequestStream.CompleteAsync();
        await reading;
        return results;
    }

    private static List<(string, string)> Violations(SubmitManyResponse result)
    {
        Assert.Equal((int)StatusCode.InvalidArgument, result.Error.Code);
        return [.. result.Error.Violations.Select(violation => (violation.Field, violation.Reason))];
    }
}
