using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Referrals.Console.Serving;
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
            .SelectMany(file => Text().Matches(File.ReadAllText(file)))
            .Select(match => Regex.Unescape(match.Groups[1].Value))
            .Distinct()
            .ToList();

        Assert.True(used.Count > 200);
        Assert.DoesNotContain(used, text => known.GetString(text) is null);
    }

    [GeneratedRegex("""\b(?:T|texts)\["((?:[^"\\]|\\.)*)"(?=[,\]])""")]
    private static partial Regex Text();
}
