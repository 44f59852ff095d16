using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Referrals.Console.SignIn;
using Referrals.Exchange;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.Console.Tests.Browsing;

/// <summary>A whole exchange with its console, and Debian's Chromium to look at it.</summary>
public class ConsoleFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> sessions = new();
    private ExchangeHost? host;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public ExchangeAccess Access { get; private set; } = null!;

    public People People { get; private set; } = null!;

    public string Web { get; private set; } = "";

    public string DataDirectory => directory.Path;

    /// <summary>Whether a one-time link is all that people need.</summary>
    protected virtual bool LinksSuffice => true;

    /// <summary>The console's own sessions.</summary>
    public SessionStore Sessions => new(Options.Create(new CredentialOptions { Directory = directory.Path }));

    public async Task InitializeAsync()
    {
        host = await ExchangeHost.StartAsync(new ExchangeSettings { Data = directory.Path, WebPort = 0, GrpcPort = 0, IsQuiet = true, LinksSuffice = LinksSuffice, SimulatedFrom = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        Access = new ExchangeAccess(directory.Path);
        People = new People(Access);
        Web = Access.WebAddress;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("REFERRALS_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Access.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser of its own in which this person is signed in.</summary>
    public async Task<Visitor> VisitAsync(string principal, Action<BrowserNewContextOptions>? how = null)
    {
        var first = await SignInOnceAsync(principal);

        // A session of its own: what another browser did and may undo is no part of it.
        var session = Sessions.Create(Sessions.Find(first) ?? throw new InvalidOperationException($"the session of {principal} is gone"));
        var visitor = await OpenAsync(how);
        await visitor.Context.AddCookiesAsync([new Cookie { Name = "referrals-session", Value = session, Url = Web, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        return visitor;
    }

    /// <summary>A browser of its own in which nobody is signed in.</summary>
    public async Task<Visitor> OpenAsync(Action<BrowserNewContextOptions>? how = null, string? web = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = web ?? Web, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } };
        how?.Invoke(options);
        return await Visitor.OpenAsync(await browser!.NewContextAsync(options));
    }

    /// <summary>The one-time link of a person, as the exchange wrote it.</summary>
    public string LinkOf(string principal) =>
        File.ReadAllText(Path.Combine(directory.Path, "sign-in", $"{principal.Replace('/', '-')}.link")).Trim().Split(' ')[1];

    /// <summary>Sets the session back as if nobody had used it for an hour.</summary>
    public async Task EndSessionAsync(Visitor visitor)
    {
        var key = (await visitor.Context.CookiesAsync()).Single(cookie => cookie.Name == "referrals-session").Value;
        Assert.NotNull(Sessions.Change(key, session => session with { SeenAt = session.SeenAt - TimeSpan.FromHours(1) }));
    }

    private async Task<string> SignInOnceAsync(string principal)
    {
        var signingIn = sessions.GetOrAdd(principal, who => new Lazy<Task<string>>(() => SignInAsync(who)));
        try
        {
            return await signingIn.Value;
        }
        catch
        {
            // One that failed is not remembered: the next test signs in anew.
            sessions.TryRemove(KeyValuePair.Create(principal, signingIn));
            throw;
        }
    }

    private async Task<string> SignInAsync(string principal)
    {
        await using var visitor = await OpenAsync();
        await visitor.Page.GotoAsync(LinkOf(principal));
        await visitor.Page.ClickThroughAsync("main button");
        await visitor.Page.WaitForSelectorAsync("form[action=\"/sign-out\"]");
        return (await visitor.Context.CookiesAsync()).Single(cookie => cookie.Name == "referrals-session").Value;
    }
}
