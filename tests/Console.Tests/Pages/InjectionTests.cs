using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

/// <summary>What agencies, officers and teams write is text on every page, whatever it looks like.</summary>
[Collection(ConsoleTests.Name)]
public sealed class InjectionTests(ConsoleFixture console)
{
    private const string Scripted = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">'\"{{7*7}}${7*7}'; drop table country_cases; --";

    [Fact]
    public async Task Scripts_in_every_field_are_shown_as_text_to_everybody()
    {
        var tip = Tip();
        var (referral, name) = await console.People.SubmitAsync(tip);
        await console.People.AcceptAsync(name, Scripted);
        var handOff = await console.People.OfferedAsync(name, "nbi-ahtrad");
        var team = new RoutingService.RoutingServiceClient(console.Access.Call("routing", "team/nbi-ahtrad"));
        await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = People.Fresh(), HandOffId = handOff.HandOffId, TeamReference = Scripted[..60] });
        await Eventually.Async(
            async () => (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.Acknowledged, because: "the sender sees the team's reference");
        await console.People.Agency.AddInformationAsync(new Intake.V1.AddInformationRequest { RequestId = People.Fresh(), ReferralId = referral, Content = new Referral { Narrative = Scripted } });
        var asked = await console.People.SubmitAsync();
        await console.People.AskAsync(asked.CountryCase, asked.ReferralId, Scripted);
        var caseId = Show.Parts(name).CaseId;
        var text = Uri.EscapeDataString(Scripted);

        await LookAsync("officer/okoro", [Show.CaseAddress(name), $"/queue?holder=any&agency={text}", $"/queue?holder={text}", $"/policy?country={text}&region={text}&agency={text}", $"/statistics?from={text}&country={text}", $"/statistics?team={text}&until={text}", $"/queue?type={text}&priority={text}&due={text}&order={text}", $"/hand-offs/{handOff.HandOffId}", $"{Show.CaseAddress(name)}/links?do=merge&with={text}", Show.CaseAddress(asked.CountryCase), $"/settings?saved={text}"], referral);
        await LookAsync("team/nbi-ahtrad", ["/inbox", $"/inbox?show={text}", $"/hand-offs/{handOff.HandOffId}"], referral);
        await LookAsync("agency/uk-nca", ["/referrals", $"/referrals?reference={text}", $"/referrals/{referral}", $"/referrals/{asked.ReferralId}", $"/scorecard?from={text}"], null);
        await LookAsync("auditor/mercier", [$"/audit?id={text}&agency={text}&type={text}&team={text}&actor={text}&rule={text}&from={text}", $"/audit/trail?of={caseId}", $"/audit/readings?of={text}"], null);
        await LookAsync("operator", ["/operations", $"/operations?service={text}&state={text}", $"/policy?country={text}"], null);
        await using var nobody = await console.OpenAsync();
        await ShowsTextAsync(nobody, $"/sign-in?link={text}&returnUrl={text}");
    }

    private async Task LookAsync(string who, string[] addresses, string? opens)
    {
        await using var visitor = await console.VisitAsync(who);
        foreach (var address in addresses)
        {
            await ShowsTextAsync(visitor, address);
            if (opens is null || await visitor.Page.Locator($"[data-open=\"{opens}\"]").CountAsync() == 0)
                continue;
            await visitor.Page.ClickThroughAsync($"[data-open=\"{opens}\"]");
            Assert.Contains(Scripted, await visitor.Page.InnerTextAsync("[data-opened]"), StringComparison.Ordinal);
            await IsTextAsync(visitor);
        }

        Assert.Empty(visitor.Complaints);
    }

    private static async Task ShowsTextAsync(Visitor visitor, string address)
    {
        var answer = await visitor.GoAsync(address);
        Assert.True(answer!.Status == 200, $"{address}: {answer.Status}");
        await IsTextAsync(visitor);
    }

    private static async Task IsTextAsync(Visitor visitor)
    {
        Assert.DoesNotContain("taken", await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await visitor.Page.Locator("main img, main script").CountAsync());
    }

    private static Referral Tip()
    {
        var tip = People.Tip($"XSS {Scripted[..80]} {People.Fresh()[..8]}");
        tip.ChildAtImmediateRisk = true;
        tip.Narrative = Scripted;
        tip.OriginalIncidentType = Scripted;
        tip.Persons.Add(new Person
        {
            Role = PersonRole.Subject,
            Names = { new PersonName { Full = Scripted, Given = Scripted, Family = Scripted } },
            Aliases = { Scripted },
            BirthPlace = Scripted,
            Occupation = Scripted,
            Addresses = { new Address { Line = Scripted, Locality = Scripted } },
        });
        tip.Identifiers.Add(new Identifier { Type = IdentifierType.ScreenName, Service = Scripted, Value = $"{Scripted}{People.Fresh()}", Event = "LOGIN" });
        tip.Evidence.Add(new EvidenceLocator { HeldBy = "uk-nca", Locator = Scripted, Items = 1, Description = Scripted });
        return tip;
    }
}
