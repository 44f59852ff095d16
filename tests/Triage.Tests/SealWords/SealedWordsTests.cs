using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.SealWords;

public sealed class SealedWordsTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_officers_write_is_erased_with_the_last_referral_of_the_case_and_not_before(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (first, second) = (A.Referral(), A.Referral());
        var caseId = await triage.MatchAsync(first);
        await triage.MatchAsync(second, caseId);
        var name = TriageUnderTest.Philippines(caseId);
        await WriteAsync(triage, name);

        await triage.UpdateAsync(caseId, first, ReferralChange.Erased);
        Assert.Equal(("a note", "a draft"), await ReadAsync(triage, name));
        await triage.UpdateAsync(caseId, second, ReferralChange.Erased);

        Assert.Equal(("", null), await ReadAsync(triage, name));
        var history = (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name })).Decisions;
        Assert.Contains(history, decision => decision is { Kind: DecisionKind.Escalated, Justification: JustificationCode.OfficerJudgement });
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Both_erased_at_once_are_both_counted(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (first, second) = (A.Referral(), A.Referral());
        var caseId = await triage.MatchAsync(first);
        await triage.MatchAsync(second, caseId);
        var name = TriageUnderTest.Philippines(caseId);
        await WriteAsync(triage, name);

        await triage.UpdateAsync(caseId, first, ReferralChange.Withdrawn);
        await Task.WhenAll(triage.UpdateAsync(caseId, first, ReferralChange.Erased), triage.UpdateAsync(caseId, second, ReferralChange.Erased));

        Assert.Equal(("", null), await ReadAsync(triage, name));
    }

    [Fact]
    public async Task No_word_of_it_is_in_the_store()
    {
        await using var triage = await TriageUnderTest.StartAsync(StoreKind.Sqlite);
        var name = await triage.OpenAsync();

        await WriteAsync(triage, name, CanaryWords.Word("note"), CanaryWords.Word("draft"));

        Assert.Equal((CanaryWords.Word("note"), CanaryWords.Word("draft")), await ReadAsync(triage, name));
        Assert.Empty(CanarySearch.In(triage.Service.DataDirectory));
    }

    private static async Task WriteAsync(TriageUnderTest triage, string name, string note = "a note", string draft = "a draft")
    {
        await triage.Ana.EscalateAsync(new EscalateRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Justification = JustificationCode.OfficerJudgement, Note = note });
        await triage.Ana.SaveDraftAsync(new SaveDraftRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Draft = new Draft { Question = draft } });
    }

    private static async Task<(string Note, string? Draft)> ReadAsync(TriageUnderTest triage, string name)
    {
        var history = (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name })).Decisions;
        var draft = (await triage.Ana.GetDraftAsync(new GetDraftRequest { CountryCase = name })).Draft;
        return (history.Single(decision => decision.Kind == DecisionKind.Escalated).Note, draft?.Question);
    }
}
