using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.RequestInformation;

public sealed class InformationRulesTests
{
    [Fact]
    public void A_question_says_about_which_referral_and_what_is_asked_for()
    {
        Assert.Empty(Broken(_ => { }));
        Assert.Equal(["referralId REQUIRED"], Broken(request => request.ReferralId = ""));
        Assert.Equal(["referralId MALFORMED"], Broken(request => request.ReferralId = "ref-1"));
        Assert.Equal(["data REQUIRED"], Broken(request => request.Data.Clear()));
        Assert.Equal(["data[1] DUPLICATE"], Broken(request => request.Data.Add(RequestedDatum.Location)));
        Assert.Equal(["data[1] REQUIRED"], Broken(request => request.Data.Add(RequestedDatum.Unspecified)));
        Assert.Equal(["question TOO_LONG"], Broken(request => request.Question = new string('x', 4001)));
        Assert.Contains("data TOO_MANY", Broken(request => request.Data.AddRange(Enumerable.Repeat(RequestedDatum.Account, 16))));
    }

    [Fact]
    public void What_no_code_names_is_asked_for_in_words()
    {
        Assert.Equal(["question REQUIRED"], Broken(request => request.Data.Add(RequestedDatum.Other)));
        Assert.Empty(Broken(request =>
        {
            request.Data.Add(RequestedDatum.Other);
            request.Question = "[withheld]";
        }));
    }

    [Theory]
    [InlineData(3599, false)]
    [InlineData(3600, true)]
    [InlineData(90 * 86400, true)]
    [InlineData((90 * 86400) + 1, false)]
    [InlineData(long.MinValue, false)]
    public void The_sender_has_an_hour_to_ninety_days(long seconds, bool allowed) =>
        Assert.Equal(allowed ? [] : ["answerWithin OUT_OF_RANGE"], Broken(request => request.AnswerWithin = new Duration { Seconds = seconds }));

    private static List<string> Broken(Action<RequestInformationRequest> change)
    {
        var request = new RequestInformationRequest
        {
            CountryCase = TriageUnderTest.Philippines(Ids.New("case")),
            ClaimToken = "token",
            ExpectedVersion = 1,
            ReferralId = Ids.New("ref"),
            Data = { RequestedDatum.Location },
        };
        change(request);
        return [.. InformationRules.Validate(request).Fields.Select(field => $"{field.Field} {field.Reason}")];
    }
}
