using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>set-priority ID PRIORITY</c></summary>
internal static class SetPriorityVerb
{
    private static readonly Argument<Priority> Priority = Options.EnumArgument<Priority>("PRIORITY", "The priority");

    public static Command Create() => Verb.Create(
        "set-priority",
        "Set a case's priority; claims it first if need be (officer)",
        [CaseVerb.Id, Priority, Justifying.Code, Justifying.Note],
        async run =>
        {
            var clients = await run.CallAsync();
            var response = await ClaimedCase.DecideAsync(run, clients, run.Get(CaseVerb.Id), async (name, token, requestId) => await clients.Triage.SetPriorityAsync(
                new()
                {
                    RequestId = requestId,
                    CountryCase = name,
                    ClaimToken = token,
                    Priority = run.Get(Priority),
                    Justification = Justifying.Given(run),
                    Note = run.Get(Justifying.Note) ?? "",
                },
                cancellationToken: run.CancellationToken));
            return run.Show(response, console => CaseView.Write(console, response.CountryCase));
        });
}
