using System.ComponentModel.DataAnnotations;
using Referrals.Console.SignIn.OpenId;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>Signing in with a provider of OpenID Connect.</summary>
public sealed class OpenIdTests
{
    [Fact]
    public async Task A_person_signs_in_with_a_provider_and_an_answer_is_good_once_and_for_the_browser_that_asked()
    {
        var port = FreePort.Next();
        await using var provider = await RealProvider.StartAsync($"http://localhost:{port}/sign-in/openid/callback");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer, port);
        using var browser = new Browser("officer/okoro");
        using var another = new Browser("officer/okoro");

        var answer = await browser.GoAsync(new Uri(console.Web, "/sign-in/openid?returnUrl=/queue"), IsAnswer);
        var taken = await another.GoAsync(answer);
        var ended = await browser.GoAsync(answer);

        Assert.EndsWith("refused=1", taken.Query, StringComparison.Ordinal);
        Assert.False(await another.IsSignedInAsync(console));

        // The other browser had no attempt to spend the code on.
        Assert.True(IsAnswer(ended));
        Assert.True(await browser.IsSignedInAsync(console));
        Assert.False(IsAnswer(await browser.GoAsync(answer)));
        Assert.Equal([("", "no_attempt"), ("officer/okoro", ""), ("", "no_attempt")], console.Identity.Told);
        Assert.Empty(Directory.Exists(console.LinkDirectory) ? Directory.GetFiles(console.LinkDirectory) : []);
    }

    [Theory]
    [InlineData("officer/nobody")]
    [InlineData("service/matching")]
    public async Task Whom_the_provider_knows_and_the_exchange_gives_no_pages_is_not_signed_in(string person)
    {
        var port = FreePort.Next();
        await using var provider = await RealProvider.StartAsync($"http://localhost:{port}/sign-in/openid/callback");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer, port);
        using var browser = new Browser(person);

        Assert.EndsWith("refused=1", (await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"))).Query, StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync(console));
        Assert.Equal([(person, "not_known_here")], console.Identity.Told);
    }

    [Fact]
    public async Task Nobody_is_signed_in_of_whom_the_log_cannot_be_told()
    {
        await using var provider = await FlawedProvider.StartAsync("none");
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer);
        using var browser = new Browser("officer/okoro");
        console.Identity.IsAway = true;

        var ended = await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"));

        Assert.EndsWith("refused=1", ended.Query, StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync(console));
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("state", false)]
    [InlineData("nonce", false)]
    [InlineData("no nonce", false)]
    [InlineData("audience", false)]
    [InlineData("another party", false)]
    [InlineData("issuer", false)]
    [InlineData("answer of another issuer", false)]
    [InlineData("provider_is_another", false)]
    [InlineData("no algorithm", false)]
    [InlineData("a symmetric algorithm", false)]
    [InlineData("signature", false)]
    [InlineData("unknown key", false)]
    [InlineData("expired", false)]
    [InlineData("no end", false)]
    [InlineData("not yet", false)]
    [InlineData("issued long ago", false)]
    [InlineData("an access token", false)]
    [InlineData("no principal", false)]
    [InlineData("unknown principal", false)]
    [InlineData("a system", false)]
    [InlineData("a path", false)]
    [InlineData("denied", false)]
    public async Task An_answer_with_one_flaw_signs_nobody_in(string flaw, bool signsIn)
    {
        await using var provider = await FlawedProvider.StartAsync(flaw);
        await using var console = await ConsoleAlone.StartAsync(provider.Issuer);
        using var browser = new Browser("officer/okoro");

        var ended = await browser.GoAsync(new Uri(console.Web, "/sign-in/openid"));

        Assert.Equal(signsIn, IsAnswer(ended));
        Assert.Equal(signsIn, await browser.IsSignedInAsync(console));

        // A provider that is another is not even gone to; whatever came back from one is told.
        Assert.Equal(flaw == "provider_is_another" ? 0 : 1, console.Identity.Told.Count);
        Assert.All(console.Identity.Told, told => Assert.Equal(signsIn, told.Refusal.Length == 0));
    }

    [Theory]
    [InlineData("https://id.example", "c", "", true)]
    [InlineData("http://localhost:9", "c", "", true)]
    [InlineData("http://id.example", "c", "", false)]
    [InlineData("https://id.example", "", "", false)]
    [InlineData("https://id.example", "c", "HS256", false)]
    [InlineData("https://id.example", "c", "none", false)]
    public void A_provider_is_asked_over_TLS_and_signs_with_keys_in_pairs(string issuer, string client, string algorithm, bool holds)
    {
        var options = new OpenIdOptions { Issuer = issuer, ClientId = client, Algorithms = algorithm.Length > 0 ? [algorithm] : [] };

        Assert.Equal(holds, Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true));
    }

    private static bool IsAnswer(Uri address) => address.AbsolutePath == OpenIdEndpoint.Callback;
}
