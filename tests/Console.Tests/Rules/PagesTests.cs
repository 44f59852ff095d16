using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Referrals.Common.V1;
using Referrals.Console.ChangeSettings;
using Referrals.Console.SearchLog;
using Referrals.Console.Serving;
using Referrals.Console.ShowStatistics;
using Referrals.Console.Words;
using Referrals.Testing;

namespace Referrals.Console.Tests.Rules;

public sealed partial class PagesTests
{
    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var pages = typeof(ConsolePage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract).ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.True(
            page.GetCustomAttribute<ForRoleAttribute>() is not null ^ page.GetCustomAttribute<ForAnyoneAttribute>() is not null, page.Name));
    }

    [Fact]
    public void Every_text_of_the_pages_is_in_the_resources()
    {
        using var known = new ResourceManager("Referrals.Console.Words.Texts", typeof(Texts).Assembly).GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, true)!;
        var folder = Path.Combine(Repository.Root, "services", "Console");
        var used = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(file => Text().Matches(File.ReadAllText(file)).Concat(Counted().Matches(File.ReadAllText(file))))
            .SelectMany(match => match.Groups.Values.Skip(1))
            .Select(group => Regex.Unescape(group.Value))
            .Concat(Enum.GetValues<Role>().SelectMany(Sections.Of).Select(section => section.Name))
            .Distinct()
            .ToList();

        Assert.True(used.Count > 200);
        Assert.DoesNotContain(used, text => known.GetString(text) is null);
    }

    [Fact]
    public void Every_value_that_a_service_answers_with_has_words()
    {
        var texts = new Texts();
        var values = SearchModel.Types.Select(type => $"event {type}").Concat(typeof(Role).Assembly.GetTypes()
            .Where(type => type is { IsEnum: true, IsNested: false } && type.Namespace?.EndsWith(".V1", StringComparison.Ordinal) == true && type.Namespace.StartsWith("Referrals.", StringComparison.Ordinal))
            .Append(typeof(StatisticsMeasure))
            .Append(typeof(KeyAction))
            .SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}")))
            .ToList();

        Assert.True(values.Count > 200);
        Assert.DoesNotContain(values, value => texts[value] == value);
    }

    [GeneratedRegex("""\.Count\([^"]*?"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)(?=["])""")]
    private static partial Regex Counted();

    [GeneratedRegex("""\b(?:T|texts)\["((?:[^"\\]|\\.)*)"(?=[,\]])""")]
    private static partial Regex Text();
}
