namespace Referrals.Intake.Facts;

/// <summary>What a referral holds of what an investigator needs. Supplements only add to it.</summary>
[Flags]
public enum Presence
{
    None = 0,
    Time = 1 << 0,
    Country = 1 << 1,

    /// <summary>A region, or an address with a locality or street.</summary>
    Place = 1 << 2,
    Narrative = 1 << 3,

    /// <summary>A name or alias of a subject.</summary>
    SubjectName = 1 << 4,

    /// <summary>A subject's date of birth, or an identity document.</summary>
    SubjectIdentity = 1 << 5,

    /// <summary>An identifier that leads to one person, account or device.</summary>
    StrongIdentifier = 1 << 6,

    /// <summary>An IP address with port and time, as carrier NAT needs it.</summary>
    IpWithPortAndTime = 1 << 7,
    FileHash = 1 << 8,

    /// <summary>Anything stated of a child.</summary>
    Child = 1 << 9,
    Evidence = 1 << 10,
    Grading = 1 << 11,
}
