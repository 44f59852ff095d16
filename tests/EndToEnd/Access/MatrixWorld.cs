using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Routing.V1;

namespace Referrals.EndToEnd.Access;

/// <summary>The things that calls of the matrix name: one referral that a team was handed, and passed on to another.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Case">Its parent case.</param>
/// <param name="CountryCase">Its country case.</param>
/// <param name="OtherCase">Another case of the same sender and desk.</param>
/// <param name="HandOff">The hand-off of the team that leads.</param>
/// <param name="FormerHandOff">That of the team which led before.</param>
/// <param name="Index">The index of the referral's first record.</param>
internal sealed record MatrixWorld(string Referral, string Case, string CountryCase, string OtherCase, string HandOff, string FormerHandOff, long? Index)
{
    /// <summary>Ids of the same forms, of nothing.</summary>
    public static MatrixWorld Nothing { get; } = new(Ids.New("ref"), Ids.New("case"), $"cases/{Ids.New("case")}/countries/PH", Ids.New("case"), Ids.New("hof"), Ids.New("hof"), null);

    public static async Task<MatrixWorld> MakeAsync(RunningExchange exchange)
    {
        var users = new Users(exchange.Access);
        var referral = await users.SubmitAsync();
        var countryCase = await users.AcceptAsync(referral);
        var former = await users.OfferedAsync(countryCase);
        await users.Team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = former.HandOffId, TeamReference = "NBI-1" });
        var transferred = await users.Team.TransferAsync(new TransferRequest
        {
            RequestId = Users.Fresh(),
            HandOffId = former.HandOffId,
            ToTeamId = MatrixCaller.Lead,
            Reason = CustodyChangeReason.JoinedOperation,
        });
        var lead = new RoutingService.RoutingServiceClient(exchange.Access.Call("routing", $"team/{MatrixCaller.Lead}"));
        await lead.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = transferred.OfferedHandOffId, TeamReference = "PNP-1" });

        // Who may read what follows the custody: every service has to have heard of it.
        await users.TrailAsync(referral, trail => trail.Records.Any(record => record.Type == "acknowledged" && record.HandOffId == transferred.OfferedHandOffId));
        await Testing.Eventually.ResultAsync(
            () => users.StatusAsync(referral), status => status.History.Any(entry => entry.HandOff?.TeamReference == "PNP-1"), because: "the sender's side hears of it");
        var other = await users.SubmitAsync();
        await users.ReachesAsync(other, ReferralState.InTriage);
        var matched = (await users.TrailAsync(other, "matched")).Records.First(record => record.Type == "matched");
        var index = await IntegratedAsync(users, referral);
        return new MatrixWorld(referral, countryCase.Split('/')[1], countryCase, matched.CaseId, transferred.OfferedHandOffId, former.HandOffId, index);
    }

    /// <summary>As a caller names them: a team its own hand-off.</summary>
    public MatrixWorld For(MatrixCaller caller) => caller.Name == $"team/{MatrixCaller.FormerLead}" ? this with { HandOff = FormerHandOff } : this;

    private static async Task<long> IntegratedAsync(Users users, string referral)
    {
        var received = (await users.TrailAsync(referral, "received")).Records.First(record => record.Type == "received");
        await Testing.Eventually.ResultAsync(
            async () => await users.Auditor.GetCheckpointAsync(new GetCheckpointRequest()), answer => answer.Checkpoint.TreeSize > received.Index, because: "the record is in the tree");
        return received.Index;
    }
}
