using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Credentials.Outside;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Credentials;

/// <summary>Keys of an outside issuer by address: when they are read, how long they hold, and what is no key set.</summary>
public sealed class IssuerKeysTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly OutsideIssuer Issuer = new();
    private static readonly RSA Second = RSA.Create(2048);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(11);
    private readonly TempDirectory directory = new();
    private readonly GrantBook grants = new();
    private readonly ManualTime time = new();
    private readonly WebApplication server;
    private Func<HttpContext, Task> answer = _ => Task.CompletedTask;
    private IssuerKeys? keys;
    private OutsideTokens? tokens;
    private int asked;

    public IssuerKeysTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(TestAuthority.SelfSigned("localhost")));
        });
        server = builder.Build();
        server.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return answer(context);
        });
        grants.Apply([new Grant { Change = 1, Name = "agency/uk-nca", Role = Role.Agency, Pseudonym = "p-1", Agency = "uk-nca" }]);
    }

    public async Task InitializeAsync()
    {
        await server.StartAsync();
        Believe(server.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));
        answer = context => context.Response.WriteAsync(Document("key-1"));
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        keys!.Dispose();
        grants.Dispose();
        await server.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task A_key_that_is_new_is_read_for_and_one_that_left_ends()
    {
        Assert.True(await CountsAsync(Token("key-1")));

        // The issuer goes over to another key: both are published, then the new one alone.
        answer = context => context.Response.WriteAsync(Document("key-1", "key-2"));
        time.Advance(Soon);
        Assert.True(await CountsAsync(Token("key-2")));
        Assert.True(await CountsAsync(Token("key-1")));
        answer = context => context.Response.WriteAsync(Document("key-2"));
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await CountsAsync(Token("key-1")));
        Assert.True(await CountsAsync(Token("key-2")));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Whoever_sends_tokens_with_keys_that_are_none_sets_no_pace()
    {
        Assert.True(await CountsAsync(Token("key-1")));

        for (var i = 0; i < 200; i++)
            Assert.False(await CountsAsync(Token("key-1", name: $"made-up-{i}")));
        Assert.Equal(1, asked);
        time.Advance(Soon);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => CountsAsync(Token("key-1", name: $"made-up-{i}"))));

        Assert.Equal(2, asked);
        Assert.True(await CountsAsync(Token("key-1")));
    }

    [Fact]
    public async Task While_the_issuer_is_away_the_last_keys_hold_and_not_for_ever()
    {
        Assert.True(await CountsAsync(Token("key-1")));
        answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        time.Advance(TimeSpan.FromHours(11));
        Assert.True(await CountsAsync(Token("key-1")));
        time.Advance(TimeSpan.FromHours(2));
        Assert.False(await CountsAsync(Token("key-1")));

        answer = context => context.Response.WriteAsync(Document("key-1"));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await CountsAsync(Token("key-1")));
    }

    [Fact]
    public async Task An_issuer_that_was_away_from_the_start_is_asked_again()
    {
        answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        Assert.False(await CountsAsync(Token("key-1")));
        answer = context => context.Response.WriteAsync(Document("key-1"));

        Assert.False(await CountsAsync(Token("key-1")));
        Assert.Equal(1, asked);
        time.Advance(Soon);
        Assert.True(await CountsAsync(Token("key-1")));
    }

    [Theory]
    [InlineData("a redirect")]
    [InlineData("more than may be")]
    [InlineData("more than may be, without saying so")]
    [InlineData("an error")]
    [InlineData("no JSON")]
    [InlineData("JSON of something else")]
    [InlineData("keys in words")]
    [InlineData("nothing")]
    public async Task What_is_no_key_set_changes_nothing(string what)
    {
        answer = context => AnswerAsync(context, what);
        Assert.False(await CountsAsync(Token("key-1")));
        answer = context => context.Response.WriteAsync(Document("key-1"));
        time.Advance(Soon);
        Assert.True(await CountsAsync(Token("key-1")));

        answer = context => AnswerAsync(context, what);
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await CountsAsync(Token("key-1")));
        Assert.True(asked >= 3);
    }

    [Theory]
    [InlineData("for encryption")]
    [InlineData("symmetric")]
    [InlineData("too short")]
    [InlineData("none")]
    public async Task A_key_that_nothing_may_be_signed_with_is_none(string what)
    {
        using var weak = RSA.Create(1024);
        answer = context => context.Response.WriteAsync(what switch
        {
            "for encryption" => Document("key-1").Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal),
            "symmetric" => """{"keys":[{"kty":"oct","use":"sig","kid":"key-1","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}]}""",
            "too short" => JsonSerializer.Serialize(new { keys = new[] { Published(weak, "key-1") } }),
            _ => """{"keys":[]}""",
        });

        Assert.False(await CountsAsync(what == "too short" ? SignedWith(weak) : Token("key-1")));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_server_that_proves_nothing_is_not_believed()
    {
        keys!.Dispose();
        Believe(server.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));

        Assert.False(await CountsAsync(Token("key-1")));
        Assert.Equal(0, asked);
    }

    private static Task AnswerAsync(HttpContext context, string what)
    {
        if (context.Request.Path == "/moved")
            return context.Response.WriteAsync(Document("key-1"));
        switch (what)
        {
            case "a redirect":
                context.Response.Redirect("/moved");
                return Task.CompletedTask;
            case "an error":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return context.Response.WriteAsync(Document("key-1"));
            case "more than may be":
                context.Response.ContentLength = Encoding.UTF8.GetByteCount(Padded());
                return context.Response.WriteAsync(Padded());
            case "more than may be, without saying so":
                return context.Response.WriteAsync(Padded());
            default:
                return context.Response.WriteAsync(what switch { "no JSON" => "<html>", "JSON of something else" => """{"error":"later"}""", "keys in words" => """{"keys":"none"}""", _ => "" });
        }
    }

    private static string Padded() => Document("key-1") + new string(' ', 300 * 1024);

    private static string Document(params string[] names) => JsonSerializer.Serialize(new { keys = names.Select(name => Published(name == "key-1" ? Issuer.Key : Second, name)) });

    private static object Published(RSA key, string name)
    {
        var parameters = key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = name, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    /// <summary>A token signed with one of the issuer's keys, which is then called as it is, or otherwise.</summary>
    private static string Token(string key, string? name = null) => Token(name ?? key, key == "key-1" ? Issuer.Key : Second);

    private static string Token(string name, RSA key) => Issuer.Issue("uk-nca", token =>
    {
        // Longer than the time that the tests let go by.
        token.SigningCredentials = new SigningCredentials(
            new RsaSecurityKey(key) { KeyId = name, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256);
        token.Expires = token.IssuedAt!.Value.AddHours(20);
    });

    /// <summary>By hand: with such a key the library makes no token, though it would take one.</summary>
    private static string SignedWith(RSA weak)
    {
        var signed = $"{Base64UrlEncoder.Encode("""{"alg":"RS256","typ":"at+jwt","kid":"key-1"}""")}.{Issuer.Issue("uk-nca").Split('.')[1]}";
        return $"{signed}.{Base64UrlEncoder.Encode(weak.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private void Believe(string address)
    {
        var options = Options.Create(new IssuerOptions { Name = OutsideIssuer.Name, Audience = OutsideIssuer.Audience, Keys = $"{address}/keys", LongestMinutes = 1440 });
        keys = new IssuerKeys(options, time, NullLogger<IssuerKeys>.Instance);
        tokens = new OutsideTokens(options, keys, grants, time);
    }

    private async Task<bool> CountsAsync(string token) => await tokens!.ReadAsync($"Bearer {token}", CancellationToken.None) is not null;
}
