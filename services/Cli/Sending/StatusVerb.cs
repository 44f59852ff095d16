using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
using Referrals.Cli.Documents;
using Referrals.Cli.Errors;
using Referrals.Cli.Receipts;
using Referrals.Cli.Views;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>status ID [--watch] [--content] [--break-glass REASON]</c></summary>
internal static class StatusVerb
{
    private const int Patience = 60;
    private const string AgencyPrefix = "agency/";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Argument<string> Id = Options.Id("ID", "The referral, ref-…, or your own reference");
    private static readonly Option<bool> Watch = Options.Flag("--watch", "Go on with new entries as they come, until interrupted");

    private static readonly Option<BreakGlassReason?> BreakGlass = Options.OneOf<BreakGlassReason>("--break-glass", "Why you read a referral of another desk in an emergency; its sender sees at once that you did (officer)");

    public static Command Create() => Verb.Create("status", "What became of a referral (agency, officer, team)", [Id, Watch, ContentMask.Option, BreakGlass], async run =>
    {
        var clients = await run.CallAsync();
        var id = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken);
        if (run.Get(Watch))
            return await WatchAsync(run, clients.Intake, id);

        var request = new GetRequest { ReferralId = id, ReadMask = ContentMask.For(run), BreakGlass = run.Get(BreakGlass) };
        var response = await clients.Intake.GetAsync(request, cancellationToken: run.CancellationToken);
        var receipt = run.Json || !run.Principal.StartsWith(AgencyPrefix, StringComparison.Ordinal)
            ? null
            : await clients.Intake.GetReceiptAsync(new GetReceiptRequest { ReferralId = id }, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            if (response.Referral.Facts is { } facts)
                StatusView.WriteFacts(console, facts);
            if (response.Referral.Status is { } status)
                StatusView.Write(console, status);
            if (receipt is not null)
                console.Facts(("Promise", PromiseWords.Of(receipt)));
            ContentMask.Write(console, response.Referral);
        });
    });

    private static async Task<int> WatchAsync(Invocation run, IntakeService.IntakeServiceClient intake, string id)
    {
        var next = 1;
        for (var failures = 0; ;)
        {
            try
            {
                using var call = intake.WatchStatus(new WatchStatusRequest { ReferralId = id, FromNumber = next }, cancellationToken: run.CancellationToken);
                await foreach (var message in call.ResponseStream.ReadAllAsync(run.CancellationToken))
                {
                    failures = 0;
                    next = message.Entry.Number + 1;
                    run.Terminal.Out.WriteLine(run.Json ? Document.Write(message) : StatusView.Line(message.ReferralId, message.Entry));
                }
            }
            catch (RpcException exception) when (CallRetries.IsOutage(exception, run.CancellationToken) && failures++ < Patience)
            {
                // Goes on after the last entry that was seen.
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && run.CancellationToken.IsCancellationRequested)
            {
                return ExitCode.Done;
            }

            await Task.Delay(Pause, run.Time, run.CancellationToken);
        }
    }
}
