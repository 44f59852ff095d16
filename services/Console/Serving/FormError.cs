namespace Referrals.Console.Serving;

/// <summary>Something wrong with a form.</summary>
/// <param name="Field">Id of the field, to lead to it; empty when it concerns the whole.</param>
/// <param name="Text">In words.</param>
public sealed record FormError(string Field, string Text);
