using Grpc.Core;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>Passkeys through the API and on both stores.</summary>
public sealed class PasskeyTests
{
    private const string Okoro = "officer/okoro";
    private const string Origin = "https://referrals.example";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_passkey_signs_in_whoever_added_it(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        using var passkey = new SoftAuthenticator();

        var account = await AddAsync(exchange, passkey, "Key on my ring");
        var first = await SignInAsync(exchange, passkey);
        var second = await SignInAsync(exchange, passkey);

        Assert.Equal((passkey.PasskeyId, "Key on my ring"), (account.Passkeys[0].PasskeyId, account.Passkeys[0].Name));
        Assert.Equal([(SignInOutcome.Proven, Okoro), (SignInOutcome.Proven, Okoro)], new[] { first, second }.Select(answer => (answer.Outcome, answer.Principal)));
        Assert.NotNull((await exchange.AccountAsync(Okoro)).Passkeys[0].UsedAt);
        Assert.Equal(["factor_set", "signed_in", "signed_in"], await exchange.EventsAsync());
        Assert.Equal(SignInOutcome.Refused, await exchange.SignInByLinkAsync(Okoro));
    }

    [Theory]
    [InlineData("another origin")]
    [InlineData("another port")]
    [InlineData("another domain")]
    [InlineData("a count that went back")]
    [InlineData("a holder who was not seen")]
    [InlineData("a passkey of nobody")]
    [InlineData("an answer to another question")]
    public async Task A_passkey_that_is_not_used_as_it_should_be_signs_nobody_in(string flaw)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        using var passkey = new SoftAuthenticator { Count = 7 };
        using var strange = new SoftAuthenticator();
        await AddAsync(exchange, passkey);
        var begun = await BeginAsync(exchange);
        switch (flaw)
        {
            case "another origin":
                passkey.Origin = "https://referrals.example.evil.example";
                break;
            case "another port":
                passkey.Origin = "https://referrals.example:8443";
                break;
            case "another domain":
                passkey.Domain = "evil.example";
                break;
            case "a count that went back":
                passkey.Count = 3;
                break;
            case "a holder who was not seen":
                passkey.IsHolderVerified = false;
                break;
        }

        var options = flaw == "an answer to another question" ? (await BeginAsync(exchange)).OptionsJson : begun.OptionsJson;
        var answer = await exchange.Console.SignInWithPasskeyAsync(new SignInWithPasskeyRequest
        {
            Origin = Origin,
            State = begun.State,
            CredentialJson = (flaw == "a passkey of nobody" ? strange : passkey).Get(options),
        });

        Assert.Equal(new SignInWithPasskeyResponse { Outcome = SignInOutcome.Refused }, answer);
        Assert.Equal(["factor_set", "sign_in_failed"], await exchange.EventsAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_answer_is_good_once_however_many_send_it_at_once(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        using var passkey = new SoftAuthenticator();
        await AddAsync(exchange, passkey);
        var begun = await BeginAsync(exchange);
        var request = new SignInWithPasskeyRequest { Origin = Origin, State = begun.State, CredentialJson = passkey.Get(begun.OptionsJson) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => exchange.Console.SignInWithPasskeyAsync(request).ResponseAsync));

        Assert.Single(answers, answer => answer.Outcome == SignInOutcome.Proven);
    }

    [Fact]
    public async Task A_passkey_that_does_not_count_signs_in_with_each_question_once()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        using var passkey = new SoftAuthenticator();
        await AddAsync(exchange, passkey);
        passkey.Count = uint.MaxValue;
        var begun = await BeginAsync(exchange);
        var request = new SignInWithPasskeyRequest { Origin = Origin, State = begun.State, CredentialJson = passkey.Get(begun.OptionsJson) };

        var first = await exchange.Console.SignInWithPasskeyAsync(request);
        var again = await exchange.Console.SignInWithPasskeyAsync(request);

        Assert.Equal(0u, passkey.Count);
        Assert.Equal((SignInOutcome.Proven, SignInOutcome.Refused), (first.Outcome, again.Outcome));
    }

    [Fact]
    public async Task A_question_ends_after_a_quarter_of_an_hour()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        using var passkey = new SoftAuthenticator();
        await AddAsync(exchange, passkey);
        var begun = await BeginAsync(exchange);
        exchange.Time.Advance(TimeSpan.FromMinutes(16));

        var answer = await exchange.Console.SignInWithPasskeyAsync(new SignInWithPasskeyRequest { Origin = Origin, State = begun.State, CredentialJson = passkey.Get(begun.OptionsJson) });

        Assert.Equal(SignInOutcome.Refused, answer.Outcome);
    }

    [Theory]
    [InlineData("https://evil.example", "referrals.example", true)]
    [InlineData(Origin, "evil.example", true)]
    [InlineData(Origin, "referrals.example", false)]
    public async Task A_passkey_of_another_origin_or_of_a_holder_who_was_not_seen_is_not_added(string origin, string domain, bool isVerified)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        using var passkey = new SoftAuthenticator { Origin = origin, Domain = domain, IsHolderVerified = isVerified };

        var refused = await Assert.ThrowsAsync<RpcException>(() => AddAsync(exchange, passkey));

        Assert.Equal(["credentialJson"], refused.FieldNames());
        Assert.Empty((await exchange.AccountAsync(Okoro)).Passkeys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"id\":7}")]
    [InlineData("not json")]
    public async Task What_is_no_answer_of_a_passkey_proves_nobody(string credential)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var begun = await BeginAsync(exchange);
        var call = exchange.Console.SignInWithPasskeyAsync(new SignInWithPasskeyRequest { Origin = Origin, State = begun.State, CredentialJson = credential });

        if (credential.Length == 0)
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        else
            Assert.Equal(SignInOutcome.Refused, (await call).Outcome);
    }

    [Fact]
    public async Task The_last_that_somebody_signs_in_with_is_not_taken_away()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        using var passkey = new SoftAuthenticator();
        using var another = new SoftAuthenticator();
        await AddAsync(exchange, passkey);
        var remove = new RemovePasskeyRequest { Principal = Okoro, PasskeyId = passkey.PasskeyId };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await exchange.Console.RemovePasskeyAsync(remove));
        await AddAsync(exchange, another);
        var left = (await exchange.Console.RemovePasskeyAsync(remove)).Account.Passkeys;

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal(another.PasskeyId, Assert.Single(left).PasskeyId);
        Assert.Equal(SignInOutcome.Refused, (await SignInAsync(exchange, passkey)).Outcome);
    }

    private static async Task<Account> AddAsync(AccountExchange exchange, SoftAuthenticator passkey, string name = "")
    {
        var begun = await exchange.Console.BeginPasskeyAsync(new BeginPasskeyRequest { Principal = Okoro, Origin = Origin });
        var request = new AddPasskeyRequest { Principal = Okoro, Origin = Origin, State = begun.State, CredentialJson = passkey.Create(begun.OptionsJson), Name = name };
        return (await exchange.Console.AddPasskeyAsync(request)).Account;
    }

    private static async Task<BeginPasskeySignInResponse> BeginAsync(AccountExchange exchange) =>
        await exchange.Console.BeginPasskeySignInAsync(new BeginPasskeySignInRequest { Origin = Origin });

    private static async Task<SignInWithPasskeyResponse> SignInAsync(AccountExchange exchange, SoftAuthenticator passkey)
    {
        var begun = await BeginAsync(exchange);
        return await exchange.Console.SignInWithPasskeyAsync(new SignInWithPasskeyRequest { Origin = Origin, State = begun.State, CredentialJson = passkey.Get(begun.OptionsJson) });
    }
}
