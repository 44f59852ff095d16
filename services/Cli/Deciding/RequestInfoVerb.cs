using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>request-info ID --data CODE…</c></summary>
internal static class RequestInfoVerb
{
    private static readonly Option<string?> Referral = Options.Text("--referral", "ID", "Whose sender is asked; may be left out where the case has one referral");
    private static readonly Option<RequestedDatum[]> Wanted = Options.SomeOf<RequestedDatum>("--wanted", "What is asked for");
    private static readonly Option<string?> Question = Options.Text("--question", "TEXT", "The question in words; only the sender reads it");
    private static readonly Option<TimeSpan?> Within = Options.Length("--within", "How soon it should be answered");

    public static Command Create() => Verb.Create(
        "request-info",
        "Ask a referral's sender for information; claims the case first if need be (officer)",
        [CaseVerb.Id, Referral, Wanted, Question, Within],
        async run =>
        {
            if (run.Get(Wanted) is not { Length: > 0 } wanted)
                throw new UsageException("say with --wanted what is asked for");
            var clients = await run.CallAsync();
            var response = await ClaimedCase.DecideAsync(run, clients, run.Get(CaseVerb.Id), async claimed =>
            {
                var request = new RequestInformationRequest
                {
                    RequestId = claimed.RequestId,
                    CountryCase = claimed.Name,
                    ClaimToken = claimed.Token,
                    ExpectedVersion = claimed.Version,
                    ReferralId = run.Get(Referral) ?? await OnlyReferralAsync(run, clients, claimed.Name),
                    Question = run.Get(Question) ?? "",
                    AnswerWithin = run.Get(Within)?.ToDuration(),
                };
                request.Data.AddRange(wanted);
                return await clients.Triage.RequestInformationAsync(request, cancellationToken: run.CancellationToken);
            },
            answer => answer.CountryCase);
            return run.Show(response, console =>
            {
                console.Facts(("Information request", response.InformationRequestId));
                CaseView.Write(console, response.CountryCase);
            });
        });

    private static async Task<string> OnlyReferralAsync(Invocation run, ExchangeClients clients, string name)
    {
        var found = await clients.Triage.GetCaseAsync(new() { CountryCase = name }, cancellationToken: run.CancellationToken);
        return found.Referrals.Count == 1 ? found.Referrals[0].ReferralId : throw new UsageException("the case has several referrals; say with --referral whose sender is asked");
    }
}
