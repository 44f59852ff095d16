using Referrals.Audit.AppendRecord;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Audit.GetTrail;

/// <summary>
/// Who reads which trail: an auditor every one; an agency those of its own referrals, without what names others; a team
/// those of the country cases it was handed; an officer those of the country cases of the officer's desks.
/// </summary>
internal static class TrailPolicy
{
    public static Result<TrailView> Decide(Principal caller, TrailSubject subject, TrailFacts facts)
    {
        if (!facts.Exists)
            return Refusal.NotFound("trail");
        return caller.Role switch
        {
            Role.Auditor => new TrailView(facts.Cases, null, null),
            Role.Agency when subject.Referral is not null && facts.Agency is not null && facts.Agency == caller.Agency => new TrailView(facts.Cases, null, caller.Agency),
            Role.Team or Role.Officer when IsCallers(subject, facts) => Callers(facts),
            _ => Refusal.Denied("trail"),
        };
    }

    private static bool IsCallers(TrailSubject subject, TrailFacts facts) => subject.CountryCase is { } countryCase
        ? facts.CallersCountryCases.Contains(countryCase)
        : facts.CallersCountryCases.Count > 0;

    private static TrailView Callers(TrailFacts facts)
    {
        var cases = facts.CallersCountryCases.Select(name => StreamName.Of(name).Case).ToHashSet();
        return new TrailView([.. facts.Cases.Where(membership => cases.Contains(membership.Case))], facts.CallersCountryCases, null);
    }
}
