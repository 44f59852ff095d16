using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.Deconflict;

/// <summary>Opens and moves deconflictions of a case: the team is told in its inbox, the sender by its status, the log by a record.</summary>
internal static class Deconflictions
{
    /// <summary>Asks the team that works on a case whether an agency that has reported it as well may act.</summary>
    public static async Task OpenAsync(RoutedCase routed, ReferralMetadata referral, CancellationToken cancellationToken)
    {
        if (!routed.HandOffs.Exists(handOff => handOff.IsHeld))
            return;
        var isNew = !await (await routed.ReferralsAsync(cancellationToken)).HasOtherOfAsync(referral.AgencyId, referral.ReferralId, cancellationToken);
        if (DeconflictionRules.Holder(routed.HandOffs, referral, isNew) is not { } holder)
            return;
        var row = new DeconflictionRow
        {
            DeconflictionId = Ids.New("dcn"),
            CountryCase = routed.Row.CountryCase,
            HandOffId = holder.HandOffId,
            TeamId = holder.TeamId,
            ReferralId = referral.ReferralId,
            AgencyId = referral.AgencyId,
            State = DeconflictionState.Held,
            OpenedAt = routed.Now,
            ReleaseBy = routed.Now + DeconflictionRules.Within(routed.Row.Priority),
        };
        routed.Work.Db.Deconflictions.Add(row);
        Tell(routed, holder, row, V1.HandOffEventKind.Deconfliction, AuditTypes.Deconflicted);
    }

    /// <summary>The case is another team's now: it is the one to say whether the agencies that wait may act, in the time that is left.</summary>
    public static async Task PassOnAsync(RoutedCase routed, HandOffRow from, HandOffRow to, CancellationToken cancellationToken)
    {
        var open = await routed.Work.Db.Deconflictions
            .Where(row => row.HandOffId == from.HandOffId && row.State != DeconflictionState.Released)
            .OrderBy(row => row.OpenedAt).ThenBy(row => row.DeconflictionId)
            .ToListAsync(cancellationToken);
        foreach (var row in open)
        {
            (row.HandOffId, row.TeamId) = (to.HandOffId, to.TeamId);
            if (row.State == DeconflictionState.Held)
                Tell(routed, to, row, V1.HandOffEventKind.Deconfliction, AuditTypes.Deconflicted);
        }
    }

    /// <summary>Moves one on.</summary>
    public static void Enter(RoutedCase routed, DeconflictionRow row, DeconflictionState state)
    {
        row.State = state;
        row.ReleasedAt = state == DeconflictionState.Released ? routed.Now : null;
        var holder = routed.HandOffs.Single(handOff => handOff.HandOffId == row.HandOffId);
        if (state == DeconflictionState.Released)
            Tell(routed, holder, row, V1.HandOffEventKind.DeconflictionReleased, AuditTypes.DeconflictionReleased);
        else
            Tell(routed, holder, row, V1.HandOffEventKind.DeconflictionLapsed, AuditTypes.DeconflictionLapsed);
    }

    public static V1.Deconfliction Show(DeconflictionRow row) => new()
    {
        DeconflictionId = row.DeconflictionId,
        CountryCase = row.CountryCase,
        HandOffId = row.HandOffId,
        TeamId = row.TeamId,
        ReferralId = row.ReferralId,
        AgencyId = row.AgencyId,
        State = row.State,
        OpenedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(row.OpenedAt),
        ReleaseBy = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(row.ReleaseBy),
        ReleasedAt = row.ReleasedAt is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null,
    };

    private static void Tell(RoutedCase routed, HandOffRow holder, DeconflictionRow row, V1.HandOffEventKind kind, string type)
    {
        if (holder.IsActive)
            holder.NewInformation++;
        routed.Note(holder, new V1.HandOffEvent { Kind = kind, ReferralId = row.ReferralId });
        routed.Publish(new DeconflictionChanged
        {
            DeconflictionId = row.DeconflictionId,
            CountryCase = row.CountryCase,
            ReferralId = row.ReferralId,
            HandOffId = row.HandOffId,
            TeamName = routed.Policy.Team(row.TeamId)?.Name ?? row.TeamId,
            State = row.State,
            ReleaseBy = row.ReleaseBy,
        });
        routed.Leave(routed.Record(type, holder) with
        {
            Agency = row.AgencyId,
            Referral = row.ReferralId,
            Details = new Dictionary<string, string> { ["role"] = Words<HandOffRole>.Of(holder.Role), ["deconfliction"] = row.DeconflictionId },
        });
    }
}
