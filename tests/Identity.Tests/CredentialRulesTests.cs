using Referrals.Identity.IssueCredentials;
using Referrals.Platform.Credentials;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

public sealed class CredentialRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly Principal Reyes = Callers.Officer("reyes", "ph");

    [Theory]
    [InlineData(31, "ph", true)]
    [InlineData(30, "ph", false)]
    [InlineData(-1, "ph", false)]
    [InlineData(31, "general", false)]
    public void A_credential_stays_while_it_says_what_holds_and_does_not_end_soon(int daysLeft, string desk, bool stays) =>
        Assert.Equal(stays, CredentialRules.MayStay(new VerifiedCredential(Reyes with { Desks = [desk] }, Now, Now.AddDays(daysLeft)), Reyes, null, Now, TimeSpan.FromDays(30)));

    [Fact]
    public void What_the_current_key_did_not_sign_does_not_stay() => Assert.False(CredentialRules.MayStay(null, Reyes, null, Now, TimeSpan.Zero));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void One_that_was_replaced_does_not_stay(int secondsAfter, bool stays) =>
        Assert.Equal(stays, CredentialRules.MayStay(new VerifiedCredential(Reyes, Now, Now.AddDays(90)), Reyes, Now.AddSeconds(secondsAfter), Now, TimeSpan.Zero));
}
