using Referrals.Common.V1;

namespace Referrals.Console.Serving;

/// <summary>What each role finds in the header, its first page first.</summary>
public static class Sections
{
    private static readonly Section Queue = new("/queue", "Queue");
    private static readonly Section Inbox = new("/inbox", "Inbox");
    private static readonly Section Search = new("/audit", "Log");
    private static readonly Section Readings = new("/audit/readings", "Who read what");
    private static readonly Section Referrals = new("/referrals", "My referrals");
    private static readonly Section Scorecard = new("/scorecard", "Scorecard");
    private static readonly Section Operations = new("/operations", "Operations");
    private static readonly Section Statistics = new("/statistics", "Statistics");
    private static readonly Section Policy = new("/policy", "Policy");

    public static IReadOnlyList<Section> Of(Role role) => role switch
    {
        Role.Officer => [Queue, Policy, Statistics],
        Role.Team => [Inbox, Statistics],
        Role.Auditor => [Search, Readings, Policy, Statistics],
        Role.Agency => [Referrals, Scorecard],
        Role.Operator => [Operations, Policy, Statistics],
        _ => [],
    };
}
