using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Access;

public sealed class GrantBookTests
{
    private static readonly DateTimeOffset Issued = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly DateTimeOffset Now = Issued.AddHours(1);
    private static readonly VerifiedCredential Okoro = new(Callers.Officer("okoro", "ph"), Issued, Now.AddDays(1));

    [Fact]
    public void What_holds_now_takes_the_place_of_what_the_credential_says()
    {
        using var book = new GrantBook();
        book.Apply([Officer(1) with { Desks = ["general"] }]);

        Assert.Equal(["general"], book.Admit(Okoro, Now)!.Principal.Desks);
    }

    [Fact]
    public void Somebody_enrolled_since_is_taken_at_the_credentials_word()
    {
        using var book = new GrantBook();
        Assert.Same(Okoro.Principal, book.Admit(Okoro, Now)!.Principal);
    }

    [Fact]
    public void A_credential_of_another_role_than_the_principals_admits_nobody()
    {
        using var book = new GrantBook();
        book.Apply([Officer(1) with { Role = Role.Auditor }]);
        Assert.Null(book.Admit(Okoro, Now));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(1, 59, false)]
    [InlineData(1, 61, true)]
    public void A_replaced_credential_counts_until_its_overlap_is_over(int? replacedAfterSeconds, int? untilMinutes, bool admits)
    {
        using var book = new GrantBook();
        book.Apply([Officer(1) with
        {
            NotBefore = replacedAfterSeconds is { } seconds ? Issued.AddSeconds(seconds) : null,
            EarlierUntil = untilMinutes is { } minutes ? Issued.AddMinutes(minutes) : null,
        }]);
        Assert.Equal(admits, book.Admit(Okoro, Now) is not null);
    }

    [Fact]
    public void A_suspension_ends_open_streams_and_another_word_for_the_same_does_not()
    {
        using var book = new GrantBook();
        book.Apply([Officer(1)]);
        var open = book.Admit(Okoro, Now)!.Changed;

        book.Apply([Officer(2)]);
        Assert.False(open.IsCancellationRequested);

        book.Apply([Officer(3) with { Suspended = true }]);
        Assert.True(open.IsCancellationRequested);
        Assert.Null(book.Admit(Okoro, Now));

        book.Apply([Officer(2)]);
        Assert.Null(book.Admit(Okoro, Now));
    }

    [Fact]
    public void A_revoked_desk_ends_open_streams_and_is_gone_from_the_next_call()
    {
        using var book = new GrantBook();
        book.Apply([Officer(1)]);
        var open = book.Admit(Okoro, Now)!;

        book.Apply([Officer(2) with { Desks = [] }]);

        Assert.True(open.Changed.IsCancellationRequested);
        Assert.Empty(book.Admit(Okoro, Now)!.Principal.Desks);
    }

    private static Grant Officer(long change) => new() { Change = change, Name = "officer/okoro", Role = Role.Officer, Pseudonym = "p-okoro", Desks = ["ph"] };
}
