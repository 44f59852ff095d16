using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>answer ID REQUEST FILE|-</c></summary>
internal static class AnswerVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "The referral, ref-…, or your own reference");
    private static readonly Argument<string> Request = Options.Id("REQUEST", "The information request, irq-…, as the status names it");
    private static readonly Argument<string?> FileName = new("FILE") { Description = "What is added, in the JSON form of a referral; - reads standard input", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> NotAvailable = Options.Flag("--not-available", "You do not have what is asked for");

    public static Command Create() => Verb.Create("answer", "Answer an officer's question about a referral (agency)", [Id, Request, FileName, NotAvailable], async run =>
    {
        var file = run.Get(FileName);
        if (file is null != run.Get(NotAvailable))
            throw new UsageException("give a FILE, or --not-available");
        var content = file is null ? null : await ReferralFiles.ReadOneAsync(run.Terminal, file, run.CancellationToken);
        var clients = await run.CallAsync();
        var request = new AnswerInformationRequestRequest
        {
            RequestId = run.RequestId(),
            ReferralId = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken),
            InformationRequestId = run.Get(Request),
            Content = content,
            NotAvailable = content is null,
        };
        var response = await clients.Intake.AnswerInformationRequestAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Facts(
            ("Supplement", response.Supplement.Count()),
            ("Received", Times.Words(response.ReceivedAt))));
    });
}
