using System.Net;
using Referrals.Console.SignIn.OpenId;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>Sign-outs that the provider begins.</summary>
public sealed class SignOutTests
{
    [Fact]
    public async Task Whoever_signs_out_with_the_provider_is_signed_out_here_and_nobody_else()
    {
        var port = FreePort.Next();
        await using var provider = await RealProvider.StartAsync($"http://localhost:{port}/sign-in/openid/callback");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer, port);
        using var browser = new Browser("officer/okoro");
        using var another = new Browser("officer/okoro");
        await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"));
        await another.GoAsync(new Uri(console.Web, "/sign-in/openid"));
        Assert.True(await browser.IsSignedInAsync(console));

        await browser.SignOutAtAsync(provider.Issuer);

        await Eventually.Async(async () => !await browser.IsSignedInAsync(console), because: "the provider has told the console");
        Assert.True(await another.IsSignedInAsync(console));
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("a person", true)]
    [InlineData("a session", true)]
    [InlineData("nobody", false)]
    [InlineData("another person", false)]
    [InlineData("another session", false)]
    [InlineData("a nonce", false)]
    [InlineData("no id", false)]
    [InlineData("no event", false)]
    [InlineData("another event", false)]
    [InlineData("an event in words", false)]
    [InlineData("audience", false)]
    [InlineData("issuer", false)]
    [InlineData("no algorithm", false)]
    [InlineData("a symmetric algorithm", false)]
    [InlineData("signature", false)]
    [InlineData("unknown key", false)]
    [InlineData("expired", false)]
    [InlineData("issued long ago", false)]
    [InlineData("no end", false)]
    [InlineData("an access token", false)]
    [InlineData("an ID token", false)]
    [InlineData("no token", false)]
    public async Task A_logout_token_with_one_flaw_ends_nothing(string flaw, bool ends)
    {
        await using var provider = await FlawedProvider.StartAsync("none");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer);
        using var browser = new Browser("officer/okoro");
        await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"));

        var status = await SendAsync(console, flaw switch { "an ID token" => provider.IdToken(), "no token" => "", _ => provider.LogoutToken(flaw, "1") });

        Assert.Equal(ends || flaw is "another person" or "another session" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        Assert.Equal(ends, !await browser.IsSignedInAsync(console));
    }

    [Fact]
    public async Task A_logout_token_is_good_once()
    {
        await using var provider = await FlawedProvider.StartAsync("none");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer);
        using var browser = new Browser("officer/okoro");
        var token = provider.LogoutToken("a person", "7");
        var first = await SendAsync(console, token);
        await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"));

        var again = await SendAsync(console, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (first, again));
        Assert.True(await browser.IsSignedInAsync(console));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(console, provider.LogoutToken("a person", "8")));
        Assert.False(await browser.IsSignedInAsync(console));
    }

    private static async Task<HttpStatusCode> SendAsync(ConsoleAlone console, string token)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(console.Web, OpenIdEndpoint.Logout), new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token }));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        return answer.StatusCode;
    }
}
