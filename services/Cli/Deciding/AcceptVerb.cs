using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>accept ID</c></summary>
internal static class AcceptVerb
{
    private static readonly Option<Priority?> Priority = Options.OneOf<Priority>("--priority", "Priority; as it is where it is not given");
    private static readonly Option<string?> Lead = Options.Text("--lead", "TEAM", "Lead team in place of the policy's");
    private static readonly Option<TimeSpan?> Hold = Options.Length("--undo-hold", "Keep it back so that it can be undone");

    public static Command Create() => Verb.Create(
        "accept",
        "Accept a case, which goes to a team; claims it first if need be (officer)",
        [CaseVerb.Id, Priority, Justifying.Code, Justifying.Note, Lead, Hold],
        async run =>
        {
            var justification = Justifying.Given(run);
            var clients = await run.CallAsync();
            var response = await ClaimedCase.DecideAsync(run, clients, run.Get(CaseVerb.Id), async claimed => await clients.Triage.AcceptAsync(
                new()
                {
                    RequestId = claimed.RequestId,
                    CountryCase = claimed.Name,
                    ClaimToken = claimed.Token,
                    ExpectedVersion = claimed.Version,
                    Priority = run.Get(Priority),
                    Justification = justification,
                    Note = run.Get(Justifying.Note) ?? "",
                    LeadTeamId = run.Get(Lead) ?? "",
                    UndoHold = run.Get(Hold)?.ToDuration(),
                },
                cancellationToken: run.CancellationToken),
                answer => answer.CountryCase);
            return run.Show(response, console => CaseView.Write(console, response.CountryCase));
        });
}
