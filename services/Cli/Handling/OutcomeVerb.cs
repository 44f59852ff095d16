using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>outcome ID CODE</c></summary>
internal static class OutcomeVerb
{
    private static readonly Argument<Outcome> Code = Options.EnumArgument<Outcome>("OUTCOME", "What became of it");
    private static readonly Option<ClosedReason?> Closed = Options.OneOf<ClosedReason>("--closed-reason", "With CLOSED: why");
    private static readonly Option<int> Safeguarded = Options.Number("--safeguarded", "Persons safeguarded since the outcome before");
    private static readonly Option<int> Arrested = Options.Number("--arrested", "Persons arrested since the outcome before");
    private static readonly Option<Usefulness?> Usefulness = Options.OneOf<Usefulness>("--usefulness", "Whether what was handed over was of use");
    private static readonly Option<bool> KeepOpen = Options.Flag("--keep-open", "More will follow: the hand-off stays open");

    public static Command Create() => Verb.Create(
        "outcome",
        "Record what became of a hand-off; completes it unless a task remains (team)",
        [HandOffVerb.Id, Code, Closed, Safeguarded, Arrested, Usefulness, KeepOpen, .. TaskOptions.All],
        async run =>
        {
            var request = new RecordOutcomeRequest
            {
                RequestId = run.RequestId(),
                HandOffId = run.Get(HandOffVerb.Id),
                KeepOpen = run.Get(KeepOpen),
                Outcome = new HandOffOutcome
                {
                    Outcome = run.Get(Code),
                    ClosedReason = run.Get(Closed),
                    PersonsSafeguarded = run.Get(Safeguarded),
                    PersonsArrested = run.Get(Arrested),
                    Usefulness = run.Get(Usefulness),
                },
            };
            TaskOptions.Read(run, request.Tasks, request.TasksDone);
            var clients = await run.CallAsync();
            var response = await clients.Routing.RecordOutcomeAsync(request, cancellationToken: run.CancellationToken);
            return run.ShowChanged(response, response.HandOff);
        });
}
