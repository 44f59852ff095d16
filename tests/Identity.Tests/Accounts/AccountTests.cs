using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>Passwords, authenticators, recovery codes and locks, through the API and on both stores.</summary>
public sealed class AccountTests
{
    private const string Okoro = "officer/okoro";
    private const string Password = "kelp hangs on a gate";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_password_and_a_code_prove_somebody_and_the_code_is_good_once(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));
        var code = exchange.CodeOf(key);

        var first = await exchange.SignInAsync(Okoro, Password, code);
        var again = await exchange.SignInAsync(Okoro, Password, code);

        Assert.Equal((SignInOutcome.Proven, Okoro), (first.Outcome, first.Principal));
        Assert.Equal((SignInOutcome.Refused, ""), (again.Outcome, again.Principal));
        Assert.Equal(["factor_set", "signed_in", "sign_in_failed"], await exchange.EventsAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_many_who_use_one_code_at_once_one_is_let_in(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));
        var code = exchange.CodeOf(key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => exchange.SignInAsync(Okoro, Password, code)));

        Assert.Single(answers, answer => answer.Outcome == SignInOutcome.Proven);
    }

    [Fact]
    public async Task The_code_that_set_the_authenticator_does_not_sign_in()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);

        Assert.Equal(SignInOutcome.Refused, (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Outcome);
    }

    [Theory]
    [InlineData(Okoro, "kelp hangs on a grate")]
    [InlineData(Okoro, "")]
    [InlineData("officer/lind", Password)]
    [InlineData("officer/nobody", Password)]
    [InlineData("operator' or 1=1", Password)]
    [InlineData("", "")]
    public async Task A_wrong_password_an_account_without_one_and_nobody_hear_the_same(string name, string password)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));

        var answer = await exchange.SignInAsync(name, password, exchange.CodeOf(key));

        Assert.Equal(new SignInWithPasswordResponse { Outcome = SignInOutcome.Refused }, answer);
    }

    [Fact]
    public async Task Five_wrong_attempts_lock_for_half_a_minute_and_the_sixth_for_a_whole_one()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(60));
        for (var i = 0; i < 5; i++)
            await exchange.SignInAsync(Okoro, "wrong", "000000");

        var whileLocked = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        exchange.Time.Advance(TimeSpan.FromSeconds(31));
        await exchange.SignInAsync(Okoro, "wrong", "000000");
        exchange.Time.Advance(TimeSpan.FromSeconds(31));
        var locked = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        exchange.Time.Advance(TimeSpan.FromSeconds(31));
        var free = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));

        Assert.Equal((SignInOutcome.Refused, SignInOutcome.Refused, SignInOutcome.Proven), (whileLocked.Outcome, locked.Outcome, free.Outcome));
        Assert.Equal(0, (await exchange.AccountAsync(Okoro)).Failures);
        Assert.Equal(2, (await exchange.EventsAsync()).Count(type => type == "account_locked"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_operator_unlocks_and_resets_and_a_link_is_good_again(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var first = await exchange.SignInByLinkAsync(Okoro);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 5; i++)
            await exchange.SignInAsync(Okoro, "wrong", "000000");

        var unlocked = await exchange.Operator.UnlockAccountAsync(new UnlockAccountRequest { RequestId = "u-1", Principal = Okoro });
        var right = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));
        var withLink = await exchange.SignInByLinkAsync(Okoro);
        var reset = await exchange.Operator.ResetAccountAsync(new ResetAccountRequest { RequestId = "r-1", Principal = Okoro });
        exchange.Time.Advance(TimeSpan.FromSeconds(30));
        var afterwards = await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key));

        Assert.Null(unlocked.Account.LockedUntil);
        Assert.Equal((SignInOutcome.Proven, SignInOutcome.Proven), (first, right.Outcome));
        Assert.Equal((SignInOutcome.Refused, SignInOutcome.Refused), (withLink, afterwards.Outcome));
        Assert.Equal((false, 0, true), (reset.Account.HasPassword, reset.Account.RecoveryCodesLeft, reset.Account.ResetAt is not null));
        Assert.Equal(SignInOutcome.Proven, await exchange.SignInByLinkAsync(Okoro));
        Assert.Equal(["account_unlocked", "account_reset"], (await exchange.EventsAsync()).Where(type => type is "account_unlocked" or "account_reset"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_recovery_code_stands_in_for_the_authenticator_once(StoreKind kind)
    {
        await using var exchange = await AccountExchange.StartAsync(kind);
        var (_, codes) = await exchange.SetPasswordAsync(Okoro, Password);

        var wrongPassword = await exchange.SignInAsync(Okoro, "wrong", codes[0]);
        var first = await exchange.SignInAsync(Okoro, Password, $" {codes[0].ToUpperInvariant()} ");
        var again = await exchange.SignInAsync(Okoro, Password, codes[0]);

        Assert.Equal((SignInOutcome.Refused, SignInOutcome.Recovered, SignInOutcome.Refused), (wrongPassword.Outcome, first.Outcome, again.Outcome));
        Assert.Equal(9, (await exchange.AccountAsync(Okoro)).RecoveryCodesLeft);
        Assert.Contains("account_recovered", await exchange.EventsAsync());
    }

    [Fact]
    public async Task A_new_password_ends_the_earlier_one_and_its_codes()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (_, earlier) = await exchange.SetPasswordAsync(Okoro, Password);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, "moss grows under bridges");
        exchange.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(SignInOutcome.Refused, (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Outcome);
        Assert.Equal(SignInOutcome.Refused, (await exchange.SignInAsync(Okoro, "moss grows under bridges", earlier[0])).Outcome);
        Assert.Equal(SignInOutcome.Proven, (await exchange.SignInAsync(Okoro, "moss grows under bridges", exchange.CodeOf(key))).Outcome);
    }

    [Fact]
    public async Task A_suspended_person_is_not_let_in()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, _) = await exchange.SetPasswordAsync(Okoro, Password);
        exchange.Time.Advance(TimeSpan.FromSeconds(30));
        await exchange.Service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = Okoro });

        Assert.Equal(SignInOutcome.Refused, (await exchange.SignInAsync(Okoro, Password, exchange.CodeOf(key))).Outcome);
        Assert.Equal(SignInOutcome.Refused, await exchange.SignInByLinkAsync(Okoro));
        Assert.Equal(SignInOutcome.Refused, await exchange.SignInByLinkAsync("officer/nobody"));
    }

    [Theory]
    [InlineData("short", "", "password")]
    [InlineData(Password, "000000x", "code")]
    [InlineData("passwordpassword", "000000x", "password code")]
    public async Task What_cannot_be_set_names_each_field_and_leaves_nothing(string password, string code, string fields)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var begun = await exchange.Console.BeginPasswordAsync(new BeginPasswordRequest { Principal = Okoro });
        var request = new SetPasswordRequest { Principal = Okoro, State = begun.State, Password = password, Code = code.Length > 0 ? code : exchange.CodeOf(AccountExchange.KeyOf(begun)) };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await exchange.Console.SetPasswordAsync(request));

        Assert.Equal(fields, string.Join(' ', refused.FieldNames()));
        Assert.False((await exchange.AccountAsync(Okoro)).HasPassword);
    }

    [Fact]
    public async Task What_was_begun_is_good_once_for_the_same_person_and_for_a_quarter_of_an_hour()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var begun = await exchange.Console.BeginPasswordAsync(new BeginPasswordRequest { Principal = Okoro });
        var request = new SetPasswordRequest { Principal = Okoro, State = begun.State, Password = Password, Code = exchange.CodeOf(AccountExchange.KeyOf(begun)) };

        Assert.Equal("state", await exchange.RefusedFieldAsync(new SetPasswordRequest(request) { Principal = "officer/reyes" }));
        await exchange.Console.SetPasswordAsync(request);
        Assert.Equal("state", await exchange.RefusedFieldAsync(request));
        begun = await exchange.Console.BeginPasswordAsync(new BeginPasswordRequest { Principal = Okoro });
        exchange.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("state", await exchange.RefusedFieldAsync(new SetPasswordRequest(request) { State = begun.State, Code = exchange.CodeOf(AccountExchange.KeyOf(begun)) }));
    }

    [Theory]
    [InlineData("service/matching")]
    [InlineData("operator")]
    [InlineData("officer/okoro")]
    public async Task Nobody_but_the_console_speaks_for_people(string caller)
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var client = new AccountService.AccountServiceClient(exchange.Service.WithToken(exchange.Service.FileOf(caller)));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.SignInWithPasswordAsync(new SignInWithPasswordRequest { Principal = Okoro }));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Nothing_that_is_stored_tells_a_password_a_key_or_a_code()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        var (key, codes) = await exchange.SetPasswordAsync(Okoro, Password);

        var stored = await exchange.Service.Store.ReadAsync(
            (db, _) =>
            {
                var row = db.Accounts.Single(account => account.Principal == Okoro);
                return Task.FromResult((row.PasswordHash, row.AuthenticatorKey, Codes: db.AccountRecoveryCodes.Select(code => code.Digest).ToList()));
            },
            CancellationToken.None);

        Assert.DoesNotContain(Password, stored.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(-1, stored.AuthenticatorKey!.AsSpan().IndexOf(key));
        Assert.All(codes, code => Assert.DoesNotContain(RecoveryCodes.Read(code), stored.Codes));
        Assert.All(await exchange.Service.AuditBodiesAsync(), body => Assert.DoesNotContain(Password, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operator_sees_who_has_what()
    {
        await using var exchange = await AccountExchange.StartAsync(StoreKind.Sqlite);
        await exchange.SetPasswordAsync(Okoro, Password);
        await exchange.SetPasswordAsync("officer/reyes", Password);

        var first = await exchange.Operator.ListAccountsAsync(new ListAccountsRequest { PageSize = 1 });
        var second = await exchange.Operator.ListAccountsAsync(new ListAccountsRequest { PageSize = 1, PageToken = first.NextPageToken });

        Assert.Equal([Okoro, "officer/reyes"], first.Accounts.Concat(second.Accounts).Select(account => account.Principal));
        Assert.Equal((true, 10, ""), (second.Accounts[0].HasPassword, second.Accounts[0].RecoveryCodesLeft, second.NextPageToken));
    }
}
