using Microsoft.Playwright;
using Referrals.Identity.Accounts;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Accounts;

/// <summary>The first sign-in by a link, and how people sign in from then on. Each test has a person of its own.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AccountTests(AccountsFixture console) : IClassFixture<AccountsFixture>
{
    private const string Password = "kelp hangs on a gate";
    private const string SignedIn = ".console-header form[action=\"/sign-out\"]";

    [Fact]
    public async Task Without_a_script_a_link_leads_to_a_password_and_an_authenticator_which_sign_in_from_then_on()
    {
        await using var officer = await console.OpenAsync(options => options.JavaScriptEnabled = false);
        var link = console.LinkOf("officer/okoro");
        await EnterAsync(officer, link);
        await officer.GoAsync("/queue");
        var kept = officer.Page.Url;

        var (key, codes) = await SetPasswordAsync(officer);
        await GoOnAsync(officer);
        var opened = officer.Page.Url;
        await SignOutAsync(officer);
        await officer.GoAsync(link);
        var used = await officer.Page.InnerTextAsync("main");
        await SignInAsync(officer, "officer/okoro", Password, Totp.CodeOf(key, Totp.StepOf(TimeProvider.System.GetUtcNow()) + 1));

        Assert.Contains("/sign-in/methods", kept, StringComparison.Ordinal);
        Assert.EndsWith("/queue", opened, StringComparison.Ordinal);
        Assert.Equal(10, codes.Count);
        Assert.Contains("used already", used, StringComparison.Ordinal);
        Assert.EndsWith("/queue", officer.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_leads_to_a_new_authenticator()
    {
        await using var auditor = await console.OpenAsync();
        await EnterAsync(auditor, console.LinkOf("auditor/mercier"));
        var (_, codes) = await SetPasswordAsync(auditor);
        await GoOnAsync(auditor);
        await SignOutAsync(auditor);

        await SignInAsync(auditor, "auditor/mercier", Password, codes[3]);
        var recovered = await auditor.Page.InnerTextAsync("main");
        await SignOutAsync(auditor);
        await SignInAsync(auditor, "auditor/mercier", Password, codes[3]);

        Assert.Contains("9 are left", recovered, StringComparison.Ordinal);
        Assert.Contains("You were not signed in", await auditor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(auditor.Complaints);
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_and_one_whose_count_went_back_does_not()
    {
        await using var team = await console.OpenAsync();
        var (devtools, authenticator) = await AuthenticatorAsync(team.Page);
        await EnterAsync(team, console.LinkOf("team/shelter-a"));
        await team.Page.FillAsync("#name", "Office key");
        await team.Page.ClickAsync("form[data-passkey=create] button");
        await team.Page.WaitForURLAsync("**/inbox");
        await SignOutAsync(team);

        await team.Page.ClickAsync("form[data-passkey=get] button");
        await team.Page.WaitForURLAsync("**/inbox");
        await team.GoAsync("/sign-in/methods");
        var methods = await team.Page.InnerTextAsync("main");
        await SignOutAsync(team);
        await SetBackAsync(devtools, authenticator);
        await team.GoAsync("/sign-in");
        await team.Page.ClickAsync("form[data-passkey=get] button");
        await team.Page.WaitForSelectorAsync(".govuk-error-summary");

        Assert.Contains("Passkey: Office key", methods, StringComparison.Ordinal);
        Assert.Contains("You were not signed in", await team.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(team.Complaints);
    }

    [Fact]
    public async Task Whoever_has_no_passkey_here_is_told_and_may_type_a_password()
    {
        await using var nobody = await console.OpenAsync();
        await AuthenticatorAsync(nobody.Page);
        await nobody.GoAsync("/sign-in");

        await nobody.Page.ClickAsync("form[data-passkey=get] button");
        await nobody.Page.WaitForSelectorAsync("[data-passkey-failed]:not([hidden])");

        Assert.True(await nobody.Page.IsVisibleAsync("#password"));
    }

    [Fact]
    public async Task A_wrong_attempt_keeps_the_name_and_nothing_else_and_sounds_the_same_for_nobody()
    {
        await using var person = await console.OpenAsync(options => options.JavaScriptEnabled = false);
        var heard = new List<string>();
        foreach (var name in (string[])["officer/reyes", "officer/nobody"])
        {
            await person.GoAsync("/sign-in");
            await SignInAsync(person, name, "a wrong password", "123456");
            heard.Add((await person.Page.ContentAsync()).Replace(name, "", StringComparison.Ordinal));
            Assert.Equal(name, await person.Page.InputValueAsync("#person"));
        }

        Assert.DoesNotContain("a wrong password", heard[0], StringComparison.Ordinal);
        Assert.Equal(WithoutTokens(heard[0]), WithoutTokens(heard[1]));
    }

    [Fact]
    public async Task What_cannot_be_set_is_said_at_its_field_and_the_key_stays()
    {
        await using var agency = await console.OpenAsync();
        await EnterAsync(agency, console.LinkOf("agency/uk-nca"));
        var key = await agency.Page.InnerTextAsync("[data-authenticator-key]");
        await agency.Page.FillAsync("#password", "passwordpassword");
        await agency.Page.FillAsync("#code", "000000");

        await agency.Page.ClickAsync("form:has(#password) button");
        await agency.Page.WaitForSelectorAsync(".govuk-error-summary");

        Assert.Contains("everybody tries first", await agency.Page.InnerTextAsync("#password-error"), StringComparison.Ordinal);
        Assert.Contains("not what your authenticator shows", await agency.Page.InnerTextAsync("#code-error"), StringComparison.Ordinal);
        Assert.Equal(key, await agency.Page.InnerTextAsync("[data-authenticator-key]"));
        Assert.Empty(agency.Complaints);
        Assert.Empty(await agency.InaccessibleAsync());
    }

    [Fact]
    public async Task A_new_password_ends_the_persons_other_sessions_and_not_this_one()
    {
        await using var first = await console.OpenAsync();
        await EnterAsync(first, console.LinkOf("agency/afp"));
        var (key, _) = await SetPasswordAsync(first);
        await using var second = await console.OpenAsync();
        await second.GoAsync("/sign-in");
        await SignInAsync(second, "agency/afp", Password, Totp.CodeOf(key, Totp.StepOf(TimeProvider.System.GetUtcNow()) + 1));
        await second.GoAsync("/sign-in/methods?do=password");

        await SetPasswordAsync(second);
        await first.GoAsync("/referrals");
        await second.GoAsync("/referrals");

        Assert.Contains("/sign-in", first.Page.Url, StringComparison.Ordinal);
        Assert.EndsWith("/referrals", second.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operators_reset_ends_the_sessions_and_makes_a_new_link()
    {
        await using var officer = await console.OpenAsync(options => options.JavaScriptEnabled = false);
        await EnterAsync(officer, console.LinkOf("officer/lind"));
        await SetPasswordAsync(officer);
        await Eventually.Async(() => Task.FromResult(!File.Exists(FileOf("officer/lind"))), because: "nobody who has set a password has a link");
        var accounts = new AccountService.AccountServiceClient(console.Access.Call("identity", "operator"));

        await accounts.ResetAccountAsync(new ResetAccountRequest { RequestId = People.Fresh(), Principal = "officer/lind" });
        await Eventually.Async(() => Task.FromResult(File.Exists(FileOf("officer/lind"))), because: "the reset makes a link");
        await Eventually.Async(async () => (await officer.GoAsync("/queue"))!.Url.Contains("/sign-in", StringComparison.Ordinal), because: "the reset ends the session");
        await EnterAsync(officer, console.LinkOf("officer/lind"));

        Assert.Contains("/sign-in/methods", officer.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_are_accessible_in_both_schemes_and_narrow()
    {
        await using var officer = await console.OpenAsync();
        await officer.GoAsync("/sign-in");
        await LookAsync(officer, "sign-in");
        await EnterAsync(officer, console.LinkOf("officer/reyes"));
        await LookAsync(officer, "set-up");
        await SetPasswordAsync(officer);
        await LookAsync(officer, null);
        await officer.GoAsync("/sign-in/methods");
        await LookAsync(officer, "methods");

        Assert.Empty(officer.Complaints);
    }

    /// <summary>Looks for faults; keeps a picture where <c>docs/console/make.sh</c> asks for one.</summary>
    private static async Task LookAsync(Visitor visitor, string? picture)
    {
        var faults = new List<string>(await visitor.InaccessibleAsync());
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        faults.AddRange(await visitor.InaccessibleAsync());
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await visitor.Page.SetViewportSizeAsync(320, 800);
        faults.AddRange(await visitor.TooWideAsync());
        faults.AddRange(await visitor.InaccessibleAsync());
        foreach (var (suffix, width, height) in (IEnumerable<(string, int, int)>)[("-telephone", 390, 844), ("", 1280, 900)])
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            if (picture is not null && Environment.GetEnvironmentVariable("REFERRALS_PICTURES") is { } target)
                await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(target, $"{picture}{suffix}.png"), Animations = ScreenshotAnimations.Disabled, FullPage = true });
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<(byte[] Key, IReadOnlyList<string> Codes)> SetPasswordAsync(Visitor visitor)
    {
        var key = Base32((await visitor.Page.InnerTextAsync("[data-authenticator-key]")).Replace(" ", "", StringComparison.Ordinal));
        await visitor.Page.FillAsync("#password", Password);
        await visitor.Page.FillAsync("#code", Totp.CodeOf(key, Totp.StepOf(TimeProvider.System.GetUtcNow())));
        await visitor.Page.ClickAsync("form:has(#password) button");
        await visitor.Page.WaitForSelectorAsync("[data-recovery-codes]");
        return (key, await visitor.Page.Locator("[data-recovery-codes] li").AllInnerTextsAsync());
    }

    private static async Task SignInAsync(Visitor visitor, string name, string password, string code)
    {
        await visitor.Page.FillAsync("#person", name);
        await visitor.Page.FillAsync("#password", password);
        await visitor.Page.FillAsync("#code", code);
        await visitor.Page.ClickAsync("form:has(#password) button");
        await visitor.Page.WaitForSelectorAsync($"{SignedIn}, .govuk-error-summary");
    }

    /// <summary>Follows a one-time link to where what to sign in with is set.</summary>
    private static async Task EnterAsync(Visitor visitor, string link)
    {
        await visitor.GoAsync(link);
        await visitor.Page.ClickAsync("main button");
        await visitor.Page.WaitForSelectorAsync("[data-authenticator-key]");
    }

    /// <summary>Goes on once the recovery codes are kept.</summary>
    private static async Task GoOnAsync(Visitor visitor)
    {
        await visitor.Page.ClickAsync("main a.govuk-button");
        await visitor.Page.WaitForSelectorAsync(SignedIn);
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.Page.ClickAsync("form[action=\"/sign-out\"] button");
        await visitor.Page.WaitForSelectorAsync("#person");
    }

    /// <summary>An authenticator inside the browser, which answers by itself.</summary>
    private static async Task<(ICDPSession Devtools, string Authenticator)> AuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        var added = await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return (devtools, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Puts a copy of the passkey in its place that has signed less often, as a thief's would have.</summary>
    private static async Task SetBackAsync(ICDPSession devtools, string authenticator)
    {
        var known = await devtools.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object> { ["authenticatorId"] = authenticator });
        var copy = known!.Value.GetProperty("credentials")[0].EnumerateObject().ToDictionary(member => member.Name, member => (object)member.Value);
        copy["signCount"] = 0;
        await devtools.SendAsync("WebAuthn.clearCredentials", new Dictionary<string, object> { ["authenticatorId"] = authenticator });
        await devtools.SendAsync("WebAuthn.addCredential", new Dictionary<string, object> { ["authenticatorId"] = authenticator, ["credential"] = copy });
    }

    private static byte[] Base32(string text) => [.. string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')))
        .Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];

    private static string WithoutTokens(string page) => System.Text.RegularExpressions.Regex.Replace(page, "name=\"__RequestVerificationToken\"[^>]*", "");

    private string FileOf(string principal) => Path.Combine(console.DataDirectory, "sign-in", $"{principal.Replace('/', '-')}.link");
}
