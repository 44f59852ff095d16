using Google.Protobuf;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>A stranger who locks an account does not lock its person out of a browser that signed in before.</summary>
public sealed class KnownBrowserTests
{
    private const string Okoro = "officer/okoro";
    private const string Password = "kelp hangs on a gate";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Whoever_is_locked_by_a_stranger_signs_in_with_the_browser_of_before(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(Step);
        var browser = (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Browser;
        await FailAsync(exchange, 8);
        exchange.Time.Advance(Step);

        var stranger = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        var known = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key), browser);

        Assert.Equal((SignInOutcome.Refused, SignInOutcome.Proven), (stranger.Outcome, known.Outcome));
        Assert.True(stranger.Browser.IsEmpty);

        // The stranger's count goes on where it was.
        Assert.NotNull((await exchange.AccountAsync(Okoro)).LockedUntil);
    }

    [Fact]
    public async Task Wrong_attempts_with_a_known_browser_lock_it_too()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(Step);
        var browser = (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Browser;
        await FailAsync(exchange, 5, browser);
        exchange.Time.Advance(TimeSpan.FromSeconds(29));

        var locked = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key), browser);
        exchange.Time.Advance(TimeSpan.FromSeconds(2));
        var free = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key), browser);

        Assert.Equal((SignInOutcome.Refused, SignInOutcome.Proven), (locked.Outcome, free.Outcome));
    }

    [Theory]
    [InlineData("another's")]
    [InlineData("of another password")]
    [InlineData("altered")]
    [InlineData("a state of something else")]
    public async Task Another_browser_is_a_stranger(string what)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (otherKey, _) = await exchange.SetPasswordAsync("officer/reyes", Password);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(Step);
        var others = (await exchange.SignInAsync("officer/reyes", Password, exchange.CodeOf(otherKey))).Browser;
        var own = (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Browser;
        if (what == "of another password")
            (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        var browser = what switch
        {
            "another's" => others,
            "altered" => ByteString.CopyFrom([.. own.Span[..^1], (byte)(own.Span[^1] ^ 1)]),
            "a state of something else" => (await exchange.Console.BeginPasswordAsync(new BeginPasswordRequest { Principal = Okoro })).State,
            _ => own,
        };
        await FailAsync(exchange, 6);
        exchange.Time.Advance(Step);

        Assert.Equal(SignInOutcome.Refused, (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key), browser)).Outcome);
    }

    /// <summary>So many wrong attempts that are looked at: those while it is locked are not.</summary>
    private static async Task FailAsync(AccountExchange exchange, int times, ByteString? browser = null)
    {
        for (var i = 0; i < times; i++)
        {
            var locked = (await exchange.AccountAsync(Okoro)).LockedUntil?.ToDateTimeOffset();
            if (browser is null && locked > exchange.Time.GetUtcNow())
                exchange.Time.Advance(locked.Value - exchange.Time.GetUtcNow());
            await exchange.SignInAsync(Okoro, "wrong", "000000", browser);
        }
    }
}
