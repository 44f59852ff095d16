using Referrals.Console.Words;

namespace Referrals.Console.Tests.Pages;

[Collection(ConsoleTests.Name)]
public sealed class KeysTests(ConsoleFixture console)
{
    [Fact]
    public async Task Single_keys_do_nothing_while_somebody_types_nor_when_they_are_switched_off()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/reyes");
        await officer.GoAsync("/settings");
        await officer.Page.CheckAsync("#keys-off");
        await officer.Page.ClickThroughAsync("main button");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.FocusAsync("#choice-handoff");
        await officer.Page.Keyboard.PressAsync("3");
        var off = await officer.Page.IsCheckedAsync("#choice-reject");
        await officer.GoAsync("/settings");
        await officer.Page.CheckAsync("#keys-on");
        await officer.Page.ClickThroughAsync("main button");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.FocusAsync("#note");
        await officer.Page.Keyboard.PressAsync("3");
        var typing = await officer.Page.IsCheckedAsync("#choice-reject");
        await officer.Page.FocusAsync("#choice-handoff");
        await officer.Page.Keyboard.PressAsync("3");

        Assert.False(off);
        Assert.False(typing);
        Assert.True(await officer.Page.IsCheckedAsync("#choice-reject"));
    }

    [Fact]
    public async Task What_a_key_does_is_seen_at_once_even_while_the_exchange_has_not_answered()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/reyes");
        await officer.GoAsync(Show.CaseAddress(name));
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await officer.Page.ExposeFunctionAsync<string, bool>("tell", seen.TrySetResult);
        await officer.Page.EvaluateAsync("() => document.addEventListener('keydown', () => requestAnimationFrame(() => window.tell(`${document.querySelector('#decide [data-key-claim]').ariaBusy}`)))");
        await officer.Page.RouteAsync("**handler=Claim*", async route =>
        {
            await seen.Task;
            await route.ContinueAsync();
        });
        await officer.Page.FocusAsync("#decide");

        await officer.Page.Keyboard.PressAsync("c");
        await officer.Page.WaitForSelectorAsync("#decide [data-key-release]:not([aria-busy])");

        Assert.Equal("true", await seen.Task);
        Assert.Equal("officer/reyes", (await console.People.CaseAsync(name)).Holder);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task Switched_off_no_key_of_any_list_or_panel_does_anything()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/reyes");
        await officer.GoAsync("/settings");
        await officer.Page.CheckAsync("#keys-off");
        await officer.Page.ClickThroughAsync("main button");
        var version = (await console.People.CaseAsync(name)).Version;
        foreach (var (address, place) in ((string, string)[])[("/queue?order=OpenedDesc", $"tr[data-name=\"{name}\"] a[data-row]"), (Show.CaseAddress(name), "#choice-handoff"), (Show.CaseAddress(name), $"#reported ~ table button >> nth=0")])
        {
            await officer.GoAsync(address);
            var url = officer.Page.Url;
            await officer.Page.FocusAsync(place);
            await officer.Page.EvaluateAsync("() => { window.before = document.activeElement }");
            foreach (var key in (string[])["j", "k", "c", "u", "1", "2", "3", "4", "r", "z", "?"])
                await officer.Page.Keyboard.PressAsync(key);

            Assert.Equal(url, officer.Page.Url);
            Assert.True(await officer.Page.EvaluateAsync<bool>("() => window.before === document.activeElement"), place);
            Assert.Equal(0, await officer.Page.Locator("dialog[open], [data-opened], input[data-choice]:checked").CountAsync());
        }

        Assert.Equal(version, (await console.People.CaseAsync(name)).Version);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task Another_key_does_what_it_was_set_to_and_the_usual_one_nothing()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/reyes");
        await officer.GoAsync("/settings");
        await officer.Page.FillAsync("#key-Reject", "x");
        await officer.Page.ClickThroughAsync("main button:text-is(\"Save\")");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.FocusAsync("#choice-handoff");

        await officer.Page.Keyboard.PressAsync("3");
        var usual = await officer.Page.IsCheckedAsync("#choice-reject");
        await officer.Page.Keyboard.PressAsync("X");
        var set = await officer.Page.IsCheckedAsync("#choice-reject");
        await officer.Page.Keyboard.PressAsync("?");

        Assert.False(usual);
        Assert.True(set);
        Assert.Equal("x", await officer.Page.InnerTextAsync("dialog[data-keys-help] kbd:nth-child(3)"));
        Assert.Empty(officer.Complaints);
    }

    [Theory]
    [InlineData("", "Enter one character for: Undo")]
    [InlineData("zz", "Enter one character for: Undo")]
    [InlineData("j", "Enter another character for: Next row. j is taken|Enter another character for: Undo. j is taken")]
    public async Task A_key_that_is_none_or_is_taken_is_not_set(string key, string said)
    {
        await using var officer = await console.VisitAsync("officer/reyes");
        await officer.GoAsync("/settings");
        await officer.Page.FillAsync("#key-Undo", key);

        await officer.Page.ClickThroughAsync("main button:text-is(\"Save\")");

        Assert.Equal(said.Split('|'), await officer.Page.Locator(".govuk-error-summary__list li").AllInnerTextsAsync());
        await officer.GoAsync("/settings");
        Assert.Equal("z", await officer.Page.InputValueAsync("#key-Undo"));
    }
}
