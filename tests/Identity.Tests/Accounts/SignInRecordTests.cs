using Grpc.Core;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>Every sign-in and every refused one is in the log, and nothing that somebody typed.</summary>
public sealed class SignInRecordTests
{
    private const string Okoro = "officer/okoro";
    private const string Password = "kelp hangs on a gate";
    private const string Typed = "what was typed as the name";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_refused_password_leaves_a_record_whomever_it_names(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));

        await exchange.SignInAsync(Typed, Password, "000000");
        await exchange.SignInAsync("officer/reyes", Password, "000000");
        for (var i = 0; i < 5; i++)
            await exchange.SignInAsync(Okoro, Typed, "000000");
        await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        await exchange.Service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = Okoro });
        await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        await exchange.SignInByLinkAsync(Okoro);
        await exchange.SignInByLinkAsync("officer/nobody");

        Assert.Equal(
            ["not_known_here", "named", "named", "named", "named", "named", "named", "named locked", "named suspended", "named suspended", "not_known_here"], await exchange.RefusedAsync());
        Assert.All(await exchange.Service.AuditBodiesAsync(), body => Assert.DoesNotContain(Typed, body, StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_came_by_a_provider_is_in_the_log_before_anything_opens(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);

        var proven = await TellAsync(exchange, Okoro);
        var refused = await TellAsync(exchange, Okoro, "nonce");
        var nobody = await TellAsync(exchange, "officer/nobody");
        var system = await TellAsync(exchange, "service/intake");
        await exchange.Service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = Okoro });
        var suspended = await TellAsync(exchange, Okoro);

        Assert.Equal(SignInOutcome.Proven, proven);
        Assert.All([refused, nobody, system, suspended], outcome => Assert.Equal(SignInOutcome.Refused, outcome));
        Assert.Single(await exchange.EventsAsync(), type => type == "signed_in");
        await Eventually.Async(async () => Counted(await exchange.RefusedAsync(), "not_known_here") == 2, because: "those who name nobody are told too");
        Assert.Equal(["named nonce", "named suspended"], (await exchange.RefusedAsync()).Where(told => told.StartsWith("named", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Attempts_that_name_nobody_are_all_told_in_few_records()
    {
        const int Attempts = 500;
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);

        for (var i = 0; i < Attempts; i++)
            await TellAsync(exchange, "", "no_attempt");

        await Eventually.Async(async () => Counted(await exchange.RefusedAsync(), "no_attempt") == Attempts, because: "each is counted");
        Assert.InRange((await exchange.RefusedAsync()).Count, 1, Attempts / 2);
    }

    [Theory]
    [InlineData("", "", SignInWay.Provider, "principal")]
    [InlineData(Okoro, "", SignInWay.Unspecified, "way")]
    [InlineData(Okoro, "Not a code", SignInWay.Link, "refusal")]
    [InlineData(Okoro, "a_code_that_is_much_longer_than_a_code", SignInWay.Link, "refusal")]
    public async Task What_is_no_sign_in_is_not_recorded(string principal, string refusal, SignInWay way, string field)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await exchange.Console.RecordSignInAsync(new RecordSignInRequest { Principal = principal, Refusal = refusal, Way = way }));

        Assert.Equal([field], refused.FieldNames());
        Assert.Empty(await exchange.EventsAsync());
    }

    /// <summary>How many attempts records tell of that name nobody, for this reason.</summary>
    private static int Counted(IReadOnlyList<string> records, string reason) => records
        .Select(told => told.Split(' '))
        .Where(told => told[0] != "named" && told.Contains(reason))
        .Sum(told => told.Length == 1 ? 1 : int.Parse(told.First(word => word != reason), System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<SignInOutcome> TellAsync(AccountExchange exchange, string principal, string refusal = "") =>
        (await exchange.Console.RecordSignInAsync(new RecordSignInRequest { Principal = principal, Way = SignInWay.Provider, Refusal = refusal })).Outcome;
}
