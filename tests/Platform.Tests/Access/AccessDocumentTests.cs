using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Access;

/// <summary>docs/access.md shows the policy and the rule of every rpc as they are in the code and the protos.</summary>
public sealed class AccessDocumentTests
{
    private static readonly Role[] Roles = [Role.Agency, Role.Officer, Role.Team, Role.Auditor, Role.Operator, Role.Service];

    [Fact]
    public void The_page_shows_who_has_which_right() => AssertShown("rights", Rights());

    [Fact]
    public void The_page_shows_what_every_rpc_does_and_who_may_call_it() => AssertShown("calls", Calls());

    private static void AssertShown(string section, IEnumerable<string> rows)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md"));
        var expected = string.Join('\n', rows);
        var start = $"<!-- {section} -->\n";
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var until = page.IndexOf($"\n<!-- /{section} -->", StringComparison.Ordinal);
        Assert.True(from >= start.Length && until > from, $"docs/access.md has no section {section}");
        Assert.True(page[from..until] == expected, $"docs/access.md, section {section}, should be\n{expected}");
    }

    private static IEnumerable<string> Rights()
    {
        yield return $"| right | {string.Join(" | ", Roles.Select(value => Word(value)))} |";
        yield return $"|---|{string.Concat(Roles.Select(_ => "---|"))}";
        foreach (var right in Enum.GetValues<Right>().Where(right => right != Right.Unspecified))
            yield return $"| {Word(right)} | {string.Join(" | ", Roles.Select(role => Cell(role, right)))} |";
    }

    private static IEnumerable<string> Calls()
    {
        yield return "| rpc | right | roles |";
        yield return "|---|---|---|";
        foreach (var method in AccessTable.ExchangeServices.SelectMany(service => service.Methods))
        {
            var rule = method.GetOptions()!.GetExtension(AccessExtensions.Access);
            yield return $"| {method.Service.Name}.{method.Name} | {Word(rule.Right)} | {string.Join(", ", rule.Roles.Select(value => Word(value)))} |";
        }
    }

    private static string Cell(Role role, Right right)
    {
        var row = AccessPolicy.Rows.SingleOrDefault(row => row.Role == role && row.Right == right);
        return row is null ? "" : string.Join(" or ", row.Any.Select(value => Word(value)));
    }

    private static string Word(Enum value) => value switch
    {
        Standing.None => "yes",
        Standing.Exists => "all",
        _ => string.Concat(value.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}")),
    };
}
