using Microsoft.Playwright;
using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

/// <summary>Pictures of every main page; <c>docs/console/make.sh</c> keeps them.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PicturesTests(ConsoleFixture console) : IDisposable
{
    private const string Lead = "nbi-ahtrad";
    private readonly TempDirectory unused = new();

    [Fact]
    public async Task Every_main_page_at_the_width_of_a_desktop_and_of_a_telephone()
    {
        var (referral, handed) = await HandedOffAsync();
        var open = await OpenAsync();
        var offered = (await console.People.HandOffsAsync(handed)).First(item => item.TeamId == Lead);
        await using (var reader = await console.VisitAsync("officer/okoro"))
        {
            await reader.GoAsync(Show.CaseAddress(handed));
            await reader.Page.ClickThroughAsync("[data-open]");
            await reader.Page.WaitForSelectorAsync("[data-opened]");
        }

        foreach (var (who, name, address) in (IEnumerable<(string, string, string)>)
            [
                ("officer/okoro", "queue", "/queue?holder=any"),
                ("officer/okoro", "case", Show.CaseAddress(open)),
                ("officer/okoro", "policy", "/policy?region=PH-07"),
                ("officer/okoro", "statistics", "/statistics"),
                ($"team/{Lead}", "inbox", "/inbox"),
                ($"team/{Lead}", "hand-off", $"/hand-offs/{offered.HandOffId}"),
                ("auditor/mercier", "log", "/audit"),
                ("auditor/mercier", "trail", $"/audit/trail?of={Show.Parts(handed).CaseId}"),
                ("auditor/mercier", "readings", "/audit/readings"),
                ("agency/uk-nca", "referrals", "/referrals"),
                ("agency/uk-nca", "referral", $"/referrals/{referral}"),
                ("agency/uk-nca", "scorecard", "/scorecard"),
                ("operator", "operations", "/operations"),
            ])
        {
            Assert.Equal(200, await PictureAsync(who, name, address));
        }
    }

    public void Dispose() => unused.Dispose();

    private async Task<int> PictureAsync(string who, string name, string address)
    {
        var target = Environment.GetEnvironmentVariable("REFERRALS_PICTURES") ?? unused.Path;
        await using var visitor = await console.VisitAsync(who);
        var answer = await visitor.GoAsync(address);
        foreach (var (suffix, width, height) in (IEnumerable<(string, int, int)>)[("", 1280, 900), ("-telephone", 390, 844)])
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(target, $"{name}{suffix}.png"), Animations = ScreenshotAnimations.Disabled });
        }

        return answer!.Status;
    }

    /// <summary>A household in Cebu, known to two agencies, with a team that works on it.</summary>
    private async Task<(string ReferralId, string CountryCase)> HandedOffAsync()
    {
        var tip = Tip("EX-2026-000117", IncidentType.LiveStreamed, "a1-000042", "+63 900 000 0042");
        tip.ChildAtImmediateRisk = true;
        tip.Evidence.Add(new EvidenceLocator { HeldBy = "uk-nca", Locator = "EX-LOCKER-7/12", Items = 4012 });
        var (referral, name) = await console.People.SubmitAsync(tip);
        await console.People.SubmitAsync(Tip("AFP-88/26", IncidentType.Material, "a1-000042", "+63 900 000 0042"), "agency/afp");
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, Lead);
        var team = new RoutingService.RoutingServiceClient(console.Access.Call("routing", $"team/{Lead}"));
        await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = People.Fresh(), HandOffId = offered.HandOffId, TeamReference = "AHTRAD-7-2026-0117" });
        await console.People.AdvanceToAsync(offered.OfferedAt.ToDateTimeOffset().AddDays(2));
        await team.RecordProgressAsync(new RecordProgressRequest { RequestId = People.Fresh(), HandOffId = offered.HandOffId, Code = ProgressCode.SubjectIdentified });
        await Eventually.Async(
            async () => (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.InProgress, because: "the sender sees the progress");
        return (referral, name);
    }

    /// <summary>Several cases that wait; one with two referrals and a question of another.</summary>
    private async Task<string> OpenAsync()
    {
        var (_, name) = await console.People.SubmitAsync(Tip("EX-2026-000123", IncidentType.Sextortion, "b7-000311", "+63 900 000 0031"));
        await console.People.SubmitAsync(Tip("ICE-CEB-311", IncidentType.OnlineEnticement, "b7-000311", "+63 900 000 0031"), "agency/us-ice");
        var risk = Tip("HOT-2026-55", IncidentType.TravellingOffender, "c2-000555", "+63 900 000 0055");
        risk.ChildAtImmediateRisk = true;
        await console.People.SubmitAsync(risk, "agency/hotline-example");
        await console.People.SubmitAsync(Tip("EUR-2026-0101", IncidentType.Trafficking, "d4-000101", "+63 900 000 0101"), "agency/eu-europol");
        await console.People.SubmitAsync(Tip("ECT-558101", IncidentType.Material, "e9-558101", "+63 900 000 0058"), "agency/esp-examplechat");
        var asked = await console.People.SubmitAsync(Tip("EX-2026-000140", IncidentType.Material, "f1-000140", "+63 900 000 0140"));
        await console.People.AskAsync(asked.CountryCase, asked.ReferralId);
        return name;
    }

    private static Referral Tip(string reference, IncidentType type, string account, string phone) => new()
    {
        // Said once: in an exchange that is used again it would be the same submission.
        AgencyReference = reference,
        IncidentType = type,
        Countries = { "PH" },
        Region = "PH-07",
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = "[withheld]",
        Persons = { new Person { Role = PersonRole.Subject, Aliases = { $"example_{account[..2]}" } }, new Person { Role = PersonRole.Child } },
        Identifiers =
        {
            new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = account },
            new Identifier { Type = IdentifierType.Phone, Value = phone },
        },
    };
}
