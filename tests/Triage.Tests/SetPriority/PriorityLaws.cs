using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Contracts;
using Xunit;

namespace Referrals.Triage.Tests.SetPriority;

/// <summary>What holds for any referrals whatever.</summary>
public sealed class PriorityLaws
{
    private static readonly IdentifierType[] Types = [IdentifierType.FileHash, IdentifierType.Account, IdentifierType.Phone];

    private static readonly Arbitrary<ReferralMetadata[]> Referrals = (
        from agency in Gen.Elements("uk-nca", "us-fbi", "us-ice")
        from type in Gen.Elements(Enum.GetValues<IncidentType>())
        from risk in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from subjects in Gen.Choose(0, 1)
        from children in Gen.Choose(0, 1)
        from identifiers in Gen.SubListOf(Types)
        from completeness in Gen.Choose(0, 100)
        select A.Referral(type, agency) with
        {
            ChildAtImmediateRisk = risk,
            SubjectCount = subjects,
            ChildCount = children,
            IdentifierTypes = [.. identifiers],
            Completeness = completeness,
        }).ArrayOf().ToArbitrary();

    [Fact]
    public void The_priority_never_falls_when_a_referral_joins() => Prop.ForAll(Referrals, referrals =>
    {
        var course = Course(referrals);
        return course.Zip(course.Skip(1)).All(step => step.Second.Priority <= step.First.Priority);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_referrals_join_does_not_matter() => Prop.ForAll(Referrals, referrals =>
        referrals.Length == 0 || Course(referrals)[^1] == Course([.. referrals.Reverse()])[^1]
            && Course(referrals)[^1] == Course([.. referrals.OrderBy(referral => referral.Completeness)])[^1]).QuickCheckThrowOnFailure();

    [Fact]
    public void What_an_officer_set_never_falls_either() => Prop.ForAll(Referrals, Gen.Elements(Enum.GetValues<Priority>()[1..]).ToArbitrary(), (referrals, set) =>
    {
        var course = Course(referrals, new Assessment(set, PriorityReason.OfficerDecision));
        return course.Zip(course.Skip(1)).All(step => step.Second.Priority <= step.First.Priority);
    }).QuickCheckThrowOnFailure();

    /// <summary>The priorities of a case as referrals join one after another; an officer may set one after the first.</summary>
    private static List<Assessment> Course(ReferralMetadata[] referrals, Assessment? set = null)
    {
        var course = new List<Assessment>();
        var agencies = new HashSet<string>();
        Assessment? strongest = null;
        Assessment? before = null;
        foreach (var referral in referrals)
        {
            var calls = PriorityRules.OfReferral(referral);
            agencies.Add(referral.AgencyId);
            strongest = strongest is { } known ? Assessment.MostUrgent(known, calls) : calls;
            var after = PriorityRules.OfCase(strongest.Value, agencies.Count);
            course.Add(before is { } earlier ? PriorityRules.AfterNewFacts(course[^1], earlier, after, null, calls) : set ?? after);
            before = after;
        }

        return course;
    }
}
