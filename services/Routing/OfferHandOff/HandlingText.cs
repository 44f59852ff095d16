using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;

namespace Referrals.Routing.OfferHandOff;

/// <summary>What a case's facts are called in the log.</summary>
internal static class HandlingText
{
    /// <summary>TLP and conditions as the log names them: <c>AMBER+H2</c>.</summary>
    public static string Of(CaseFacts facts) =>
        string.Join('+', new[] { Policies.Words<Tlp>.Of(facts.Tlp) }.Concat(facts.Conditions.Select(Policies.Words<HandlingCondition>.Of)));
}
