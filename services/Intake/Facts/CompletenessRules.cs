namespace Referrals.Intake.Facts;

/// <summary>How complete a referral is, 0 to 100: the sum of the weights of what it holds. Apart from its priority.</summary>
public static class CompletenessRules
{
    /// <summary>What each part counts; all together 100.</summary>
    public static IReadOnlyDictionary<Presence, int> Weights { get; } = new Dictionary<Presence, int>
    {
        [Presence.StrongIdentifier] = 15,
        [Presence.Time] = 10,
        [Presence.Country] = 10,
        [Presence.Place] = 10,
        [Presence.Narrative] = 10,
        [Presence.SubjectName] = 10,
        [Presence.IpWithPortAndTime] = 10,
        [Presence.SubjectIdentity] = 5,
        [Presence.FileHash] = 5,
        [Presence.Child] = 5,
        [Presence.Evidence] = 5,
        [Presence.Grading] = 5,
    };

    public static int Score(Presence presence) => Weights.Where(weight => presence.HasFlag(weight.Key)).Sum(weight => weight.Value);
}
