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
    /// <summary>Stores a referral of the case, or takes what is newer; says whether it was unknown.</summary>
    public static async Task<(CaseReferralRow Row, bool IsNew)> TakeAsync(RoutedCase routed, ReferralMetadata referral, CancellationToken cancellationToken)
    {
        var referrals = await routed.ReferralsAsync(cancellationToken);
        if (await referrals.FindAsync(referral.ReferralId, cancellationToken) is { } known)
        {
            known.Update(referral);
            return (known, false);
        }

        var row = New(routed, referral);
        referrals.Add(row);
        return (row, true);
    }

    /// <summary>The first referral of a case that nothing is known of.</summary>
    public static void Begin(RoutedCase routed, ReferralMetadata referral) => routed.Begin(New(routed, referral));

    /// <summary>Asks the originators of all referrals that wait and were not asked yet.</summary>
    public static async Task RequestConsentsAsync(RoutedCase routed, CancellationToken cancellationToken)
    {
        foreach (var referral in await (await routed.ReferralsAsync(cancellationToken)).WantingConsentAsync(cancellationToken))
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

    /// <summary>Takes a referral out that an officer moved to another case: the teams may no longer read it, and are told.</summary>
    public static void MoveOut(RoutedCase routed, CaseReferralRow referral, string toCase)
    {
        var availableAt = referral.AvailableAt;
        (referral.EndedAt, referral.MovedTo) = (routed.Now, toCase);
        if (availableAt is null)
            return;
        foreach (var handOff in routed.HandOffs.Where(handOff => handOff.IsActive && Carries(handOff, referral, availableAt.Value)).ToList())
        {
            handOff.NewInformation++;
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.ReferralMoved, ReferralId = referral.ReferralId });
            routed.Leave(routed.Record(AuditTypes.Split, handOff) with { Agency = referral.AgencyId, Referral = referral.ReferralId });
        }
    }

    /// <summary>Whether a referral was moved away before, and is here again now.</summary>
    public static bool TakeBack(CaseReferralRow referral)
    {
        if (referral.MovedTo is null)
            return false;
        (referral.EndedAt, referral.MovedTo) = (null, null);
        return true;
    }

    /// <summary>Tells every team that has a case that it was merged into another. What they were handed stays theirs.</summary>
    public static void TellMerged(RoutedCase routed, string intoCase)
    {
        foreach (var handOff in routed.HandOffs.Where(handOff => handOff.IsActive).ToList())
        {
            handOff.NewInformation++;
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.CaseMerged });
            var record = routed.Record(AuditTypes.Merged, handOff);
            routed.Leave(record with { Details = new Dictionary<string, string>(record.Details!) { ["into"] = intoCase } });
        }
    }

    private static bool Carries(HandOffRow handOff, CaseReferralRow referral, DateTimeOffset availableAt) =>
        (!referral.LeadOnly || handOff.Role == HandOffRole.Lead) && (handOff.CarriesFrom is not { } from || availableAt >= from);

    private static string Handling(CaseReferralRow referral)
    {
        var metadata = referral.Read();
        return string.Join('+', new[] { Policies.Words<Tlp>.Of(metadata.Tlp) }.Concat(metadata.Conditions.Select(Policies.Words<HandlingCondition>.Of)));
    }

    private static CaseReferralRow New(RoutedCase routed, ReferralMetadata referral) => new()
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
}
