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
            var justification = Justifying.Given(run);
            var clients = await run.CallAsync();
            var response = await ClaimedCase.DecideAsync(run, clients, run.Get(CaseVerb.Id), async claimed => await clients.Triage.SetPriorityAsync(
                new()
                {
                    RequestId = claimed.RequestId,
                    CountryCase = claimed.Name,
                    ClaimToken = claimed.Token,
                    ExpectedVersion = claimed.Version,
                    Priority = run.Get(Priority),
                    Justification = justification,
                    Note = run.Get(Justifying.Note) ?? "",
                },
                cancellationToken: run.CancellationToken),
                answer => answer.CountryCase);
            return run.Show(response, console => CaseView.Write(console, response.CountryCase));
        });
}
