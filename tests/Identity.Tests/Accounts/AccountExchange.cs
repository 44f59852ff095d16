using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>The Identity service as the console asks it for people, at a time that a test moves on.</summary>
internal sealed class AccountExchange : IAsyncDisposable
{
    private static readonly HashSet<string> Types =
        ["signed_in", "sign_in_failed", "account_locked", "account_unlocked", "account_recovered", "account_reset", "factor_set", "factor_removed"];

    private AccountExchange(ServiceUnderTest<IdentityDbContext> service, StoppedTime time)
    {
        (Service, Time) = (service, time);
        Console = new(service.WithToken(service.FileOf("service/console")));
        Operator = new(service.WithToken(service.FileOf("operator")));
    }

    public ServiceUnderTest<IdentityDbContext> Service { get; }

    public StoppedTime Time { get; }

    public AccountService.AccountServiceClient Console { get; }

    public AccountService.AccountServiceClient Operator { get; }

    public static async Task<AccountExchange> StartAsync(StoreKind kind)
    {
        var time = new StoppedTime();
        return new AccountExchange(await Exchange.StartAsync(kind, new ServiceSettings { Time = time }), time);
    }

    /// <summary>The authenticator's key, as a person would type it over.</summary>
    public static byte[] KeyOf(BeginPasswordResponse begun)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(begun.Key.Where(letter => letter != ' ').Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    /// <summary>Sets a password and an authenticator; its key, and the recovery codes.</summary>
    public async Task<(byte[] Key, IReadOnlyList<string> Codes)> SetPasswordAsync(string principal, string password)
    {
        var begun = await Console.BeginPasswordAsync(new BeginPasswordRequest { Principal = principal });
        var key = KeyOf(begun);
        var set = await Console.SetPasswordAsync(new SetPasswordRequest { Principal = principal, State = begun.State, Password = password, Code = CodeOf(key) });
        return (key, set.RecoveryCodes);
    }

    /// <summary>What the authenticator shows now.</summary>
    public string CodeOf(byte[] key) => Totp.CodeOf(key, Totp.StepOf(Time.GetUtcNow()));

    public async Task<SignInWithPasswordResponse> SignInAsync(string principal, string password, string code, ByteString? browser = null) =>
        await Console.SignInWithPasswordAsync(new SignInWithPasswordRequest { Principal = principal, Password = password, Code = code, Browser = browser ?? ByteString.Empty });

    public async Task<SignInOutcome> SignInByLinkAsync(string principal) => (await Console.SignInWithLinkAsync(new SignInWithLinkRequest { Principal = principal })).Outcome;

    public async Task<Account> AccountAsync(string principal) => (await Console.GetAccountAsync(new GetAccountRequest { Principal = principal })).Account;

    /// <summary>The field for which a password is not set.</summary>
    public async Task<string> RefusedFieldAsync(SetPasswordRequest request) =>
        string.Join(' ', (await Assert.ThrowsAsync<RpcException>(async () => await Console.SetPasswordAsync(request))).FieldNames());

    /// <summary>The types of the records about accounts, in order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await Service.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()!).Where(Types.Contains)];

    /// <summary>The details of the sign-ins that were refused, in order, without the factor.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync() =>
        [.. (await Service.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement)
            .Where(body => body.GetProperty("type").GetString() == "sign_in_failed")
            .Select(body => string.Join(' ', body.GetProperty("details").EnumerateObject().Where(detail => detail.Name != "factor").Select(detail => detail.Name == "principal" ? "named" : detail.Value.GetString())))];

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
