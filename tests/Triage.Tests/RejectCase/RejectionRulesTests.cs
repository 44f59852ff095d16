using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.RejectCase;

public sealed class RejectionRulesTests
{
    [Theory]
    [InlineData(Disposition.Informational, InformationalReason.SeverelyLimited, RequestedDatum.Unspecified)]
    [InlineData(Disposition.InsufficientInformation, InformationalReason.Unspecified, RequestedDatum.Location)]
    [InlineData(Disposition.OutOfJurisdiction, InformationalReason.Unspecified, RequestedDatum.Unspecified)]
    [InlineData(Disposition.NotAnOffence, InformationalReason.Unspecified, RequestedDatum.Unspecified)]
    [InlineData(Disposition.FalseReport, InformationalReason.Unspecified, RequestedDatum.Unspecified)]
    public void A_rejection_may_say(Disposition disposition, InformationalReason reason, RequestedDatum missing) =>
        Assert.Empty(Broken(request => (request.Disposition, request.InformationalReason, request.MissingDatum) = (disposition, reason, missing)));

    [Theory]
    [InlineData(Disposition.Unspecified, InformationalReason.Unspecified, RequestedDatum.Unspecified, "disposition REQUIRED")]
    [InlineData(Disposition.Actionable, InformationalReason.Unspecified, RequestedDatum.Unspecified, "disposition NOT_ALLOWED")]
    [InlineData(Disposition.Duplicate, InformationalReason.Unspecified, RequestedDatum.Unspecified, "disposition NOT_ALLOWED")]
    [InlineData(Disposition.Informational, InformationalReason.Unspecified, RequestedDatum.Unspecified, "informationalReason REQUIRED")]
    [InlineData(Disposition.NotAnOffence, InformationalReason.SeverelyLimited, RequestedDatum.Unspecified, "informationalReason NOT_ALLOWED")]
    [InlineData(Disposition.InsufficientInformation, InformationalReason.Unspecified, RequestedDatum.Unspecified, "missingDatum REQUIRED")]
    [InlineData(Disposition.FalseReport, InformationalReason.Unspecified, RequestedDatum.Location, "missingDatum NOT_ALLOWED")]
    public void A_rejection_may_not_say(Disposition disposition, InformationalReason reason, RequestedDatum missing, string broken) =>
        Assert.Equal([broken], Broken(request => (request.Disposition, request.InformationalReason, request.MissingDatum) = (disposition, reason, missing)));

    [Fact]
    public void A_rejection_is_justified_under_a_claim_and_on_what_was_seen()
    {
        Assert.Equal(["justification REQUIRED"], Broken(request => request.Justification = JustificationCode.Unspecified));
        Assert.Equal(["note REQUIRED"], Broken(request => request.Justification = JustificationCode.OfficerJudgement));
        Assert.Equal(["note TOO_LONG"], Broken(request => request.Note = new string('x', 4001)));
        Assert.Empty(Broken(request => request.Note = string.Concat(Enumerable.Repeat("\U0001F9ED", 4000))));
        Assert.Equal(["claimToken REQUIRED"], Broken(request => request.ClaimToken = ""));
        Assert.Equal(["expectedVersion REQUIRED"], Broken(request => request.ExpectedVersion = 0));
        Assert.Equal(["countryCase REQUIRED"], Broken(request => request.CountryCase = ""));
        Assert.Equal(["countryCase MALFORMED"], Broken(request => request.CountryCase = "cases/case-1/countries/PH"));
    }

    private static List<string> Broken(Action<RejectRequest> change)
    {
        var request = new RejectRequest
        {
            CountryCase = TriageUnderTest.Philippines(Ids.New("case")),
            ClaimToken = "token",
            ExpectedVersion = 1,
            Disposition = Disposition.NotAnOffence,
            Justification = JustificationCode.LeadsExhausted,
        };
        change(request);
        return [.. RejectionRules.Validate(request).Fields.Select(field => $"{field.Field} {field.Reason}")];
    }
}
