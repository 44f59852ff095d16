namespace Referrals.Matching.NormaliseNames;

/// <summary>A name as words that are compared: transliterated, without titles and particles. Either list may be empty.</summary>
/// <param name="Given">Given and middle names, in the order written.</param>
/// <param name="Family">Family names, in the order written.</param>
public sealed record NameForm(IReadOnlyList<string> Given, IReadOnlyList<string> Family)
{
    /// <summary>First, second or a later one of the name (<c>Sr</c>, <c>Jr</c>, <c>III</c>); 0 when not stated.</summary>
    public int Generation { get; init; }

    /// <summary>Every word.</summary>
    public IEnumerable<string> Words => Given.Concat(Family);

    /// <summary>Whether it names nobody.</summary>
    public bool IsEmpty => Given.Count + Family.Count == 0;

    public bool Equals(NameForm? other) => other is not null && Given.SequenceEqual(other.Given) && Family.SequenceEqual(other.Family) && Generation == other.Generation;

    public override int GetHashCode() => HashCode.Combine(string.Join(' ', Given), string.Join(' ', Family));

    public override string ToString() => $"{string.Join(' ', Given)} / {string.Join(' ', Family)}";
}
