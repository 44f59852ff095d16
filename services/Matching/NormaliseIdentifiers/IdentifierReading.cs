namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>An identifier in normal form, or why it was set aside.</summary>
public readonly record struct IdentifierReading(NormalisedIdentifier? Identifier, string Reason)
{
    /// <summary>It says nothing: <c>unknown</c>, <c>n/a</c>, one digit over and over.</summary>
    public const string Placeholder = "PLACEHOLDER";

    /// <summary>It is not of the form that its type has.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>It is longer than any such identifier.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>It means another thing in every network: a private address.</summary>
    public const string NotPublic = "NOT_PUBLIC";

    /// <summary>Its type is not stated or not known here.</summary>
    public const string UnknownType = "UNKNOWN_TYPE";
}
