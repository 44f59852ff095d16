using System.Globalization;
using Referrals.Intake.V1;

namespace Referrals.Cli.Receipts;

/// <summary>How far a promise is kept, in words.</summary>
internal static class PromiseWords
{
    public static string Of(GetReceiptResponse response) => response.PromiseState switch
    {
        PromiseState.Kept => string.Create(CultureInfo.InvariantCulture, $"kept: it is record {response.Proof.Index} of the log{(response.LogKeys is null ? "" : $" {response.LogKeys.Origin}")}"),
        PromiseState.Promised => "PROMISED, and not in the log yet; that takes a second or two",
        PromiseState.LogAway => "PROMISED; the log cannot be asked just now",
        _ => "",
    };
}
