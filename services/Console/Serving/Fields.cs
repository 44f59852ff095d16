namespace Referrals.Console.Serving;

/// <summary>A list to choose from.</summary>
/// <param name="Name">Name in the form.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What is chosen.</param>
/// <param name="Options">What there is.</param>
/// <param name="Error">What is wrong with it; null for nothing.</param>
/// <param name="Prefix">Before the name makes its id, where a page has the name twice.</param>
public sealed record SelectField(string Name, string Label, string Value, IReadOnlyList<SelectOption> Options, string? Error, string Prefix = "")
{
    public string Id => Prefix.Length > 0 ? $"{Prefix}-{Name}" : Name;
}

/// <summary>Something to choose.</summary>
public sealed record SelectOption(string Value, string Text);

/// <summary>A text to write.</summary>
/// <param name="Name">Name in the form.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What was written.</param>
/// <param name="Error">What is wrong with it; null for nothing.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Prefix">Before the name makes its id, where a page has the name twice.</param>
public sealed record InputField(string Name, string Label, string Value, string? Error, string? Hint = null, string Prefix = "")
{
    public string Id => Prefix.Length > 0 ? $"{Prefix}-{Name}" : Name;
}
