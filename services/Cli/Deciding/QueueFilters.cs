using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary>Which cases of a queue.</summary>
internal static class QueueFilters
{
    private static readonly Option<string[]> Desks = Options.Texts("--desk", "DESK", "Only of these desks");
    private static readonly Option<CountryCaseState[]> States = Options.SomeOf<CountryCaseState>("--state", "Only in these states");
    private static readonly Option<Priority[]> Priorities = Options.SomeOf<Priority>("--priority", "Only of these priorities");
    private static readonly Option<IncidentType[]> IncidentTypes = Options.SomeOf<IncidentType>("--incident", "Only with one of these");
    private static readonly Option<bool> Free = Options.Flag("--free", "Only what nobody holds");
    private static readonly Option<bool> Mine = Options.Flag("--mine", "Only what you hold");
    private static readonly Option<string?> Agency = Options.Text("--agency", "ID", "Only with a referral of this agency");
    private static readonly Option<DateTimeOffset?> DueBefore = Options.Moment("--due-before", "Only due before this time");
    private static readonly Option<bool> Orphaned = Options.Flag("--orphaned", "Only what no team takes");
    private static readonly Option<string?> Case = Options.Text("--case", "ID", "Only the country cases of this parent case");
    private static readonly Option<string?> Reference = Options.Text("--reference", "TEXT", "Only what is called so: PH-6DF4TQC5, or as an agency calls its referral; decided ones with --state");

    public static Option<QueueOrder?> Order { get; } = Options.OneOf<QueueOrder>("--order", "Order; due first where it is not given");

    public static IReadOnlyList<Symbol> All { get; } = [Desks, States, Priorities, IncidentTypes, Free, Mine, Agency, DueBefore, Orphaned, Case, Reference, Order];

    public static QueueFilter Read(Invocation run)
    {
        var filter = new QueueFilter
        {
            Holder = (run.Get(Free), run.Get(Mine)) switch
            {
                (true, true) => HolderFilter.FreeOrMine,
                (true, false) => HolderFilter.Free,
                (false, true) => HolderFilter.Mine,
                _ => HolderFilter.Unspecified,
            },
            AgencyId = run.Get(Agency) ?? "",
            DueBefore = run.Get(DueBefore)?.ToTimestamp(),
            Orphaned = run.Get(Orphaned),
            CaseId = run.Get(Case) ?? "",
            Reference = run.Get(Reference) ?? "",
        };
        filter.Desks.AddRange(run.Get(Desks));
        filter.States.AddRange(run.Get(States));
        filter.Priorities.AddRange(run.Get(Priorities));
        filter.IncidentTypes.AddRange(run.Get(IncidentTypes));
        return filter;
    }
}
