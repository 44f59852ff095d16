using Microsoft.Data.Sqlite;
using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Testing;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>The console as a process of its own, while the exchange behind it is killed, and after somebody has changed its log.</summary>
[Collection(ConsoleTests.Name)]
public sealed class KilledExchangeTests(ConsoleFixture console)
{
    [Fact]
    public async Task A_decision_that_is_sent_while_the_exchange_is_away_is_made_once_and_a_changed_log_is_found_out()
    {
        await using var beside = await ConsoleBeside.StartAsync();
        var (_, name) = await beside.People.SubmitAsync();
        await using var officer = await SignInAsync(beside, "officer/okoro");
        await using var auditor = await SignInAsync(beside, "auditor/mercier");
        await using var person = await SignInAsync(beside, "operator");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.CheckAsync("#choice-handoff");
        await officer.Page.FillAsync("#note", "as I had thought");
        await beside.KillExchangeAsync();

        await officer.Page.SendAsync("text=\"Record\"");
        var told = await officer.Page.InnerTextAsync("main");
        await SaysSinceWhenAsync(person);
        await beside.StartExchangeAsync();
        await Eventually.ResultAsync(
            async () =>
            {
                if (await officer.Page.Locator("text=\"Send it again\"").CountAsync() > 0)
                    await officer.Page.SendAsync("text=\"Send it again\"");
                return await officer.Page.InnerTextAsync("main");
            },
            shown => shown.Contains("This case is decided", StringComparison.Ordinal),
            because: "the exchange is there again");

        Assert.Contains("It is not known whether what you sent was recorded", told, StringComparison.Ordinal);
        var decided = await beside.People.Reyes.GetCaseAsync(new GetCaseRequest { CountryCase = name });
        Assert.Equal("as I had thought", Assert.Single(decided.Decisions, decision => decision.Kind == DecisionKind.Accepted).Note);
        await ShowsChangedLogAsync(beside, auditor, name);
    }

    /// <summary>A source that fails is never a nought.</summary>
    private static async Task SaysSinceWhenAsync(Visitor person)
    {
        Looking.NoFault(await Looking.LookAsync(person, "/operations"));
        var shown = await person.Page.InnerTextAsync("main");

        Assert.Equal(6, await person.Page.Locator("tr[data-service] .console-tag:text-matches(\"^Not available since \\\\d\\\\d:\\\\d\\\\d UTC$\")").CountAsync());
        Assert.All(await person.Page.Locator("[data-figure] dd").AllInnerTextsAsync(), figure => Assert.Matches(@"^Not available since \d\d:\d\d UTC$", figure));
        foreach (var nought in (string[])["Nothing is held.", "Nothing waits.", "No team owes feedback.", "Everything that was promised is in the log"])
            Assert.DoesNotContain(nought, shown, StringComparison.Ordinal);
    }

    private static async Task ShowsChangedLogAsync(ConsoleBeside beside, Visitor auditor, string name)
    {
        var caseId = Show.Parts(name).CaseId;
        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync($"/audit/trail?of={caseId}");
                return await auditor.Page.Locator("[data-proof=checked]").CountAsync() == 1;
            },
            because: "the trail is under a checkpoint");
        await beside.KillExchangeAsync();
        var changed = ChangeOne(beside.File("store", "audit.db"), name);
        await beside.StartExchangeAsync();

        await auditor.GoAsync($"/audit/trail?of={caseId}");

        Looking.NoFault(await Looking.LookHereAsync(auditor));
        Assert.Equal("wrong", await auditor.Page.GetAttributeAsync("[data-proof]", "data-proof"));
        Assert.Contains($"Does not match from entry {changed}", await auditor.Page.InnerTextAsync("[data-proof] h2"), StringComparison.Ordinal);
        Assert.Equal(0, await auditor.Page.Locator(".console-proof--checked").CountAsync());
        Assert.Equal(1, await auditor.Page.Locator("td .console-tag--urgent:text-is(\"Does not match\")").CountAsync());
    }

    /// <summary>Somebody with the database in hand writes another officer into a decision; the entry.</summary>
    private static long ChangeOne(string store, string countryCase)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var triggers = new SqliteCommand("select name from sqlite_master where type = 'trigger' and tbl_name = 'log_leaves'", connection);
        var names = new List<string>();
        using (var reader = triggers.ExecuteReader())
        {
            while (reader.Read())
                names.Add(reader.GetString(0));
        }

        foreach (var trigger in names)
        {
            using var drop = new SqliteCommand($"drop trigger {trigger}", connection);
            drop.ExecuteNonQuery();
        }

        using var change = new SqliteCommand(
            "update log_leaves set body = replace(body, '\"type\":\"accepted\"', '\"type\":\"rejected\"') where type = 'accepted' and body like '%' || $case || '%' returning leaf_index", connection);
        change.Parameters.AddWithValue("$case", countryCase);
        return (long)change.ExecuteScalar()!;
    }

    private async Task<Visitor> SignInAsync(ConsoleBeside beside, string principal)
    {
        var visitor = await console.OpenAsync(web: beside.Web);
        await visitor.GoAsync(await beside.LinkAsync(principal));
        await visitor.Page.ClickThroughAsync("main button");
        await visitor.Page.WaitForSelectorAsync("form[action=\"/sign-out\"]");
        return visitor;
    }
}
