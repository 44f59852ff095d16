using Grpc.Core;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;

namespace Referrals.Matching.Tests;

/// <summary>Corrections as an officer of the desk makes them.</summary>
internal static class DeskCorrections
{
    public static async Task<ConfirmLinkResponse> LinkAsync(this Desk desk, Tip tip, string caseId, LinkReason reason = LinkReason.SamePerson) =>
        await desk.AsReyes.ConfirmLinkAsync(new ConfirmLinkRequest { RequestId = NewRequest(), ReferralId = tip.Id, CaseId = caseId, Reason = reason });

    public static async Task<RejectLinkResponse> RejectAsync(this Desk desk, Tip tip, string caseId) =>
        await desk.AsReyes.RejectLinkAsync(new RejectLinkRequest { RequestId = NewRequest(), ReferralId = tip.Id, CaseId = caseId, Reason = LinkReason.OtherPerson });

    public static async Task<MergeCasesResponse> MergeAsync(this Desk desk, string into, string from, LinkReason reason = LinkReason.SamePerson) =>
        await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = NewRequest(), IntoCaseId = into, FromCaseId = from, Reason = reason });

    /// <summary>Takes tips out of a case into a new one, and says which it is.</summary>
    public static Task<string> SplitAsync(this Desk desk, string from, LinkReason reason, params Tip[] tips) => desk.SplitBackAsync(from, "", reason, tips);

    /// <summary>Takes tips out of a case, back into the one that they came from.</summary>
    public static async Task<string> SplitBackAsync(this Desk desk, string from, string into, LinkReason reason, params Tip[] tips)
    {
        var request = new SplitCaseRequest { RequestId = NewRequest(), CaseId = from, IntoCaseId = into, Reason = reason };
        request.ReferralIds.AddRange(tips.Select(tip => tip.Id));
        return (await desk.AsReyes.SplitCaseAsync(request)).After[1].CaseId;
    }

    /// <summary>The reason of a refusal.</summary>
    public static async Task<string> ReasonOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).GetDetails()!.Details[0].Unpack<Google.Rpc.ErrorInfo>().Type;

    private static string NewRequest() => Guid.NewGuid().ToString("n");
}
