using Referrals.Audit.AppendRecord;
using Referrals.Common.V1;
using Referrals.Platform.Access;
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
        if (caller.Check(Right.ReadTrail, StandingOf(caller, subject, facts), "trail") is { } refusal)
            return refusal;
        return caller.Role switch
        {
            Role.Agency => new TrailView(facts.Cases, null, caller.Agency),
            Role.Team or Role.Officer => Callers(facts),
            _ => new TrailView(facts.Cases, null, null),
        };
    }

    /// <summary>The log knows of every hand-off that there was; whether it goes on does not matter to its trail.</summary>
    private static Standing StandingOf(Principal caller, TrailSubject subject, TrailFacts facts) => caller.Role switch
    {
        _ when !facts.Exists => Standing.None,
        Role.Agency => subject.Referral is null ? Standing.Exists : Standings.OfSender(caller, facts.Agency),
        Role.Team when IsCallers(subject, facts) => Standing.Formerly,
        Role.Officer when IsCallers(subject, facts) => Standing.Desk,
        _ => Standing.Exists,
    };

    private static bool IsCallers(TrailSubject subject, TrailFacts facts) => subject.CountryCase is { } countryCase
        ? facts.CallersCountryCases.Contains(countryCase)
        : facts.CallersCountryCases.Count > 0;

    private static TrailView Callers(TrailFacts facts)
    {
        var cases = facts.CallersCountryCases.Select(name => StreamName.Of(name).Case).ToHashSet();
        return new TrailView([.. facts.Cases.Where(membership => cases.Contains(membership.Case))], facts.CallersCountryCases, null);
    }
}
