using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Credentials.Outside;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Credentials;

/// <summary>Which tokens of an outside issuer prove which agency calls.</summary>
public sealed class OutsideTokensTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    // A key takes a while to make.
    private static readonly OutsideIssuer Issuer = new();
    private static readonly RSA Another = RSA.Create(2048);
    private readonly TempDirectory directory = new();
    private readonly GrantBook grants = new();
    private readonly ShiftedTime time = new();
    private readonly IssuerKeys keys;
    private readonly OutsideTokens tokens;

    public OutsideTokensTests()
    {
        var options = Options.Create(new IssuerOptions { Name = OutsideIssuer.Name, Audience = OutsideIssuer.Audience, Keys = Issuer.WriteKeys(directory.File("issuer.json")) });
        keys = new IssuerKeys(options, time, NullLogger<IssuerKeys>.Instance);
        tokens = new OutsideTokens(options, keys, grants, time);
        grants.Apply(
        [
            new Grant { Change = 1, Name = "agency/uk-nca", Role = Role.Agency, Pseudonym = "p-1", Agency = "uk-nca" },
            new Grant { Change = 2, Name = "officer/okoro", Role = Role.Officer, Pseudonym = "p-2", Desks = ["PH"] },
            new Grant { Change = 3, Name = "service/intake", Role = Role.Service, Pseudonym = "p-3" },
        ]);
    }

    [Theory]
    [InlineData("uk-nca")]
    [InlineData("agency/uk-nca")]
    public async Task A_token_says_which_agency_calls_and_the_exchange_what_it_is(string subject)
    {
        var credential = await ReadAsync(Issuer.Issue(subject));

        Assert.NotNull(credential);
        Assert.True(credential.IsOutside);
        Assert.Equal(("agency/uk-nca", Role.Agency, "p-1", "uk-nca"), (credential.Principal.Name, credential.Principal.Role, credential.Principal.Pseudonym, credential.Principal.Agency));
    }

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Wrong() => new()
    {
        { "another issuer", token => token.Issuer = "https://other.example.org" },
        { "the exchange's own issuer", token => token.Issuer = "referrals" },
        { "no issuer", token => token.Issuer = null },
        { "for another", token => token.Audience = "https://other.example.org" },
        { "for nobody", token => token.Audience = null },
        { "an ID token", token => token.TokenType = "JWT" },
        { "the type of the exchange's own", token => token.TokenType = "referrals+jwt" },
        { "expired", token => (token.IssuedAt, token.NotBefore, token.Expires) = (Now.UtcDateTime.AddHours(-1), Now.UtcDateTime.AddHours(-1), Now.UtcDateTime.AddMinutes(-1)) },
        { "not yet", token => (token.NotBefore, token.Expires) = (Now.UtcDateTime.AddMinutes(20), Now.UtcDateTime.AddMinutes(30)) },
        { "of the future", token => (token.IssuedAt, token.NotBefore, token.Expires) = (Now.UtcDateTime.AddMinutes(20), null, Now.UtcDateTime.AddMinutes(30)) },
        { "for too long", token => token.Expires = Now.UtcDateTime.AddHours(25) },
        { "for ever", token => token.Expires = null },
        { "since nobody knows when", token => token.IssuedAt = null },
        { "of nobody", token => token.Claims.Clear() },
        { "another algorithm", token => token.SigningCredentials = new SigningCredentials(token.SigningCredentials.Key, SecurityAlgorithms.RsaSha512) },
        { "another key by its name", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(Another) { KeyId = token.SigningCredentials.Key.KeyId }, SecurityAlgorithms.RsaSha256) },
        { "another key", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(Another) { KeyId = "key-2" }, SecurityAlgorithms.RsaSha256) },
        { "a key without a name", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(((RsaSecurityKey)token.SigningCredentials.Key).Rsa), SecurityAlgorithms.RsaSha256) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Any_other_token_proves_nothing(string what, Action<SecurityTokenDescriptor> alter) => Assert.True(await ReadAsync(Issuer.Issue("uk-nca", alter)) is null, what);

    [Theory]
    [InlineData("us-unknown")]
    [InlineData("officer/okoro")]
    [InlineData("service/intake")]
    [InlineData("../officer/okoro")]
    [InlineData("")]
    public async Task Whoever_is_no_agency_of_the_exchange_is_nobody(string subject) => Assert.Null(await ReadAsync(Issuer.Issue(subject)));

    [Fact]
    public async Task A_signature_that_is_none_or_made_with_what_is_public_proves_nothing()
    {
        Assert.Null(await ReadAsync(Issuer.WithoutSignature("uk-nca")));
        Assert.Null(await ReadAsync(Issuer.SignedWithPublicKey("uk-nca")));
    }

    [Fact]
    public async Task Altered_tokens_prove_nothing_and_are_no_error()
    {
        var token = Issuer.Issue("uk-nca");
        var mutator = new Mutator(20260602);
        for (var i = 0; i < 2_000; i++)
        {
            var altered = mutator.Text(token);
            Assert.True(altered == token || await ReadAsync(altered) is null);
        }
    }

    [Fact]
    public async Task A_token_ends_though_it_was_known()
    {
        var token = Issuer.Issue("uk-nca");
        Assert.NotNull(await ReadAsync(token));

        time.Advance(TimeSpan.FromMinutes(11));

        Assert.Null(await ReadAsync(token));
    }

    [Fact]
    public async Task A_key_that_the_issuer_withdraws_ends_the_tokens_that_it_signed()
    {
        var token = Issuer.Issue("uk-nca");
        Assert.NotNull(await ReadAsync(token));

        File.SetLastWriteTimeUtc(Issuer.WriteKeys(directory.File("issuer.json"), "key-2"), Now.UtcDateTime.AddMinutes(1));

        Assert.Null(await ReadAsync(token));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic eA==")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ..")]
    public async Task What_is_no_token_proves_nothing(string authorization) => Assert.Null(await tokens.ReadAsync(authorization, CancellationToken.None));

    [Theory]
    [InlineData("", "keys.json", false)]
    [InlineData("https://exchange.example.org", "http://issuer.example.org/jwks", false)]
    [InlineData("https://exchange.example.org", "nowhere.json", false)]
    [InlineData("https://exchange.example.org", "https://issuer.example.org/jwks", true)]
    public void A_configuration_that_would_let_others_in_is_refused(string audience, string where, bool expected)
    {
        var options = new IssuerOptions { Name = OutsideIssuer.Name, Audience = audience, Keys = where };
        Assert.Equal(expected, !options.Validate(new(options)).Any());
        var symmetric = new IssuerOptions { Name = OutsideIssuer.Name, Audience = "x", Keys = "https://issuer.example.org/jwks", Algorithms = ["HS256"] };
        Assert.NotEmpty(symmetric.Validate(new(symmetric)));
    }

    public void Dispose()
    {
        keys.Dispose();
        grants.Dispose();
        directory.Dispose();
    }

    private ValueTask<VerifiedCredential?> ReadAsync(string token) => tokens.ReadAsync($"Bearer {token}", CancellationToken.None);
}
