namespace Referrals.Console.ReadTrail;

/// <summary>What a span of custody is.</summary>
public enum CustodyKind
{
    /// <summary>The desk had it.</summary>
    Desk,

    /// <summary>A team was offered it and had not answered: a gap, since the desk went on holding it.</summary>
    Waiting,

    /// <summary>A team had it.</summary>
    Team,

    /// <summary>A team read along, and did not hold it.</summary>
    Alongside,
}
