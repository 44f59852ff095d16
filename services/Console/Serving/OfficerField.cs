namespace Referrals.Console.Serving;

/// <summary>An officer to choose; to write, while nobody can say which there are.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Officers">The officers, <c>officer/…</c>.</param>
/// <param name="Value">Who is chosen.</param>
public sealed record OfficerField(string Label, IReadOnlyList<string> Officers, string Value)
{
    /// <summary><c>officer/okoro</c> is <c>okoro</c>.</summary>
    public static string NameOf(string principal) => principal[(principal.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
