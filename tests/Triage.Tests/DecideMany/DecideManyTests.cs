using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.DecideMany;

public sealed class DecideManyTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Only_what_is_one_known_key_is_rejected_in_bulk_and_each_other_says_why_not(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var viral = await triage.OpenAsync(A.HashOnly());
        var held = await triage.OpenAsync(A.HashOnly());
        await triage.ClaimAsync(held, triage.Officer(Callers.Officer("ben", "ph")));
        var more = await triage.OpenAsync();
        var elsewhere = $"cases/{await triage.MatchAsync(A.HashOnly() with { Countries = ["KE"] })}/countries/KE";
        var absent = TriageUnderTest.Philippines(Ids.New("case"));
        var request = Reject((viral, 1), (held, 2), (more, 1), (elsewhere, 1), (absent, 1));

        var answer = await triage.Ana.DecideManyAsync(request);

        Assert.Equal(1, answer.Done);
        Assert.Equal(
            [(viral, ""), (held, "ALREADY_CLAIMED"), (more, "NOT_BULK_REJECTABLE"), (elsewhere, "NOT_FOUND"), (absent, "NOT_FOUND")],
            answer.Results.Select(result => (result.CountryCase, result.Error?.Reason ?? "")));
        Assert.Equal(Disposition.Informational, answer.Results[0].Done.Disposition);
        Assert.Equal(viral, Assert.Single(await triage.Service.PublishedAsync<CaseRejected>()).CountryCase);
        Assert.Equal(2, (await triage.RecordTypesAsync()).Count(type => type == "access_refused"));
        var undone = await triage.Ana.UndoDecisionAsync(new UndoDecisionRequest { RequestId = "undo", CountryCase = viral, DecisionId = answer.Results[0].DecisionId });
        Assert.Equal(CountryCaseState.Open, undone.CountryCase.State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_trial_changes_nothing(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var viral = await triage.OpenAsync(A.HashOnly());
        var request = Reject((viral, 1));
        request.ValidateOnly = true;

        Assert.Equal(1, (await triage.Ana.DecideManyAsync(request)).Done);

        var item = await triage.GetAsync(viral);
        Assert.Equal((CountryCaseState.Open, 1), (item.State, item.Version));
        Assert.Empty(await triage.Service.PublishedAsync<CaseRejected>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Several_cases_are_claimed_assigned_and_released(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        string[] names = [await triage.OpenAsync(), await triage.OpenAsync(), await triage.OpenAsync()];
        DecideManyRequest Request() => new() { RequestId = TriageUnderTest.NewRequest(), Items = { names.Select(name => new DecideManyItem { CountryCase = name }) } };

        var claim = Request();
        claim.Claim = new BulkClaim();
        var claimed = await triage.Ana.DecideManyAsync(claim);
        Assert.All(claimed.Results, result => Assert.NotEmpty(result.Claim.ClaimToken));
        var assign = Request();
        assign.Assign = new BulkAssign { Officer = "officer/ben" };
        Assert.All((await triage.Ana.DecideManyAsync(assign)).Results, result => Assert.Equal("officer/ben", result.Done.Holder));
        var release = Request();
        release.Release = new BulkRelease();

        Assert.All((await triage.Ana.DecideManyAsync(release)).Results, result => Assert.Equal("NOT_HELD", result.Error.Reason));
        release.RequestId = TriageUnderTest.NewRequest();
        Assert.Equal(3, (await triage.Officer(Callers.Officer("ben", "ph")).DecideManyAsync(release)).Done);
    }

    [Fact]
    public void A_bulk_decision_names_what_it_lacks()
    {
        Assert.Equal(["items", "action"], Fields(new DecideManyRequest()));
        var name = TriageUnderTest.Philippines(Ids.New("case"));
        Assert.Equal(["items[1].countryCase"], Fields(Reject((name, 1), (name, 1))));
        Assert.Equal(["items[0].expectedVersion"], Fields(Reject((name, 0))));
        var unexplained = Reject((name, 1));
        unexplained.RejectInformational = new BulkRejectInformational();
        Assert.Equal(["rejectInformational.informationalReason", "rejectInformational.justification"], Fields(unexplained));
        Assert.Contains("items", Fields(Reject([.. Enumerable.Range(0, 501).Select(_ => (TriageUnderTest.Philippines(Ids.New("case")), 1))])));

        static IEnumerable<string> Fields(DecideManyRequest request) => DecideManyRules.Validate(request).Fields.Select(field => field.Field);
    }

    private static DecideManyRequest Reject(params (string Name, int Version)[] items) => new()
    {
        RequestId = TriageUnderTest.NewRequest(),
        Items = { items.Select(item => new DecideManyItem { CountryCase = item.Name, ExpectedVersion = item.Version }) },
        RejectInformational = new BulkRejectInformational
        {
            InformationalReason = InformationalReason.KnownMaterialSharedWithoutMalice,
            Justification = JustificationCode.DeskPolicy,
        },
    };
}
