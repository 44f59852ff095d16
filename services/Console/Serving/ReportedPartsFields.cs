namespace Referrals.Console.Serving;

/// <summary>The fields of <see cref="ReportedParts"/> in one form of a page.</summary>
/// <param name="Prefix">Before each id, where a page has several such forms.</param>
/// <param name="Typed">What was typed into a field.</param>
public sealed record ReportedPartsFields(string Prefix, Func<string, string> Typed);
