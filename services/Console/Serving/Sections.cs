using Referrals.Common.V1;

namespace Referrals.Console.Serving;

/// <summary>What each role finds in the header, its first page first; a role without pages does not sign in here.</summary>
public static class Sections
{
    private static readonly Section Queue = new("/queue", "Queue");
    private static readonly Section Inbox = new("/inbox", "Inbox");
    private static readonly Section Search = new("/audit", "Log");
    private static readonly Section Readings = new("/audit/readings", "Who read what");

    public static IReadOnlyList<Section> Of(Role role) => role switch
    {
        Role.Officer => [Queue],
        Role.Team => [Inbox],
        Role.Auditor => [Search, Readings],
        _ => [],
    };
}
