namespace Referrals.Console.ReadTrail;

/// <summary>A span of a case's history: who had it, or who was asked to take it, from when until when.</summary>
/// <param name="Kind">What the span is.</param>
/// <param name="Who">The custodian, <c>desk/…</c> or <c>team/…</c>.</param>
/// <param name="CountryCase">Of which country case.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it ended; null while it lasts.</param>
/// <param name="EndedBy">The type of the record that ended it; empty while it lasts.</param>
public sealed record CustodyRow(CustodyKind Kind, string Who, string CountryCase, DateTimeOffset From, DateTimeOffset? Until, string EndedBy)
{
    /// <summary>Whether nobody answered in time.</summary>
    public bool Lapsed => EndedBy == "timed_out";
}
