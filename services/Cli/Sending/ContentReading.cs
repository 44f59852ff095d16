using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using Referrals.Cli.Errors;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary>Reads and prints the content of the referrals that a command shows, when it was asked for.</summary>
internal static class ContentReading
{
    public static async Task<int> ShowAsync(Invocation run, IntakeService.IntakeServiceClient intake, IReadOnlyList<string> referralIds)
    {
        if (!run.Get(ContentMask.Option))
            return ExitCode.Done;
        foreach (var id in referralIds)
        {
            var response = await intake.GetAsync(new GetRequest { ReferralId = id, ReadMask = ContentMask.For(run) }, cancellationToken: run.CancellationToken);
            run.Terminal.Out.WriteLine(run.Json ? Document.Write(response) : id);
            if (!run.Json)
                ContentMask.Write(run.Terminal.Tables(), response.Referral);
        }

        return ExitCode.Done;
    }
}
