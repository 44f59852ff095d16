namespace Referrals.Cli.Documents;

/// <summary>A field of a document that is not as the API wants it.</summary>
/// <param name="Field">Path in the JSON form, <c>referral.identifiers[3].value</c>.</param>
/// <param name="Rule">The rule that it breaks, without the value.</param>
public sealed record FieldProblem(string Field, string Rule);
