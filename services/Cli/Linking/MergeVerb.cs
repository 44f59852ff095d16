using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>merge INTO FROM --reason CODE</c></summary>
internal static class MergeVerb
{
    private static readonly Argument<string> Into = Options.Id("INTO", "The case that stays, case-…");
    private static readonly Argument<string> From = Options.Id("FROM", "The case that ends, case-…");

    public static Command Create() => Verb.Create("merge", "Merge one case into another (officer)", [Into, From, CorrectionOptions.Reason, CorrectionOptions.Version, CorrectionOptions.Preview], async run =>
    {
        var clients = await run.CallAsync();
        var request = new MergeCasesRequest
        {
            RequestId = run.RequestId(),
            IntoCaseId = run.Get(Into),
            FromCaseId = run.Get(From),
            Reason = run.Get(CorrectionOptions.Reason),
            ExpectedIntoVersion = run.Get(CorrectionOptions.Version),
            ValidateOnly = run.Get(CorrectionOptions.Preview),
        };
        var response = await clients.Matching.MergeCasesAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => CorrectionView.Write(console, response.Before, response.After, request.ValidateOnly));
    });
}
