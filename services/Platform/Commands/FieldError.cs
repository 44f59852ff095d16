namespace Referrals.Platform.Commands;

/// <summary>
/// A field that breaks a rule. <paramref name="Field"/> is its path in the request's JSON form (<c>referral.countries[0]</c>),
/// <paramref name="Description"/> the rule in words, without the value.
/// </summary>
public sealed record FieldError(string Field, string Description, string Reason);
