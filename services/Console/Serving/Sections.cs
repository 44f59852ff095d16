using Referrals.Common.V1;

namespace Referrals.Console.Serving;

/// <summary>What each role finds in the header, its first page first; a role without pages does not sign in here.</summary>
public static class Sections
{
    private static readonly Section Queue = new("/queue", "Queue");
    private static readonly Section Inbox = new("/inbox", "Inbox");
    private static readonly Section Search = new("/audit", "Log");
    private static readonly Section Readings = new("/audit/readings", "Who read what");
    private static readonly Section Sent = new("/referrals", "Your referrals");
    private static readonly Section Scorecard = new("/scorecard", "Scorecard");
    private static readonly Section Operations = new("/operations", "Operations");
    private static readonly Section Statistics = new("/statistics", "Statistics");
    private static readonly Section Policy = new("/policy", "Policy");

    public static IReadOnlyList<Section> Of(Role role) => role switch
    {
        Role.Officer => [Queue, Policy, Statistics],
        Role.Team => [Inbox, Statistics],
        Role.Auditor => [Search, Readings, Policy, Statistics],
        Role.Agency => [Sent, Scorecard],
        Role.Operator => [Operations, Policy, Statistics],
        _ => [],
    };
}
