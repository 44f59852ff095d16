using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOnInformation;

/// <summary>The referrals of a routed case: heard of, waiting for consent, handed on to the teams that hold it.</summary>
internal static class CaseReferrals
{
    /// <summary>Stores a referral of the case; null when it is known.</summary>
    public static async Task<CaseReferralRow?> AddAsync(RoutedCase routed, ReferralMetadata referral, CancellationToken cancellationToken)
    {
        var db = routed.Work.Db;
        if (await db.CaseReferrals.FindAsync([routed.Row.CountryCase, referral.ReferralId], cancellationToken) is { } known)
        {
            known.Update(referral);
            return null;
        }

        return Add(routed, referral);
    }

    /// <summary>Stores those of these that are not known.</summary>
    public static async Task AddAllAsync(RoutedCase routed, IReadOnlyList<ReferralMetadata> referrals, CancellationToken cancellationToken)
    {
        var ids = referrals.Select(referral => referral.ReferralId).ToList();
        var known = await routed.Work.Db.CaseReferrals
            .Where(row => row.CountryCase == routed.Row.CountryCase && ids.Contains(row.ReferralId))
            .ToDictionaryAsync(row => row.ReferralId, cancellationToken);
        foreach (var referral in referrals)
        {
            if (known.TryGetValue(referral.ReferralId, out var row))
                row.Update(referral);
            else
                known[referral.ReferralId] = Add(routed, referral);
        }
    }

    /// <summary>Asks the originators of all referrals that wait and were not asked yet.</summary>
    public static async Task RequestConsentsAsync(RoutedCase routed, CancellationToken cancellationToken)
    {
        var wanting = await routed.Work.Db.CaseReferrals
            .Where(row => row.CountryCase == routed.Row.CountryCase && row.Consent == ConsentState.Needed && row.EndedAt == null)
            .OrderBy(row => row.ReferralId)
            .ToListAsync(cancellationToken);
        foreach (var referral in wanting)
            RequestConsent(routed, referral);
    }

    public static void RequestConsent(RoutedCase routed, CaseReferralRow referral)
    {
        referral.Consent = ConsentState.Requested;
        routed.Publish(new ConsentRequested { CountryCase = routed.Row.CountryCase, ReferralId = referral.ReferralId });
        routed.Leave(routed.Record(AuditTypes.ConsentRequested) with { Agency = referral.AgencyId, Referral = referral.ReferralId });
    }

    /// <summary>Tells every team that has the case of news of a referral that it may read.</summary>
    public static void HandOn(RoutedCase routed, CaseReferralRow referral)
    {
        if (referral.AvailableAt is not { } availableAt || referral.EndedAt is not null)
            return;
        foreach (var handOff in routed.HandOffs.Where(handOff => handOff.IsActive && Carries(handOff, referral, availableAt)).ToList())
        {
            handOff.NewInformation++;
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Information, ReferralId = referral.ReferralId });
            routed.Leave(routed.Record(AuditTypes.HandedOn, handOff) with
            {
                Agency = referral.AgencyId,
                Referral = referral.ReferralId,
                To = CustodyRules.Team(handOff.TeamId),
                Handling = Handling(referral),
            });
        }
    }

    /// <summary>Ends a referral: it is not handed over any more.</summary>
    public static void End(RoutedCase routed, CaseReferralRow referral)
    {
        if (referral.EndedAt is not null)
            return;
        referral.EndedAt = routed.Now;
        if (referral.AvailableAt is not { } availableAt)
            return;
        foreach (var handOff in routed.HandOffs.Where(handOff => handOff.IsActive && Carries(handOff, referral, availableAt)).ToList())
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.ReferralEnded, ReferralId = referral.ReferralId });
    }

    private static bool Carries(HandOffRow handOff, CaseReferralRow referral, DateTimeOffset availableAt) =>
        (!referral.LeadOnly || handOff.Role == HandOffRole.Lead) && (handOff.CarriesFrom is not { } from || availableAt >= from);

    private static string Handling(CaseReferralRow referral)
    {
        var metadata = referral.Read();
        return string.Join('+', new[] { Policies.Words<Tlp>.Of(metadata.Tlp) }.Concat(metadata.Conditions.Select(Policies.Words<HandlingCondition>.Of)));
    }

    private static CaseReferralRow Add(RoutedCase routed, ReferralMetadata referral)
    {
        var row = new CaseReferralRow
        {
            CountryCase = routed.Row.CountryCase,
            ReferralId = referral.ReferralId,
            AgencyId = referral.AgencyId,
            IncidentType = referral.IncidentType,
            Tlp = referral.Tlp,
            Conditions = CaseReferralRow.ConditionNames(referral),
            Consent = ConsentRules.Initially(referral),
            AvailableAt = ConsentRules.AvailableAt(referral, routed.Now),
            Facts = EventJson.Write(referral),
        };
        routed.Work.Db.CaseReferrals.Add(row);
        return row;
    }
}
