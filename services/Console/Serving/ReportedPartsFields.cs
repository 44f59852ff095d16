namespace Referrals.Console.Serving;

/// <summary>The fields of <see cref="ReportedParts"/> in one form of a page.</summary>
/// <param name="Prefix">Before each id, where a page has several such forms.</param>
/// <param name="Typed">What was typed into a field.</param>
/// <param name="Wrong">What is wrong with the field of an id; null for nothing.</param>
public sealed record ReportedPartsFields(string Prefix, Func<string, string> Typed, Func<string, string?> Wrong)
{
    public string? WrongWith(string name) => Wrong(ReportedParts.Id(Prefix, name));
}
