using Referrals.Exchange;
using Referrals.Intake.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd;

/// <summary>What somebody can do with the files of an exchange.</summary>
public sealed class TheftTests
{
    [Fact]
    public async Task Who_steals_everything_but_the_keys_reads_no_word_and_starts_no_exchange_on_it()
    {
        using var owned = new TempDirectory();
        using var stolen = new TempDirectory();
        var referral = "";
        await UseAsync(owned.Path, async users =>
        {
            referral = (await users.Agency.SubmitAsync(new SubmitRequest { RequestId = Users.Fresh(), Referral = CanaryReferral.Of("EX-2026-900001") })).Receipt.ReferralId;
            await users.AcceptAsync(referral);
        });

        stolen.Take(owned.Path, file => !file.StartsWith("keys/", StringComparison.Ordinal));

        Assert.NotEmpty(Directory.GetFiles(stolen.File("store")));
        Assert.Empty(CanarySearch.In(stolen.Path));
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ExchangeHost.StartAsync(RunningExchange.Settings(stolen.Path), CancellationToken.None));
        Assert.Contains("put that one back", refused.Message, StringComparison.Ordinal);

        // With the keys it is the exchange that it was: the copy was whole.
        stolen.Take(owned.Path);
        await UseAsync(stolen.Path, async users =>
        {
            var read = await users.Agency.GetAsync(new GetRequest { ReferralId = referral, ReadMask = new() { Paths = { "content" } } });
            Assert.Contains(CanaryWords.Mark, read.Referral.Content.Narrative, StringComparison.Ordinal);
        });
    }

    private static async Task UseAsync(string directory, Func<Users, Task> use)
    {
        await using var host = await ExchangeHost.StartAsync(RunningExchange.Settings(directory), CancellationToken.None);
        using var access = new ExchangeAccess(directory);
        await use(new Users(access));
    }
}
