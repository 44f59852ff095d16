using System.Net;

namespace Referrals.Console.Tests.OpenId;

/// <summary>A browser without a screen: it keeps cookies and follows redirects, one by one.</summary>
internal sealed class Browser : IDisposable
{
    private const int MostRedirects = 10;
    private readonly HttpClient http;

    /// <param name="person">Whom the provider takes it to be.</param>
    public Browser(string person)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() });
        http.DefaultRequestHeaders.Add("x-person", person);
    }

    /// <summary>Goes on from redirect to redirect; where it ended, or the first address that <paramref name="until"/> takes, which is not asked for.</summary>
    public async Task<Uri> GoAsync(Uri address, Func<Uri, bool>? until = null)
    {
        for (var i = 0; i < MostRedirects && until?.Invoke(address) != true; i++)
        {
            using var response = await http.GetAsync(address);
            if (response.Headers.Location is not { } location)
                return address;
            address = new Uri(address, location);
        }

        return address;
    }

    /// <summary>Signs out at the provider, as its person would there; the provider tells the console by itself.</summary>
    public async Task SignOutAtAsync(string issuer)
    {
        var page = await http.GetStringAsync(new Uri($"{issuer}/session/end"));
        var token = page.Split("name=\"xsrf\" value=\"")[1].Split('"')[0];
        using var answer = await http.PostAsync(new Uri($"{issuer}/session/end/confirm"), new FormUrlEncodedContent(new Dictionary<string, string> { ["xsrf"] = token, ["logout"] = "yes" }));
        Assert.True((int)answer.StatusCode < 400, $"{answer.StatusCode}");
    }

    /// <summary>Whether the console knows this browser's person: the page for signing in sends those on.</summary>
    public async Task<bool> IsSignedInAsync(ConsoleAlone console)
    {
        using var response = await http.GetAsync(new Uri(console.Web, "/sign-in"));
        return response.StatusCode == HttpStatusCode.Redirect;
    }

    public void Dispose() => http.Dispose();
}
