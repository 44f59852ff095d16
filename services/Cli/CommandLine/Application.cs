using System.CommandLine;
using System.CommandLine.Invocation;
using Referrals.Cli.Deciding;
using Referrals.Cli.Enrolling;
using Referrals.Cli.Errors;
using Referrals.Cli.Export;
using Referrals.Cli.Handling;
using Referrals.Cli.Linking;
using Referrals.Cli.Operating;
using Referrals.Cli.Receipts;
using Referrals.Cli.Replay;
using Referrals.Cli.Sending;
using Referrals.Cli.Verify;
using Referrals.Cli.Watching;
using Referrals.Cli.Witness;

namespace Referrals.Cli.CommandLine;

/// <summary>The command line as a whole.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var configuration = new TerminalConfiguration(terminal);
        var parsed = Root().Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake)
        {
            mistake.ShowHelp = false;
            configuration.Output = terminal.Error;
        }

        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    /// <summary>Every command.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Referrals between agencies, from the command line. Exit codes: 0 done, 1 refused or an expectation failed, 2 usage, 3 the exchange cannot be reached, 4 no credential or no permission.");
        foreach (var option in CommonOptions.All)
            root.Options.Add(option);
        foreach (var command in Commands())
            root.Subcommands.Add(command);
        return root;
    }

    private static IEnumerable<Command> Commands() =>
    [
        SubmitVerb.Create(),
        StatusVerb.Create(),
        ReceiptVerb.Create(),
        ListVerb.Create(),
        AddInformationVerb.Create(),
        AnswerVerb.Create(),
        ConsentVerb.Create(),
        WithdrawVerb.Create(),
        QueryVerb.Create(),
        ScorecardVerb.Create(),
        EraseVerb.Create(),
        QueueVerb.Create(),
        CaseVerb.Create(),
        ClaimVerb.Create(),
        ReleaseVerb.Create(),
        AcceptVerb.Create(),
        RejectVerb.Create(),
        RequestInfoVerb.Create(),
        SetPriorityVerb.Create(),
        MatchesVerb.Create(),
        LinkVerb.Create(),
        NotSameVerb.Create(),
        SplitVerb.Create(),
        MergeVerb.Create(),
        RevokeVerb.Create(),
        InboxVerb.Create(),
        HandOffVerb.Create(),
        AcknowledgeVerb.Create(),
        DeclineVerb.Create(),
        TransferVerb.Create(),
        ProgressVerb.Create(),
        OutcomeVerb.Create(),
        HoldsVerb.Create(),
        ReleaseHoldVerb.Create(),
        StatsVerb.Create(),
        TrailVerb.Create(),
        SearchVerb.Create(),
        ConsultationsVerb.Create(),
        ExportVerb.Create(),
        VerifyVerb.Create(),
        FsckVerb.Create(),
        ExplainVerb.Create(),
        TeamsVerb.Create(),
        ParkedVerb.Create(),
        RedriveVerb.Create(),
        BacklogVerb.Create(),
        DesksVerb.Create(),
        PromisesVerb.Create(),
        LogVerb.Create(),
        MatchingVerb.Create(),
        ClockVerb.Create(),
        AgencyVerb.Create(),
        PersonVerb.Create(),
        ReplayVerb.Create(),
        WitnessVerb.Create(),
    ];
}
