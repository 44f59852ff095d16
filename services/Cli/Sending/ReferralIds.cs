using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary>A referral may be named by its id or by its sender's own reference.</summary>
internal static class ReferralIds
{
    private const string Prefix = "ref-";

    public static async Task<string> ResolveAsync(IntakeService.IntakeServiceClient intake, string given, CancellationToken cancellationToken)
    {
        if (given.StartsWith(Prefix, StringComparison.Ordinal))
            return given;
        var response = await intake.GetReceiptAsync(new GetReceiptRequest { AgencyReference = given }, cancellationToken: cancellationToken);
        return response.Receipt.ReferralId;
    }
}
